import type { AgentCard } from '../../../server/contract/floor.ts';
import type { QueueDraft } from '../../../server/contract/queues.ts';
import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeExchange } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, type QueuedCall } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const wrapUp = { seconds: 60, extendSeconds: 30, extensions: 1 };
const first: QueueDraft = {
  ...{ name: { id: 'Utama', en: 'Main' }, services: [], skills: [], strategy: 'turns', ringSeconds: 6 },
  ...{ wrapUp, maxWaitSeconds: null },
};

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let desk: View;

beforeEach(async () => {
  database = await createServerDatabase();
  const clock = createTestClock();
  server = await startTestServer({ databaseUrl: database.url, clock, exchange: createFakeExchange(clock.now, true) });
  sari = await server.logIn('sari');
  desk = await sari.desk();
  await sari.do('setState', { body: { state: 'ready' } });
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const ends = async (): Promise<QueuedCall> => {
  const call = await answeredCall(server, sari, desk, '081234567890');
  server.exchange.happen(call.ended());
  await desk.until('agents', ({ state }) => state === 'wrap-up');
  await server.settled();
  return call;
};
const act = (action: 'finish' | 'extend') => sari.call('wrapUp', { body: { action } });
const statusOf = () => server.core.agents.all().find(({ extension }) => extension === '101')?.status.state;
const stretches = () =>
  server.sql<{ state: string; reason: string | null; cause: string }>(
    'SELECT state, reason, cause FROM agent_stretch WHERE person_id = $1 ORDER BY began_at, id',
    [people.sari.id],
  );

it('finish now lets the next call come, and the recap stays owed', async () => {
  expect((await act('finish')).problem?.type).toBe('not_in_wrap_up');
  const call = await ends();
  expect(server.exchange.membership('101')).toBe('paused');
  expect((await act('extend')).problem?.type).toBe('no_extension_left');
  expect((await act('finish')).status).toBe(204);
  await desk.until('agents', ({ state, wrapUp }) => state === 'ready' && wrapUp === null);
  await server.settled();
  expect(server.exchange.membership('101')).toBe('ready');
  await desk.until('cases', ({ caseId, layout, closedAt }) => caseId === call.caseId && layout === 'call' && !closedAt);
  // Recapped later it changes nothing of how she stands.
  await sari.do('performAction', {
    params: { caseId: call.caseId },
    body: { event: 'recap.saved', fields: { disposition: 'ghost', recapSummary: 'Tidak ada suara.' } },
  });
  await desk.until('agents', ({ state }) => state === 'ready');
  expect((await stretches()).map(({ state, cause }) => [state, cause])).toEqual(
    expect.arrayContaining([
      ['talking', 'answered'],
      ['wrap-up', 'call-ended'],
      ['ready', 'finish'],
    ]),
  );
});

it('ends by itself as the queue has it, so much later where it was extended, and no further', async () => {
  const admin = await server.logIn('admin');
  await admin.do('saveQueue', { params: { queueId: 'hotline' }, body: first });
  await ends();
  const card = await desk.until('agents', ({ wrapUp }) => wrapUp?.extensionsLeft === 1);
  const until60 = card.since + 60_000;
  expect(card.wrapUp?.until).toBe(until60);
  expect((await act('extend')).status).toBe(204);
  await desk.until('agents', ({ wrapUp }) => wrapUp?.until === until60 + 30_000 && wrapUp.extensionsLeft === 0);
  expect((await act('extend')).problem?.type).toBe('no_extension_left');
  server.clock.move(61_000);
  await server.core.wrapUps.look();
  expect(statusOf()).toBe('wrap-up');
  server.clock.move(30_000);
  await until('the wrap-up to end by itself', () => statusOf() === 'ready');
  expect((await stretches()).at(-1)).toEqual({ state: 'ready', reason: null, cause: 'lapse-wrap-up' });
});

it('a break has the office’s own reason and its limit, which desk and floor show', async () => {
  const floor = await (await server.logIn('rina')).open('floor');
  expect((await sari.call('setState', { body: { state: 'not-ready', reason: 'siesta' } })).problem?.type).toBe(
    'unknown_reason',
  );
  const { reasons } = await sari.do('pauseReasons', {});
  expect(reasons.map(({ id }) => id)).toEqual(expect.arrayContaining(['prayer', 'meal', 'training', 'paperwork']));
  await sari.do('setState', { body: { state: 'not-ready', reason: 'prayer' } });
  const shown = ({ userId, reasonName, limitAt, since }: AgentCard) =>
    userId === people.sari.id && reasonName?.id === 'Ibadah' && limitAt === since + 20 * 60_000;
  await desk.until('agents', shown);
  await floor.until('agents', shown);
  await sari.do('setState', { body: { state: 'not-ready', reason: 'training' } });
  await floor.until('agents', ({ userId, limitAt }) => userId === people.sari.id && limitAt === null);
  expect((await stretches()).map(({ reason }) => reason)).toEqual([null, 'prayer', 'training']);
});

it('a ring that nobody answered is told on the desk and on the floor', async () => {
  const floor = await (await server.logIn('rina')).open('floor');
  const call = server.exchange.caller('081234567890');
  server.exchange.happen(call.arrived(), call.queued(), call.offered('101'), call.lapsed('101'));
  const once = (card: { userId: string; missed: number; state: string }) =>
    card.userId === people.sari.id && card.missed === 1 && card.state === 'ready';
  await desk.until('agents', once);
  await floor.until('agents', once);
  server.exchange.happen(call.offered('101'), call.lapsed('101'));
  await desk.until('agents', ({ state, reason }) => state === 'not-ready' && reason === 'missed_call');
  expect((await stretches()).at(-1)).toEqual({ state: 'not-ready', reason: 'missed_call', cause: 'lapsed' });
});
