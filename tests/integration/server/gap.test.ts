import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeExchange } from '../../support/fake-exchange.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, queuedCall } from '../../support/server-scenario.ts';
import { storedState } from '../../support/server-state.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
const servers: TestServer[] = [];

beforeEach(async () => {
  database = await createServerDatabase();
  proxy = await startDatabaseProxy(database.url);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await proxy.close();
  await database.drop();
});

async function start(options: Partial<TestServerOptions<TestServer['exchange']>> = {}): Promise<TestServer> {
  const server = await startTestServer({ databaseUrl: database.url, ...options });
  servers.push(server);
  return server;
}

/** At an exchange that can be asked whether it has told everything. */
async function startAsked(): Promise<TestServer> {
  const clock = createTestClock();
  const exchange = createFakeExchange(clock.now);
  exchange.answerAsked(true);
  return start({ clock, exchange });
}

/** As SIGKILL looks from outside. */
async function kill(server: TestServer): Promise<void> {
  server.exchange.cut({ silently: true });
  await proxy.cut();
  await server.stop();
}

interface Row {
  readonly id: string;
  readonly outcome: string | null;
  readonly agent_id: string | null;
  readonly state: { readonly answered: { at: number } | null; readonly ended: { at: number; source?: string } | null };
}
const rows = async (server: TestServer) =>
  new Map((await server.sql<Row>('SELECT id, outcome, agent_id, state FROM call')).map((row) => [row.id, row]));
const alertsOf = (server: TestServer, callId: string) =>
  server.sql<{ step: string; kind: string; late: boolean; due_at: Date }>(
    `SELECT a.step, a.kind, a.late, a.due_at FROM alert a JOIN case_file c ON c.id = a.case_id
     WHERE c.call_id = $1 ORDER BY a.due_at`,
    [callId],
  );
const eventsOf = async (server: TestServer, callId: string) =>
  (
    await server.sql<{ type: string; source: string | null }>(
      `SELECT e.type, e.data->>'source' AS source FROM case_event e JOIN case_file c ON c.id = e.case_id
       WHERE c.call_id = $1 AND e.type LIKE 'call.%' ORDER BY e.seq`,
      [callId],
    )
  ).map(({ type, source }) => `${type} ${source ?? 'live'}`);

describe('calls in a gap, where the exchange keeps a log', () => {
  it('have their true ends and moments, a row and a ticket each, and nothing due after they had ended', async () => {
    const first = await start({ databaseUrl: proxy.url });
    const { exchange, clock } = first;
    exchange.keepLog(true);
    const sari = await first.logIn('sari');
    const desk = await sari.desk();
    await sari.do('setState', { body: { state: 'ready' } });
    const talking = await answeredCall(first, sari, desk, '081234567001');
    const waiting = await queuedCall(first, '081234567002');
    await first.settled();
    await kill(first);

    const moved = (ms: number) => {
      clock.move(ms);
      return clock.now();
    };
    const talked = moved(10_000);
    exchange.happen(talking.ended('agent', talked));
    // In time: the exchange connects without us.
    exchange.happen(waiting.offered('101'));
    const answered = moved(2_000);
    exchange.happen(waiting.answered('101', answered));
    // Two who came and went: one is answered, one gives up after 40 s.
    const [helped, lost] = [exchange.caller('081234567003'), exchange.caller('081234567004')];
    exchange.happen(helped.arrived(), helped.queued(), lost.arrived(), lost.queued());
    exchange.happen(helped.offered('102'));
    const taken = moved(3_000);
    exchange.happen(helped.answered('102', taken));
    const done = moved(20_000);
    exchange.happen(helped.ended('caller', done), waiting.ended('caller', done));
    const gone = moved(17_000);
    exchange.happen(lost.ended('caller', gone));
    moved(60_000);

    const second = await start({ exchange, clock });
    await second.settled();
    const found = await rows(second);
    expect(found.size).toBe(4);
    expect(found.get(talking.callId)).toMatchObject({ outcome: 'answered', state: { ended: { at: talked } } });
    expect(found.get(waiting.callId)).toMatchObject({
      ...{ outcome: 'answered', agent_id: people.sari.id },
      state: { answered: { at: answered }, ended: { at: done, by: 'caller', source: 'log' } },
    });
    expect(found.get(helped.callId)).toMatchObject({
      ...{ outcome: 'answered', agent_id: people.budi.id },
      state: { answered: { at: taken }, ended: { at: done } },
    });
    expect(found.get(lost.callId)).toMatchObject({ outcome: 'abandoned', state: { ended: { at: gone } } });
    const tickets = await second.sql(
      'SELECT right(ticket_number, 4) AS n FROM case_file WHERE call_id IS NOT NULL ORDER BY 1',
    );
    expect(tickets.map(({ n }) => Number(n))).toEqual([1, 2, 3, 4]);

    expect(await eventsOf(second, lost.callId)).toEqual(['call.arrived log', 'call.queued log', 'call.ended log']);
    expect(await eventsOf(second, waiting.callId)).toEqual([
      ...['call.arrived live', 'call.number_told live', 'call.queued live'],
      ...['call.offered log', 'call.answered log', 'call.ended log'],
    ]);
    const rina = await second.logIn('rina');
    const [caseRow] = await second.sql<{ id: string }>('SELECT id FROM case_file WHERE call_id = $1', [lost.callId]);
    const { history } = await rina.do('getCase', { params: { caseId: caseRow?.id ?? '' } });
    const said = history.filter(({ words }) => words.some(({ value }) => value.en.startsWith('read back')));
    expect(said.map(({ type }) => type)).toEqual(['call.arrived', 'call.queued', 'call.ended']);
    // Who waited for 40 s waited too long; nobody else is said to be late.
    const late = await alertsOf(second, lost.callId);
    expect(late.filter(({ step }) => step === 'wait').map(({ kind, late }) => [kind, late])).toEqual([
      ['warning', true],
      ['breach', true],
    ]);
    for (const { due_at } of late) expect(due_at.getTime()).toBeLessThanOrEqual(gone);
    const promises = ({ step, kind }: { step: string; kind: string }) =>
      kind === 'breach' && /^(wait|answer)$/.test(step);
    for (const { callId } of [waiting, helped]) expect((await alertsOf(second, callId)).filter(promises)).toEqual([]);

    // Told once more, as after another kill: nothing is counted twice.
    const before = await storedState(second, ['call', 'ticket_counter']);
    exchange.cut();
    exchange.restore();
    await second.settled();
    expect(await storedState(second, ['call', 'ticket_counter'])).toEqual(before);
  });

  it('that are not over are told from their beginning to now', async () => {
    const first = await start({ databaseUrl: proxy.url });
    const { exchange, clock } = first;
    exchange.keepLog(true);
    await queuedCall(first, '081234567001');
    await first.settled();
    await kill(first);
    const call = exchange.caller('081234567002');
    exchange.happen(call.arrived(), call.queued(), call.offered('101'));
    clock.move(6_000);
    exchange.happen(call.lapsed('101'), call.offered('102'));
    clock.move(2_000);
    const second = await start({ exchange, clock });
    await second.settled();
    expect(second.core.liveCalls.get(call.callId)?.call.offers).toMatchObject([{ extension: '102' }]);
    expect((await alertsOf(second, call.callId)).map(({ step, kind }) => `${step} ${kind}`)).toContain('answer breach');
  });

  it('are estimated where the log cannot be read, said to be so, and read when it can', async () => {
    const first = await start({ databaseUrl: proxy.url });
    const { exchange, clock } = first;
    exchange.keepLog(false);
    const waiting = await queuedCall(first, '081234567001');
    await first.settled();
    await kill(first);
    const lost = exchange.caller('081234567002');
    exchange.happen(waiting.ended(), lost.arrived(), lost.queued());
    clock.move(3_000);
    exchange.happen(lost.ended());
    clock.move(3_000);
    const second = await start({ exchange, clock });
    await second.settled();
    const found = await rows(second);
    expect(found.get(waiting.callId)?.state.ended).toMatchObject({ by: 'unknown', source: 'estimate' });
    expect((await eventsOf(second, waiting.callId)).at(-1)).toBe('call.ended estimate');
    expect(found.has(lost.callId)).toBe(false);

    exchange.keepLog(true);
    exchange.cut();
    exchange.restore();
    const trueEnd = exchange.history.find(({ type, callId }) => type === 'call.ended' && callId === waiting.callId)?.at;
    await until('the estimate is put right', async () => {
      const ended = (await rows(second)).get(waiting.callId)?.state.ended;
      return ended?.source === 'log' && ended.at === trueEnd;
    });
    expect(found.get(waiting.callId)?.state.ended?.at).toBeGreaterThan(trueEnd ?? Number.POSITIVE_INFINITY);
    // What had been said of it stays said.
    expect((await eventsOf(second, waiting.callId)).at(-1)).toBe('call.ended estimate');
    await until(
      'the lost one has a row',
      async () => (await rows(second)).get(lost.callId)?.outcome === 'shortAbandoned',
    );
  });
});

describe('a call on a link that says nothing', () => {
  it('is judged when the exchange has told what it knows, and others are judged at once', async () => {
    const server = await startAsked();
    const { exchange, clock } = server;
    exchange.keepLog(true);
    const call = await queuedCall(server, '081234567001');
    await server.settled();
    // Half open: what happens is not heard, and nobody knows it yet.
    exchange.answerAsked(false);
    exchange.cut({ silently: true });
    // Long before the first moment, 15 s: this clock goes on too while a slow machine computes.
    clock.move(2_000);
    exchange.happen(call.offered('101'), call.answered('101'));
    clock.move(18_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await alertsOf(server, call.callId)).toEqual([]);
    exchange.tell({ type: 'link.down', at: clock.now(), reason: 'no answer to two pings' });
    clock.move(30_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await alertsOf(server, call.callId)).toEqual([]);

    exchange.answerAsked(true);
    exchange.restore();
    await server.settled();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await alertsOf(server, call.callId)).filter(({ step }) => step === 'wait')).toEqual([]);
  });

  it('is said to be old news on every screen, and in the metrics, while it comes late', async () => {
    const server = await startAsked();
    const rina = await server.logIn('rina');
    const [floor, desk] = await Promise.all([rina.open('floor'), rina.desk()]);
    server.exchange.behindBy(1_900);
    server.exchange.behindBy(4_200);
    for (const view of [floor, desk]) await view.until('system', ({ exchanges }) => exchanges[0]?.behindMs === 4_000);
    const metrics = await send(server.url, { method: 'GET', path: '/metrics' });
    expect(metrics.body).toMatch(/^sigap_exchange_behind_seconds\{exchange="fake"\} 4\.2$/m);
    server.exchange.behindBy(1_900);
    await floor.until('system', ({ exchanges: [one] }) => one?.connected === true && one.behindMs === 0);
  });

  it('is judged by what is known when the silence lasts, and that is marked', async () => {
    const server = await startAsked();
    const { exchange, clock } = server;
    const call = await queuedCall(server, '081234567001');
    await server.settled();
    exchange.cut();
    clock.move(100_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await alertsOf(server, call.callId)).toEqual([]);
    clock.move(90_000);
    await until('it is judged', async () => (await alertsOf(server, call.callId)).length > 0);
    const [timer] = await server.sql(
      `SELECT e.data FROM case_event e JOIN case_file c ON c.id = e.case_id WHERE c.call_id = $1 AND e.type = 'timer'`,
      [call.callId],
    );
    expect(timer).toEqual({ data: { estimated: true } });
  });

  it('is judged in time as long as the exchange answers', async () => {
    const server = await startAsked();
    const { clock } = server;
    const call = await queuedCall(server, '081234567001');
    await server.settled();
    clock.move(16_000);
    await until('the warning', async () => (await alertsOf(server, call.callId)).length > 0);
    expect((await alertsOf(server, call.callId))[0]).toMatchObject({ step: 'wait', kind: 'warning' });
  });
});
