import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { retentionClasses } from '../../../server/app/ports/retention.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createServerDatabase } from '../../support/server-people.ts';

const record = readFileSync(resolve(import.meta.dirname, '../../../deploy/privacy/processing-record.md'), 'utf8');
/** What the record of processing says of each table. */
const said = [...record.matchAll(/^\| ([a-z_]+) \| `([a-z_-]+)` \| (.+) \|$/gm)].map(
  ([, table = '', of = '', what = '']) => ({
    ...{ table, of, what },
  }),
);
const others = ['staff', 'log-in', 'work', 'wish', 'always', 'archive', 'none'];
/** Columns that are of somebody by their name. */
const personal = /(?:^|_)(?:sealed|masked|phone|nik|address|email|caller_id|username|display_name)(?:_|$)/;
/** What seals nothing of a person: a secret of ours. */
const ours = ['key_check'];

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await createServerDatabase();
  source = await createDataSource(database.url, 2).initialize();
}, 120_000);
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

it('every table of the database stands once in the record of processing, under a class that there is', async () => {
  const tables: { name: string }[] = await source.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'migrations' ORDER BY table_name`,
  );
  expect(said.map(({ table }) => table)).toEqual(tables.map(({ name }) => name));
  const classes: readonly string[] = [...retentionClasses, ...others];
  expect(said.filter(({ of }) => !classes.includes(of))).toEqual([]);
  // What is let go of each night is of some table, and the record names it.
  for (const of of retentionClasses) expect([of, record.includes(`\`${of}\``)]).toEqual([of, true]);
});

it('what has a column of a person’s is of no table that is said to hold nothing of theirs', async () => {
  const columns: { name: string; column: string }[] = await source.query(
    `SELECT table_name AS name, column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const none = said.filter(({ of }) => of === 'none').map(({ table }) => table);
  const wrong = columns.filter(
    ({ name, column }) => none.includes(name) && personal.test(column) && !ours.includes(name),
  );
  expect(wrong).toEqual([]);
  expect(columns.filter(({ column }) => personal.test(column)).length).toBeGreaterThan(20);
});
