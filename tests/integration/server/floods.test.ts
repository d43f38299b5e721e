import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createDataSource } from '../../../server/store/data-source.ts';
import { type ClientSocket, connect } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
/** Limits are counted by it: it stands still but for what a test lets pass. */
let elapsed = 0;
beforeAll(async () => {
  database = await createServerDatabase();
  // More than the flood may hold, with what else waits for the same rows: a server in production has as many.
  server = await startTestServer({ databaseUrl: database.url, elapsed: () => elapsed, connections: 12 });
});
beforeEach(() => {
  elapsed += 3_600_000;
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** How many of so many asked are answered; the answers come in one go. */
const answered = async (socket: ClientSocket, topic: string, times: number): Promise<number> => {
  let count = 0;
  const raw = socket as unknown as { emit(...args: unknown[]): void };
  const reply = () => {
    count += 1;
  };
  for (let n = 0; n < times; n += 1) raw.emit('open', topic, reply);
  await until('the first answer came', () => count > 0);
  for (let before = -1; before < count; ) {
    before = count;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return count;
};

it('a view that is open is sent anew a few times at most, however often it is asked for', async () => {
  const sari = await server.logIn('sari');
  const socket = await sari.socket();
  const first = await answered(socket, `desk:${people.sari.id}`, 2_000);
  expect(first).toBeGreaterThanOrEqual(1);
  expect(first).toBeLessThanOrEqual(4);
  // A gap in its numbers is mended later all the same.
  elapsed += 60_000;
  expect(await answered(socket, `desk:${people.sari.id}`, 1)).toBe(1);
});

it('what one person asks too much costs neither answers nor the views of a colleague', async () => {
  const [flood, colleague] = [await server.logIn('sari'), await server.logIn('rina')];
  const total = await answered(await flood.socket(), 'nonsense', 5_000);
  expect(total).toBeLessThanOrEqual(120);
  expect((await colleague.open('floor')).snapshot.topic).toBe('floor');
});

it('a view of thousands comes in small pages, all of one moment, and is the same as in one', async () => {
  const value = { words: 'x'.repeat(1_000) } as never;
  const keys = Array.from({ length: 2_000 }, (_, n) => `floor/${n}` as const);
  server.core.topics.replace(
    'a large view',
    keys.map((key) => ({ topic: 'floor', key, value })),
  );
  const rina = await server.logIn('rina');
  const first = await (await rina.socket()).emitWithAck('open', 'floor');
  expect([JSON.stringify(first).length < 300_000, 'more' in first && first.more]).toEqual([true, true]);
  const { snapshot } = await rina.open('floor');
  expect(snapshot).toEqual({ ...server.core.topics.snapshot('floor', 0), serverNow: snapshot.serverNow });
  server.core.topics.replace('a large view', []);
});

it('connections that ask nothing are closed, the oldest first, and who shares their address comes through', async () => {
  const { hostname, port } = new URL(server.url);
  const open: Socket[] = [];
  let closed = 0;
  for (let n = 0; n < 300; n += 1) {
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.on('error', () => {});
    socket.on('close', () => {
      closed += 1;
    });
    await once(socket, 'connect');
    socket.write(n % 2 === 0 ? 'GET /api/office HTTP/1.1\r\nHost: a\r\n' : '');
    open.push(socket);
  }
  await until('the oldest are closed', () => closed === 100);
  expect(open.slice(0, 100).every(({ destroyed }) => destroyed)).toBe(true);
  expect((await server.logIn('sari')).me.username).toBe('sari');
  for (const socket of open) socket.destroy();
});

it('who sends over a socket without pause is dropped, and so are the sockets begun after it', async () => {
  const joko = await server.logIn('joko');
  const socket = await joko.socket();
  for (let n = 0; n < 6_100; n += 1) socket.emit('delivered', []);
  await until('the socket is dropped', () => socket.disconnected);
  const again = await connect(server.url, joko.cookie);
  again.emit('delivered', []);
  await until('that one too', () => again.disconnected);
  const begun = await Promise.allSettled(Array.from({ length: 120 }, () => connect(server.url, joko.cookie)));
  const why = begun.map((one) => (one.status === 'rejected' ? String(one.reason.message) : 'in'));
  expect(why.filter((word) => word === 'websocket error').length).toBeGreaterThanOrEqual(20);
  for (const one of begun) if (one.status === 'fulfilled') one.value.disconnect();
});

it('a person has a dozen sockets, and a colleague has theirs', async () => {
  const [dewi, rina] = [await server.logIn('dewi'), await server.logIn('rina')];
  const open: ClientSocket[] = [];
  for (let n = 0; n < 12; n += 1) open.push(await connect(server.url, dewi.cookie));
  const more = await Promise.allSettled(Array.from({ length: 40 }, () => connect(server.url, dewi.cookie)));
  expect(more.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  open.push(await connect(server.url, rina.cookie));
  for (const socket of open) socket.disconnect();
  (await connect(server.url, dewi.cookie)).disconnect();
});

it('a person who asks without pause is refused for a while, and a colleague is not', async () => {
  const [flood, colleague] = [await server.logIn('agus'), await server.logIn('tono')];
  const statuses: number[] = [];
  for (let n = 0; n < 310; n += 1) statuses.push((await flood.call('me')).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(300);
  const refused = await flood.call('me');
  expect(refused.problem?.type).toBe('too_many_requests');
  expect(refused.headers['retry-after']).toBe('1');
  const more = await Promise.allSettled(Array.from({ length: 150 }, () => flood.call('me')));
  // What one log-in asks beyond all that is closed without a word.
  expect(more.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  // Another log-in of the same person has no more.
  expect((await (await server.logIn('agus')).call('me')).status).toBe(429);
  expect((await colleague.call('me')).status).toBe(200);
  elapsed += 1_000;
  expect((await flood.call('me')).status).toBe(200);
});

it('what one log-in asks at one time is worked on a few at a time: a colleague waits behind none of it', async () => {
  const [flood, colleague] = [await server.logIn('rina'), await server.logIn('tono')];
  const dataSource = await createDataSource(database.url, 2).initialize();
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  // A connection that waits for it is not given back meanwhile; the server has a few.
  await runner.query('LOCK TABLE case_file IN ACCESS EXCLUSIVE MODE');
  const asked = Array.from({ length: 60 }, () => flood.call('listCases'));
  // Of the flood's own statement: what the server does by itself waits for the same table.
  const held = async (): Promise<number> => {
    const [row] = await dataSource.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
       AND query LIKE 'WITH%found AS MATERIALIZED%FROM case_file c%ORDER BY c.opened_at DESC, c.id'`,
    );
    return row.n;
  };
  try {
    await until('they wait for the database', async () => (await held()) >= 4);
    expect((await colleague.call('me')).status).toBe(200);
    expect(await held()).toBe(4);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
    await dataSource.destroy();
  }
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(60).fill(200));
});

it.each([
  ['https://jahat.example', false],
  ['null', false],
  ['http://127.0.0.1:1', false],
  ['own', true],
])('a socket from a page of %s: %s', async (from, let_in) => {
  const sari = await server.logIn('budi');
  const origin = from === 'own' ? server.url : from;
  const trying = connect(server.url, sari.cookie, { origin });
  if (let_in) (await trying).disconnect();
  else await expect(trying).rejects.toThrow();
});
