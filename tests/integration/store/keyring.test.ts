import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { finishRotation, openKeyring, WrongKeyError } from '../../../server/store/secrets/keyring.ts';
import { sealAnew, sealedTables } from '../../../server/store/secrets/rotate.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import { openDatabase, UnsafeDatabaseError } from '../../../server/wiring/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

const [k1, k2, k3] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const open = (key: Buffer, ...others: Buffer[]) => openKeyring(source, { key, others });

let database: TestDatabase;
let source: DataSource;
beforeEach(async () => {
  database = await createServerDatabase();
  source = await createDataSource(database.url, 2).initialize();
});
afterEach(async () => {
  await source.destroy();
  await database.drop();
});

const refused = (opening: Promise<unknown>) => expect(opening).rejects.toBeInstanceOf(WrongKeyError);

it('the key of the first start is the only one from then on', async () => {
  await open(k1);
  await open(k1);
  await refused(open(k2));
  await open(k1);
});

it('of two that start at one moment under two keys one starts', async () => {
  const ended = await Promise.allSettled([open(k1), open(k2)]);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('a database from before there was a check is judged by what is sealed in it', async () => {
  const sealed = createSealer(k1).seal('rahasia-telepon');
  await source.query('UPDATE person SET sip_secret_sealed = $2 WHERE id = $1', [people.sari.id, sealed]);
  await refused(open(k2));
  // Its fingerprints were made with the key that it had, also where the first start with a check has a new one already.
  expect((await open(k2, k1)).index('x')).toBe(createSealer(k1).index('x'));
  await refused(open(k2));
  await refused(open(k1));
});

it.each(['', 'v1.', 'v1.AAAAAAAA.AAAA', 'nonsense'])('a check that is damaged (%j) is no check', async (sealed) => {
  await open(k1);
  await source.query('UPDATE key_check SET sealed = $1', [sealed]);
  await refused(open(k1));
});

describe('another key', () => {
  /** A caller with a number and a NIK each, in three pages; sealed under the key. */
  const fill = (sealer: ReturnType<typeof createSealer>) =>
    source.query(
      `INSERT INTO caller (id, phone_index, phone_sealed, nik_sealed, last_contact_at)
       SELECT gen_random_uuid(), i, p, NULLIF(n, ''), now() FROM unnest($1::text[], $2::text[], $3::text[]) AS r(i, p, n)`,
      [
        Array.from({ length: 1_201 }, (_, n) => sealer.index(`+62812${n}`)),
        Array.from({ length: 1_201 }, (_, n) => sealer.seal(`+62812${n}`)),
        Array.from({ length: 1_201 }, (_, n) => (n % 3 === 0 ? '' : sealer.seal(`nik ${n}`))),
      ],
    );
  const quiet = () => {};

  it('takes over while both are known, page by page, and goes on where it was broken off', async () => {
    const first = await open(k1);
    await fill(first);
    const second = await open(k2, k1);
    expect(second.index('+628120')).toBe(first.index('+628120'));
    // From here on neither key alone is enough.
    await refused(open(k1));
    await refused(open(k2));
    await open(k1, k2);
    const broken = sealAnew(source, second, ({ table, rows }) => {
      if (table === 'caller' && rows > 500) throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    const left = async () =>
      Number(
        (
          await source.query('SELECT count(*) FROM caller WHERE left(phone_sealed, 12) = left($1, 12)', [
            first.seal(''),
          ])
        )[0].count,
      );
    expect(await left()).toBe(1_201 - 1_000);
    // What changed while it was looked at is not overwritten with what it was.
    const [one] = await source.query('SELECT id FROM caller WHERE left(phone_sealed, 12) = left($1, 12) LIMIT 1', [
      first.seal(''),
    ]);
    await source.query('UPDATE caller SET phone_sealed = $2 WHERE id = $1', [one.id, second.seal('+62999')]);
    expect(await sealAnew(source, second, quiet)).toBeGreaterThan(0);
    expect([await left(), await sealAnew(source, second, quiet)]).toEqual([0, 0]);
    await finishRotation(source, second);
    const alone = await open(k2);
    await refused(open(k1));
    const rows: { phone_index: string; phone_sealed: string; nik_sealed: string | null; id: string }[] =
      await source.query('SELECT * FROM caller');
    for (const { id, phone_index, phone_sealed, nik_sealed } of rows) {
      if (id !== one.id) expect(alone.index(alone.open(phone_sealed))).toBe(phone_index);
      if (nik_sealed !== null) expect(alone.open(nik_sealed)).toMatch(/^nik \d+$/);
    }
    expect(rows.filter(({ nik_sealed }) => nik_sealed === null)).toHaveLength(401);
  });

  it('is no way to a value that neither of them sealed', async () => {
    const first = await open(k1);
    await fill(first);
    const second = await open(k2, k1);
    await source.query('UPDATE caller SET phone_sealed = $1 WHERE phone_index = $2', [
      createSealer(k3).seal('x'),
      first.index('+6281277'),
    ]);
    await expect(sealAnew(source, second, quiet)).rejects.toMatchObject({ code: 'wrong-key' });
  });

  it('reaches every column of the database whose name says that it is sealed', async () => {
    const columns: { name: string }[] = await source.query(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name ~ '(^|_)sealed$' AND table_name <> 'key_check'`,
    );
    const known = sealedTables(source).flatMap(({ table, columns: own }) => own.map((column) => `${table}.${column}`));
    expect(known.sort()).toEqual(columns.map(({ name }) => name).sort());
    expect(known.length).toBeGreaterThan(10);
  });
});

it('an application that is a superuser starts for trying out, and not in production', async () => {
  const start = (production: boolean) => {
    const closing: (() => Promise<void> | void)[] = [];
    const config = {
      production,
      dataDir: '/nonexistent',
      database: { url: database.url, ownerUrl: undefined, poolSize: 2 },
      secrets: { key: Buffer.alloc(32, 1), others: [], session: '' },
    };
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    return openDatabase(config, log, { add: (_name, close) => void closing.push(close) }).finally(async () => {
      for (const close of closing) await close();
    });
  };
  await start(false);
  await expect(start(true)).rejects.toBeInstanceOf(UnsafeDatabaseError);
});
