import { type Answer, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';

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

const logIn = (username: string, words: string, cookie = '', at = server): Promise<Answer> =>
  send(at.url, requestOf('logIn', { body: { username, password: words }, headers: { cookie } }));
const deviceOf = ({ headers }: Answer): string =>
  (headers['set-cookie'] ?? []).find((line) => line.startsWith('sigap.device='))?.split(';')[0] ?? '';

it('a guesser is slowed, and the owner comes in at once on a browser that is known', async () => {
  const device = deviceOf(await logIn('hadi', password));
  expect(device).not.toMatch(/hadi/i);
  for (let n = 0; n < 3; n += 1) expect((await logIn('hadi', 'salah')).status).toBe(401);
  // Of those who guess at one time one is looked at.
  const guesses = await Promise.all(Array.from({ length: 10 }, () => logIn('hadi', 'salah')));
  const statuses = guesses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(1);
  expect(guesses.find(({ status }) => status === 429)?.problem?.type).toBe('too_many_attempts');
  const waiting = logIn('hadi', 'salah');
  expect((await logIn(' Hadi', password, device)).status).toBe(200);
  // A cookie of somebody else's, or one that was made up, is none.
  expect((await logIn('hadi', 'salah', deviceOf(await logIn('dewi', password)))).status).toBe(429);
  const forged = device.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
  expect((await logIn('hadi', 'salah', forged)).status).toBe(429);
  expect((await waiting).status).toBe(401);
  expect((await logIn('hadi', password)).status).toBe(200);
});

it('a browser that several people share is known to each of them', async () => {
  const first = deviceOf(await logIn('sari', password));
  const both = deviceOf(await logIn('budi', password, first));
  const again = deviceOf(await logIn('sari', password, both));
  expect(again.split('.').sort()).toEqual(both.split('.').sort());
  expect(both.split('.')).toHaveLength(first.split('.').length + 1);
});

it('what was guessed counts at another server, and after a restart; numbers that were shown do too', async () => {
  for (let n = 0; n < 3; n += 1) expect((await logIn('tono', 'salah')).status).toBe(401);
  const agent = await server.logIn('sari');
  const { caseId } = await agent.do('takeIntake', { body: { serviceId: 'desk', complaint: 'Jalan rusak' } });
  const other = await startTestServer({ databaseUrl: database.url });
  try {
    const guesses = await Promise.all(Array.from({ length: 8 }, () => logIn('tono', 'salah', '', other)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(1);
    const reveal = { params: { caseId }, body: { field: 'phone', reason: 'Menghubungi pelapor' } } as const;
    const statuses: number[] = [];
    const elsewhere = await other.logIn('sari');
    for (let n = 0; n < 24; n += 1) statuses.push((await (n % 2 ? agent : elsewhere).call('reveal', reveal)).status);
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(21);
    expect(statuses.at(-1)).toBe(429);
  } finally {
    await other.stop();
  }
  const keys = await server.sql<{ key: string }>('SELECT key FROM tally');
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.some(({ key }) => /tono|rina|127/.test(key))).toBe(false);
});
