import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createGuardedDoor, createLease, FollowedError, leaseMs } from '../../../server/store/lease.ts';
import { createServerDatabase } from '../../support/server-people.ts';

type Database = Awaited<ReturnType<typeof createServerDatabase>>;
let database: Database;
let source: DataSource;
beforeAll(async () => {
  database = await createServerDatabase();
  source = await createDataSource(database.url, 8).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const holder = (pid: number) => ({ host: 'loket', pid, sees: 'a', began: '1', connections: `sigap ${pid}` });
/** As if its time had gone by, without a wait. */
const expire = (name: string) =>
  source.query("UPDATE server_lease SET expires_at = expires_at - interval '1 ms' * $2 WHERE name = $1", [
    name,
    leaseMs,
  ]);

it('of many who ask at one moment one has it, and it is known which', async () => {
  const lease = createLease(source, 'many');
  const taken = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((pid) => lease.take(holder(pid))));
  expect(taken.filter((term) => term !== null)).toEqual(['1']);
  expect(await lease.held()).toEqual({ term: '1', holder: holder(taken.indexOf('1') + 1), over: false });
});

it('who let go of it, or did not renew it in time, is followed under a new term, by one alone', async () => {
  const lease = createLease(source, 'followed');
  expect(await lease.held()).toBeNull();
  const first = (await lease.take(holder(1))) ?? '';
  expect(await lease.take(holder(2))).toBeNull();
  await lease.release(first);
  const second = (await lease.take(holder(2))) ?? '';
  await expire('followed');
  expect(await lease.held()).toEqual({ term: '2', holder: holder(2), over: true });
  const others = await Promise.all([3, 4, 5].map((pid) => lease.take(holder(pid))));
  expect([first, second, ...others.filter((term) => term !== null)]).toEqual(['1', '2', '3']);
});

it('late is not lost: it is renewed while nobody else has taken it, and not after', async () => {
  const lease = createLease(source, 'late');
  const term = (await lease.take(holder(1))) ?? '';
  await expire('late');
  expect(await lease.renew(term)).toBe(true);
  expect(await lease.take(holder(2))).toBeNull();
  await expire('late');
  const next = (await lease.take(holder(2))) ?? '';
  expect(await lease.renew(term)).toBe(false);
  // Nor does the former holder let go of what is another's.
  await lease.release(term);
  expect(await lease.take(holder(3))).toBeNull();
  expect(await lease.renew(next)).toBe(true);
});

it('a holder that has ended is followed at once, unless another has followed it already', async () => {
  const lease = createLease(source, 'ended');
  const term = (await lease.take(holder(1))) ?? '';
  const taken = await Promise.all([2, 3].map((pid) => lease.take(holder(pid), term)));
  expect(taken.filter((one) => one !== null)).toEqual(['2']);
  expect(await lease.take(holder(4), term)).toBeNull();
});

it('whoever follows cuts off the one before: what it had begun is undone, and it is let in no more, with words', async () => {
  const doors = [1, 2].map((pid) => createGuardedDoor(`sigap ${pid}`));
  const [before, after] = (await Promise.all(
    doors.map((door) => createDataSource(database.url, 2, door).initialize()),
  )) as [DataSource, DataSource];
  const heard: unknown[] = [];
  const term = (await createLease(before, 'cut').take(holder(1))) ?? '';
  doors[0]?.guard('cut', term, (by) => heard.push(by));
  await source.query('CREATE TABLE cut_off (n int)');
  const runner = before.createQueryRunner();
  await runner.startTransaction();
  await runner.query('INSERT INTO cut_off VALUES (1)');

  await expire('cut');
  expect(await createLease(after, 'cut').take(holder(2))).toBe('2');
  await expect(runner.query('INSERT INTO cut_off VALUES (2)')).rejects.toThrow();
  await runner.release().catch(() => {});
  // Its own pool opens another connection, which finds the new term.
  await expect(before.query('INSERT INTO cut_off VALUES (3)')).rejects.toThrow(FollowedError);
  expect(heard).toEqual([{ term: '2', holder: holder(2), over: false }]);
  expect(await source.query('SELECT * FROM cut_off')).toEqual([]);
  expect(await after.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await Promise.all([before.destroy(), after.destroy()]);
});
