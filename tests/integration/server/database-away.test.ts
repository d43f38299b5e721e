import { requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';
import { intake, queuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
let server: TestServer;

beforeEach(async () => {
  database = await createServerDatabase();
  proxy = await startDatabaseProxy(database.url);
  server = await startTestServer({ databaseUrl: proxy.url });
});
afterEach(async () => {
  // A failed test may have left it closed, and nothing would end.
  await proxy.restore();
  await server.stop();
  await proxy.close();
  await database.drop();
});

const ready = () => send(server.url, { method: 'GET', path: '/readyz' });

it('a caller who cannot be looked up pops up with his number all the same', async () => {
  const { exchange } = server;
  const sari = await server.logIn('sari');
  const desk = await sari.desk();
  await server.sql('ALTER TABLE caller RENAME TO caller_elsewhere');
  const call = exchange.caller('081234567001');
  exchange.happen(call.arrived(), call.queued(), call.offered('101'));
  const pop = await desk.until('offers', (offer) => offer.callId === call.callId && offer.ticketNumber !== null);
  const { ticketNumber } = await exchange.register(call);
  expect(pop).toMatchObject({ ticketNumber, candidates: [], tickets: [] });
});

describe('while PostgreSQL is away', () => {
  it('callers still pop up, people are told, and everything is stored in order when it is back', async () => {
    const { exchange } = server;
    const [sari, rina] = await Promise.all([server.logIn('sari'), server.logIn('rina')]);
    const [desk, floor] = await Promise.all([sari.desk(), rina.open('floor')]);
    await sari.do('setState', { body: { state: 'ready' } });
    const waiting = await queuedCall(server, '081234567001');
    await server.settled();
    expect((await ready()).status).toBe(200);

    await proxy.cut();
    const newcomer = exchange.caller('081234567002');
    exchange.happen(newcomer.arrived());
    await expect(exchange.register(newcomer)).rejects.toThrow();
    exchange.happen(newcomer.queued(), waiting.offered('101'), waiting.lapsed('101'), newcomer.offered('101'));
    const pop = await desk.until('offers', (offer) => offer.callId === newcomer.callId);
    expect(pop).toMatchObject({ ticketNumber: null, caseId: null, phoneMasked: '0812-****-7002' });
    exchange.happen(newcomer.answered('101'));
    await desk.until('calls', (call) => call.callId === newcomer.callId && call.phase === 'talking');
    for (const view of [desk, floor]) await view.until('system', (card) => !card.database.available);

    expect(await ready()).toMatchObject({ status: 503, body: { database: false, exchange: true } });
    expect((await send(server.url, { method: 'GET', path: '/healthz' })).status).toBe(200);
    const params = { caseId: waiting.caseId };
    for (const answer of [
      await sari.call('me'),
      await sari.call('getCase', { params }),
      await sari.attempt(params, 'intake.saved', intake),
      await sari.call('setState', { body: { state: 'ready' } }),
      await send(server.url, requestOf('logIn', { body: { username: 'sari', password } })),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.problem).toMatchObject({ type: 'database_away', status: 503 });
      expect(answer.headers['retry-after']).toBe('2');
    }
    exchange.happen(newcomer.ended(), waiting.ended());

    await proxy.restore();
    for (const view of [desk, floor]) await view.until('system', (card) => card.database.available);
    await server.settled();
    const histories = await server.sql<{ call_id: string; types: string[] }>(
      `SELECT c.call_id, array_agg(e.type ORDER BY e.seq) AS types FROM case_file c JOIN case_event e ON e.case_id = c.id
       WHERE e.type <> 'timer' GROUP BY c.ticket_number, c.call_id ORDER BY c.ticket_number`,
    );
    const begun = ['call.arrived', 'ticket.numbered', 'call.queued', 'call.offered'];
    expect(histories).toEqual([
      // He had heard his number before.
      { call_id: waiting.callId, types: [...begun.toSpliced(2, 0, 'call.number_told'), 'offer.lapsed', 'call.ended'] },
      { call_id: newcomer.callId, types: [...begun, 'call.answered', 'call.ended'] },
    ]);
    await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
    await until('she is paused', () => exchange.membership('101') === 'paused');
    await until('it is ready again', async () => (await ready()).status === 200);
    // The moments are those of the exchange, not of the storing: she answered in time.
    const [steps] = await server.sql<{ verdict: string }>(
      `SELECT jsonb_path_query_first(state, '$.sop.runs[*] ? (@.step == "answer")')->>'verdict' AS verdict
       FROM case_file WHERE call_id = $1`,
      [newcomer.callId],
    );
    expect(steps?.verdict).toBe('met');
  });

  it('log-ins that failed for it do not count as guesses', async () => {
    const wanted = requestOf('logIn', { body: { username: 'sari', password } });
    await proxy.cut();
    for (let attempt = 0; attempt < 12; attempt += 1) expect((await send(server.url, wanted)).status).toBe(503);
    await proxy.restore();
    expect((await send(server.url, wanted)).status).toBe(200);
  });

  it('deadlines that fall due are raised when it is back, once', async () => {
    const call = await queuedCall(server, '081234567001');
    await server.settled();
    await proxy.cut();
    server.clock.move(31_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await proxy.restore();
    const find = () =>
      server.sql<{ kind: string }>("SELECT kind FROM alert WHERE step = 'wait' AND case_id = $1 ORDER BY due_at", [
        call.caseId,
      ]);
    await until('both are raised', async () => (await find()).length >= 2);
    await server.settled();
    expect(await find()).toEqual([{ kind: 'warning' }, { kind: 'breach' }]);
  });

  it('connections that the server ends are replaced, and nothing is lost', async () => {
    const calls = Array.from({ length: 30 }, (_, n) => server.exchange.caller(`0812345670${10 + n}`));
    const admin = await startTestServer({ databaseUrl: database.url, connect: false });
    try {
      for (const [index, call] of calls.entries()) {
        server.exchange.happen(call.arrived(), call.queued());
        if (index % 10 === 5) {
          await new Promise((resolve) => setTimeout(resolve, 3));
          await admin
            .sql(
              'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
            )
            .catch(() => {});
        }
      }
      await server.settled();
      expect(await server.sql('SELECT id FROM case_file WHERE task_period IS NULL')).toHaveLength(30);
      expect(await server.sql("SELECT id FROM case_event WHERE type = 'call.queued'")).toHaveLength(30);
    } finally {
      await admin.stop();
    }
  });

  it('a cable pulled out is noticed too, though every connection looks open', async () => {
    const rina = await server.logIn('rina');
    const floor = await rina.open('floor');
    proxy.stall();
    await floor.until('system', (card) => !card.database.available);
    const answer = await ready();
    expect(answer.status).toBe(503);
    await proxy.restore();
    await floor.until('system', (card) => card.database.available);
  });
});
