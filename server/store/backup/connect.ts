import pg from 'pg';
import type { Query } from './whole.ts';

/**
 * A connection of its own for as long as the work takes, without limits of time: the database may be large.
 * @throws what `pg` throws, and what the work does
 */
export async function withConnection<R>(url: string, work: (query: Query) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(
      async <Row>(sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows as Row[],
    );
  } finally {
    await client.end();
  }
}

/** The migrations that a database has run; none: it is not ours yet. */
export async function migrationsOf(query: Query): Promise<string[]> {
  const [table] = await query<{ there: boolean }>("SELECT to_regclass('migrations') IS NOT NULL AS there");
  if (!table?.there) return [];
  return (await query<{ name: string }>('SELECT name FROM migrations ORDER BY id')).map(({ name }) => name);
}

/** Tables and views that somebody made in it. */
export async function relationsIn(query: Query): Promise<number> {
  const [row] = await query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace",
  );
  return row?.n ?? 0;
}
