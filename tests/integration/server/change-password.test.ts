import { requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const next = 'gajah mada 1364 menyeberang';
const logsIn = async (username: string, words: string) =>
  (await send(server.url, requestOf('logIn', { body: { username, password: words } }))).status === 200;

it('one’s password is changed by whoever knows it; other log-ins end, and this one goes on', async () => {
  const [here, there] = [await server.logIn('dewi'), await server.logIn('dewi')];
  const [staying, closing] = [await here.socket(), await there.socket()];
  const former = here.cookie;
  expect((await here.call('changePassword', { body: { current: password, next } })).status).toBe(204);
  expect((await here.call('me', { headers: { cookie: former } })).status).toBe(401);
  expect((await there.call('me')).status).toBe(401);
  await until('the socket of the other is closed', () => closing.disconnected);
  expect([(await here.call('me')).status, staying.connected]).toEqual([200, true]);
  expect([await logsIn('dewi', password), await logsIn('dewi', next)]).toEqual([false, true]);
  expect(server.log.lines().join()).not.toMatch(/gajah mada/);
});

it.each([
  ['salah', next, 'current', 'wrong_password'],
  [password, 'terlalu kcl', 'next', 'password_too_short'],
  [password, 'aaaaaaaaaaaaaaaa', 'next', 'password_guessable'],
  [password, 'abcabcabcabcabc', 'next', 'password_guessable'],
  [password, password, 'next', 'password_guessable'],
  [password, 'saya-Agus-sekali', 'next', 'password_guessable'],
  [password, 'Bismillah-12345', 'next', 'password_common'],
  [password, 'P4ssw0rd!2026', 'next', 'password_common'],
  [password, 'Pemerintah Kota Surabaya 2026', 'next', 'password_common'],
])('%j → %j is refused: %s %s', async (current, wanted, field, code) => {
  const agus = await server.logIn('agus');
  const { status, problem } = await agus.call('changePassword', { body: { current, next: wanted } });
  expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
  expect(await logsIn('agus', password)).toBe(true);
});
