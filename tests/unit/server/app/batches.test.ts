import { setTimeout as sleep } from 'node:timers/promises';
import { createBatches } from '../../../../server/app/shared/batches.ts';

const away = new Error('away');
const isAway = (error: unknown) => error === away;

function bench(refuses: (item: number) => Error | null, pausesMs: readonly number[] = []) {
  const batches: (readonly number[])[] = [];
  const work = async (items: readonly number[]) => {
    batches.push(items);
    await sleep(5);
    for (const item of items) {
      const error = refuses(item);
      if (error) throw error;
    }
    return items.map((item) => `stored ${item}`);
  };
  return { batches, take: createBatches({ limit: 4, work, isAway, pausesMs }) };
}

it('carries those who come meanwhile together, in order and no more than the limit, and answers each', async () => {
  const { batches, take } = bench(() => null);
  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(take));
  expect(batches).toEqual([[1], [2, 3, 4, 5], [6, 7]]);
  expect(answers).toEqual([1, 2, 3, 4, 5, 6, 7].map((item) => `stored ${item}`));
});

it('lets one that is refused cost nobody else anything', async () => {
  const { take } = bench((item) => (item === 3 ? new Error('refused') : null));
  const answers = await Promise.allSettled([1, 2, 3, 4, 5].map(take));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

it('tries one that is refused by itself again as often as asked', async () => {
  let refusals = 2;
  const { batches, take } = bench(() => (refusals-- > 0 ? new Error('refused') : null), [1, 1]);
  expect(await take(9)).toBe('stored 9');
  expect(batches).toEqual([[9], [9], [9]]);
});

it('tells all of a batch that the database is away, without a further try, and goes on with who comes next', async () => {
  let gone = true;
  const { batches, take } = bench(() => (gone ? away : null), [1]);
  const first = take(0);
  const together = Promise.allSettled([1, 2, 3].map(take));
  await expect(first).rejects.toBe(away);
  expect((await together).every(({ status }) => status === 'rejected')).toBe(true);
  expect(batches).toEqual([[0], [1, 2, 3]]);
  gone = false;
  expect(await take(4)).toBe('stored 4');
});
