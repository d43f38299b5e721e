import fc from 'fast-check';
import { daysBefore } from '../../../../agent-console/src/model/figures.ts';
import { periodBefore } from '../../../../server/domain/figures/period.ts';

const dayMs = 86_400_000;

it('the period before is the one that the server compares with, as long and up to where this one begins', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 365 }), (first, more) => {
      const day = (n: number) => new Date(Date.UTC(2000, 0, 1) + n * dayMs).toISOString().slice(0, 10);
      const [from, to] = [day(first), day(first + more)];
      const { from: then, to: last } = periodBefore({ from, to, zone: 'Asia/Jakarta', interval: 'day' });
      expect(daysBefore({ from, to })).toEqual({ from: then, to: last });
      expect([then, last]).toEqual([day(first - more - 1), day(first - 1)]);
    }),
  );
});
