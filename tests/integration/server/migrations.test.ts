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
});
