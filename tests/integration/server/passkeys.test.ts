import { generateKeyPairSync } from 'node:crypto';
import { codeAt } from '../../support/authenticator.ts';
import { type Client, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people, type Username } from '../../support/server-people.ts';
import { createSoftwareAuthenticator, type Said } from '../../support/software-authenticator.ts';

const party = { origin: 'https://sigap.example.go.id', rpId: 'sigap.example.go.id' };
/** As the proxy before the server tells it. */
const headers = { 'x-forwarded-proto': 'https' };
let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createServerDatabase();
  const env = { SIGAP_SECOND_FACTOR: 'head,admin' };
  server = await startTestServer({ databaseUrl: database.url, env });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** A browser on this very machine. */
const local = () => {
  const host = `localhost:${new URL(server.url).port}`;
  return { headers: { host }, site: { origin: `http://${host}`, rpId: 'localhost' } };
};
const challenge = async () =>
  (await send(server.url, requestOf('askPasskey', { headers: local().headers }))).body as Record<string, unknown>;
type Authenticator = ReturnType<typeof createSoftwareAuthenticator>;
const add = async (
  client: Client,
  name = 'Kunci di laci',
  authenticator = createSoftwareAuthenticator(local().site),
) => {
  const { headers } = local();
  const options = await client.call('beginPasskey', { headers });
  const passkey = authenticator.make(options.body as never);
  const added = await client.call('addPasskey', { headers, body: { name, passkey } });
  return { authenticator, added, passkeyId: (added.body as { passkeyId: string }).passkeyId };
};
const enter = (answer: unknown, headers = local().headers) =>
  send(server.url, requestOf('logInByPasskey', { body: { answer } as never, headers }));
const word = async (answer: unknown) => {
  const { status, problem } = await enter(answer);
  return status === 200 ? 'in' : problem?.type;
};
const byPassword = async (username: Username, more: { code?: string } = {}) => {
  const { status, problem } = await send(server.url, requestOf('logIn', { body: { username, password, ...more } }));
  return status === 200 ? 'in' : problem?.type;
};
const actions = async (subject: string) =>
  (
    await server.sql<{ action: string }>(
      "SELECT action FROM audit_entry WHERE subject = $1 AND action LIKE 'passkey.%' ORDER BY seq",
      [subject],
    )
  ).map(({ action }) => action);
/** The log-ins of the person are older than what counts as shown just now. */
const agoProven = (userId: string) =>
  server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [userId]);

it('once set up, it logs in without name and password, is seen under its name, and taken away opens nothing', async () => {
  const client = await server.logIn('dewi');
  const { authenticator, added, passkeyId } = await add(client);
  expect(added.status).toBe(200);
  const me = await enter(authenticator.answer(await challenge()));
  expect([me.status, me.body]).toEqual([200, expect.objectContaining({ username: 'dewi', owes: null })]);
  expect(await client.do('myPasskeys')).toEqual({
    passkeys: [{ passkeyId, name: 'Kunci di laci', addedAt: expect.any(Number), usedAt: expect.any(Number) }],
  });
  expect(await client.do('mySecondFactor')).toMatchObject({ on: false, passkeys: 1 });
  const rina = await server.logIn('rina');
  expect((await rina.call('removePasskey', { params: { passkeyId } })).status).toBe(404);
  expect(await byPassword('dewi')).toBe('passkey_needed');
  expect((await client.call('removePasskey', { params: { passkeyId } })).status).toBe(204);
  expect(await word(authenticator.answer(await challenge()))).toBe('passkey_refused');
  expect(await byPassword('dewi')).toBe('in');
  expect(await actions(people.dewi.id)).toEqual(['passkey.added', 'passkey.removed']);
});

it.each<[string, (sound: Said) => Partial<Said>, string]>([
  ['of another site', () => ({ origin: 'http://localhost.example' }), 'passkey_refused'],
  ['of another port of this machine', () => ({ origin: 'http://localhost:1' }), 'passkey_refused'],
  ['for another site', () => ({ rpId: 'example.go.id' }), 'passkey_refused'],
  ['that makes a key', () => ({ type: 'webauthn.create' }), 'passkey_refused'],
  ['of nobody who showed that it is the owner', () => ({ flags: 1 }), 'passkey_refused'],
  [
    'signed by another key',
    () => ({ key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }),
    'passkey_refused',
  ],
  [
    'under another person’s handle',
    () => ({ userHandle: Buffer.from(people.admin.id).toString('base64url') }),
    'passkey_refused',
  ],
  ['of a key that is not known', () => ({ credentialId: 'AAAAAAAAAAAAAAAAAAAAAA' }), 'passkey_refused'],
  ['to a challenge that nobody gave', () => ({ challenge: 'AAAA' }), 'passkey_refused'],
  [
    'to a challenge whose time was moved',
    ({ challenge: given }) => {
      const [random, , mac] = Buffer.from(given, 'base64url').toString().split('.');
      return { challenge: Buffer.from(`${random}.zzzzzzzz.${mac}`).toString('base64url') };
    },
    'passkey_refused',
  ],
])('an answer %s opens nothing', async (_, change, why) => {
  const client = await server.logIn('hadi');
  const { authenticator, passkeyId } = await add(client);
  const options = await challenge();
  const sound = { challenge: String(options.challenge) } as Said;
  expect(await word(authenticator.answer(options, change(sound)))).toBe(why);
  expect(await word(authenticator.answer(options))).toBe('in');
  await client.do('removePasskey', { params: { passkeyId } });
});

it('a challenge is answered once and within five minutes, and for what it was given', async () => {
  const client = await server.logIn('joko');
  const { authenticator } = await add(client);
  const options = await challenge();
  const answer = authenticator.answer(options);
  const again = () => authenticator.answer(options);
  expect([await word(answer), await word(answer), await word(again())]).toEqual([
    'in',
    'passkey_expired',
    'passkey_expired',
  ]);
  const both = await challenge();
  const once = await Promise.all([word(authenticator.answer(both)), word(authenticator.answer(both))]);
  expect(once.sort()).toEqual(['in', 'passkey_expired']);
  const old = await challenge();
  server.clock.move(5 * 60_000 + 1);
  expect(await word(authenticator.answer(old))).toBe('passkey_expired');
  const { headers } = local();
  const proof = (await client.call('askProof', { headers })).body as Record<string, unknown>;
  expect(await word(authenticator.answer(proof))).toBe('passkey_refused');
  const making = (await client.call('beginPasskey', { headers })).body as Record<string, unknown>;
  expect(await word(authenticator.answer(making))).toBe('passkey_refused');
});

it('one whose counter does not go on was copied: it is refused, and the audit says so', async () => {
  const client = await server.logIn('lia');
  const { authenticator } = await add(client);
  expect(await word(authenticator.answer(await challenge(), { counter: 40 }))).toBe('in');
  for (const counter of [40, 39, 0])
    expect(await word(authenticator.answer(await challenge(), { counter }))).toBe('passkey_copied');
  expect(await word(authenticator.answer(await challenge(), { counter: 41 }))).toBe('in');
  const noted = await server.sql("SELECT id FROM audit_entry WHERE action = 'passkey.copied' AND person_id = $1", [
    people.lia.id,
  ]);
  expect(noted).toHaveLength(3);
  // What does not count says 0 each time.
  const other = await server.logIn('yusuf');
  const uncounted = createSoftwareAuthenticator(local().site);
  const { headers } = local();
  const options = (await other.call('beginPasskey', { headers })).body as never;
  await other.do('addPasskey', { headers, body: { name: 'Laptop', passkey: uncounted.make(options, { counter: 0 }) } });
  for (let n = 0; n < 2; n += 1) expect(await word(uncounted.answer(await challenge(), { counter: 0 }))).toBe('in');
});

it('nobody keeps a key that was made elsewhere, for somebody else, or twice', async () => {
  const [agus, tono] = await Promise.all([server.logIn('agus'), server.logIn('tono')]);
  const { headers, site } = local();
  const begin = async (client: Client) => (await client.call('beginPasskey', { headers })).body as never;
  const keep = async (client: Client, passkey: ReturnType<Authenticator['make']>) => {
    const { status, problem } = await client.call('addPasskey', { headers, body: { name: 'x', passkey } });
    return problem?.type ?? status;
  };
  const authenticator = createSoftwareAuthenticator(site);
  const options = await begin(agus);
  expect([
    await keep(agus, authenticator.make(options, { origin: 'https://example.go.id' })),
    await keep(agus, authenticator.make(options, { rpId: 'example.go.id' })),
    await keep(agus, authenticator.make(options, { flags: 1 })),
    await keep(tono, authenticator.make(options)),
    await keep(agus, authenticator.make(await challenge())),
  ]).toEqual(Array(5).fill('passkey_refused'));
  expect([await keep(agus, authenticator.make(options)), await keep(agus, authenticator.make(options))]).toEqual([
    200,
    'passkey_expired',
  ]);
  expect(await keep(tono, authenticator.make(await begin(tono)))).toBe('passkey_known');
  await agoProven(people.tono.id);
  expect((await tono.call('beginPasskey', { headers })).problem?.type).toBe('proof_needed');
});

it('shows who sits there before what is grave; of somebody else it shows nothing', async () => {
  const [putri, sinta] = await Promise.all([server.logIn('putri'), server.logIn('sinta')]);
  const [mine, theirs] = [await add(putri), await add(sinta)];
  const { headers } = local();
  const prove = async (authenticator: Authenticator, client = putri) => {
    const options = (await putri.call('askProof', { headers })).body as Record<string, unknown>;
    const { status, problem } = await client.call('proveMyself', {
      headers,
      body: { passkey: authenticator.answer(options) as never },
    });
    return problem?.type ?? status;
  };
  await agoProven(people.putri.id);
  const next = 'gajah mada 1364 menyeberang';
  const change = async () =>
    (await putri.call('changePassword', { body: { current: password, next } })).problem?.type ?? 'changed';
  expect(await change()).toBe('proof_needed');
  const typed = await putri.call('proveMyself', { body: { password } });
  expect(typed.problem?.errors?.[0]).toMatchObject({ field: 'passkey', code: 'required' });
  expect([await prove(theirs.authenticator), await prove(mine.authenticator, sinta), await change()]).toEqual([
    'passkey_refused',
    'passkey_refused',
    'proof_needed',
  ]);
  expect([await prove(mine.authenticator), await change()]).toEqual([204, 'changed']);
});

it('stands beside a code: either opens, and an administrator takes both away', async () => {
  const wati = await server.logIn('wati');
  expect(wati.me.owes).toBe('second_factor');
  const { secret } = await wati.do('beginSecondFactor', { body: { password } });
  await wati.do('confirmSecondFactor', { body: { code: codeAt(secret, server.clock.now()) } });
  const { authenticator } = await add(wati);
  expect(await byPassword('wati')).toBe('code_needed');
  expect(await word(authenticator.answer(await challenge()))).toBe('in');
  server.clock.move(60_000);
  expect(await byPassword('wati', { code: codeAt(secret, server.clock.now()) })).toBe('in');
  await server.sql('DELETE FROM second_factor WHERE person_id = $1', [people.wati.id]);
  const only = await enter(authenticator.answer(await challenge()));
  expect(only.body).toMatchObject({ username: 'wati', owes: null });
  const admin = await server.logIn('admin');
  const own = await admin.do('beginSecondFactor', { body: { password } });
  await admin.do('confirmSecondFactor', { body: { code: codeAt(own.secret, server.clock.now()) } });
  const params = { personId: people.wati.id };
  expect((await admin.call('resetSecondFactor', { params })).status).toBe(204);
  expect(await word(authenticator.answer(await challenge()))).toBe('passkey_refused');
  expect((await server.logIn('wati')).me.owes).toBe('second_factor');
  expect((await admin.call('resetSecondFactor', { params })).status).toBe(404);
});

it('is of the host of PUBLIC_URL, and of none where there is no host name or no https', async () => {
  const asked = async (publicUrl: string, over: object = {}) => {
    const other = await startTestServer({
      databaseUrl: database.url,
      env: { PUBLIC_URL: publicUrl, TRUST_PROXY: 'loopback' },
      connect: false,
    });
    try {
      const { body, problem } = await send(other.url, requestOf('askPasskey', { headers: { ...headers, ...over } }));
      return problem?.type ?? (body as { rpId?: string }).rpId;
    } finally {
      await other.stop();
    }
  };
  expect(await asked(party.origin)).toBe(party.rpId);
  expect(await asked(`${party.origin}/`, { host: 'localhost' })).toBe(party.rpId);
  expect(await asked('https://10.1.2.3')).toBe('passkeys_unavailable');
  expect(await asked('http://sigap.example.go.id')).toBe('passkeys_unavailable');
  const here = await send(server.url, requestOf('askPasskey'));
  expect([here.status, here.problem?.type]).toEqual([409, 'passkeys_unavailable']);
  const office = async (host: string) =>
    ((await send(server.url, requestOf('office', { headers: { host } }))).body as { passkeys: boolean }).passkeys;
  expect([await office('localhost:3000'), await office('127.0.0.1:3000'), await office('localhost.example')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('unlocks a locked screen, and shows who sits there; a password unlocks it and shows no more than it did', async () => {
  const tono = await server.logIn('tono');
  await server.sql('DELETE FROM passkey WHERE person_id = $1', [people.tono.id]);
  const { authenticator } = await add(tono);
  const { headers } = local();
  const begin = async () => (await tono.call('beginPasskey', { headers })).problem?.type ?? 'begun';
  await agoProven(people.tono.id);
  await tono.do('lockScreen', {});
  expect((await tono.do('mySecondFactor', {})).passkeys).toBe(1);
  const asked = async () => (await tono.call('askProof', { headers })).body as Record<string, unknown>;
  const unlock = async (body: object) => {
    const { status, problem } = await tono.call('unlockScreen', { headers, body: body as never });
    return problem?.errors?.[0]?.code ?? problem?.type ?? status;
  };
  // One for the log-in, and one of somebody else, open nothing.
  expect(await unlock({ passkey: authenticator.answer(await challenge()) })).toBe('passkey_refused');
  const other = createSoftwareAuthenticator(local().site);
  other.make({ challenge: 'x' });
  expect(await unlock({ passkey: other.answer(await asked()) })).toBe('passkey_refused');
  expect(await unlock({})).toBe('required');
  // With a password alone nobody takes the next step to a key of their own.
  expect([await unlock({ password }), (await tono.do('me', {})).owes, await begin()]).toEqual([
    204,
    null,
    'proof_needed',
  ]);
  await tono.do('lockScreen', {});
  expect([await unlock({ passkey: authenticator.answer(await asked()) }), await begin()]).toEqual([204, 'begun']);
});

it('is enough for whoever may not work without a second factor, from the first page on', async () => {
  await server.sql('DELETE FROM second_factor WHERE person_id = $1', [people.wati.id]);
  await server.sql('DELETE FROM passkey WHERE person_id = $1', [people.wati.id]);
  const wati = await server.logIn('wati');
  expect(wati.me.owes).toBe('second_factor');
  for (const route of ['myPasskeys', 'listCases'] as const)
    expect((await wati.call(route)).problem?.type).toBe('second_factor_to_set_up');
  // Whoever stood there too long shows again who it is.
  await agoProven(people.wati.id);
  expect((await wati.call('beginPasskey', { headers: local().headers })).problem?.type).toBe('proof_needed');
  await wati.do('proveMyself', { body: { password } });
  expect((await add(wati)).added.status).toBe(200);
  expect((await wati.do('me', {})).owes).toBeNull();
});
