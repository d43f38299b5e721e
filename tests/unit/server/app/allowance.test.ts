import fc from 'fast-check';
import { createAllowance } from '../../../../server/app/shared/allowance.ts';

it('gives no more than all of it and what came back, to each apart', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 500 })), { maxLength: 300 }),
      (most, perSecond, asked) => {
        let now = 0;
        const allowance = createAllowance({ most, perSecond, elapsed: () => now });
        const given = { a: 0, b: 0 };
        for (const [key, pause] of asked) {
          now += pause;
          const free = allowance.waitMs(key) === 0;
          const taken = allowance.take(key);
          expect(taken).toBe(free);
          if (taken) given[key as 'a' | 'b'] += 1;
        }
        for (const count of Object.values(given)) expect(count).toBeLessThanOrEqual(most + (now * perSecond) / 1_000);
      },
    ),
  );
});

it('says when one is back', () => {
  let now = 0;
  const allowance = createAllowance({ most: 1, perSecond: 0.5, elapsed: () => now });
  expect(allowance.take('a')).toBe(true);
  expect([allowance.take('a'), allowance.waitMs('a')]).toEqual([false, 2_000]);
  now = 2_000;
  expect(allowance.take('a')).toBe(true);
});
