import fc from 'fast-check';
import { type Calendar, createCalendar } from '../../server/domain/calendar/calendar.ts';
import { DAY_MS, dayNumber, officeDayOf, weekdayOf } from '../../server/domain/calendar/day-number.ts';
import type {
  CalendarDefinition,
  DayHours,
  HolidayTable,
  Period,
  Span,
} from '../../server/domain/calendar/definition.ts';
import { fixedYears } from '../../server/domain/calendar/fixed-days.ts';
import { officeZones, zoneOffsetMs } from '../../server/domain/calendar/office-day.ts';
import { noEntries, type OwnWeek } from '../../server/domain/calendar/own-entries.ts';
import { addWorkdays, workdaysBetween } from '../../server/domain/calendar/workdays.ts';
import { addWorkingTime, isOpenAt, workingTimeBetween } from '../../server/domain/calendar/working-time.ts';

const MINUTE = 60_000;
const firstDay = dayNumber('2026-01-01');
/** Days of a random calendar's specials, and of the moments at which it is asked: these reach beyond on both sides. */
const days = 40;
const words = { id: 'x', en: 'x' };

const span: fc.Arbitrary<Span> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b))
  .map(([from = 0, to = 1440]) => ({ from, to }));

const dayHours: fc.Arbitrary<DayHours> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ open: [], breaks: [] }) },
  { weight: 1, arbitrary: fc.constant({ open: [{ from: 0, to: 1440 }], breaks: [] }) },
  {
    weight: 5,
    arbitrary: fc.record({ open: fc.array(span, { maxLength: 3 }), breaks: fc.array(span, { maxLength: 2 }) }),
  },
);
const week = fc.array(dayHours, { minLength: 7, maxLength: 7 });
const isOpen = ({ open, breaks }: DayHours, minute: number) => {
  const within = (each: Span) => each.from <= minute && minute < each.to;
  return open.some(within) && !breaks.some(within);
};
const minutesOf = (hours: DayHours) =>
  Array.from({ length: 1440 }, (_, minute) => isOpen(hours, minute)).filter(Boolean).length;
const everOpen = week.filter((hours) => hours.some((day) => minutesOf(day) > 0));

const day = fc.integer({ min: 0, max: days - 1 }).map((offset) => officeDayOf(firstDay + offset));
const period: fc.Arbitrary<Period> = fc.record({ ends: fc.tuple(day, day), hours: week }).map(({ ends, hours }) => {
  const [from = '', to = ''] = [...ends].sort();
  return { kind: 'ramadan' as const, name: words, from, to, hours, confirm: null };
});
const table: fc.Arbitrary<HolidayTable> = fc.array(day, { maxLength: 8 }).map((all) => ({
  year: 2026,
  holidays: all.map((each) => ({ day: each, kind: 'national' as const, name: words })),
}));
const definition: fc.Arbitrary<CalendarDefinition> = fc.record({
  id: fc.constant('x'),
  title: fc.constant(words),
  of: fc.constant('office' as const),
  zone: fc.constantFrom(...officeZones),
  source: fc.constant('x'),
  closedOn: fc.constantFrom([], ['national' as const]),
  hours: everOpen,
  periods: fc.array(period, { maxLength: 1 }),
});
/** Other hours that the office said from some days on, in the order of these. */
const ownWeeks: fc.Arbitrary<OwnWeek[]> = fc
  .uniqueArray(fc.record({ from: day, hours: everOpen }), { maxLength: 2, selector: ({ from }) => from })
  .map((weeks) => weeks.sort((one, other) => one.from.localeCompare(other.from)));
const calendar = fc.tuple(definition, table, ownWeeks).map(([of, tableOf, weeks]) => ({
  ...{ of, weeks, table: tableOf },
  calendar: createCalendar(of, [tableOf], 'Asia/Jakarta', { ...noEntries, weeks: new Map([[of.id, weeks]]) }),
}));
type Random = { of: CalendarDefinition; table: HolidayTable; weeks: OwnWeek[]; calendar: Calendar };

const start = firstDay * DAY_MS;
const moment = fc.oneof(
  fc.integer({ min: start - 20 * DAY_MS, max: start + (days + 20) * DAY_MS }),
  // Whole minutes are where hours begin and end.
  fc.integer({ min: -20 * 1440, max: (days + 20) * 1440 }).map((minute) => start + minute * MINUTE),
);
const anyMoment = fc.oneof(moment, fc.integer({ min: -1e12, max: 4e12 }));
const length = fc.oneof(
  fc.integer({ min: 1, max: 5 * DAY_MS }),
  fc.integer({ min: 1, max: 3 * 1440 }).map((minute) => minute * MINUTE),
  fc.integer({ min: 1, max: 3000 }).map((count) => count * DAY_MS),
);
const count = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5000 }));

/** National holidays of every year, which close a year that no table tells of. */
const fixed = ['-01-01', '-05-01', '-06-01', '-08-17', '-12-25'];
function isHoliday({ of, table: { holidays } }: Random, date: string): boolean {
  if (of.closedOn.length === 0) return false;
  const year = Number(date.slice(0, 4));
  const untold = (year !== 2026 || holidays.length === 0) && year >= fixedYears.first && year <= fixedYears.last;
  return holidays.some((holiday) => holiday.day === date) || (untold && fixed.includes(date.slice(4)));
}

/** A day's hours, straight from what the calendar was made of; null on a holiday. */
function hoursByHand(random: Random, date: string): DayHours | null {
  const { of, weeks } = random;
  if (isHoliday(random, date)) return null;
  const usual = weeks.findLast(({ from }) => from <= date)?.hours ?? of.hours;
  const hours = of.periods.find(({ from, to }) => from <= date && date <= to)?.hours ?? usual;
  const today = hours[new Date(date).getUTCDay()];
  if (today === undefined) throw new Error('a week has seven days');
  return today;
}

function openByHand(random: Random, at: number): boolean {
  const wall = new Date(at + zoneOffsetMs[random.of.zone ?? 'Asia/Jakarta']);
  const hours = hoursByHand(random, wall.toISOString().slice(0, 10));
  return hours !== null && isOpen(hours, wall.getUTCHours() * 60 + wall.getUTCMinutes());
}

describe('of any calendar and any moment', () => {
  it('what is open, and how much of it lies between two moments, agrees with counting minute by minute', () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: 0, max: 4 * 1440 }), (random, from, minutes) => {
        expect(isOpenAt(random.calendar, from)).toBe(openByHand(random, from));
        const whole = Math.floor(from / MINUTE) * MINUTE;
        let counted = 0;
        for (let minute = 0; minute < minutes; minute++) {
          if (openByHand(random, whole + minute * MINUTE)) counted += MINUTE;
        }
        expect(workingTimeBetween(random.calendar, whole, whole + minutes * MINUTE)).toBe(counted);
      }),
      { numRuns: 150 },
    );
  });

  it('adding is the inverse of measuring', () => {
    fc.assert(
      fc.property(calendar, anyMoment, length, ({ calendar: of }, at, ms) => {
        expect(workingTimeBetween(of, at, addWorkingTime(of, at, ms))).toBe(ms);
      }),
      { numRuns: 500 },
    );
  });

  it('measuring is the inverse of adding: from the last moment at which so much had counted', () => {
    fc.assert(
      fc.property(calendar, anyMoment, anyMoment, ({ calendar: of }, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const ms = workingTimeBetween(of, from, to);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(to - from);
        const due = addWorkingTime(of, from, ms);
        expect(due).toBeLessThanOrEqual(to);
        expect(workingTimeBetween(of, due, to)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('more is never due earlier, and to begin later is never to be due earlier', () => {
    fc.assert(
      fc.property(calendar, anyMoment, anyMoment, length, length, ({ calendar: of }, at, other, ms, more) => {
        expect(addWorkingTime(of, at, ms + more)).toBeGreaterThan(addWorkingTime(of, at, ms));
        const [early, late] = at < other ? [at, other] : [other, at];
        expect(addWorkingTime(of, early, ms)).toBeLessThanOrEqual(addWorkingTime(of, late, ms));
      }),
      { numRuns: 500 },
    );
  });

  it('one length after another is both together', () => {
    const orNone = fc.oneof(fc.constant(0), length);
    fc.assert(
      fc.property(calendar, anyMoment, orNone, orNone, ({ calendar: of }, at, one, other) => {
        expect(addWorkingTime(of, addWorkingTime(of, at, one), other)).toBe(addWorkingTime(of, at, one + other));
      }),
      { numRuns: 500 },
    );
  });

  it('a due time never lies in closed time: the millisecond before it is open', () => {
    fc.assert(
      fc.property(calendar, anyMoment, length, (random, at, ms) => {
        const due = addWorkingTime(random.calendar, at, ms);
        expect(due).toBeGreaterThan(at);
        // Open a minute a week, an hour takes a year: beyond the year 9999 a date is written otherwise.
        fc.pre(due < Date.parse('9999-01-01'));
        expect(openByHand(random, due - 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('working days end on a day that is open, at its closing, and never on a holiday', () => {
    fc.assert(
      fc.property(calendar, anyMoment, count, (random, at, days) => {
        const due = addWorkdays(random.calendar, at, days);
        expect(openByHand(random, due - 1)).toBe(true);
        const { calendar: of } = random;
        const nextDay = of.startOf(of.dayOf(due - 1) + 1);
        expect(workingTimeBetween(of, due, nextDay)).toBe(0);
        const date = officeDayOf(of.dayOf(due - 1));
        expect(isHoliday(random, date)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('working days are counted as they are added: a due time is the first moment of its count', () => {
    fc.assert(
      fc.property(calendar, anyMoment, count, ({ calendar: of }, at, days) => {
        const due = addWorkdays(of, at, days);
        expect(workdaysBetween(of, at, due)).toBe(days);
        expect(workdaysBetween(of, at, due - 1)).toBe(days - 1);
        expect(addWorkdays(of, at, days + 1)).toBeGreaterThan(due);
      }),
      { numRuns: 500 },
    );
  });

  it('working days may be counted in two parts, the second going on where the first ended', () => {
    fc.assert(
      fc.property(calendar, anyMoment, count, count, ({ calendar: of }, at, one, other) => {
        const half = addWorkdays(of, at, one);
        const due = addWorkdays(of, half, other, true);
        expect(due).toBe(addWorkdays(of, at, one + other));
        expect(workdaysBetween(of, half, due, true)).toBe(other);
      }),
      { numRuns: 500 },
    );
  });

  it('a stop of no length on a later day changes nothing', () => {
    fc.assert(
      fc.property(calendar, anyMoment, count, fc.nat(), ({ calendar: of }, at, days, after) => {
        const due = addWorkdays(of, at, days);
        const tomorrow = of.startOf(of.dayOf(at) + 1);
        const stoppedAt = tomorrow + (after % (due - tomorrow));
        const spent = workdaysBetween(of, at, stoppedAt);
        expect(spent).toBeLessThan(days);
        expect(addWorkdays(of, stoppedAt, days - spent, true)).toBe(due);
      }),
      { numRuns: 500 },
    );
  });

  it('working days agree with going from day to day', () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: 1, max: 40 }), (random, at, days) => {
        const { calendar: of } = random;
        let today = of.dayOf(at);
        for (let left = days; left > 0; ) {
          today++;
          const hours = hoursByHand(random, officeDayOf(today));
          const open = Array.from({ length: 1440 }, (_, minute) => hours !== null && isOpen(hours, minute));
          left -= open.includes(true) ? 1 : 0;
          const close = of.startOf(today) + (open.lastIndexOf(true) + 1) * MINUTE;
          if (left === 0) expect(addWorkdays(of, at, days)).toBe(close);
          expect(weekdayOf(today)).toBe(new Date(today * DAY_MS).getUTCDay());
        }
      }),
      { numRuns: 40 },
    );
  });
});
