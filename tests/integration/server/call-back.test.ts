import { randomUUID } from 'node:crypto';
import type { CaseDetail } from '../../../server/contract/views.ts';
import { triesApartMs } from '../../../server/domain/case/case.ts';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { dialledCall } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall, intake, queuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

/** An office with a telephone, and without any gateway. */
let database: TestDatabase;
let server: TestServer;
let sari: Client;
let desk: View;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  sari = await server.logIn('sari');
  desk = await sari.desk();
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const ani = '081234567890';
const digits = '6281234567890';
const ready = () => sari.do('setState', { body: { state: 'ready' } });
const agent = (state: string) => desk.until('agents', (card) => card.userId === sari.me.userId && card.state === state);
const read = (of: { caseId: string }, who = sari) => who.do('getCase', { params: of });
const call = (of: { caseId: string }, who = sari, headers = {}) =>
  who.call('callBack', { params: { caseId: of.caseId }, headers });
/** Whether the answer can be said on the call now. */
const saysOnCall = ({ actions }: CaseDetail) =>
  actions
    .find(({ event }) => event === 'answer.sent')
    ?.fields.find(({ name }) => name === 'via')
    ?.choices.some(({ code }) => code === 'call') ?? false;
const dialled = () => dialledCall(server.exchange, server.clock.now);
const dials = () => server.exchange.commands.filter(({ type }) => type === 'call.dial');
const last = (of: { caseId: string }) => until('it ended', async () => (await read(of)).called?.outcome?.en);

/** A call that was cut before its answer was told, and recapped. */
async function unanswered(number = ani) {
  const came = await answeredCall(server, sari, desk, number);
  const of = { caseId: came.caseId };
  await sari.act(of, 'intake.saved', intake);
  await sari.act(of, 'solution.saved', { solution: 'Ambil hari Senin' });
  server.exchange.happen(came.ended());
  await until('the call is over', async () => !(await read(of)).callLive);
  await sari.act(of, 'recap.saved', { disposition: 'resolved', recapSummary: 'Terputus' });
  await server.settled();
  return of;
}

it('rings the agent and then the citizen, and what is said on the call counts as told', async () => {
  const of = await unanswered();
  await ready();
  await agent('ready');
  expect((await read(of)).callBack).toEqual({ refusal: null });
  expect(saysOnCall(await read(of))).toBe(false);
  const before = await server.sql('SELECT id FROM case_file');
  const placed = await call(of);
  expect(placed.status).toBe(200);
  // The queue was told first, and the number is on its way to the exchange alone.
  const told = server.exchange.commands.map(({ type }) => type);
  const first = told.slice(0, told.indexOf('call.dial'));
  expect(first.findLast((type) => /pause|resume/.test(type))).toBe('agent.pause');
  expect(server.exchange.membership('101')).toBe('paused');
  const out = dialled();
  expect(out).toMatchObject({ callId: placed.body.callId, extension: '101', digits });
  expect(JSON.stringify([placed.body, desk.entries('calls')])).not.toContain('1234567');
  await desk.until(
    'calls',
    ({ direction, phase, caseId }) => direction === 'out' && phase === 'ringing' && caseId === of.caseId,
  );
  expect(saysOnCall(await read(of))).toBe(false);

  // The console lifts and hangs up the agent's own leg from the first ring on, and nobody else's.
  const leg = { params: { callId: out.callId }, body: { action: 'answer' } } as const;
  expect((await sari.call('leg', leg)).status).toBe(204);
  expect((await (await server.logIn('budi')).call('leg', leg)).problem?.type).toBe('not_your_call');
  // Meanwhile her pause is asked for anew.
  const answer = server.exchange.commands.findLast(({ type }) => type === 'leg.answer');
  expect(answer).toEqual({ type: 'leg.answer', callId: out.callId, extension: '101' });
  out.lifted();
  await desk.until('calls', ({ phase }) => phase === 'dialling');
  out.answered();
  await desk.until('calls', ({ phase }) => phase === 'talking');
  await until('the answer is stored', async () => (await read(of)).history.at(-1)?.type === 'callback.answered');
  // A hold is none of the procedure's.
  out.held();
  await desk.until('calls', ({ phase }) => phase === 'held');
  expect(saysOnCall(await read(of))).toBe(true);
  // Nobody else talks to the citizen.
  expect(saysOnCall(await read(of, await server.logIn('budi')))).toBe(false);
  const answered = await sari.act(of, 'answer.sent', { via: 'call' });
  expect(answered.status).toBe('closed');

  out.ended('caller');
  await agent('ready');
  await desk.untilGone('calls');
  const { history, called, tries } = await read(of);
  expect(history.map(({ type }) => type).slice(-4)).toEqual([
    'callback.placed',
    'callback.answered',
    'answer.sent',
    'callback.ended',
  ]);
  expect(history.find(({ type }) => type === 'callback.placed')?.actorName).toBe('sari Uji');
  expect(history.at(-1)?.words[0]?.value.en).toBe('they talked; the citizen hung up');
  expect(called).toMatchObject({ name: 'sari Uji', outcome: { en: 'they talked' } });
  expect(tries).toBe(0);
  await until('rung again', () => server.exchange.membership('101') === 'ready');
  expect(await server.sql('SELECT id FROM case_file')).toEqual(before);
  const [counts] = await server.sql('SELECT outcome, case_id FROM call WHERE case_id IS NOT NULL');
  expect(counts).toEqual({ outcome: 'answered', case_id: of.caseId });
  const audited = await server.sql("SELECT subject FROM audit_entry WHERE action = 'call.placed'");
  expect(audited).toEqual([{ subject: of.caseId }]);
});

it('counts a try where the citizen was not reached, and says how it ended', async () => {
  const of = await unanswered();
  await ready();
  const unreachable = async () =>
    (await read(of)).actions
      .find(({ event }) => event === 'case.ended')
      ?.fields.find(({ name }) => name === 'endedAs')
      ?.choices.some(({ code }) => code === 'unreachable');
  const tried: [Parameters<ReturnType<typeof dialled>['ended']>, number][] = [
    [['agent', 'cancelled'], 0],
    [['exchange', 'agent-absent'], 0],
    [['exchange', 'failed'], 0],
    [['exchange', 'busy'], 1],
    [['exchange', 'no-answer'], 2],
    [['exchange', 'wrong-number'], 3],
  ];
  for (const [end, tries] of tried) {
    expect(await unreachable()).toBe(false);
    server.clock.move(triesApartMs);
    await agent('ready');
    expect((await call(of)).status).toBe(200);
    dialled().lifted();
    dialled().ended(...end);
    await last(of);
    expect((await read(of)).tries).toBe(tries);
  }
  expect(await unreachable()).toBe(true);
  expect((await read(of)).history.at(-1)?.words[0]?.value.id).toBe('nomor salah atau tidak terdaftar');
});

it('is refused in words, and nothing rings', async () => {
  const of = await unanswered();
  const withheld = await queuedCall(server, null);
  const abroad = await queuedCall(server, '+12025550123');
  expect((await call(withheld)).problem?.type).toBe('not_answered');
  server.exchange.happen(withheld.ended(), abroad.ended());
  await server.settled();
  const reason = async (who: Client, target: { caseId: string }) =>
    (await read({ caseId: target.caseId }, who)).callBack;
  expect(await reason(sari, withheld)).toEqual({ refusal: 'no_number' });
  expect((await call(withheld)).problem).toMatchObject({ status: 409, type: 'no_number' });
  expect(await reason(sari, abroad)).toEqual({ refusal: 'number_not_allowed' });
  expect((await call(abroad)).problem?.type).toBe('number_not_allowed');
  // A supervisor may, and has no telephone; a dispatcher may not.
  const [rina, dewi] = [await server.logIn('rina'), await server.logIn('dewi')];
  expect(await reason(rina, of)).toEqual({ refusal: 'no_telephone' });
  expect((await call(of, rina)).problem?.type).toBe('no_telephone');
  expect((await call(of, dewi)).problem).toMatchObject({ status: 403, type: 'not_allowed' });
  // Whose citizen is on the line with somebody else, and whoever talks.
  const budi = await server.logIn('budi');
  const talking = await answeredCall(server, budi, await budi.desk(), '081298765432');
  expect((await call(talking)).problem?.type).toBe('not_found');
  expect((await call(of, budi)).problem?.type).toBe('in_another_call');
  server.exchange.tell({ type: 'phone.unreachable', at: server.clock.now(), extension: '101' });
  expect((await call(of)).problem?.type).toBe('telephone_unreachable');
  server.exchange.tell({ type: 'phone.reachable', at: server.clock.now(), extension: '101' });
  server.exchange.cut();
  expect((await call(of)).problem).toMatchObject({ status: 503, type: 'exchange_away' });
  server.exchange.restore();
  expect(dials()).toEqual([]);
});

it('is one call under one key, one at a time for a ticket, and over when the exchange will not place it', async () => {
  const of = await unanswered();
  await ready();
  const key = { 'idempotency-key': randomUUID() };
  const [first, again] = [await call(of, sari, key), await call(of, sari, key)];
  expect(again.body).toEqual(first.body);
  expect(dials()).toHaveLength(1);
  expect((await call(of)).problem?.type).toBe('in_another_call');
  expect((await call(of, await server.logIn('budi'))).problem?.type).toBe('citizen_called_already');
  dialled().ended('agent', 'cancelled');
  await agent('ready');
  server.exchange.answerWith(({ type }) =>
    type === 'call.dial' ? { ok: false, kind: 'timeout', reason: 'no reply' } : { ok: true },
  );
  expect((await call(of)).problem).toMatchObject({ status: 504, type: 'exchange_silent' });
  await agent('ready');
  expect((await last(of)) ?? '').toContain('failed');
  expect(server.exchange.commands.some(({ type }) => type === 'leg.hangup')).toBe(true);
});

it('goes on through a restart: the talk is there again, and its end is read back', async () => {
  const of = await unanswered();
  await ready();
  await agent('ready');
  await call(of);
  const out = dialled();
  server.exchange.keepLog(true);
  const { exchange, clock } = server;
  out.lifted();
  await desk.until('calls', ({ phase }) => phase === 'dialling');
  await server.settled();
  await server.stop();
  // The citizen answers while nobody listens.
  out.answered();
  server = await startTestServer({ databaseUrl: database.url, exchange, clock });
  sari = await server.logIn('sari');
  desk = await sari.desk();
  await desk.until(
    'calls',
    ({ direction, phase, caseId }) => direction === 'out' && phase === 'talking' && caseId === of.caseId,
  );
  await until('the answer is stored', async () => (await read(of)).history.at(-1)?.type === 'callback.answered');
  expect(saysOnCall(await read(of))).toBe(true);
  exchange.cut();
  out.ended('caller');
  exchange.restore();
  await agent('ready');
  const { history, tries } = await read(of);
  expect(history.at(-1)).toMatchObject({
    type: 'callback.ended',
    words: [{ value: { en: 'they talked; the citizen hung up' } }, {}],
  });
  expect(tries).toBe(0);
  const outcomes = await server.sql('SELECT outcome FROM call ORDER BY arrived_at');
  expect(outcomes).toEqual([{ outcome: 'answered' }, { outcome: 'answered' }]);
  expect(await server.sql('SELECT id FROM case_file')).toHaveLength(1);
});
