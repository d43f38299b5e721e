import type { DataSource } from 'typeorm';
import type { SecondFactorStore } from '../app/ports/second-factor.ts';

/** Second factors in PostgreSQL: what is spent is spent in one statement, of several at one time once. */
export function createSecondFactors(dataSource: DataSource): SecondFactorStore {
  /** Whether the statement changed or made a row. */
  const did = async (sql: string, values: unknown[]): Promise<boolean> => {
    const result: unknown[] = await dataSource.query(sql, values);
    const rows = Array.isArray(result[0]) ? result[0] : result;
    return rows.length > 0;
  };
  return {
    of: async (personId) => {
      const [row]: { secretSealed: string; confirmed: boolean; recoveryLeft: number }[] = await dataSource.query(
        `SELECT secret_sealed AS "secretSealed", confirmed_at IS NOT NULL AS confirmed,
           jsonb_array_length(recovery) AS "recoveryLeft" FROM second_factor WHERE person_id = $1`,
        [personId],
      );
      return row ?? null;
    },
    begin: (personId, secretSealed) =>
      did(
        `INSERT INTO second_factor (person_id, secret_sealed, recovery) VALUES ($1, $2, '[]')
         ON CONFLICT (person_id) DO UPDATE SET secret_sealed = $2, told_step = NULL
         WHERE second_factor.confirmed_at IS NULL RETURNING person_id`,
        [personId, secretSealed],
      ),
    confirm: (personId, step, recovery) =>
      did(
        `UPDATE second_factor SET confirmed_at = clock_timestamp(), last_step = $2, recovery = $3::jsonb
         WHERE person_id = $1 AND confirmed_at IS NULL AND told_step IS DISTINCT FROM $2::int RETURNING person_id`,
        [personId, step, JSON.stringify(recovery)],
      ),
    use: (personId, step) =>
      did(
        `UPDATE second_factor SET last_step = $2
         WHERE person_id = $1 AND last_step < $2::int AND told_step IS DISTINCT FROM $2::int RETURNING person_id`,
        [personId, step],
      ),
    told: async (personId, step) =>
      void (await dataSource.query('UPDATE second_factor SET told_step = $2 WHERE person_id = $1', [personId, step])),
    spendRecovery: (personId, fingerprint) =>
      did(
        `UPDATE second_factor SET recovery = recovery - $2::text WHERE person_id = $1 AND recovery ? $2 RETURNING person_id`,
        [personId, fingerprint],
      ),
    remove: (personId) =>
      did(
        `WITH code AS (DELETE FROM second_factor WHERE person_id = $1 RETURNING person_id),
           keys AS (DELETE FROM passkey WHERE person_id = $1 RETURNING person_id),
           told AS (UPDATE person SET factor_taken_at = clock_timestamp() WHERE id = $1
             AND (EXISTS (SELECT 1 FROM code) OR EXISTS (SELECT 1 FROM keys)))
         SELECT person_id FROM code UNION ALL SELECT person_id FROM keys`,
        [personId],
      ),
  };
}
