import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import { createStore } from '../../../server/store/store.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createServerDatabase } from '../../support/server-people.ts';

let database: TestDatabase;
let dataSource: DataSource;
beforeEach(async () => {
  database = await createServerDatabase();
  dataSource = await createDataSource(database.url, 1).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const store = () => createStore({ dataSource, sealer: createSealer(Buffer.alloc(32, 1)), officeCode: 'SBY' });

/** Nothing else runs meanwhile, as in a long garbage collection or on a machine that is overloaded. */
function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('a database that does not answer is away, and is back when it answers', async () => {
  const { ping } = store();
  const held = dataSource.query('SELECT pg_sleep(3)');
  await expect(ping()).rejects.toThrow('the database is silent');
  await held;
  await ping();
});

it.each([400, 1_600, 2_500])(
  'a process that stood still for %i ms does not take the database to be away',
  async (ms) => {
    const { ping } = store();
    await ping();
    const pinged = ping();
    standStill(ms);
    await pinged;
  },
);
