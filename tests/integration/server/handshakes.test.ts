import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createDataSource } from '../../../server/store/data-source.ts';
import { connect } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
/** Limits are counted by it: it stands still but for what a test lets pass. */
let elapsed = 0;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url, elapsed: () => elapsed, connections: 12 });
});
beforeEach(() => {
  elapsed += 3_600_000;
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

interface Upgrade {
  readonly socket: Socket;
  /** Its first line; empty: it was closed without a word. */
  readonly answer: Promise<string>;
}

/** The bytes of a handshake, as any program may send them. */
async function upgrade(cookie: string, { query = '', headers = '' } = {}): Promise<Upgrade> {
  const { hostname, port, host } = new URL(server.url);
  const socket = createConnection({ host: hostname, port: Number(port) });
  let heard = '';
  const answer = new Promise<string>((resolve) => {
    const done = () => resolve(heard.split('\r\n')[0] ?? '');
    socket.on('error', done).on('close', done);
    socket.on('data', (bytes) => {
      heard += bytes;
      if (heard.includes('\r\n')) done();
    });
  });
  await once(socket, 'connect');
  const key = Buffer.alloc(16).toString('base64');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1\r\nHost: ${host}\r\n${cookie && `Cookie: ${cookie}\r\n`}${headers}` +
      `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  return { socket, answer };
}

/** How many of so many handshakes were answered how. */
async function answers(
  times: number,
  begin: (n: number) => Promise<Upgrade>,
): Promise<Readonly<Record<string, number>>> {
  const begun = await Promise.all(Array.from({ length: times }, (_, n) => begin(n)));
  const words = await Promise.all(begun.map(({ answer }) => answer));
  for (const { socket } of begun) socket.destroy();
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
const letIn = 'HTTP/1.1 101 Switching Protocols';
const refused = 'HTTP/1.1 429 Too Many Requests';

/** Nobody reads a session meanwhile; says how many wait to. */
async function withSessionsLocked(work: (waiting: () => Promise<number>) => Promise<void>): Promise<void> {
  const dataSource = await createDataSource(database.url, 2).initialize();
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query('LOCK TABLE session IN ACCESS EXCLUSIVE MODE');
  try {
    await work(async () => {
      const [row] = await dataSource.query(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
         AND query LIKE 'SELECT s.sess,%FROM session s%AND s.sid = $1'`,
      );
      return row.n;
    });
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
    await dataSource.destroy();
  }
}

it('sockets of one log-in are looked up a few at a time, and those it begins too many not at all', async () => {
  const sari = await server.logIn('sari');
  await answers(40, () => upgrade(sari.cookie));
  await withSessionsLocked(async (waiting) => {
    // Forty are used up: sixty may be looked up, the others are refused although no session can be read.
    const begun = await Promise.all(Array.from({ length: 90 }, () => upgrade(sari.cookie)));
    const words = await Promise.all(begun.map(({ answer }) => Promise.race([answer, later(4_000)])));
    expect(words.filter((word) => word === refused)).toHaveLength(30);
    expect(words.filter((word) => word === 'waits')).toHaveLength(60);
    expect(await waiting()).toBe(4);
    for (const { socket } of begun) socket.destroy();
  });
  elapsed += 60_000;
  (await connect(server.url, sari.cookie)).disconnect();
});

const later = (ms: number) => new Promise<string>((resolve) => setTimeout(resolve, ms, 'waits'));

/** One log-in, written so that it might pass for many. */
const disguises: Readonly<Record<string, (cookie: string, n: number) => readonly [string, { query?: string }?]>> = {
  'an empty sid': (cookie) => [cookie, { query: '&sid=' }],
  'a sid that is none': (cookie, n) => [cookie, { query: `&sid=${n}` }],
  'the name of something every object has': (cookie) => [cookie, { query: '&sid=constructor' }],
  'another wallboard each time': (cookie, n) => [`sigap.wallboard=${String(n).padStart(43, 'x')}; ${cookie}`],
  'another cookie of the same kind each time': (cookie, n) => [`__Host-sigap.sid=s%3A${n}.x; ${cookie}`],
  'a name with another sign before it': (cookie, n) => [`\u00a0sigap.sid=s%3A${n}.x; ${cookie}`],
  'another signature behind it': (cookie, n) => [`${cookie}; sigap.sid=s%3A${n}.x`],
  'signs written as numbers': (cookie, n) => [
    cookie.replace(/s%3A(.{1,20})/, (_, id: string) => `s%3A${asNumbers(id, n)}`),
  ],
  'quotes and blanks': (cookie, n) => [
    cookie.replace(/sigap\.sid=([^;]*)/, (_, value: string) => `sigap.sid${' '.repeat(n % 9)}=\t"${value}"`),
  ],
};
/** Percent signs for the letters that a number's bits name. */
const asNumbers = (text: string, bits: number) =>
  [...text].map((sign, at) => ((bits >> at) & 1 ? `%${sign.charCodeAt(0).toString(16)}` : sign)).join('');

it.each(Object.keys(disguises))('a flood of sockets with %s is one log-in’s all the same', async (name) => {
  const joko = await server.logIn('joko');
  const { [letIn]: opened = 0, ...others } = await answers(130, (n) =>
    upgrade(...(disguises[name]?.(joko.cookie, n) ?? [''])),
  );
  expect(opened).toBeLessThanOrEqual(100);
  expect(others[refused]).toBeGreaterThanOrEqual(30);
});

it('a flood of requests in any of these dresses is one log-in’s, too', async () => {
  const joko = await server.logIn('joko');
  const dresses = Object.values(disguises);
  const ask = async (n: number) => {
    const [cookie] = dresses[n % dresses.length]?.(joko.cookie, n) ?? [''];
    return (await fetch(`${server.url}/api/session`, { headers: { cookie } })).status;
  };
  for (let n = 0; n < 300; n += 1) expect(await ask(n)).toBe(200);
  const more = await Promise.all(dresses.map((_, n) => ask(300 + n)));
  expect(more).toEqual(more.map(() => 429));
});

it.each([
  ['no cookie', () => upgrade('')],
  ['cookies that are made up', (n: number) => upgrade(`sigap.sid=s%3A${n}.${'x'.repeat(43)}`)],
  [
    'wallboards that are made up',
    (n: number) => upgrade(`sigap.wallboard=${String(n).padStart(43, 'x')}`, { query: '&as=wallboard' }),
  ],
  ['pages of elsewhere', () => upgrade('', { headers: 'Origin: https://jahat.example\r\n' })],
])('a flood of sockets with %s is refused, and keeps no colleague out', async (_name, begin) => {
  const rina = await server.logIn('rina');
  const counts = await answers(180, begin);
  expect(counts[refused]).toBe(80);
  (await connect(server.url, rina.cookie)).disconnect();
});

it('a browser that is not logged in hears so', async () => {
  await expect(connect(server.url, null)).rejects.toThrow('not_logged_in');
  await expect(connect(server.url, 'sigap.sid=s%3Anobody.nothing')).rejects.toThrow('not_logged_in');
});

it('whoever is cut off while a session is read, or while a refusal waits, harms nobody', async () => {
  const [sari, colleague] = [await server.logIn('sari'), await server.logIn('tono')];
  await withSessionsLocked(async (waiting) => {
    const begun = await Promise.all(Array.from({ length: 130 }, () => upgrade(sari.cookie)));
    await until('some wait for the database', async () => (await waiting()) === 4);
    for (const { socket } of begun) socket.resetAndDestroy();
    await later(300);
  });
  await later(2_500);
  expect((await colleague.call('me')).status).toBe(200);
  elapsed += 60_000;
  (await connect(server.url, sari.cookie)).disconnect();
});

it('when all come back at once, a dozen consoles of each, all are let in', async () => {
  const office = await Promise.all((['sari', 'rina', 'budi', 'agus'] as const).map((name) => server.logIn(name)));
  const back = await Promise.all(
    office.flatMap(({ cookie }) => Array.from({ length: 12 }, () => connect(server.url, cookie))),
  );
  expect(back.filter(({ connected }) => connected)).toHaveLength(48);
  for (const socket of back) socket.disconnect();
});

it('a connection by polling is let in, goes on, and is counted as any other', async () => {
  const dewi = await server.logIn('dewi');
  const open = (query = '') =>
    fetch(`${server.url}/socket.io/?EIO=4&transport=polling${query}`, { headers: { cookie: dewi.cookie } });
  const first = await open();
  expect(first.status).toBe(200);
  const { sid } = JSON.parse((await first.text()).slice(1));
  for (let n = 0; n < 99; n += 1) await open(`&sid=gone${n}`);
  expect((await open()).status).toBe(429);
  const send = (body: string) =>
    fetch(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      method: 'POST',
      headers: { cookie: dewi.cookie, 'content-type': 'text/plain' },
      body,
    }).then((answer) => answer.text());
  expect(await send('40')).toBe('ok');
  expect(await (await open(`&sid=${sid}`)).text()).toMatch(/^40\{"sid"/);
  await send('1');
});
