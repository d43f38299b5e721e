import fc from 'fast-check';
import { officeDay, officeZones } from '../../../../../server/domain/calendar/office-day.ts';
import { daysOfPeriod, dueTurn, nextTurn, type Turn } from '../../../../../server/domain/figures/schedule.ts';

const at = (text: string) => Date.parse(`${text}+07:00`);
const zone = 'Asia/Jakarta';
const told = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16);

it.each<[Turn, string, string]>([
  [{ every: 'day', on: 1, minute: 450 }, '2026-12-02T07:29', '2026-12-02T07:30'],
  [{ every: 'day', on: 1, minute: 450 }, '2026-12-02T07:30', '2026-12-03T07:30'],
  [{ every: 'day', on: 1, minute: 0 }, '2026-12-31T23:59', '2027-01-01T00:00'],
  // The second of December 2026 is a Wednesday.
  [{ every: 'week', on: 1, minute: 480 }, '2026-12-02T08:00', '2026-12-07T08:00'],
  [{ every: 'week', on: 3, minute: 480 }, '2026-12-02T07:00', '2026-12-02T08:00'],
  [{ every: 'week', on: 7, minute: 480 }, '2026-12-02T09:00', '2026-12-06T08:00'],
  [{ every: 'month', on: 1, minute: 60 }, '2026-12-01T01:00', '2027-01-01T01:00'],
  [{ every: 'month', on: 31, minute: 60 }, '2027-02-01T00:00', '2027-02-28T01:00'],
  [{ every: 'month', on: 31, minute: 60 }, '2028-02-01T00:00', '2028-02-29T01:00'],
  [{ every: 'month', on: 30, minute: 60 }, '2027-04-30T01:00', '2027-05-30T01:00'],
])('%j after %s comes at %s on the office’s wall', (turn, after, expected) => {
  expect(told(nextTurn(turn, at(after), zone))).toBe(expected);
});

it.each([
  ['yesterday', '2026-12-02T00:00', '2026-12-01', '2026-12-01'],
  ['yesterday', '2027-01-01T08:00', '2026-12-31', '2026-12-31'],
  ['last_week', '2026-12-02T07:00', '2026-11-23', '2026-11-29'],
  // On a Sunday, the week of that Sunday is not over; on a Monday it is.
  ['last_week', '2026-12-06T23:59', '2026-11-23', '2026-11-29'],
  ['last_week', '2026-12-07T00:00', '2026-11-30', '2026-12-06'],
  ['last_month', '2026-12-31T23:00', '2026-11-01', '2026-11-30'],
  ['last_month', '2027-03-01T00:00', '2027-02-01', '2027-02-28'],
  ['last_month', '2027-01-15T00:00', '2026-12-01', '2026-12-31'],
] as const)('%s at %s is of %s to %s', (period, moment, from, to) => {
  expect(daysOfPeriod(period, at(moment), zone)).toEqual({ from, to });
});

it('days are those of the office’s own zone, and not of Jakarta', () => {
  const moment = Date.parse('2026-12-01T16:30:00Z');
  expect(officeZones.map((one) => daysOfPeriod('yesterday', moment, one).to)).toEqual([
    '2026-11-30',
    '2026-12-01',
    '2026-12-01',
  ]);
});

const turns = fc.record({
  every: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
  on: fc.integer({ min: 1, max: 7 }),
  minute: fc.integer({ min: 0, max: 1_439 }),
});
const moments = fc.integer({ min: at('2026-01-01T00:00'), max: at('2040-01-01T00:00') });

it('a turn always comes, later, within 32 days, and never twice on one day', () => {
  fc.assert(
    fc.property(turns, moments, fc.constantFrom(...officeZones), (turn, after, one) => {
      const first = nextTurn(turn, after, one);
      const second = nextTurn(turn, first, one);
      expect(first).toBeGreaterThan(after);
      expect(first - after).toBeLessThanOrEqual(32 * 86_400_000);
      expect(officeDay(second, one) > officeDay(first, one)).toBe(true);
    }),
  );
});

it('of turns that nobody was there for the latest is sent, and the others are counted one by one', () => {
  fc.assert(
    fc.property(turns, moments, fc.integer({ min: 0, max: 100 * 86_400_000 }), (turn, after, away) => {
      const next = nextTurn(turn, after, zone);
      const now = next + away;
      const due = dueTurn(turn, next, now, zone);
      const all = [next];
      while (nextTurn(turn, all.at(-1) ?? 0, zone) <= now) all.push(nextTurn(turn, all.at(-1) ?? 0, zone));
      expect(due).toEqual({
        at: all.at(-1),
        missed: all.length - 1,
        next: nextTurn(turn, all.at(-1) ?? 0, zone),
      });
      expect(dueTurn(turn, next, next - 1, zone)).toBeNull();
    }),
  );
});

it('a period is over when its report is made', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('yesterday' as const, 'last_week' as const, 'last_month' as const),
      moments,
      fc.constantFrom(...officeZones),
      (period, moment, one) => {
        const { from, to } = daysOfPeriod(period, moment, one);
        expect(to < officeDay(moment, one)).toBe(true);
        expect(from <= to).toBe(true);
      },
    ),
  );
});
