import { createServer } from 'node:net';
import { createDataSource } from '../../../server/store/data-source.ts';
import { logIn, send } from '../../support/client.ts';
import { sealingKey } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';
import { compileServer, type ServerProcess, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';

let processes: ServerProcesses;
let database: Awaited<ReturnType<typeof createServerDatabase>>;
let env: Record<string, string>;

beforeAll(async () => {
  processes = compileServer();
  database = await createServerDatabase();
  env = {
    ...{ DATABASE_URL: database.url, PORT: '0', SIMULATOR_SCENARIO: 'empty', SIGAP_STANDBY: 'yes' },
    ...{ SIGAP_SECRET_KEY: sealingKey.toString('base64'), SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja' },
  };
});
afterAll(async () => {
  await processes.end();
  processes.remove();
  await database.drop();
});

const freePort = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(typeof address === 'object' ? address?.port : '');
};
const get = (url: string, path: string) => send(url, { method: 'GET', path });
const status = async (url: string, path: string) => (await get(url, path).catch(() => null))?.status;

/** One that waits, and where it will be. */
async function standsBy(): Promise<ServerProcess & { readonly url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = processes.run({ ...env, PORT: port });
  await until('it stands by', async () => (await status(url, '/readyz')) === 503, 60_000);
  return { ...started, url };
}
const works = (url: string) => until('it works', async () => (await status(url, '/readyz')) === 200, 60_000);

it('one stands by, says so to whoever comes, and follows one that is killed with everybody still logged in', async () => {
  const first = await processes.up(env);
  const sari = await logIn(first.url, 'sari', password);
  const asSari = { method: 'GET', path: '/api/me/sessions', headers: { cookie: sari.cookie } };
  const second = await standsBy();
  expect((await get(second.url, '/readyz')).body).toEqual({ standby: true });
  expect([await status(second.url, '/healthz'), await status(second.url, '/api/me/sessions')]).toEqual([200, 503]);
  for (const words of ['Server ini bersiaga', 'This server stands by'])
    expect((await get(second.url, '/')).body).toContain(words);
  expect(second.said.out).toMatch(/bersiaga/);

  first.child.kill('SIGKILL');
  await works(second.url);
  expect((await send(second.url, asSari)).status).toBe(200);

  // Asked to end, it lets go: the next one need not wait for its term, and has no fault to tell of.
  const third = await standsBy();
  second.child.kill('SIGTERM');
  expect([await second.exited, second.said.err]).toEqual([0, '']);
  await works(third.url);
  third.child.kill('SIGTERM');
  await third.exited;
}, 240_000);

it('one that is asked to end while it stands by ends well', async () => {
  const first = await processes.up(env);
  const second = await standsBy();
  second.child.kill('SIGTERM');
  expect([await second.exited, second.said.err]).toEqual([0, '']);
  expect(await status(first.url, '/readyz')).toBe(200);
  first.child.kill('SIGTERM');
  await first.exited;
}, 240_000);

it('one that stood still is followed, and what it was asked for meanwhile it does not do any more', async () => {
  const first = await processes.up(env);
  const sari = await logIn(first.url, 'sari', password);
  const second = await standsBy();
  first.child.kill('SIGSTOP');
  const change = sari.call('setState', { body: { state: 'ready' } }).catch((error: unknown) => error);
  await works(second.url);
  const source = await createDataSource(database.url, 1).initialize();
  const standing = () => source.query('SELECT * FROM agent_status ORDER BY person_id');
  const before = await standing();
  first.child.kill('SIGCONT');
  expect(await first.exited).toBe(1);
  expect(first.said.err).toContain(`pid ${second.child.pid}`);
  await change;
  expect(await standing()).toEqual(before);
  expect(await status(second.url, '/readyz')).toBe(200);
  await source.destroy();
  second.child.kill('SIGTERM');
  await second.exited;
}, 240_000);

it('one with another key, or of an earlier version than the database, does not even stand by', async () => {
  const first = await processes.up(env);
  const other = processes.run({ ...env, SIGAP_SECRET_KEY: Buffer.alloc(32, 'kunci lain').toString('base64') });
  expect([await other.exited, other.said.err]).toEqual([1, expect.stringContaining('SIGAP_SECRET_KEY')]);

  const source = await createDataSource(database.url, 1).initialize();
  await source.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'OfTomorrow9999999999999')`);
  const earlier = processes.run(env);
  expect([await earlier.exited, earlier.said.err]).toEqual([1, expect.stringContaining('OfTomorrow')]);
  for (const words of ['Sigap yang lebih baru', 'A later version']) expect(earlier.said.err).toContain(words);
  expect(earlier.said.err).not.toMatch(/^ +at /m);
  await source.query(`DELETE FROM migrations WHERE name = 'OfTomorrow9999999999999'`);
  await source.destroy();
  first.child.kill('SIGTERM');
  await first.exited;
}, 240_000);
