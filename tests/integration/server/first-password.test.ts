import { type Client, connect, logIn, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';
import { userCli } from '../../support/user-cli.ts';

let database: TestDatabase;
let server: TestServer;
let processes: ServerProcesses;
let cli: ReturnType<typeof userCli>;
const clients: Client[] = [];
beforeAll(async () => {
  processes = compileServer('user');
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  cli = userCli(processes, database);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.stop();
  await database.drop();
  processes.remove();
});

const own = 'gajah mada 1364 menyeberang';
const enter = async (username: string, words: string) => {
  const client = await logIn(server.url, username, words);
  clients.push(client);
  return client;
};
const refusal = async (username: string, words: string) =>
  (await send(server.url, requestOf('logIn', { body: { username, password: words } }))).problem?.type;

describe('a password that was handed out', () => {
  it('opens one log-in, in which nothing is allowed before another is chosen', async () => {
    const given = cli.password('add', 'baru.satu', '--role', 'supervisor');
    const person = await enter('baru.satu', given);
    expect([person.me.owes, (await person.do('me')).owes]).toEqual(['password', 'password']);
    for (const route of ['listCases', 'listAlerts', 'listSops', 'myContact', 'mySessions', 'phone'] as const) {
      const { status, problem } = await person.call(route);
      expect([route, status, problem?.type]).toEqual([route, 403, 'password_to_change']);
    }
    await expect(connect(server.url, person.cookie)).rejects.toThrow('password_to_change');
    expect(await refusal('baru.satu', given)).toBe('password_spent');
    expect((await person.call('changePassword', { body: { current: given, next: own } })).status).toBe(204);
    expect((await person.do('me')).owes).toBeNull();
    expect((await person.call('listAlerts')).status).toBe(200);
    expect('error' in (await (await person.socket()).emitWithAck('open', 'floor'))).toBe(false);
    expect([await refusal('baru.satu', given), await refusal('baru.satu', own)]).toEqual(['wrong_password', undefined]);
  });

  it('opens one of several log-ins at one time', async () => {
    // From a browser that is known two are looked at together.
    const known = await send(server.url, requestOf('logIn', { body: { username: 'hadi', password } }));
    const given = cli.password('reset', 'hadi');
    const headers = { cookie: (known.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ') };
    const ask = () => send(server.url, requestOf('logIn', { body: { username: 'hadi', password: given }, headers }));
    const types = (await Promise.all([ask(), ask()])).map(({ problem }) => problem?.type);
    expect(types.sort()).toEqual(['password_spent', undefined]);
  });

  it('is worth nothing after 72 hours, and its time is told to whoever knows it alone', async () => {
    const given = cli.password('reset', 'wati');
    const [row] = await server.sql<{ hours: number }>(
      `SELECT round(extract(epoch FROM password_expires_at - clock_timestamp()) / 3600)::int AS hours
       FROM person WHERE id = $1`,
      [people.wati.id],
    );
    expect(row?.hours).toBe(72);
    await server.sql(`UPDATE person SET password_expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [
      people.wati.id,
    ]);
    expect([await refusal('wati', 'salah'), await refusal('wati', given)]).toEqual([
      'wrong_password',
      'password_spent',
    ]);
    const again = await enter('wati', cli.password('reset', 'wati'));
    expect(again.me.owes).toBe('password');
  });

  it('of a reset ends what goes on under the old one, sockets too', async () => {
    const joko = await enter('joko', password);
    const socket = await joko.socket();
    const given = cli.password('reset', 'joko');
    await until('its socket is closed', () => socket.disconnected);
    expect((await joko.call('me')).status).toBe(401);
    expect(await refusal('joko', password)).toBe('wrong_password');
    const watching = await enter('joko', given);
    await expect(connect(server.url, watching.cookie)).rejects.toThrow('password_to_change');
    expect((await watching.call('changePassword', { body: { current: given, next: own } })).status).toBe(204);
    expect('error' in (await (await watching.socket()).emitWithAck('open', 'floor'))).toBe(false);
  });

  it('that is marked as such while somebody works stops them at once', async () => {
    const rina = await server.logIn('rina');
    const socket = await rina.socket();
    await server.sql('UPDATE person SET password_expires_at = clock_timestamp() WHERE id = $1', [people.rina.id]);
    expect((await rina.call('listAlerts')).problem?.type).toBe('password_to_change');
    await until('the socket is closed', () => socket.disconnected);
  });
});

describe('a password that lasts', () => {
  it('is made for demonstrations, and refused in production', async () => {
    const lasting = cli.password('add', 'peraga', '--role', 'head', '--permanent');
    for (const _ of [1, 2]) expect((await enter('peraga', lasting)).me.owes).toBeNull();
    const production = {
      NODE_ENV: 'production',
      EXCHANGE: 'asterisk',
      ASTERISK_HOST: '127.0.0.1',
      ASTERISK_AMI_USER: 'sigap',
      ASTERISK_AMI_SECRET: 'k7-Fq2mZ9xLw4Vb1',
      ASTERISK_REGISTRATION_TOKEN: 'p3Ws8dNc5Yh1Jt6RkQ2v',
      SESSION_SECRET: 'q9Xv2Lm5Tz8Rb1Wc4Nf7Hy3Kd6Jp0GsUe4',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      SIGAP_ENCRYPTED_STORE: 'hardware',
    };
    const refused = cli.run(['reset', 'peraga', '--permanent'], production);
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('--permanent is refused in production');
    expect(await refusal('peraga', lasting)).toBeUndefined();
    // Of a superuser nothing is taken there, and the command says so at once.
    const superuser = cli.run(['reset', 'peraga'], production);
    expect([superuser.status, superuser.stderr]).toEqual([1, expect.stringContaining('DATABASE_OWNER_URL')]);
    expect(await refusal('peraga', lasting)).toBeUndefined();
    const role = `sigap_app_${process.pid}`;
    await server.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'biasa'`);
    try {
      const url = Object.assign(new URL(database.url), { username: role, password: 'biasa' });
      const ordinary = { DATABASE_URL: url.href, DATABASE_OWNER_URL: database.url };
      expect(cli.run(['reset', 'peraga'], { ...production, ...ordinary })).toMatchObject({ stderr: '', status: 0 });
    } finally {
      await server.sql(`DROP OWNED BY ${role}`);
      await server.sql(`DROP ROLE ${role}`);
    }
    expect(await refusal('peraga', lasting)).toBe('wrong_password');
  });
});
