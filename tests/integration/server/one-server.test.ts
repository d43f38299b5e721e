import { send } from '../../support/client.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';

let processes: ServerProcesses;
let database: Awaited<ReturnType<typeof createServerDatabase>>;
let env: Record<string, string>;

beforeAll(async () => {
  processes = compileServer();
  database = await createServerDatabase();
  env = { DATABASE_URL: database.url, PORT: '0', SIMULATOR_SCENARIO: 'empty' };
});
afterAll(async () => {
  await processes.end();
  processes.remove();
  await database.drop();
});

const answers = async (url: string) => (await send(url, { method: 'GET', path: '/readyz' })).status;
const who = (pid: number | undefined) => new RegExp(`\\(\\S+, pid ${pid}\\)`);

it('a second server on the database is refused in words that name the first, which goes on', async () => {
  const first = await processes.up(env);
  const second = processes.run(env);
  expect(await second.exited).toBe(1);
  expect(second.said.err).toMatch(who(first.child.pid));
  for (const words of ['membelah kantor menjadi dua', 'would split the office in two'])
    expect(second.said.err).toContain(words);
  expect(second.said.err).not.toMatch(/^ +at /m);
  expect(await answers(first.url)).toBe(200);

  // Killed, it is followed.
  first.child.kill('SIGKILL');
  await first.exited;
  const next = await processes.up(env);
  next.child.kill('SIGTERM');
  expect([await next.exited, next.said.err]).toEqual([0, '']);
}, 240_000);

it('one that stood still for too long and was followed ends by itself, with words', async () => {
  const first = await processes.up(env);
  first.child.kill('SIGSTOP');
  const next = await processes.up(env);
  first.child.kill('SIGCONT');
  expect(await first.exited).toBe(1);
  expect(first.said.err).toMatch(who(next.child.pid));
  expect(await answers(next.url)).toBe(200);

  // One that stood still with nobody after it goes on: its term is over, and still its own.
  next.child.kill('SIGSTOP');
  const stoppedAt = performance.now();
  await until('its term is over', () => performance.now() - stoppedAt > 4_000);
  next.child.kill('SIGCONT');
  await until('it answers', async () => (await answers(next.url)) === 200);
  next.child.kill('SIGTERM');
  expect([await next.exited, next.said.err]).toEqual([0, '']);
}, 240_000);
