import { randomUUID } from 'node:crypto';
import type { BodyInput } from '../../../server/contract/api.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let budi: Client;
let rina: Client;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  [sari, budi, rina] = [await server.logIn('sari'), await server.logIn('budi'), await server.logIn('rina')];
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Body = BodyInput<'saveCaseView'>;
const save = (by: Client, body: Body, viewId: string = randomUUID()) =>
  by.call('saveCaseView', { params: { viewId }, body });
const saved = async (by: Client, body: Body) =>
  (await by.do('saveCaseView', { params: { viewId: randomUUID() }, body })).view;
const names = async (by: Client) => (await by.do('caseViews')).views.map(({ name }) => name);
/** Who did what with a view, by the audit. */
const told = async (viewId: string) => {
  const rows = await server.sql<{ person_id: string; action: string }>(
    'SELECT person_id, action FROM audit_entry WHERE subject = $1 ORDER BY seq',
    [viewId],
  );
  const nameOf = (id: string) => Object.entries(people).find(([, person]) => person.id === id)?.[0];
  return rows.map(({ person_id, action }) => `${nameOf(person_id)} ${action}`);
};
const serviceOf = async () => (await sari.do('services')).services[0]?.id ?? '';

it('is saved under a name, opened, renamed and deleted, and is its owner’s alone', async () => {
  const filter = {
    q: 'lampu padam',
    status: 'open',
    from: '2026-11-01',
    serviceId: await serviceOf(),
    mine: true,
  } as const;
  const { viewId, ...view } = await saved(sari, { name: 'Lampu', filter });
  expect(view).toEqual({
    name: 'Lampu',
    ownerName: 'sari Uji',
    mine: true,
    mayChange: true,
    shared: false,
    filter,
    gone: [],
  });
  expect((await sari.do('caseViews')).views).toEqual([{ viewId, ...view }]);
  await sari.do('saveCaseView', { params: { viewId }, body: { name: 'Lampu jalan', filter: { status: 'closed' } } });
  expect((await sari.do('caseViews')).views).toMatchObject([
    { viewId, name: 'Lampu jalan', filter: { status: 'closed' } },
  ]);
  expect(await names(budi)).toEqual([]);
  expect((await save(budi, { name: 'Milik saya', filter: {} }, viewId)).status).toBe(404);
  expect((await budi.call('deleteCaseView', { params: { viewId } })).status).toBe(404);
  await sari.do('deleteCaseView', { params: { viewId } });
  expect(await names(sari)).toEqual([]);
  expect((await sari.call('deleteCaseView', { params: { viewId } })).status).toBe(404);
});

it('keeps what was typed sealed, its name too, and no number of a person at all', async () => {
  const { viewId } = await saved(sari, { name: 'Bu Siti Aminah', filter: { q: 'Siti Aminah Gubeng' } });
  const rows = await server.sql<{ row: string }>('SELECT to_jsonb(v)::text AS row FROM case_view v');
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toMatch(/siti|aminah|gubeng/iu);
  for (const [body, field] of [
    [{ name: 'Ibu 0812-3456-7890', filter: {} }, 'name'],
    [{ name: 'NIK', filter: { q: '3578015505900001' } }, 'filter.q'],
    [{ name: 'Telepon', filter: { q: '+62 812 3456 7890' } }, 'filter.q'],
  ] as const) {
    const { status, problem } = await save(sari, body);
    expect([status, problem?.errors?.[0]]).toMatchObject([422, { field, code: 'has_number' }]);
  }
  await sari.do('deleteCaseView', { params: { viewId } });
});

it('says what is wrong with it at its field', async () => {
  await saved(sari, { name: 'Terbuka', filter: {} });
  const why = async (body: unknown) => {
    const { status, problem } = await save(sari, body as Body);
    return [status, problem?.errors?.[0]?.field, problem?.errors?.[0]?.code];
  };
  expect(await why({ name: 'TERBUKA', filter: {} })).toEqual([422, 'name', 'name_taken']);
  expect(await why({ name: '  ', filter: {} })).toEqual([422, 'name', 'required']);
  expect(await why({ name: 'x'.repeat(61), filter: {} })).toEqual([422, 'name', 'too_big']);
  expect(await why({ name: 'a\nb', filter: {} })).toEqual([422, 'name', 'line_breaks']);
  expect(await why({ name: 'a', filter: { status: 'sleeping' } })).toEqual([422, 'filter.status', 'invalid']);
  expect(await why({ name: 'a', filter: { serviceId: 'nowhere' } })).toEqual([422, 'filter.serviceId', 'unknown']);
  expect(await why({ name: 'a', filter: { from: '2026-02-02', until: '2026-02-01' } })).toEqual([
    ...[422, 'filter.until', 'before_from'],
  ]);
  // Another's name is another's: of each person's own no two are called the same, also of two that come at once.
  await saved(budi, { name: 'Terbuka', filter: {} });
  const both = await Promise.all([1, 2].map(() => save(budi, { name: 'Bersamaan', filter: {} })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
});

it('is shared with the office by a supervisor, whose it stays, and that is an entry of the audit', async () => {
  expect((await save(sari, { name: 'Untuk semua', shared: true, filter: {} })).status).toBe(403);
  const { viewId } = await saved(rina, { name: 'Belum dijawab', shared: true, filter: { status: 'open' } });
  expect((await budi.do('caseViews')).views.find((view) => view.viewId === viewId)).toMatchObject({
    ...{ ownerName: 'rina Uji', mine: false, mayChange: false, shared: true },
  });
  expect((await save(budi, { name: 'Diubah', filter: {} }, viewId)).status).toBe(404);
  expect(await told(viewId)).toEqual(['rina view.shared']);
});

it('what is taken from colleagues is an entry of the audit too: changed, renamed, taken back, deleted', async () => {
  const filter = { status: 'open' } as const;
  const { viewId } = await saved(rina, { name: 'Bersama', shared: true, filter });
  const change = (body: Body) => rina.do('saveCaseView', { params: { viewId }, body });
  await change({ name: 'Bersama kita', shared: true, filter });
  await change({ name: 'Bersama kita', shared: true, filter: { status: 'closed' } });
  expect(await names(budi)).toContain('Bersama kita');
  await change({ name: 'Bersama kita', filter });
  expect(await names(budi)).not.toContain('Bersama kita');
  // Nobody else sees it now: what is done with it is nobody's business.
  await change({ name: 'Punya saya', filter });
  const [shared, changed, taken, deleted] = ['shared', 'changed', 'unshared', 'deleted'].map(
    (how) => `rina view.${how}`,
  );
  expect(await told(viewId)).toEqual([shared, changed, changed, taken]);
  await change({ name: 'Punya kita', shared: true, filter });
  await rina.do('deleteCaseView', { params: { viewId } });
  expect((await rina.call('deleteCaseView', { params: { viewId } })).status).toBe(404);
  expect(await told(viewId)).toEqual([shared, changed, changed, taken, shared, deleted]);
  const own = await saved(rina, { name: 'Sendiri', filter });
  await rina.do('deleteCaseView', { params: { viewId: own.viewId } });
  expect(await told(own.viewId)).toEqual([]);
});

it('says which of its filters is not there any more, and does not drop it silently', async () => {
  const serviceId = await serviceOf();
  const { viewId } = await saved(sari, { name: 'Layanan lama', filter: { serviceId, status: 'open', q: 'ktp' } });
  // The service was taken out of the office's list, and a later version knows another filter and status.
  await server.sql(
    `UPDATE case_view SET chosen = '{"serviceId": "old-desk", "status": "sleeping", "urgency": "high", "from": "2026-11-01"}' WHERE id = $1`,
    [viewId],
  );
  expect((await sari.do('caseViews')).views.find((view) => view.viewId === viewId)).toMatchObject({
    filter: { q: 'ktp', from: '2026-11-01' },
    gone: expect.arrayContaining([
      ...[
        { filter: 'serviceId', value: 'old-desk' },
        { filter: 'status', value: 'sleeping' },
      ],
      { filter: 'urgency', value: 'high' },
    ]),
  });
});

it('is for those who list tickets, and bounded', async () => {
  for (const username of ['agus', 'nadia', 'admin'] as const)
    expect((await (await server.logIn(username)).call('caseViews')).status).toBe(403);
  const dewi = await server.logIn('dewi');
  for (let n = 0; n < 50; n += 1) await saved(dewi, { name: `Saringan nomor ${n}`, filter: {} });
  const more = await save(dewi, { name: 'Satu lagi', filter: {} });
  expect([more.status, more.problem?.type]).toEqual([409, 'too_many_views']);
});

it('one that was shared by somebody who has left is changed and deleted by whoever may share, and by nobody else', async () => {
  const filter = { status: 'open' } as const;
  await server.sql("UPDATE person SET role = 'supervisor' WHERE id = $1", [people.wati.id]);
  await server.core.refreshPeople();
  const wati = await server.logIn('wati');
  const view = async (by: Client, id: string) => (await by.do('caseViews')).views.find(({ viewId }) => viewId === id);
  const [kept, dropped, own] = [
    await saved(rina, { name: 'Warisan', shared: true, filter }),
    await saved(rina, { name: 'Usang', shared: true, filter }),
    await saved(rina, { name: 'Rahasia', filter }),
  ];
  const change = (by: Client) => save(by, { name: 'Warisan kita', shared: true, filter }, kept.viewId);
  expect((await change(wati)).status).toBe(404);
  await server.sql('UPDATE person SET active = false WHERE id = $1', [people.rina.id]);
  await server.core.refreshPeople();

  expect(await view(budi, kept.viewId)).toMatchObject({ ownerName: null, mine: false, mayChange: false });
  expect((await change(budi)).status).toBe(403);
  expect((await budi.call('deleteCaseView', { params: { viewId: dropped.viewId } })).status).toBe(404);
  expect(await view(wati, kept.viewId)).toMatchObject({ mine: false, mayChange: true });
  expect((await change(wati)).status).toBe(200);
  expect(await view(wati, kept.viewId)).toMatchObject({ name: 'Warisan kita', mine: true });
  expect(await view(budi, kept.viewId)).toMatchObject({ ownerName: 'wati Uji', mayChange: false });
  await wati.do('deleteCaseView', { params: { viewId: dropped.viewId } });
  // What was never shared stays nobody's business.
  expect((await save(wati, { name: 'Milikku', filter }, own.viewId)).status).toBe(404);
  expect(await told(kept.viewId)).toEqual(['rina view.shared', 'wati view.changed']);
  expect(await told(dropped.viewId)).toEqual(['rina view.shared', 'wati view.deleted']);
});
