import type { CallEvent } from '../../../telephony/events.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, queuedCall } from '../../support/server-scenario.ts';
import { storedState } from '../../support/server-state.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
const servers: TestServer[] = [];

beforeEach(async () => {
  database = await createServerDatabase();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await database.drop();
});

async function start(exchange?: TestServer['exchange']): Promise<TestServer> {
  const databaseUrl = database.url;
  const server = await (exchange ? startTestServer({ databaseUrl, exchange }) : startTestServer({ databaseUrl }));
  servers.push(server);
  return server;
}

const stateOf = (server: TestServer, userId: string) =>
  server.core.agents.all().find((agent) => agent.userId === userId)?.status.state;

/** A morning with one call of each kind: recapped, not yet recapped, given up, still waiting. */
async function morning(server: TestServer): Promise<void> {
  const { exchange } = server;
  const [sari, budi] = await Promise.all([server.logIn('sari'), server.logIn('budi')]);
  const [desk, other] = await Promise.all([sari.desk(), budi.desk()]);
  for (const client of [sari, budi]) await client.do('setState', { body: { state: 'ready' } });
  const done = await answeredCall(server, sari, desk, '081234567001');
  const params = { caseId: done.caseId };
  await sari.act(params, 'intake.saved', intake);
  exchange.happen(done.ended());
  await desk.until('agents', (agent) => agent.state === 'wrap-up');
  await sari.act(params, 'recap.saved', { disposition: 'prank', recapSummary: 'Selesai' });
  const missed = await queuedCall(server, '081234567002');
  exchange.happen(missed.offered('101'), missed.lapsed('101'), missed.offered('102'), missed.answered('102'));
  await other.until('agents', (agent) => agent.state === 'talking');
  exchange.happen(missed.ended());
  await other.until('agents', (agent) => agent.state === 'wrap-up');
  const givenUp = await queuedCall(server, '081234567003');
  exchange.happen(givenUp.ended());
  await queuedCall(server, '081234567004');
  await server.settled();
}

describe('an event that is told more than once', () => {
  it('counts once when every event comes twice', async () => {
    const server = await start();
    const { exchange } = server;
    const twice = {
      ...exchange,
      happen: (...events: CallEvent[]) =>
        events.forEach((event) => {
          exchange.happen(event);
          exchange.tell(event);
        }),
    };
    await morning({ ...server, exchange: twice });
    const types = await server.sql<{ type: string; n: number }>(
      'SELECT type, count(*)::int AS n FROM case_event GROUP BY type ORDER BY type',
    );
    expect(Object.fromEntries(types.map(({ type, n }) => [type, n]))).toMatchObject({
      'call.arrived': 4,
      'ticket.numbered': 4,
      'call.queued': 4,
      'call.offered': 3,
      'offer.lapsed': 1,
      'call.answered': 2,
      'call.ended': 3,
      'recap.saved': 1,
    });
    expect(await server.sql('SELECT last_number FROM ticket_counter')).toEqual([{ last_number: 4 }]);
    expect(stateOf(server, people.sari.id)).toBe('ready');
    expect(stateOf(server, people.budi.id)).toBe('wrap-up');
    expect(server.core.liveCalls.open()).toHaveLength(1);
  });

  it('changes nothing when the whole day is told again, to the same server and to one started anew', async () => {
    const first = await start();
    await morning(first);
    const { exchange } = first;
    const before = await storedState(first);
    exchange.tell(...exchange.history);
    await first.settled();
    expect(await storedState(first)).toEqual(before);
    expect(first.core.liveCalls.open()).toHaveLength(1);

    await first.stop();
    const second = await start(exchange);
    exchange.tell(...exchange.history);
    await second.settled();
    expect(await storedState(second)).toEqual(before);
    await until('calls long ended are off the screens', () => second.core.liveCalls.open().length === 1);
    expect(stateOf(second, people.sari.id)).toBe('ready');
    expect(stateOf(second, people.budi.id)).toBe('wrap-up');
  });

  it('is stored once when two servers hear the same exchange', async () => {
    const servers = [await start(), await start()];
    const [one] = servers as [TestServer];
    const call = one.exchange.caller('081234567890');
    const events = [call.arrived(), call.queued(), call.offered('102'), call.answered('102'), call.ended()];
    for (const { exchange } of servers) exchange.tell(...events);
    await Promise.all(servers.map((server) => server.core.callEvents.idle()));
    expect(await one.sql("SELECT type FROM case_event WHERE type LIKE 'call.%' ORDER BY seq")).toEqual(
      events.map(({ type }) => ({ type })),
    );
    // Not freed by the second hearing of the end: the recap is still to come.
    expect(await one.sql("SELECT status->>'state' AS state FROM agent_status")).toEqual([{ state: 'wrap-up' }]);
  });
});

describe('events in another order than they happened', () => {
  it('lead to the same case when they come within one call: queued after offered, lapsed after answered', async () => {
    const server = await start();
    const { exchange } = server;
    const call = exchange.caller('081234567890');
    const [arrived, told, queued] = [call.arrived(), call.numberTold(), call.queued()];
    const offered = call.offered('101');
    const lapsed = call.lapsed('101', 'answered-elsewhere');
    const [second, answered, ended] = [call.offered('102'), call.answered('102'), call.ended()];
    exchange.tell(arrived, offered, queued, told, second, answered, lapsed, ended);
    await server.core.callEvents.idle();
    const [row] = await server.sql<{ state: { sop: { runs: { id: string; verdict: string }[] } } }>(
      'SELECT state FROM case_file WHERE task_period IS NULL',
    );
    const verdicts = Object.fromEntries(
      (row?.state.sop.runs ?? []).map(({ id, verdict }) => [id.split(':')[0], verdict]),
    );
    expect(verdicts).toMatchObject({ register: 'met', wait: 'met', answer: 'met', recap: 'running' });
    expect(await server.sql('SELECT outcome FROM call')).toEqual([{ outcome: 'answered' }]);
    expect(stateOf(server, people.sari.id)).toBe('logged-out');
    expect(stateOf(server, people.budi.id)).toBe('wrap-up');
  });

  it('are passed over and counted when they belong to a call nobody announced', async () => {
    const server = await start();
    const call = server.exchange.caller('081234567890');
    server.exchange.tell(call.queued(), call.offered('101'), call.answered('101'), call.ended());
    await server.core.callEvents.idle();
    expect(await server.sql('SELECT id FROM call')).toEqual([]);
    expect(server.core.liveCalls.open()).toEqual([]);
    expect(stateOf(server, people.sari.id)).toBe('logged-out');
  });
});
