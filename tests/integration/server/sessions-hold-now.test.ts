import { connect, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people, type Username } from '../../support/server-people.ts';
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

const ofSession = (username: Username, change: string) =>
  server.sql(`UPDATE session SET ${change} WHERE sess->>'userId' = $1`, [people[username].id]);
const ofPerson = (username: Username, change: string) =>
  server.sql(`UPDATE person SET ${change} WHERE id = $1`, [people[username].id]);
/** As another program does it: nobody tells the server. */
const leave = (username: Username) => ofPerson(username, 'active = false');

describe('whoever leaves', () => {
  it('may nothing from the next request on, loses the live views, and is rung no more', async () => {
    const budi = await server.logIn('budi');
    await budi.do('setState', { body: { state: 'ready' } });
    await until('he is rung', () => server.exchange.membership('102') === 'ready');
    const socket = await budi.socket();
    let told = 0;
    socket.on('sessionEnded', () => {
      told += 1;
    });
    await leave('budi');
    expect((await budi.call('me')).status).toBe(401);
    expect((await budi.call('setState', { body: { state: 'ready' } })).status).toBe(401);
    await until('the socket is closed', () => socket.disconnected);
    expect(told).toBe(1);
    await until('he is out of the queue', () => server.exchange.membership('102') === 'out');
    await expect(connect(server.url, budi.cookie)).rejects.toThrow('not_logged_in');
    const { people: left } = await (await server.logIn('rina')).do('people', { query: { role: 'agent' } });
    expect(left.map(({ userId }) => userId)).toEqual([people.sari.id]);
  });

  it.each([
    ['dewi', 'analyst', 'listCases', 403],
    ['tono', 'supervisor', 'listAlerts', 200],
    ['hadi', 'made_up', 'me', 403],
  ] as const)('or who becomes something else (%s: %s) has the rights of now', async (username, role, route, status) => {
    const client = await server.logIn(username);
    const socket = await client.socket();
    const before = (await client.call(route)).status;
    expect(before).not.toBe(status);
    await ofPerson(username, `role = '${role}'`);
    expect((await client.call(route)).status).toBe(status);
    await until('the socket with the old rights is closed', () => socket.disconnected);
    const again = await connect(server.url, client.cookie);
    const floor = await again.emitWithAck('open', 'floor');
    expect('error' in floor).toBe(role === 'made_up');
    again.disconnect();
  });
});

describe('a log-in', () => {
  it('ends when it is left alone, and not while a console is connected', async () => {
    const [used, left] = [await server.logIn('sinta'), await server.logIn('putri')];
    await used.socket();
    await ofSession('sinta', "expire = clock_timestamp() + interval '1 minute'");
    await until('the socket counted as use', async () => {
      const [row] = await server.sql<{ long: boolean }>(
        "SELECT expire > clock_timestamp() + interval '50 minutes' AS long FROM session WHERE sess->>'userId' = $1",
        [people.sinta.id],
      );
      return row?.long;
    });
    await ofSession('putri', "expire = clock_timestamp() - interval '1 second'");
    expect((await left.call('me')).status).toBe(401);
    expect((await used.call('me')).status).toBe(200);
  });

  it('ends after its time however much it is used', async () => {
    const agent = await server.logIn('sari');
    const working = await agent.socket();
    await ofSession('sari', "begun_at = clock_timestamp() - interval '17 hours'");
    expect((await agent.call('me')).status).toBe(401);
    await until('its socket is closed', () => working.disconnected);
  });
});

describe('under https', () => {
  it('is answered over https only, and its cookie is bound to this very host', async () => {
    const env = { PUBLIC_URL: 'https://sigap.example.go.id', TRUST_PROXY: 'loopback' };
    const secured = await startTestServer({ databaseUrl: database.url, env });
    try {
      const body = JSON.stringify({ username: 'agus', password: 'kata-sandi-uji' });
      const headers = { 'x-sigap': '1', 'content-type': 'application/json' };
      const ask = (proto: string) =>
        send(secured.url, {
          method: 'POST',
          path: '/api/session',
          body,
          headers: { ...headers, 'x-forwarded-proto': proto },
        });
      expect((await ask('http')).problem).toMatchObject({ status: 403, type: 'https_only' });
      const cookies = (await ask('https')).headers['set-cookie'] ?? [];
      expect(cookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual(['__Host-sigap.device', '__Host-sigap.sid']);
      for (const cookie of cookies) {
        expect(cookie).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
        expect(cookie).not.toContain('Domain');
      }
    } finally {
      await secured.stop();
    }
  });
});
