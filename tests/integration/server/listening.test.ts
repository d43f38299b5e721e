import type { ListenMode } from '../../../server/contract/supervision.ts';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, type QueuedCall, queuedCall } from '../../support/server-scenario.ts';
import { type Supervisor, supervisorAt } from '../../support/supervisor.ts';
import { until } from '../../support/until.ts';

/** Sari talks to a citizen, and Rina, who leads the agents, has a telephone. */
let database: TestDatabase;
let server: TestServer;
let sari: Client;
let ofSari: View;
let rina: Supervisor;
let call: QueuedCall;

const start = async (env: Record<string, string> = {}, exchange = undefined as TestServer['exchange'] | undefined) => {
  server = await startTestServer({ databaseUrl: database.url, env, ...(exchange && { exchange }) });
  sari = await server.logIn('sari');
  ofSari = await sari.desk();
  rina = await supervisorAt(server);
};
beforeEach(async () => {
  database = await createServerDatabase();
  await start();
  call = await answeredCall(server, sari, ofSari, '081234567890');
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const listen = (mode: ListenMode, who: Client = rina.client, callId = call.callId) =>
  who.call('listenIn', { params: { callId }, body: { mode } });
const stop = (who: Client = rina.client) => who.call('stopListening', { params: { callId: call.callId } });
const audited = () =>
  server.sql<{ action: string; person_id: string; subject: string }>(
    "SELECT action, person_id, subject FROM audit_entry WHERE starts_with(action, 'supervise.') ORDER BY seq",
  );
const actions = async () => (await audited()).map(({ action }) => action.replace('supervise.', ''));
const open = () => server.sql('SELECT mode, heard_since IS NOT NULL AS heard FROM listening');
const mine = (mode: ListenMode) => rina.desk.until('listenings', (one) => one.mode === mode && one.since !== null);

it('is written down before anything rings, changes by one click, and ends with who listened to whom', async () => {
  expect(await rina.client.do('supervision')).toEqual({ listen: true, first: true, move: true, takeOver: true });
  expect((await listen('listen')).status).toBe(204);
  expect(await actions()).toEqual(['listen']);
  expect(rina.asked()).toMatchObject({
    ...{ type: 'listen.begin', callId: call.callId, agent: '101', extension: '103', mode: 'listen' },
  });
  await rina.desk.until('listenings', ({ since, agentName }) => since === null && agentName === 'sari Uji');
  // Nobody hears anything yet, and nobody is told so.
  expect(ofSari.entries('listenings')).toEqual([]);
  const listenId = rina.hears('listen');
  expect(await mine('listen')).toMatchObject({ listenId, ticketNumber: call.ticketNumber });
  await ofSari.until('listenings', ({ supervisorName }) => supervisorName === 'rina Uji');

  expect((await listen('whisper')).status).toBe(204);
  expect(rina.asked()).toEqual({ type: 'listen.mode', listenId, extension: '103', mode: 'whisper' });
  rina.hears('whisper');
  await mine('whisper');
  expect((await listen('barge')).status).toBe(204);
  rina.hears('barge');
  await ofSari.until('listenings', ({ mode }) => mode === 'barge');

  expect((await stop()).status).toBe(204);
  expect(rina.asked()).toEqual({ type: 'listen.end', listenId, extension: '103' });
  rina.hungUp();
  await rina.desk.untilGone('listenings');
  await ofSari.untilGone('listenings');
  await until('its end is stored', async () => (await open()).length === 0);
  expect(await actions()).toEqual(['listen', 'whisper', 'barge', 'ended']);
  const subject = `${call.callId} ${people.sari.id}`;
  expect(await audited()).toEqual(Array(4).fill(expect.objectContaining({ person_id: people.rina.id, subject })));
  // Read by those who read the audit: with the ticket, and about whom.
  const { entries } = await (await server.logIn('wati')).do('listAudit', { query: { action: 'supervise.' } });
  expect(entries).toHaveLength(4);
  expect(entries[0]).toMatchObject({
    ...{ personName: 'rina Uji', aboutName: 'sari Uji', ticketNumber: call.ticketNumber },
  });
  // And of the call nothing has changed: no word of it in the case.
  const history = await server.sql('SELECT type FROM case_event WHERE case_id = $1', [call.caseId]);
  expect(JSON.stringify(history)).not.toContain('listen');
});

it('is not shown to the agent where the office has it so, but for a voice that the agent hears', async () => {
  await server.stop();
  await start({ SIGAP_LISTENING_SHOWN: 'no' }, server.exchange);
  await listen('listen');
  rina.hears('listen');
  await mine('listen');
  const floor = await (await server.logIn('joko')).open('floor');
  expect([...ofSari.entries('listenings'), ...floor.entries('listenings')]).toEqual([]);
  await listen('whisper');
  rina.hears('whisper');
  await ofSari.until('listenings', ({ mode }) => mode === 'whisper');
  await floor.until('listenings', ({ mode }) => mode === 'whisper');
});

it('is refused in words', async () => {
  const why = async (asked: Promise<{ problem: { type: string } | null }>) => (await asked).problem?.type;
  expect(await why(listen('listen', sari))).toBe('not_allowed');
  expect(await why(listen('listen', rina.client, 'fake-none.1'))).toBe('call_over');
  const waits = await queuedCall(server, '081234567891');
  expect(await why(listen('listen', rina.client, waits.callId))).toBe('nobody_talks');
  expect(await why(stop())).toBe('not_listening');

  // Her own telephone: gone, then at a call of her own, which is not one to listen to either.
  server.exchange.tell({ type: 'phone.unreachable', at: server.clock.now(), extension: '103' });
  expect(await why(listen('listen'))).toBe('telephone_unreachable');
  server.exchange.tell({ type: 'phone.reachable', at: server.clock.now(), extension: '103' });
  server.exchange.happen(waits.offered('103'), waits.answered('103'));
  expect(await why(listen('listen'))).toBe('in_another_call');
  expect(await why(listen('listen', rina.client, waits.callId))).toBe('listen_to_oneself');
  server.exchange.happen(waits.ended());
  await server.settled();

  await listen('listen');
  expect(await why(listen('whisper'))).toBe('listening_rings');
  rina.hears('listen');
  await mine('listen');
  await server.sql("UPDATE person SET role = 'supervisor', extension = '104' WHERE id = $1", [people.joko.id]);
  await server.core.refreshPeople();
  const joko = await server.logIn('joko');
  expect(await why(listen('listen', joko))).toBe('listened_already');

  // The exchange says no, or nothing: nobody listens, and it stands in the audit that nobody did.
  await stop();
  rina.hungUp();
  await rina.desk.untilGone('listenings');
  server.exchange.answerWith(({ type }) =>
    type === 'listen.begin' ? { ok: false, kind: 'rejected', reason: 'no such leg' } : { ok: true },
  );
  expect(await why(listen('listen'))).toBe('exchange_refused');
  await until('nobody listens', async () => (await open()).length === 0);
  expect((await actions()).slice(-2)).toEqual(['listen', 'unheard']);
  server.exchange.answerWith(null);
  server.exchange.cut();
  expect(await why(listen('listen'))).toBe('exchange_away');
  expect((await actions()).at(-1)).toBe('unheard');
});

it('goes on over a restart, and its end in the gap is written down once', async () => {
  await listen('barge');
  const listenId = rina.hears('barge');
  await until('it is stored', async () => JSON.stringify(await open()).includes('true'));
  await server.stop();
  await start({}, server.exchange);
  expect(await mine('barge')).toMatchObject({ listenId });
  await listen('listen');
  rina.hears('listen');
  await mine('listen');

  server.exchange.cut();
  rina.hungUp();
  server.exchange.restore();
  await rina.desk.untilGone('listenings');
  await until('its end is stored', async () => (await open()).length === 0);
  rina.hungUp();
  await server.settled();
  expect(await actions()).toEqual(['barge', 'listen', 'ended']);
});

it('ends what nobody accounts for, and what somebody began who supervises no more', async () => {
  server.exchange.tell({ type: 'listening.on', at: server.clock.now(), listenId: 'listen-stray', mode: 'listen' });
  await until('the stray one is ended', () => {
    const last = server.exchange.commands.findLast(({ type }) => type === 'listen.end');
    return last?.type === 'listen.end' && last.listenId === 'listen-stray';
  });
  await listen('listen');
  const listenId = rina.hears('listen');
  await mine('listen');
  await server.sql("UPDATE person SET role = 'analyst' WHERE id = $1", [people.rina.id]);
  await until('it is ended', () => {
    const last = server.exchange.commands.findLast(({ type }) => type === 'listen.end');
    return last?.type === 'listen.end' && last.listenId === listenId;
  });
});
