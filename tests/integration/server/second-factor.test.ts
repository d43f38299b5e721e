import { codeAt } from '../../support/authenticator.ts';
import { connect, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people, type Username } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';
import { userCli } from '../../support/user-cli.ts';

const stepMs = 30_000;
let database: TestDatabase;
let server: TestServer;
let processes: ServerProcesses;
beforeAll(async () => {
  processes = compileServer('user');
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url, env: { SIGAP_SECOND_FACTOR: 'head,admin' } });
});
/** A second into a step, so that no code changes under a test. */
beforeEach(() => server.clock.move(stepMs - (server.clock.now() % stepMs) + 1_000));
afterAll(async () => {
  await server.stop();
  await database.drop();
  processes.remove();
});

/** @param steps later than now, by the telephone's clock */
const code = (secret: string, steps = 0) => codeAt(secret, server.clock.now() + steps * stepMs);
const enter = (username: Username, more: { code?: string; password?: string } = {}) =>
  send(server.url, requestOf('logIn', { body: { username, password, ...more } }));
const word = async (username: Username, more: { code?: string; password?: string } = {}) => {
  const { status, problem } = await enter(username, more);
  return status === 200 ? 'in' : problem?.type;
};
/** Sets it up; the code of now is used by it. */
const setUp = async (username: Username) => {
  const client = await server.logIn(username);
  const { secret, uri } = await client.do('beginSecondFactor', { body: { password } });
  const { recoveryCodes } = await client.do('confirmSecondFactor', { body: { code: code(secret) } });
  return { client, secret, uri, recoveryCodes };
};
const actions = async (subject: string) =>
  (
    await server.sql<{ action: string }>('SELECT action FROM audit_entry WHERE subject = $1 ORDER BY seq', [subject])
  ).map(({ action }) => action);

/** The log-ins of the person are older than what counts as shown just now. */
const agoProven = (userId: string) =>
  server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [userId]);

it('once set up, the log-in asks for the code after the right password, and takes each code once', async () => {
  const { client, secret, uri } = await setUp('dewi');
  expect(uri).toMatch(/^otpauth:\/\/totp\/.*dewi\?.*secret=/);
  expect(await client.do('mySecondFactor')).toEqual({
    ...{ on: true, recoveryLeft: 10, required: false, passkeys: 0, provider: false },
  });
  expect([await word('dewi'), await word('dewi', { password: 'salah' })]).toEqual(['code_needed', 'wrong_password']);
  expect(await word('dewi', { code: code(secret), password: 'salah' })).toBe('wrong_password');
  expect(await word('dewi', { code: code(secret) })).toBe('code_used');
  expect(await word('dewi', { code: ` ${code(secret, 1).slice(0, 3)} ${code(secret, 1).slice(3)}` })).toBe('in');
  expect(await word('dewi', { code: code(secret, 1) })).toBe('code_used');
  const [row] = await server.sql<{ text: string }>('SELECT f::text AS text FROM second_factor f WHERE person_id = $1', [
    people.dewi.id,
  ]);
  expect(row?.text).not.toContain(secret);
  expect(server.log.lines().join()).not.toContain(secret);
  expect((await client.call('beginSecondFactor', { body: { password } })).problem?.type).toBe('second_factor_on');
  expect(await actions(people.dewi.id)).toEqual(['second_factor.on']);
});

it('a change of the password asks for the code as well', async () => {
  const { client, secret } = await setUp('budi');
  const next = 'gajah mada 1364 menyeberang';
  const change = async (more: object, current = password) => {
    const { status, problem } = await client.call('changePassword', { body: { current, next, ...more } });
    return problem?.errors?.map((one) => `${one.field} ${one.code}`) ?? problem?.type ?? status;
  };
  expect(await change({})).toEqual(['code required']);
  expect(await change({ code: code(secret, 1) }, 'salah')).toEqual(['current wrong_password']);
  expect(await change({ code: code(secret) })).toBe('code_used');
  expect(await change({ code: code(secret, 1) })).toBe(204);
});

it('of two log-ins with one code at one time one comes in', async () => {
  const { secret } = await setUp('tono');
  server.clock.move(2 * stepMs);
  const known = await enter('tono', { code: code(secret, -1) });
  expect(known.status).toBe(200);
  const cookie = (known.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  const request = requestOf('logIn', { body: { username: 'tono', password, code: code(secret) }, headers: { cookie } });
  const both = await Promise.all([send(server.url, request), send(server.url, request)]);
  expect(both.map(({ problem }) => problem?.type).sort()).toEqual(['code_used', undefined]);
});

it.each([
  ['agus', 2],
  ['sinta', -10],
  ['putri', 7],
] as const)(
  'a clock that is off is told from a wrong code, and the code stays worth nothing (%s: %d)',
  async (username, off) => {
    const { secret } = await setUp(username);
    server.clock.move(20 * stepMs);
    const told = await enter(username, { code: code(secret, off) });
    expect([told.status, told.problem?.type, told.problem?.steps]).toEqual([401, 'code_out_of_step', off]);
    expect(await word(username, { code: code(secret, 11) })).toBe('code_wrong');
    if (off > 0) {
      const early = code(secret, off);
      server.clock.move(off * stepMs);
      expect(await word(username, { code: early })).toBe('code_used');
    }
    expect(await word(username, { code: code(secret, 1) })).toBe('in');
  },
);

it('a recovery code opens one log-in, however it is typed', async () => {
  const { client, recoveryCodes } = await setUp('lia');
  const [first = '', second = ''] = recoveryCodes;
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await word('lia', { code: first.toUpperCase().replaceAll('-', ' ') })).toBe('in');
  expect([await word('lia', { code: first }), await word('lia', { code: second })]).toEqual(['code_wrong', 'in']);
  expect((await client.do('mySecondFactor')).recoveryLeft).toBe(8);
  const other = await setUp('yusuf');
  // Nor does a password that was handed out anew make the code superfluous.
  await server.sql(
    "UPDATE person SET password_expires_at = clock_timestamp() + interval '1 hour' WHERE username = 'yusuf'",
  );
  expect(await word('yusuf')).toBe('code_needed');
  expect(await word('lia', { code: other.recoveryCodes[0] as string })).toBe('code_wrong');
});

it('codes are guessed no faster than passwords', async () => {
  const { secret } = await setUp('sari');
  for (let n = 0; n < 3; n += 1) expect(await word('sari', { code: '12345a' })).toBe('code_wrong');
  const guesses = await Promise.all([1, 2, 3, 4].map(() => word('sari', { code: '12345a' })));
  expect(guesses.filter((type) => type === 'too_many_attempts')).toHaveLength(3);
  expect(await word('sari', { code: code(secret, 1) })).toBe('in');
}, 20_000);

it('nothing counts before a first right code, and who begins anew has another secret', async () => {
  const client = await server.logIn('hadi');
  const wrong = await client.call('beginSecondFactor', { body: { password: 'salah' } });
  expect(wrong.problem?.errors?.map(({ code: why }) => why)).toEqual(['wrong_password']);
  const first = await client.do('beginSecondFactor', { body: { password } });
  const second = await client.do('beginSecondFactor', { body: { password } });
  expect(await word('hadi')).toBe('in');
  const of = (secret: string) => client.call('confirmSecondFactor', { body: { code: code(secret) } });
  expect((await of(first.secret)).problem).toMatchObject({ status: 422, type: 'code_wrong' });
  expect((await of(second.secret)).status).toBe(200);
});

it('who may not work without one sets it up before anything else; taken away, it is set up anew', async () => {
  const wati = await server.logIn('wati');
  expect(wati.me.owes).toBe('second_factor');
  expect((await wati.call('listCases')).problem?.type).toBe('second_factor_to_set_up');
  await expect(connect(server.url, wati.cookie)).rejects.toThrow('second_factor_to_set_up');
  const { secret } = await wati.do('beginSecondFactor', { body: { password } });
  await wati.do('confirmSecondFactor', { body: { code: code(secret) } });
  expect((await wati.do('me')).owes).toBeNull();
  const socket = await wati.socket();

  const { client: rina } = await setUp('rina');
  const params = { personId: people.wati.id };
  expect((await rina.call('resetSecondFactor', { params })).status).toBe(403);
  const admin = await setUp('admin');
  await agoProven(admin.client.me.userId);
  const refused = await admin.client.call('resetSecondFactor', { params });
  expect([refused.status, refused.problem?.type]).toEqual([403, 'proof_needed']);
  const prove = (body: { password?: string; code?: string }) => admin.client.call('proveMyself', { body });
  expect((await prove({ password })).problem?.errors?.[0]).toMatchObject({ field: 'code', code: 'required' });
  expect((await prove({ code: code(admin.secret) })).problem?.type).toBe('code_used');
  expect((await prove({ code: code(admin.secret, 1) })).status).toBe(204);
  expect((await admin.client.call('resetSecondFactor', { params })).status).toBe(204);
  expect((await admin.client.call('resetSecondFactor', { params })).status).toBe(404);
  await until('the socket is closed', () => socket.disconnected);
  expect((await wati.call('me')).status).toBe(401);
  expect((await server.logIn('wati')).me.owes).toBe('second_factor');
  expect(await actions(people.wati.id)).toEqual(['second_factor.on', 'second_factor.reset']);
});

it('is taken away by a command, and the log-ins end', async () => {
  const { client } = await setUp('joko');
  const cli = userCli(processes, database);
  expect(cli.run(['second-factor', 'joko'])).toMatchObject({ status: 0, stdout: 'joko\n' });
  expect((await client.call('me')).status).toBe(401);
  expect(await word('joko')).toBe('in');
  expect(await actions(people.joko.id)).toEqual(['second_factor.on', 'second_factor.reset']);
  expect(cli.run(['second-factor', 'joko']).status).toBe(1);
});
