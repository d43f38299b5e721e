import type { PeoplePreview } from '../../../server/contract/people-import.ts';
import type { NewPassword } from '../../../server/contract/people-list.ts';
import type { Problem } from '../../../server/contract/problems.ts';
import { type Client, logIn } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { askBytes } from '../../support/files.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
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

const heads = 'Nama;Nama pengguna;Peran;Pesawat;Telepon;Bahasa';
const fileOf = (...lines: string[]) => Buffer.from(`\ufeff${[heads, ...lines].join('\r\n')}\r\n`);
const good = ['Dian Permata;Dian.P;Petugas;140;meja;Indonesia', '"Ayu; S.Sos.";ayu;head;;;english'];
const ask = async (path: string, body: Uint8Array, client = admin) => {
  const { status, bytes } = await askBytes(server.url, { path, headers: { cookie: client.cookie }, body });
  return { status, said: JSON.parse(bytes.toString()) as unknown };
};
const preview = async (body: Uint8Array) => {
  const { status, said } = await ask('/api/people/import/preview', body);
  expect(status).toBe(200);
  return said as PeoplePreview;
};
const bringIn = (body: Uint8Array, client = admin) => ask('/api/people/import', body, client);
const listed = async () => (await admin.do('peopleList', {})).people;
const errorsOf = (said: unknown) => (said as Problem).errors?.map(({ field, code }) => `${field} ${code}`);

it('people of a file are looked at, nothing being written, and added with passwords that each open one log-in', async () => {
  const file = fileOf(...good, `${people.sari.displayName};sari;agent;101;;`);
  const { rows, faults } = await preview(file);
  expect(faults).toEqual([]);
  expect(rows.map(({ line, outcome, username, role }) => [line, outcome, username, role])).toEqual([
    [2, 'add', 'dian.p', 'agent'],
    [3, 'add', 'ayu', 'head'],
    [4, 'there', 'sari', 'agent'],
  ]);
  expect(await listed()).toHaveLength(Object.keys(people).length);
  const { status, said } = await bringIn(file);
  const { added } = said as { added: NewPassword[] };
  expect([status, added.map(({ username }) => username)]).toEqual([200, ['dian.p', 'ayu']]);
  const [dian, ayu] = await Promise.all(added.map(({ username, password }) => logIn(server.url, username, password)));
  expect(dian?.me).toMatchObject({ displayName: 'Dian Permata', extension: '140', locale: 'id', owes: 'password' });
  expect(ayu?.me).toMatchObject({ displayName: 'Ayu; S.Sos.', role: 'head', extension: null, locale: 'en' });
  expect((await listed()).find(({ username }) => username === 'dian.p')?.phone).toBe('desk');
  const { changes } = await admin.do('personChanges', { params: { personId: added[0]?.personId ?? '' } });
  expect(changes).toMatchObject([{ kind: 'added', way: 'import', byName: admin.me.displayName }]);
  const audited = await server.sql<{ action: string }>('SELECT action FROM audit_entry WHERE subject = ANY ($1)', [
    added.map(({ personId }) => personId),
  ]);
  expect(audited).toEqual([{ action: 'person.added' }, { action: 'person.added' }]);
  // Brought in again, all of them are there.
  expect((await preview(file)).rows.every(({ outcome }) => outcome === 'there')).toBe(true);
  expect(await bringIn(file)).toEqual({ status: 200, said: { added: [] } });
});

it('with one row that is wrong nobody is added, and each fault is said with its line', async () => {
  const file = fileOf(...good, 'Lain;DIAN.P;Raja;140;;', 'Budi;budi;kepala;;;');
  const wrong = (await preview(file)).rows.filter(({ outcome }) => outcome === 'faulty');
  expect(wrong.map(({ line }) => line)).toEqual([2, 4, 5]);
  const { status, said } = await bringIn(file);
  expect([status, errorsOf(said)]).toEqual([
    422,
    [
      'lines.2.username username_twice',
      'lines.2.extension extension_twice',
      'lines.4.role role_unknown',
      'lines.4.username username_twice',
      'lines.4.extension extension_twice',
      'lines.5.username username_taken',
    ],
  ]);
  expect(await listed()).toHaveLength(Object.keys(people).length);
});

it('what was right when it was looked at is refused whole when somebody took a name meanwhile', async () => {
  const file = fileOf(...good);
  expect((await preview(file)).rows.map(({ outcome }) => outcome)).toEqual(['add', 'add']);
  await admin.do('addPerson', {
    body: { username: 'ayu', displayName: 'Ayu', role: 'analyst', extension: '', phone: 'browser', locale: 'id' },
  });
  expect(errorsOf((await bringIn(file)).said)).toEqual(['lines.3.username username_taken']);
  expect((await listed()).map(({ username }) => username)).not.toContain('dian.p');
});

it('of two imports of one file at one moment one adds everybody and the other nobody', async () => {
  const answers = await Promise.all([bringIn(fileOf(...good)), bringIn(fileOf(...good))]);
  const added = answers.flatMap(({ said }) => (said as { added?: NewPassword[] }).added ?? []);
  expect(added).toHaveLength(2);
  expect(await listed()).toHaveLength(Object.keys(people).length + 2);
});

it('no more is taken than a file of people has, and what is none says so', async () => {
  const huge = await ask('/api/people/import/preview', Buffer.alloc(256 * 1024 + 1, 'a'));
  expect([huge.status, (huge.said as Problem).type]).toEqual([413, 'too_large']);
  expect((await preview(Buffer.alloc(256 * 1024, 'a'))).faults.map(({ code }) => code)).toContain('column_missing');
  expect((await preview(Buffer.alloc(0))).faults).toEqual([{ code: 'file_empty', line: null, column: null }]);
  expect(errorsOf((await bringIn(Buffer.from('nama,peran\nA,head'))).said)).toEqual([
    'lines.1.username column_missing',
  ]);
});

it('nobody else looks at it or brings it in, and nobody does who did not show a moment ago who sits there', async () => {
  const wati = await server.logIn('wati');
  for (const path of ['/api/people/import/preview', '/api/people/import'])
    expect((await ask(path, fileOf(...good), wati)).status).toBe(403);
  await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [
    people.admin.id,
  ]);
  expect(((await bringIn(fileOf(...good))).said as Problem).type).toBe('proof_needed');
  expect(await listed()).toHaveLength(Object.keys(people).length);
});

it('five hundred are added at once, and whoever takes calls among them is rung without a restart', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => `Petugas ${at};petugas${at};agent;${2000 + at};;`);
  const { added } = (await bringIn(fileOf(...lines))).said as { added: NewPassword[] };
  expect(added).toHaveLength(500);
  const last = await logIn(server.url, 'petugas499', added[499]?.password ?? '');
  await last.do('changePassword', { body: { current: added[499]?.password ?? '', next: 'kuda-laut-biru-muda' } });
  await last.do('setState', { body: { state: 'ready' } });
  await until('the exchange rings the new telephone', () => server.exchange.membership('2499') === 'ready');
});
