import fc from 'fast-check';
import { erlangA } from '../../server/domain/planning/erlang-a.ts';
import { agentsAtMost, erlangC, loadOf } from '../../server/domain/planning/erlang-c.ts';
import { agentsNeeded } from '../../server/domain/planning/staffing.ts';

const traffic = fc.record({
  callsPerSecond: fc.double({ min: 1e-5, max: 2, noNaN: true }),
  handleSeconds: fc.double({ min: 5, max: 900, noNaN: true }),
});
const agents = fc.integer({ min: 0, max: agentsAtMost - 1 });
const patience = fc.double({ min: 1, max: 7_200, noNaN: true });
const threshold = fc.double({ min: 0, max: 600, noNaN: true });
const runs = { numRuns: 200 };
const tiny = 1e-9;

it('one agent more never makes anything worse, by either model', () => {
  fc.assert(
    fc.property(agents, traffic, patience, threshold, (n, of, patient, within) => {
      const [c, more] = [erlangC(n, of, within), erlangC(n + 1, of, within)];
      expect(more.inTime).toBeGreaterThanOrEqual(c.inTime - tiny);
      expect(more.waits).toBeLessThanOrEqual(c.waits + tiny);
      if (c.waitSeconds !== null)
        expect(more.waitSeconds ?? Number.NaN).toBeLessThanOrEqual(c.waitSeconds * (1 + tiny));
      const [a, and] = [erlangA(n, of, patient, within), erlangA(n + 1, of, patient, within)];
      expect(and.inTime).toBeGreaterThanOrEqual(a.inTime - tiny);
      expect(and.abandoned).toBeLessThanOrEqual(a.abandoned + tiny);
      expect(and.waitSeconds ?? Number.NaN).toBeLessThanOrEqual((a.waitSeconds ?? 0) * (1 + tiny) + tiny);
    }),
    runs,
  );
});

it('callers of endless patience are those of Erlang C, and those of great patience nearly', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      threshold,
      (n, busy, within) => {
        const of = { callsPerSecond: (n * busy) / 200, handleSeconds: 200 };
        const c = erlangC(n, of, within);
        const endless = erlangA(n, of, Number.POSITIVE_INFINITY, within);
        expect(endless).toEqual({ inTime: c.inTime, abandoned: 0, waitSeconds: c.waitSeconds, occupancy: c.occupancy });
        const nearly = erlangA(n, of, 1e8, within);
        expect(nearly.inTime).toBeCloseTo(c.inTime, 3);
        expect(nearly.abandoned).toBeLessThan(1e-3);
      },
    ),
    runs,
  );
});

it('a load at or above the number of agents is never answered in time where nobody gives up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      threshold,
      (n, over, within) => {
        const of = { callsPerSecond: (Math.max(n, 1) * over) / 200, handleSeconds: 200.001 };
        expect(loadOf(of)).toBeGreaterThan(n);
        expect(erlangC(n, of, within)).toMatchObject({ inTime: 0, waitSeconds: null });
      },
    ),
    runs,
  );
});

it('what is needed reaches the goal, and one agent fewer does not', () => {
  const goal = fc.record({ share: fc.double({ min: 0.05, max: 0.99, noNaN: true }), seconds: threshold });
  fc.assert(
    fc.property(traffic, patience, goal, (of, patienceSeconds, wanted) => {
      const needed = agentsNeeded({ ...of, patienceSeconds }, wanted);
      const byC = (n: number) => erlangC(n, of, wanted.seconds).inTime;
      const byA = (n: number) => erlangA(n, of, patienceSeconds, wanted.seconds).inTime;
      for (const [count, inTime] of [
        [needed.c, byC],
        [needed.a, byA],
      ] as const) {
        if (count === null) expect(inTime(agentsAtMost)).toBeLessThan(wanted.share);
        else {
          expect(inTime(count)).toBeGreaterThanOrEqual(wanted.share);
          expect(inTime(count - 1)).toBeLessThan(wanted.share);
        }
      }
    }),
    runs,
  );
});
