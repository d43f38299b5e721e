import type { DataSource } from 'typeorm';
import type { Sealer } from './sealed.ts';

/** Thrown before anything is sealed under a key that is not the data's; fit to print. */
export class WrongKeyError extends Error {
  constructor() {
    super(
      'SIGAP_SECRET_KEY bukan kunci basis data ini; nomor dan NIK di dalamnya tidak akan terbaca, dan yang baru akan ' +
        'disegel dengan kunci lain. Pakai kunci yang lama.\n' +
        'SIGAP_SECRET_KEY is not the key of this database; numbers and NIKs in it could not be read, and new ones would ' +
        'be sealed under another key. Use the former key.',
    );
    this.name = 'WrongKeyError';
  }
}

const checked = 'sigap';
/** Of every table that keeps sealed values one of them: a database from before there was a check has only these. */
const samples = [
  'SELECT sip_secret_sealed AS sealed FROM person WHERE sip_secret_sealed IS NOT NULL',
  'SELECT phone_sealed FROM caller WHERE phone_sealed IS NOT NULL',
  'SELECT phone_sealed FROM call WHERE phone_sealed IS NOT NULL',
  'SELECT nik_sealed FROM case_file WHERE nik_sealed IS NOT NULL',
  'SELECT sender_sealed FROM case_file WHERE sender_sealed IS NOT NULL',
]
  .map((select) => `(${select} LIMIT 1)`)
  .join(' UNION ALL ');

/**
 * Whether the key is the one that the database's values are sealed with; the first start leaves a value to tell by.
 * @throws WrongKeyError
 */
export async function checkKey(dataSource: DataSource, sealer: Pick<Sealer, 'seal' | 'open'>): Promise<void> {
  const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => dataSource.query(sql, values);
  const opens = (sealed: string) => {
    try {
      sealer.open(sealed);
      return true;
    } catch {
      return false;
    }
  };
  const read = () => query<{ sealed: string }>('SELECT sealed FROM key_check');
  if ((await read()).length === 0) {
    const found = await query<{ sealed: string }>(samples);
    if (!found.every(({ sealed }) => opens(sealed))) throw new WrongKeyError();
    await query('INSERT INTO key_check (id, sealed) VALUES (1, $1) ON CONFLICT DO NOTHING', [sealer.seal(checked)]);
  }
  // Of two servers that start at one moment under two keys, one is told here.
  if (!(await read()).every(({ sealed }) => opens(sealed))) throw new WrongKeyError();
}
