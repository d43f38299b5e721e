import type { BodyInput } from '../../../server/contract/api.ts';
import { type Client, logIn, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let admin: Client;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  admin = await server.logIn('admin');
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const dian: BodyInput<'addPerson'> = {
  ...{ username: 'Dian.P', displayName: 'Dian Permata', role: 'agent', extension: '140' },
  ...{ phone: 'browser', locale: 'id' },
};
const cardOf = async (username: string) => {
  const card = (await admin.do('peopleList', {})).people.find((person) => person.username === username);
  if (!card) throw new Error(`there is no ${username}`);
  return card;
};
/** Sends what is said of somebody with something else in it. */
const change = async (username: string, part: Partial<BodyInput<'changePerson'>>) => {
  const { personId, displayName, role, extension, phone, locale } = await cardOf(username);
  const body = { displayName, role, extension, phone, locale, ...part };
  return admin.call('changePerson', { params: { personId }, body });
};
const setActive = (personId: string, active: boolean) =>
  admin.call('setPersonActive', { params: { personId }, body: { active } });
const enters = async (username: string, word: string) =>
  (await send(server.url, requestOf('logIn', { body: { username, password: word } }))).status;
const changesOf = async (personId: string) =>
  (await admin.do('personChanges', { params: { personId } })).changes.map(({ at, changeId, ...rest }) => rest);
const audited = (subject: string) =>
  server.sql<{ action: string; reason: string | null; person_id: string }>(
    "SELECT action, reason, person_id FROM audit_entry WHERE subject = $1 AND action ~ '^(person|role|password)' ORDER BY seq",
    [subject],
  );

it('somebody who is added logs in with the password that is shown once, chooses another and takes calls without a restart', async () => {
  const before = server.clock.now();
  const made = await admin.do('addPerson', { body: dian });
  expect(made.username).toBe('dian.p');
  const lasts = 72 * 60 * 60_000;
  expect(made.expiresAt).toBeGreaterThanOrEqual(before + lasts);
  expect(made.expiresAt).toBeLessThanOrEqual(server.clock.now() + lasts);
  expect(await cardOf('dian.p')).toMatchObject({ role: 'agent', extension: '140', active: true, lastLogInAt: null });
  const stored = await server.sql<{ row: string }>('SELECT p::text AS row FROM person p');
  expect(stored.some(({ row }) => row.includes(made.password))).toBe(false);
  const first = await logIn(server.url, 'dian.p', made.password);
  // One log-in, and no second one.
  expect(await enters('dian.p', made.password)).toBe(401);
  await first.do('changePassword', { body: { current: made.password, next: 'kuda-laut-biru-muda' } });
  await first.do('setState', { body: { state: 'ready' } });
  await until('the exchange rings the new telephone', () => server.exchange.membership('140') === 'ready');
  await until('the last log-in is known', async () => (await cardOf('dian.p')).lastLogInAt !== null);
  expect(await changesOf(made.personId)).toMatchObject([
    { kind: 'added', way: 'console', byName: admin.me.displayName, before: null, undoable: false },
  ]);
  expect(await audited(made.personId)).toEqual([{ action: 'person.added', reason: null, person_id: people.admin.id }]);
});

it.each<[Partial<BodyInput<'addPerson'>>, string, string]>([
  [{ username: 'SARI' }, 'username', 'username_taken'],
  [{ username: 'dian permata' }, 'username', 'username_invalid'],
  [{ extension: '101' }, 'extension', 'extension_taken'],
  [{ extension: '' }, 'extension', 'extension_needed'],
  [{ extension: '1o1' }, 'extension', 'extension_invalid'],
  [{ displayName: ' ' }, 'displayName', 'required'],
])('nobody is added with %j, and it says why', async (part, field, code) => {
  const { status, problem } = await admin.call('addPerson', { body: { ...dian, ...part } });
  expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
  expect((await admin.do('peopleList', {})).people).toHaveLength(Object.keys(people).length);
});

it('whoever is deactivated is out at once everywhere, keeps name and extension, and comes back as before', async () => {
  const budi = await server.logIn('budi');
  const socket = await budi.socket();
  await budi.do('setState', { body: { state: 'ready' } });
  await until('he is rung', () => server.exchange.membership('102') === 'ready');
  expect((await setActive(people.budi.id, false)).status).toBe(204);
  await until('the socket is closed', () => socket.disconnected);
  await until('he is out of the queue', () => server.exchange.membership('102') === 'out');
  expect([(await budi.call('me')).status, await enters('budi', password)]).toEqual([401, 401]);
  expect((await cardOf('budi')).active).toBe(false);
  for (const [part, code] of [
    [{ username: 'budi' }, 'username_left'],
    [{ extension: '102' }, 'extension_left'],
  ] as const) {
    const { problem } = await admin.call('addPerson', { body: { ...dian, ...part } });
    expect(problem?.errors?.[0]?.code).toBe(code);
  }
  // Emptied, the telephone is free for another; without one an agent does not come back.
  expect((await change('budi', { extension: null })).status).toBe(204);
  await admin.do('addPerson', { body: { ...dian, extension: '102' } });
  expect((await setActive(people.budi.id, true)).problem?.errors?.[0]?.code).toBe('extension_needed');
  expect((await change('budi', { extension: '144' })).status).toBe(204);
  expect((await setActive(people.budi.id, true)).status).toBe(204);
  expect(await enters('budi', password)).toBe(200);
});

it('another role ends every log-in at once and holds from the next one on', async () => {
  const rina = await server.logIn('rina');
  const socket = await rina.socket();
  expect((await change('rina', { role: 'dispatcher' })).status).toBe(204);
  await until('the socket is closed', () => socket.disconnected);
  expect((await rina.call('me')).status).toBe(401);
  expect((await server.logIn('rina')).me.role).toBe('dispatcher');
  expect(await audited(people.rina.id)).toMatchObject([
    { action: 'role.changed', reason: 'supervisor → dispatcher', person_id: people.admin.id },
  ]);
});

it('another name holds at once and leaves everybody logged in', async () => {
  const sari = await server.logIn('sari');
  expect((await change('sari', { displayName: 'Sari Kusuma' })).status).toBe(204);
  expect((await sari.do('me')).displayName).toBe('Sari Kusuma');
  const { people: agents } = await admin.do('people', { query: { role: 'agent' } });
  expect(agents.map(({ displayName }) => displayName)).toContain('Sari Kusuma');
});

it('an agent with another extension leaves the queues with the old one and is rung at the new one', async () => {
  const sari = await server.logIn('sari');
  await sari.do('setState', { body: { state: 'ready' } });
  await until('she is rung', () => server.exchange.membership('101') === 'ready');
  expect((await change('sari', { extension: '151' })).status).toBe(204);
  expect(server.exchange.membership('101')).toBe('out');
  expect((await sari.call('me')).status).toBe(401);
  const again = await server.logIn('sari');
  expect(again.me.extension).toBe('151');
  await again.do('setState', { body: { state: 'ready' } });
  await until('the new telephone is rung', () => server.exchange.membership('151') === 'ready');
  expect(server.exchange.membership('101')).toBe('out');
});

it('the last active administrator stays one, also where two at one moment would put each other out', async () => {
  const refused = await setActive(people.admin.id, false);
  expect([refused.status, refused.problem?.type]).toEqual([409, 'last_administrator']);
  expect((await change('admin', { role: 'head' })).problem?.type).toBe('last_administrator');
  await change('wati', { role: 'admin' });
  const wati = await server.logIn('wati');
  const out = (client: Client, personId: string) =>
    client.call('setPersonActive', { params: { personId }, body: { active: false } });
  await Promise.all([out(admin, people.wati.id), out(wati, people.admin.id)]);
  const left = await server.sql("SELECT 1 FROM person WHERE role = 'admin' AND active");
  expect(left).toHaveLength(1);
});

it('every change is told with what was before, and what still stands is taken back by a change of its own', async () => {
  await change('hadi', { displayName: 'Hadi Wijaya', role: 'head' });
  const { personId } = await cardOf('hadi');
  const [changed] = (await admin.do('personChanges', { params: { personId } })).changes;
  expect(changed).toMatchObject({
    ...{ kind: 'changed', byName: admin.me.displayName, undoable: true },
    before: { displayName: 'hadi Uji', role: 'analyst' },
    after: { displayName: 'Hadi Wijaya', role: 'head' },
  });
  const params = { personId, changeId: changed?.changeId ?? '' };
  expect((await admin.call('undoPersonChange', { params })).status).toBe(204);
  expect(await cardOf('hadi')).toMatchObject({ displayName: 'hadi Uji', role: 'analyst' });
  expect((await changesOf(personId)).map(({ way, undoable }) => [way, undoable])).toEqual([
    ['undo', true],
    ['console', false],
  ]);
  const again = await admin.call('undoPersonChange', { params });
  expect([again.status, again.problem?.type]).toEqual([409, 'person_changed']);
  expect((await audited(personId)).map(({ action, reason }) => `${action} ${reason}`)).toEqual([
    'role.changed analyst → head',
    'person.changed displayName hadi Uji → Hadi Wijaya',
    'role.changed undo: head → analyst',
    'person.changed undo: displayName Hadi Wijaya → hadi Uji',
  ]);
});

it('a password made anew ends the log-ins, and one’s own is not made so', async () => {
  const joko = await server.logIn('joko');
  const made = await admin.do('resetPassword', { params: { personId: people.joko.id } });
  expect([(await joko.call('me')).status, await enters('joko', password)]).toEqual([401, 401]);
  expect(await enters('joko', made.password)).toBe(200);
  const own = await admin.call('resetPassword', { params: { personId: people.admin.id } });
  expect([own.status, own.problem?.type]).toEqual([403, 'four_eyes']);
});

it('nobody else sees or changes the list, and nobody changes it who did not show a moment ago who sits there', async () => {
  const wati = await server.logIn('wati');
  expect((await wati.call('peopleList')).status).toBe(403);
  expect((await wati.call('addPerson', { body: dian })).status).toBe(403);
  await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [
    people.admin.id,
  ]);
  expect((await admin.call('addPerson', { body: dian })).problem?.type).toBe('proof_needed');
});
