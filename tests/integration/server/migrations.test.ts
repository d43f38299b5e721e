import { createDataSource } from '../../../server/store/data-source.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let source: ReturnType<typeof createDataSource>;

beforeEach(async () => {
  database = await createTestDatabase();
  source = await createDataSource(database.url, 2).initialize();
});
afterEach(async () => {
  await source.destroy();
  await database.drop();
});

const tables = async () => {
  const rows: { name: string }[] = await source.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};
/** What a migration would still have to do for the database to be as the entities say. */
const missing = async () => (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

describe('migrations', () => {
  it('go up, all the way down and up again, and leave what the entities say', async () => {
    const ran = await source.runMigrations();
    expect(ran.length).toBeGreaterThan(0);
    const made = await tables();
    expect(made).toContain('case_file');
    expect(await missing()).toEqual([]);
    expect(await source.runMigrations()).toEqual([]);
    for (const _ of ran) await source.undoLastMigration();
    expect(await tables()).toEqual([]);
    await source.runMigrations();
    expect(await tables()).toEqual(made);
    expect(await missing()).toEqual([]);
  });

  it('are found wanting when a column, an index or a table differs', async () => {
    await source.runMigrations();
    for (const planted of [
      'ALTER TABLE alert DROP COLUMN late',
      'DROP INDEX case_file_open',
      'ALTER TABLE call ALTER COLUMN outcome SET NOT NULL',
      'ALTER TABLE person ADD COLUMN planted text',
    ]) {
      await source.query(planted);
      expect((await missing()).length).toBeGreaterThan(0);
      await source.synchronize();
      expect(await missing()).toEqual([]);
    }
  });

  it('bring what was written with each event under its fields, and what is written in a case to be found', async () => {
    const ran = await source.runMigrations();
    const before = ran.findIndex(({ name }) => name.startsWith('OneWayToWork'));
    for (const _ of ran.slice(before)) await source.undoLastMigration();
    const caseId = '0190a7c4-0000-7000-8000-000000000001';
    const state = { complaint: 'Lampu jalan padam', callerName: 'Siti', recapped: true, noSolution: false };
    await source.query(
      `INSERT INTO case_file (id, ticket_number, office_day, service_id, sop_id, sop_version, status, opened_at, version, state)
       VALUES ($1, 'OLD-1', '2026-01-01', 'hotline', 'surabaya', '1', 'open', now(), 1, $2)`,
      [caseId, state],
    );
    const old: readonly (readonly [type: string, data: object, now: object])[] = [
      ['call.answered', { offerId: 'o1', agentId: 'a' }, { offerId: 'o1', agentId: 'a' }],
      [
        'intake.saved',
        { callerName: 'Siti', address: null, kind: 'complaint', category: null, complaint: 'Padam' },
        { fields: { callerName: 'Siti', kind: 'complaint', complaint: 'Padam' } },
      ],
      ['analysis.saved', { problemFrame: 'Gardu' }, { fields: { problemFrame: 'Gardu' } }],
      ['solution.not_found', {}, {}],
      ['case.dispatched', { note: 'Cek' }, { fields: { dispatchNote: 'Cek' } }],
      ['case.forwarded', { officialId: 'b', note: null }, { fields: { assigneeId: 'b' } }],
      ['solution.given', { solution: 'Nyala' }, { fields: { solution: 'Nyala' } }],
      ['consultation.answered', { text: 'Senin' }, { fields: { solution: 'Senin' } }],
      ['confirmation.saved', { confirmed: true }, { fields: { confirmed: 'yes' } }],
      ['confirmation.another', { confirmed: false }, { fields: { confirmed: 'no' } }],
      [
        'recap.saved',
        { disposition: 'resolved', summary: 'Ok' },
        { fields: { disposition: 'resolved', recapSummary: 'Ok' } },
      ],
      // What was an act before had its fields already.
      ['answer.reviewed', { text: null, fields: { solution: 'Nyala' } }, { fields: { solution: 'Nyala' } }],
    ];
    for (const [index, [type, data]] of old.entries())
      await source.query(
        'INSERT INTO case_event (case_id, seq, id, type, at, recorded_at, data) VALUES ($1, $2, $3, $4, now(), now(), $5)',
        [caseId, index + 1, `e${index}`, type, data],
      );
    await source.runMigrations();
    const rows: { data: object }[] = await source.query('SELECT data FROM case_event ORDER BY seq');
    expect(rows.map(({ data }) => data)).toEqual(old.map(([, , now]) => now));
    const found: unknown[] = await source.query(
      "SELECT case_id FROM case_search WHERE words @@ to_tsquery('simple', 'lampu & siti')",
    );
    expect(found).toEqual([{ case_id: caseId }]);
  });

  it('keep what stood large on a screen as its first page, and put it back', async () => {
    const ran = await source.runMigrations();
    const before = ran.findIndex(({ name }) => name.startsWith('WallboardPages'));
    for (const _ of ran.slice(before)) await source.undoLastMigration();
    await source.query(
      `INSERT INTO person (id, username, display_name, password_hash, role, locale)
       VALUES ('0190a7c4-0000-7000-8000-000000000009', 'papan', 'Papan', 'x', 'admin', 'id')`,
    );
    await source.query(
      `INSERT INTO wallboard (id, name, token_hash, added_by, tiles)
       SELECT gen_random_uuid(), 'Lobi', 'x', id, '["ready", "step:depok/answer"]' FROM person`,
    );
    const of = (columns: string) => source.query(`SELECT ${columns} FROM wallboard`);
    await source.runMigrations();
    const pages = [{ tiles: ['ready', 'step:depok/answer'], seconds: 20 }];
    expect(await of('pages, limits')).toEqual([{ pages, limits: {} }]);
    for (const _ of ran.slice(before)) await source.undoLastMigration();
    expect(await of('tiles')).toEqual([{ tiles: ['ready', 'step:depok/answer'] }]);
  });
});
