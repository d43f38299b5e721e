import type { TestServer } from './server.ts';

export const factTables = ['step_fact', 'case_fact', 'call_fact', 'offer_fact'] as const;

/** Every fact that is stored, to be compared with what it is later. */
export async function factRows(server: Pick<TestServer, 'sql'>): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of factTables) {
    const rows = await server.sql<{ row: unknown }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}
