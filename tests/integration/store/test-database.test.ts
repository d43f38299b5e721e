import pg from 'pg';
import { createTestDatabase } from '../../support/database.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a test database', () => {
  it('starts empty, apart from other test databases, and can be dropped', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await query(one.url, 'create table only_here (id int)');
    const tables = "select count(*)::int as n from pg_tables where schemaname = 'public'";
    expect(await query(one.url, tables)).toEqual([{ n: 1 }]);
    expect(await query(two.url, tables)).toEqual([{ n: 0 }]);
    await one.drop();
    await two.drop();
    await expect(query(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('is copied from a template that is prepared once', async () => {
    let prepared = 0;
    const template = {
      name: 'selftest',
      async prepare(url: string) {
        prepared += 1;
        await query(url, 'create table things as select 7 as id');
      },
    };
    const databases = await Promise.all([1, 2, 3].map(() => createTestDatabase({ template })));
    for (const { url } of databases) expect(await query(url, 'select id from things')).toEqual([{ id: 7 }]);
    expect(prepared).toBe(1);
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('keeps text as UTF-8 and orders it the same way on every machine', async () => {
    const database = await createTestDatabase();
    const rows = await query(
      database.url,
      `select string_agg(word, ' ' order by word) as words, lower('ÉA') as low, current_setting('server_encoding') as enc
       from unnest(array['b', 'A', 'é', 'a', 'B', '😀']) as word`,
    );
    expect(rows).toEqual([{ words: 'A B a b é 😀', low: 'éa', enc: 'UTF8' }]);
    await database.drop();
  });
});
