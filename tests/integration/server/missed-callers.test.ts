import type { Client, View } from '../../support/client.ts';
import { dialledCall } from '../../support/fake-exchange.ts';
import type { FakeGateway } from '../../support/fake-gateway.ts';
import { type Office, openOffice } from '../../support/office.ts';
import type { TestServer } from '../../support/server.ts';
import { answeredCall, intake, queuedCall } from '../../support/server-scenario.ts';
import type { TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** The hotline is open by day only, and its office has words of its own. */
const services = `services:
  - id: hotline
    name: { id: Hotline, en: Hotline }
    channel: phone
    sop: surabaya
    hours: office
    answers_by: sms
    call_back:
      minutes: 60
      tries: 2
      text: { id: "Tiket {ticket}: kami telepon kembali.", en: "Ticket {ticket}: we call back." }
      escalate: [{ at: 150 %, to: [supervisor], by: [screen] }]
  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: office, gateway: sms, addresses: ['08111631500'] }
`;
const mobile = '081234567890';
const fixed = '0315312144';
const hour = 3_600_000;

let office: Office;
let clock: TestClock;
let sms: FakeGateway;
let server: TestServer;
let sari: Client;
let desk: View;
let list: View;

async function start(exchange?: TestServer['exchange']): Promise<void> {
  server = await office.start(exchange);
  sari = await server.logIn('sari');
  desk = await sari.desk();
  list = await sari.open('inbox:agent');
}
beforeEach(async () => {
  // A Monday without holidays near, 09:00 WIB.
  office = await openOffice(services, Date.UTC(2026, 10, 23, 2, 0));
  ({ clock, sms } = office);
  await start();
});
afterEach(() => office.close([mobile, fixed]));

const missed = (ticketNumber: string) => list.until('missed', (card) => card.ticketNumber === ticketNumber);
const rows = () =>
  server.sql<{ outcome: string | null; calls: number; tries: number; phone_index: string | null }>(
    'SELECT outcome, calls, tries, phone_index FROM missed_caller ORDER BY first_at',
  );
const outcomes = async () => (await rows()).map(({ outcome }) => outcome);
/** Waits in the queue for ten seconds, and hangs up. */
async function gaveUp(ani: string | null) {
  const call = await queuedCall(server, ani);
  clock.move(10_000);
  server.exchange.happen(call.ended());
  await server.settled();
  return call;
}
const ready = async () => {
  await sari.do('setState', { body: { state: 'ready' } });
  await desk.until('agents', ({ state }) => state === 'ready');
};
async function callBack({ caseId }: { caseId: string }) {
  await sari.do('callBack', { params: { caseId } });
  return dialledCall(server.exchange, clock.now);
}
const read = (caseId: string) => sari.do('getCase', { params: { caseId } });

it('puts who gave up on the list with a clock and writes once; who is reached begins a ticket of its own', async () => {
  const first = await gaveUp(mobile);
  expect(await missed(first.ticketNumber)).toMatchObject({ calls: 1, tries: 0, triesAtMost: 2, caseId: first.caseId });
  const again = await gaveUp(mobile);
  const card = await missed(again.ticketNumber);
  expect(list.entries('missed')).toHaveLength(1);
  expect(card).toMatchObject({ calls: 2, caseId: again.caseId, phoneMasked: '0812-****-7890' });
  // Of the first of his calls: whoever calls more often does not wait longer.
  expect(card.dueAt).toBe(card.firstAt + hour);
  expect(JSON.stringify(card)).not.toContain('1234567');
  await until('it was sent', () => sms.sent.length > 0);
  expect(sms.sent.map(({ to, text }) => [to, text])).toEqual([
    ['+6281234567890', `Tiket ${first.ticketNumber}: kami telepon kembali.`],
  ]);

  await ready();
  const out = await callBack(again);
  out.lifted();
  out.answered();
  const talk = await desk.until('cases', ({ callId, callLive }) => callId === out.callId && callLive);
  expect(talk).toMatchObject({
    linkedTo: again.ticketNumber,
    layout: 'call',
    agentId: sari.me.userId,
    channel: 'phone',
  });
  expect(talk.waitsFor.some(({ events }) => events.includes('intake.saved'))).toBe(true);
  await list.untilGone('missed');
  expect(await rows()).toEqual([{ outcome: 'reached', calls: 2, tries: 0, phone_index: null }]);
  expect((await read(again.caseId)).history.at(-1)?.type).toBe('callback.answered');

  await sari.act(talk, 'intake.saved', intake);
  await sari.act(talk, 'solution.saved', { solution: 'Ambil hari Senin' });
  await sari.act(talk, 'confirmation.saved', {});
  out.ended('agent');
  await desk.until('agents', ({ state }) => state === 'wrap-up');
  await sari.act(talk, 'recap.saved', { disposition: 'information', recapSummary: 'Ditelepon kembali' });
  await desk.until('agents', ({ state }) => state === 'ready');
  expect(await read(talk.caseId)).toMatchObject({ status: 'closed' });
  // He was counted as abandoned, and is no caller a second time.
  const [counted] = await server.sql("SELECT count(*)::int AS calls FROM call WHERE outcome = 'abandoned'");
  expect(counted).toEqual({ calls: 2 });
});

it('settles by itself when the caller is answered the next time, and an old word of him changes nothing', async () => {
  await gaveUp(mobile);
  await list.until('missed', () => true);
  const late = server.exchange.caller(mobile);
  await ready();
  await answeredCall(server, sari, desk, mobile);
  await list.untilGone('missed');
  expect(await outcomes()).toEqual(['answered']);
  // Told only now, of a call before that one.
  const before = clock.now() - 60_000;
  server.exchange.happen({ ...late.arrived(), at: before }, late.queued(before), late.ended('caller', before + 20_000));
  await server.settled();
  expect(await outcomes()).toEqual(['answered']);
  expect(list.entries('missed')).toEqual([]);
});

it('ends with unreachable after as many tries as the office makes, each with a clock of its own', async () => {
  const call = await gaveUp(mobile);
  const { dueAt } = await missed(call.ticketNumber);
  await ready();
  // His own telephone, a colleague's mistake: nothing of the citizen.
  (await callBack(call)).ended('exchange', 'agent-absent');
  await desk.until('agents', ({ state }) => state === 'ready');
  clock.move(2 * hour);
  const out = await callBack(call);
  out.lifted();
  out.ended('exchange', 'no-answer');
  const tried = await list.until('missed', ({ tries }) => tries === 1);
  expect(tried.dueAt).toBeGreaterThan(dueAt + hour);
  await desk.until('agents', ({ state }) => state === 'ready');
  const last = await callBack(call);
  last.lifted();
  last.ended('exchange', 'busy');
  await list.untilGone('missed');
  expect(await rows()).toEqual([{ outcome: 'unreachable', calls: 1, tries: 2, phone_index: null }]);
});

it('writes to no fixed line, and lists nobody who cannot be called', async () => {
  await gaveUp(null);
  await gaveUp('112');
  const call = await gaveUp(fixed);
  expect(await missed(call.ticketNumber)).toMatchObject({ calls: 1 });
  expect(list.entries('missed')).toHaveLength(1);
  expect(await outcomes()).toEqual(['no_number', 'no_number', null]);
  expect(await server.sql('SELECT id FROM message')).toEqual([]);
});

it('writes to nobody who said STOP, and counts by the hours of the office', async () => {
  await sms.receive('STOP', mobile);
  await until('the confirmation', () => sms.sent.length === 1);
  // Monday 17:00, when the office has closed.
  clock.move(8 * hour);
  const call = await gaveUp(mobile);
  const { dueAt, lastAt } = await missed(call.ticketNumber);
  expect(dueAt - lastAt).toBeGreaterThan(12 * hour);
  await server.settled();
  expect(await server.sql("SELECT id FROM message WHERE purpose = 'missed'")).toEqual([]);
});

it('lists who came while we were away, once, and shows the list again after a restart', async () => {
  const { exchange } = server;
  exchange.keepLog(true);
  const known = await gaveUp(mobile);
  await server.stop();
  const away = exchange.caller(fixed);
  exchange.happen(away.arrived(), away.numberTold(), away.queued());
  clock.move(20_000);
  exchange.happen(away.ended());
  await start(exchange);
  await server.settled();
  await list.until('missed', ({ phoneMasked }) => phoneMasked?.startsWith('031') ?? false);
  await missed(known.ticketNumber);
  exchange.cut();
  exchange.restore();
  await server.settled();
  expect((await rows()).map(({ calls }) => calls)).toEqual([1, 1]);
});

it('is taken off by hand with a reason, by those who may call', async () => {
  const call = await gaveUp(mobile);
  const { missedId } = await missed(call.ticketNumber);
  const settle = (who: Client, reason: string) => who.call('settleMissed', { params: { missedId }, body: { reason } });
  expect((await settle(await server.logIn('dewi'), 'sudah datang ke loket')).problem?.type).toBe('not_allowed');
  expect((await settle(sari, 'x')).problem?.errors?.[0]?.code).toBe('reason_too_short');
  expect((await settle(sari, 'sudah datang ke loket')).status).toBe(204);
  await list.untilGone('missed');
  expect((await settle(sari, 'sudah datang ke loket')).problem?.type).toBe('not_found');
  expect(await outcomes()).toEqual(['by_hand']);
  const audited = await server.sql("SELECT subject, reason FROM audit_entry WHERE action = 'missed.settled'");
  expect(audited).toEqual([{ subject: call.caseId, reason: 'sudah datang ke loket' }]);
});

it('raises an alert when nobody has called him in time, tells the supervisor of it later, and calms both when he is reached', async () => {
  const rina = await server.logIn('rina');
  const [floor, hers] = [await rina.open('floor'), await rina.desk()];
  const call = await gaveUp(mobile);
  const { dueAt } = await missed(call.ticketNumber);
  clock.move(hour + 1_000);
  const breach = await list.until('alerts', ({ kind }) => kind === 'breach');
  expect(breach).toMatchObject({ ticketNumber: call.ticketNumber, stepNumber: 0, dueAt, caseClosed: false });
  expect(breach.stepName.en).toBe('Call a missed caller back');
  await floor.until('alerts', ({ alertId }) => alertId === breach.alertId);
  expect(hers.entries('alerts')).toEqual([]);
  clock.move(hour / 2);
  const level = await hers.until('alerts', ({ kind }) => kind === 'escalation');
  expect(level).toMatchObject({ percent: 150, actor: breach.actor });
  await ready();
  const out = await callBack(call);
  out.lifted();
  // A try does not calm before it is over; the talk does.
  expect(list.entries('alerts')).toHaveLength(1);
  out.answered();
  await list.untilGone('alerts');
  await hers.untilGone('alerts');
  await floor.untilGone('alerts');
  expect(await server.sql("SELECT kind, acknowledged_by FROM alert WHERE step = '@call-back' ORDER BY due_at")).toEqual(
    ['breach', 'escalation'].map((kind) => ({ kind, acknowledged_by: sari.me.userId })),
  );
});

it('begins anew after a try in vain, and raises what fell due while we were away, with its own moment', async () => {
  const call = await gaveUp(mobile);
  clock.move(hour + 1_000);
  await list.until('alerts', ({ kind }) => kind === 'breach');
  await ready();
  const out = await callBack(call);
  out.lifted();
  out.ended('exchange', 'no-answer');
  await list.untilGone('alerts');
  const { dueAt } = await list.until('missed', ({ tries }) => tries === 1);
  const { exchange } = server;
  await server.stop();
  clock.move(2 * hour);
  await start(exchange);
  const again = await list.until('alerts', ({ kind }) => kind === 'breach');
  expect(again).toMatchObject({ dueAt, late: true });
  // Told once, whoever looks and however often.
  await server.settled();
  expect(await server.sql("SELECT kind FROM alert WHERE step = '@call-back' ORDER BY due_at")).toEqual(
    ['breach', 'breach', 'escalation'].map((kind) => ({ kind })),
  );
});
