import fc from 'fast-check';
import { createFairTurns } from '../../../../server/app/shared/fair-turns.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function office(options: { atOnce?: number; each?: number; waiting?: number } = {}) {
  const turns = createFairTurns({ atOnce: 1, each: 100, waiting: 1_000, ...options });
  const came: string[] = [];
  const refused: string[] = [];
  const ends: (() => void)[] = [];
  return {
    came,
    refused,
    take: async (line: string, times = 1) => {
      for (let n = 0; n < times; n += 1)
        void turns.take(line).then((end) => {
          if (end) ends.push(end);
          (end ? came : refused).push(line);
        });
      await settled();
    },
    /** One after the other, until nobody waits. */
    serve: async (atMost = Number.POSITIVE_INFINITY) => {
      for (let n = 0; n < atMost && ends.length > 0; n += 1) {
        ends.shift()?.();
        await settled();
      }
    },
  };
}

it('serves one of each line in turn, however many of another wait', async () => {
  const { take, serve, came } = office();
  await take('flood', 50);
  await take('rina');
  await take('budi', 2);
  await serve(5);
  expect(came.slice(0, 6)).toEqual(['flood', 'flood', 'rina', 'budi', 'flood', 'budi']);
  await serve();
  expect(came).toHaveLength(53);
});

it('lets as many go on at one time as it says, of all lines together', async () => {
  const { take, came } = office({ atOnce: 3 });
  for (const line of ['a', 'b', 'c', 'd', 'e']) await take(line);
  expect(came).toEqual(['a', 'b', 'c']);
});

it('a line waits in its own bounds, and gives up its last where all of them are full', async () => {
  const { take, serve, came, refused } = office({ each: 4, waiting: 6 });
  await take('busy');
  await take('flood', 9);
  expect(refused).toEqual(Array(5).fill('flood'));
  await take('other', 2);
  expect(refused).toHaveLength(5);
  await take('rina');
  await take('budi');
  // Both floods are no longer than two by now: who is one more waits for no room of theirs.
  expect(refused.slice(5)).toEqual(['flood', 'flood']);
  await serve();
  expect([...came].sort()).toEqual(['budi', 'busy', 'flood', 'flood', 'other', 'other', 'rina'].sort());
});

it('whoever ends a piece twice frees one place', async () => {
  const turns = createFairTurns({ atOnce: 1, each: 10, waiting: 10 });
  const end = await turns.take('a');
  let [b, c] = [false, false];
  void turns.take('b').then(() => {
    b = true;
  });
  void turns.take('c').then(() => {
    c = true;
  });
  end?.();
  end?.();
  await settled();
  expect([b, c]).toEqual([true, false]);
});

it('whoever comes alone waits for one piece of each other line and for those under way, whatever was asked before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 30 })), { maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      async (floods, atOnce) => {
        const { take, serve, came, refused } = office({ atOnce, each: 20, waiting: 60 });
        for (const [line, times] of floods) await take(`f${line}`, times);
        const before = came.length;
        await take('alone');
        expect(refused).not.toContain('alone');
        await serve();
        expect(came.indexOf('alone') - before).toBeLessThanOrEqual(new Set(floods.map(([line]) => line)).size);
      },
    ),
    { numRuns: 60 },
  );
});
