import fc from 'fast-check';
import { backOffMs } from '../../../telephony/back-off.ts';

const of = { firstMs: 250, longestMs: 5_000 };

describe('what failed', () => {
  it('is tried again after the first wait, then after twice as long each time, up to the longest', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((failures) => backOffMs(of, failures))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ]);
  });

  it('waits neither longer than the longest nor less than half, however often it failed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const full = backOffMs(of, failures);
        const less = backOffMs(of, failures, random);
        expect(full).toBeLessThanOrEqual(of.longestMs);
        expect(less).toBeLessThanOrEqual(full);
        expect(less).toBeGreaterThanOrEqual(Math.floor(full / 2));
      }),
    );
  });
});
