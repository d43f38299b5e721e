import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { checkKey, WrongKeyError } from '../../../server/store/secrets/key-check.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

const [ours, another] = [1, 2].map((byte) => createSealer(Buffer.alloc(32, byte))) as [
  ReturnType<typeof createSealer>,
  ReturnType<typeof createSealer>,
];

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

it('the key of the first start is the only one from then on', async () => {
  await checkKey(source, ours);
  await checkKey(source, ours);
  await expect(checkKey(source, another)).rejects.toBeInstanceOf(WrongKeyError);
  await checkKey(source, ours);
});

it('of two that start at one moment under two keys one starts', async () => {
  const ended = await Promise.allSettled([checkKey(source, ours), checkKey(source, another)]);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('a database from before there was a check is judged by what is sealed in it', async () => {
  const sealed = ours.seal('rahasia-telepon');
  await source.query('UPDATE person SET sip_secret_sealed = $2 WHERE id = $1', [people.sari.id, sealed]);
  await expect(checkKey(source, another)).rejects.toBeInstanceOf(WrongKeyError);
  await checkKey(source, ours);
});

it.each(['', 'v1.', 'v1.AAAAAAAA.AAAA', 'nonsense'])('a check that is damaged (%j) is no check', async (sealed) => {
  await checkKey(source, ours);
  await source.query('UPDATE key_check SET sealed = $1', [sealed]);
  await expect(checkKey(source, ours)).rejects.toBeInstanceOf(WrongKeyError);
});
