import type { DataSource } from 'typeorm';
import type { Passkey, PasskeyStore } from '../app/ports/passkeys.ts';

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly credential_id: string;
  readonly public_key: string;
  readonly counter: string;
  readonly name: string;
  readonly added_at: Date;
  readonly used_at: Date | null;
}

const toPasskey = (row: Row): Passkey => ({
  id: row.id,
  personId: row.person_id,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: Number(row.counter),
  name: row.name,
  addedAt: row.added_at.getTime(),
  usedAt: row.used_at?.getTime() ?? null,
});

/** Passkeys in PostgreSQL: what is spent or counted is so in one statement, of several at one time once. */
export function createPasskeyStore(dataSource: DataSource): PasskeyStore {
  const rowsOf = async (sql: string, values: unknown[]): Promise<unknown[]> => {
    const result: unknown[] = await dataSource.query(sql, values);
    return Array.isArray(result[0]) ? result[0] : result;
  };
  const did = async (sql: string, values: unknown[]): Promise<boolean> => (await rowsOf(sql, values)).length > 0;
  return {
    of: async (personId) =>
      ((await rowsOf('SELECT * FROM passkey WHERE person_id = $1 ORDER BY added_at, id', [personId])) as Row[]).map(
        toPasskey,
      ),
    byCredential: async (credentialId) => {
      const [row] = (await rowsOf('SELECT * FROM passkey WHERE credential_id = $1', [credentialId])) as Row[];
      return row ? toPasskey(row) : null;
    },
    add: ({ id, personId, credentialId, publicKey, counter, name }, most) =>
      did(
        `INSERT INTO passkey (id, person_id, credential_id, public_key, counter, name)
         SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM passkey WHERE person_id = $2::uuid) < $7
         ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
        [id, personId, credentialId, publicKey, counter, name, most],
      ),
    used: (id, counter) =>
      did(
        `UPDATE passkey SET counter = $2, used_at = clock_timestamp()
         WHERE id = $1 AND (counter < $2::bigint OR (counter = 0 AND $2::bigint = 0)) RETURNING id`,
        [id, counter],
      ),
    remove: (personId, id) => did('DELETE FROM passkey WHERE person_id = $1 AND id = $2 RETURNING id', [personId, id]),
    spend: async (challenge, until) => {
      // What is too old is refused without looking here. An hour for servers whose clocks differ.
      await dataSource.query(`DELETE FROM passkey_challenge WHERE until < clock_timestamp() - interval '1 hour'`);
      return did(
        `INSERT INTO passkey_challenge (challenge, until) VALUES ($1, to_timestamp($2 / 1000.0))
         ON CONFLICT DO NOTHING RETURNING challenge`,
        [challenge, until],
      );
    },
  };
}
