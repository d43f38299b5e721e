import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let servers: TestServer[];
beforeEach(async () => {
  database = await createServerDatabase();
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

const start = async () => {
  const server = await startTestServer({ databaseUrl: database.url });
  servers.push(server);
  return { server, admin: await server.logIn('admin') };
};
type Client = Awaited<ReturnType<typeof start>>['admin'];

const list = { catalogue: 'civil-registry', list: 'subjects' };
const bedside = { name: { id: 'Layanan jemput bola', en: 'Home visits' }, retired: false };
const save = (admin: Client, code: string, body: object = {}) =>
  admin.call('saveChoice', { params: { ...list, code }, body: { ...bedside, was: null, ...body } });
const remove = (admin: Client, code: string) => admin.call('removeChoice', { params: { ...list, code } });
const why = async (asked: Promise<{ problem: { type: string } | null }>) => (await asked).problem?.type;
const shown = async (admin: Client) => {
  const { catalogues, history } = await admin.do('catalogues', {});
  const found = catalogues.find(({ id }) => id === list.catalogue)?.lists.find(({ id }) => id === list.list);
  if (!found) throw new Error('the list is not there');
  return { history, choices: found.choices, of: (code: string) => found.choices.find((one) => one.code === code) };
};
const undo = async (admin: Client, index: number) =>
  admin.call('undoCatalogueChange', { params: { changeId: (await shown(admin)).history[index]?.changeId ?? '' } });

/** A complaint at the desk. */
const takeIn = async (server: TestServer) => {
  const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Ungaran' };
  return (await (await server.logIn('sari')).do('takeIntake', { body })).caseId;
};
/** What forms offer. */
const offered = (server: TestServer) =>
  server.core.sops.choicesOf('desk', 'subjects').flatMap(({ code, retired }) => (retired ? [] : [code]));
const say = (server: TestServer, caseId: string, code: string) =>
  server.sql("UPDATE case_file SET state = jsonb_set(state, '{category}', to_jsonb($2::text)) WHERE id = $1", [
    ...[caseId, code],
  ]);

it('a choice that is added, called otherwise, put elsewhere, retired and brought back is offered so at once', async () => {
  const { server, admin } = await start();
  expect((await save(admin, 'bedside')).status).toBe(204);
  expect(offered(server).at(-1)).toBe('bedside');
  const codes = offered(server);
  const first = ['bedside', ...codes.slice(0, -1)];
  expect((await admin.call('orderChoices', { params: list, body: { codes: first, was: codes } })).status).toBe(204);
  expect(offered(server)).toEqual(first);
  const { of } = await shown(admin);
  const was = { name: of('ktp_el')?.name, retired: false };
  expect((await save(admin, 'ktp_el', { name: { id: 'KTP elektronik', en: '' }, was })).status).toBe(204);
  expect((await shown(admin)).of('ktp_el')).toMatchObject({
    ...{ name: { id: 'KTP elektronik', en: 'KTP elektronik' }, from: 'file' },
    instead: { name: { id: 'KTP-el' } },
  });
  expect((await save(admin, 'bedside', { retired: true, was: bedside })).status).toBe(204);
  expect(offered(server)).not.toContain('bedside');
  expect((await save(admin, 'bedside', { was: { ...bedside, retired: true } })).status).toBe(204);
  expect(offered(server)[0]).toBe('bedside');
  // Consoles that are open ask for their forms anew by it.
  expect(server.core.system.now.lists).toBe((await admin.do('catalogues', {})).version);
  const { history } = await shown(admin);
  expect(history.map(({ cause }) => cause)).toEqual(['restored', 'retired', 'changed', 'ordered', 'added']);
  expect(history[1]).toMatchObject({
    byName: expect.any(String),
    lines: [{ before: bedside, after: { retired: true } }],
  });
});

it('a ticket that says a retired choice stays and reads; one that is said is not deleted, an unsaid one is', async () => {
  const { server, admin } = await start();
  await save(admin, 'bedside');
  const caseId = await takeIn(server);
  await say(server, caseId, 'bedside');
  expect((await shown(admin)).of('bedside')).toMatchObject({ from: 'here', tickets: 1 });
  expect(await why(remove(admin, 'bedside'))).toBe('choice_in_use');
  // Taking the adding back would delete it as well.
  expect(await why(undo(admin, 0))).toBe('choice_in_use');
  expect((await save(admin, 'bedside', { retired: true, was: bedside })).status).toBe(204);
  const { contents } = await (await server.logIn('rina')).do('getCase', { params: { caseId } });
  expect(contents.find(({ name }) => name === 'category')?.value).toEqual(bedside.name);
  // A closed ticket counts too.
  await server.sql('UPDATE case_file SET closed_at = now() WHERE id = $1', [caseId]);
  expect(await why(remove(admin, 'bedside'))).toBe('choice_in_use');
  await say(server, caseId, 'other');
  expect((await remove(admin, 'bedside')).status).toBe(204);
  expect((await shown(admin)).of('bedside')).toBeUndefined();
  expect((await undo(admin, 0)).status).toBe(204);
  expect((await shown(admin)).of('bedside')).toMatchObject({ retired: true });
});

it('what cannot be is refused in words: codes, names, the last choice, a file’s choice, and whoever comes second', async () => {
  const { server, admin } = await start();
  await save(admin, 'bedside');
  expect(await why(save(admin, 'bedside', { name: { id: 'Lain lagi', en: '' } }))).toBe('choice_there');
  expect((await save(admin, 'Bed side')).status).toBe(422);
  expect((await save(admin, 'bed-side')).problem?.errors?.[0]?.code).toBe('code_invalid');
  expect((await save(admin, 'bed', { name: { id: ' ', en: 'x' } })).problem?.errors?.[0]?.code).toBe('required');
  expect(await why(save(admin, 'twin', { name: { id: 'lainnya', en: 'Else' } }))).toBe('choice_named_alike');
  expect(await why(save(admin, 'gone', { was: bedside }))).toBe('no_choice');
  expect(await why(save(admin, 'bedside', { was: { ...bedside, retired: true } }))).toBe('catalogue_moved');
  expect(await why(remove(admin, 'ktp_el'))).toBe('choice_of_file');
  const at = { params: { catalogue: 'civil-registry', list: 'wards', code: 'one' } };
  expect(await why(admin.call('saveChoice', { ...at, body: { ...bedside, was: null } }))).toBe('unknown_list');
  const codes = offered(server);
  const order = (to: readonly string[], was: readonly string[]) =>
    why(admin.call('orderChoices', { params: list, body: { codes: [...to], was: [...was] } }));
  expect(await order(codes, [...codes].reverse())).toBe('catalogue_moved');
  expect(await order(codes.slice(1), codes)).toBe('catalogue_moved');

  const { choices } = await shown(admin);
  const statuses = [];
  for (const { code, name } of choices) {
    const was = { name, retired: false };
    statuses.push((await save(admin, code, { name, retired: true, was })).problem?.type ?? 'retired');
  }
  expect(statuses.slice(0, -1).every((one) => one === 'retired')).toBe(true);
  expect(statuses.at(-1)).toBe('choice_last');
  for (const username of ['sari', 'rina'] as const)
    expect(await why(save(await server.logIn(username), 'nice'))).toBe('not_allowed');
});

it('changes are taken back newest first, are in the audit, last over a restart, and another server follows', async () => {
  const { server, admin } = await start();
  const { server: other } = await start();
  await save(admin, 'bedside');
  await save(admin, 'bedside', { name: { id: 'Jemput bola', en: '' }, was: bedside });
  const [newest, first] = (await shown(admin)).history;
  expect([newest?.undoable, first?.undoable]).toEqual([true, false]);
  expect(await why(undo(admin, 1))).toBe('catalogue_changed_since');
  expect((await undo(admin, 0)).status).toBe(204);
  expect((await shown(admin)).of('bedside')?.name).toEqual(bedside.name);
  await until('the other server offers it', async () => offered(other).includes('bedside'));
  expect(
    await server.sql("SELECT action, reason FROM audit_entry WHERE starts_with(action, 'catalogue.') ORDER BY seq"),
  ).toEqual([
    { action: 'catalogue.added', reason: 'civil-registry/subjects/bedside: – → Layanan jemput bola' },
    { action: 'catalogue.changed', reason: expect.stringContaining('→ Jemput bola') },
    { action: 'catalogue.undone', reason: expect.stringContaining('→ Layanan jemput bola') },
  ]);
  // A slower server let a ticket say what was deleted meanwhile: the next start is not refused for it.
  const caseId = await takeIn(server);
  await remove(admin, 'bedside');
  await say(server, caseId, 'bedside');
  const { server: next } = await start();
  expect(offered(next)).not.toContain('bedside');
});
