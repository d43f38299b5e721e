import { setTimeout as sleep } from 'node:timers/promises';
import { createEarlyPace, type Pass } from '../../../../server/app/shared/early-pace.ts';

const options = { most: 4, perSecond: 1, atOnce: 2, elapsed: () => 0 };
const isOver = (pass: Pass): pass is { readonly over: () => void } => pass !== null && 'over' in pass;

it('a few of a token go on at one time, each place is handed on, and another token waits for none', async () => {
  const pace = createEarlyPace(options);
  const came: string[] = [];
  const ends: (() => void)[] = [];
  const take = async (name: string, ...tokens: string[]) => {
    const pass = await pace(tokens);
    if (!isOver(pass)) return;
    came.push(name);
    ends.push(pass.over);
  };
  for (const name of ['a', 'b', 'c', 'd']) void take(name, 'one');
  await take('other', 'two');
  await sleep(0);
  expect(came.sort()).toEqual(['a', 'b', 'other']);
  // Said twice is said once.
  ends[0]?.();
  ends[0]?.();
  await sleep(0);
  expect(came).toHaveLength(4);
});

it('beyond what is asked freely, one at a time goes on, beside those that were begun before', async () => {
  let elapsed = 0;
  const pace = createEarlyPace({ most: 20, perSecond: 1, atOnce: 3, freely: 2, elapsed: () => elapsed });
  const ends: (() => void)[] = [];
  const take = async () => {
    const pass = await pace(['one']);
    if (isOver(pass)) ends.push(pass.over);
  };
  const goesOn = async () => {
    await sleep(0);
    return ends.length;
  };
  for (let n = 0; n < 6; n += 1) void take();
  expect(await goesOn()).toBe(3);
  // The two that were free end: one place of three is used on.
  for (const end of ends.splice(0, 2)) end();
  expect(await goesOn()).toBe(1);
  ends.pop()?.();
  expect(await goesOn()).toBe(1);
  // What comes back may go on beside it.
  elapsed += 2_000;
  for (let n = 0; n < 2; n += 1) void take();
  expect(await goesOn()).toBe(3);
});

it('what is used up is refused after a second, one behind the other; more than a hundred at once without a word', async () => {
  const pace = createEarlyPace({ ...options, most: 1 });
  await pace(['one']);
  const from = performance.now();
  const when: number[] = [];
  const refused = await Promise.all(
    Array.from({ length: 130 }, async () => {
      const pass = await pace(['one']);
      if (pass !== null) when.push(performance.now() - from);
      return pass;
    }),
  );
  expect(refused.filter((pass) => pass === null)).toHaveLength(30);
  expect(refused.filter((pass) => pass && 'retryAfterMs' in pass && pass.retryAfterMs === 1_000)).toHaveLength(100);
  expect(Math.min(...when)).toBeGreaterThan(900);
  // A timer that is late moves them together, not all of them.
  expect(Math.max(...when) - Math.min(...when)).toBeGreaterThan(700);
  // All of them have left: there is room again.
  expect(await pace(['one'])).toEqual({ retryAfterMs: 1_000 });
});

it('a token that is fresh hides none that is used up, and that one is counted all the same', async () => {
  const pace = createEarlyPace({ ...options, most: 2 });
  const passes = [await pace(['one', 'fresh 1']), await pace(['fresh 2', 'one']), await pace(['one', 'fresh 3'])];
  expect(passes.map(isOver)).toEqual([true, true, false]);
});
