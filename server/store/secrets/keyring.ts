import type { DataSource } from 'typeorm';
import { createSealer, type Sealer } from './sealed.ts';

/** Thrown before anything is sealed under a key that is not the data's; fit to print. */
export class WrongKeyError extends Error {
  constructor() {
    super(
      'SIGAP_SECRET_KEY bukan kunci basis data ini; nomor dan NIK di dalamnya tidak akan terbaca, dan yang baru akan ' +
        'disegel dengan kunci lain. Pakai kunci yang lama, atau sebutkan kunci lama itu dalam SIGAP_OTHER_KEYS.\n' +
        'SIGAP_SECRET_KEY is not the key of this database; numbers and NIKs in it could not be read, and new ones would ' +
        'be sealed under another key. Use the former key, or name that former key in SIGAP_OTHER_KEYS.',
    );
    this.name = 'WrongKeyError';
  }
}

export interface Keys {
  /** Seals. */
  readonly key: Buffer;
  /** Open, and do not seal. */
  readonly others: readonly Buffer[];
}

const checked = 'sigap';
/** Rows of `key_check`: a word sealed under the first key, the key of fingerprints, and a word under each later key. */
const [ofFirst, ofIndex] = [1, 2];
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

interface Row {
  readonly id: number;
  readonly sealed: string;
}

/**
 * The sealer of this database: its values open under these keys, and its fingerprints are the ones they always were. The
 * first start leaves values to tell by; a start with another key, which is allowed while the former one is given too,
 * leaves one of its own, so that from then on both are needed until everything is sealed under the new one.
 * @throws WrongKeyError
 */
export async function openKeyring(dataSource: DataSource, { key, others }: Keys): Promise<Sealer> {
  const ring = createSealer(key, { others });
  const query = <R>(sql: string, values: unknown[] = []): Promise<R[]> => dataSource.query(sql, values);
  const read = () => query<Row>('SELECT id, sealed FROM key_check ORDER BY id');
  const keep = (id: number, text: string, sealer: Pick<Sealer, 'seal'> = ring) =>
    query('INSERT INTO key_check (id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING', [id, sealer.seal(text)]);
  const need = (sealed: readonly { readonly sealed: string }[]) => {
    for (const one of sealed) if (opened(ring, one.sealed) === null) throw new WrongKeyError();
  };

  const before = await read();
  if (!before.some(({ id }) => id === ofFirst)) {
    const found = await query<{ sealed: string }>(samples);
    need(found);
    // Values that are there already say under which key the office began.
    await keep(ofFirst, checked, sealerOf({ key, others }, found[0]?.sealed));
  }
  const rows = await read();
  // Of two servers that start at one moment under two keys, one is told here.
  need(rows);
  const first = rows.find(({ id }) => id === ofFirst)?.sealed;
  if (!rows.some(({ id }) => id === ofIndex)) await keep(ofIndex, sealerOf({ key, others }, first).indexKey);
  if (!rows.some(({ id, sealed }) => id !== ofIndex && ring.isCurrent(sealed)))
    await keep(Math.max(...rows.map(({ id }) => id), ofIndex) + 1, checked);
  const index = (await read()).find(({ id }) => id === ofIndex);
  const indexKey = index && opened(ring, index.sealed);
  if (!indexKey) throw new WrongKeyError();
  return createSealer(key, { others, indexKey });
}

/**
 * Whether a start with these keys would be let in, asked without leaving anything: every row of the check opens, or where
 * there is none yet, what is sealed already.
 * @param query of the database, whose tables exist
 */
export async function keysFit(query: <R>(sql: string) => Promise<R[]>, { key, others }: Keys): Promise<boolean> {
  const ring = createSealer(key, { others });
  const rows = await query<Row>('SELECT id, sealed FROM key_check ORDER BY id');
  const sealed = rows.some(({ id }) => id === ofFirst) ? rows : await query<{ sealed: string }>(samples);
  return sealed.every((one) => opened(ring, one.sealed) !== null);
}

/** The rows of `key_check` under the key that seals now: from then on no other one is needed. */
export async function finishRotation(dataSource: DataSource, sealer: Sealer): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('LOCK TABLE key_check IN SHARE ROW EXCLUSIVE MODE');
    for (const [id, text] of [
      [ofFirst, checked],
      [ofIndex, sealer.indexKey],
    ] as const)
      await manager.query('UPDATE key_check SET sealed = $2 WHERE id = $1', [id, sealer.seal(text)]);
    await manager.query('DELETE FROM key_check WHERE id > $1', [ofIndex]);
  });
}

/** The one of the keys that a value was sealed under; the first of them where there is no value. */
const sealerOf = ({ key, others }: Keys, sealed?: string): Sealer =>
  [key, ...others].map((one) => createSealer(one)).find((one) => sealed !== undefined && one.isCurrent(sealed)) ??
  createSealer(key);

function opened(sealer: Pick<Sealer, 'open'>, sealed: string): string | null {
  try {
    return sealer.open(sealed);
  } catch {
    return null;
  }
}
