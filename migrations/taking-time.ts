import type { QueryRunner } from 'typeorm';

/** Longer than the largest table takes, ms. */
const longest = 6 * 60 * 60_000;

interface Connection {
  query(question: { readonly text: string; readonly query_timeout: number }): Promise<unknown>;
}

/** A statement that takes as long as its table is large: neither our limits of time nor the database's hold for it. */
export async function takingTime(runner: QueryRunner, sql: string): Promise<void> {
  const connection: Connection = await runner.connect();
  const [{ limit } = { limit: '' }]: { limit: string }[] = await runner.query(
    `SELECT current_setting('statement_timeout') AS limit`,
  );
  await runner.query(`SELECT set_config('statement_timeout', '0', false)`);
  try {
    await connection.query({ text: sql, query_timeout: longest });
  } finally {
    // In a transaction that has failed nothing more is taken, and the limit is as it was.
    await runner.query(`SELECT set_config('statement_timeout', $1, false)`, [limit]).catch(() => {});
  }
}
