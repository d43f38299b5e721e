import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { dayNumber } from '../../../../../server/domain/calendar/day-number.ts';
import { planOf } from '../../../../../server/domain/calendar/day-plan.ts';
import type { CalendarDefinition, HolidayTable } from '../../../../../server/domain/calendar/definition.ts';
import { ownEntries } from '../../../../../server/domain/calendar/own-entries.ts';
import { workdaysBetween, workdaysOldBefore } from '../../../../../server/domain/calendar/workdays.ts';
import { workingTimeBetween } from '../../../../../server/domain/calendar/working-time.ts';
import { shipped, wib } from './support.ts';

const named = (name: string) => ({ id: name, en: name });
const hour = 3_600_000;
const daily = (from: number, to: number) =>
  Array.from({ length: 7 }, () => ({ open: [{ from: from * 60, to: to * 60 }], breaks: [] }));
/** Eight hours each day, and two from 10 to 12 May 2027. */
const service: CalendarDefinition = {
  ...{ id: 'service', title: named('Layanan'), of: 'service', zone: null, source: 'a test', closedOn: [] },
  hours: daily(8, 16),
  periods: [
    {
      kind: 'special',
      name: named('Pameran'),
      from: '2027-05-10',
      to: '2027-05-12',
      hours: daily(8, 10),
      confirm: null,
    },
  ],
};
const calendarOf = (of: Partial<CalendarDefinition>, tables: readonly HolidayTable[] = [], own = ownEntries([])) =>
  createCalendar({ ...service, ...of }, tables, 'Asia/Jakarta', own);
const hoursOn = (calendar: ReturnType<typeof calendarOf>, day: string) => {
  const begin = wib(`${day} 00:00`);
  const counted = workingTimeBetween(calendar, begin, begin + 24 * hour) / hour;
  // What is counted and what is told of the day are the same.
  expect(calendar.planOf(dayNumber(day)).totalMs / hour).toBe(counted);
  return counted;
};

describe('the hours of a period', () => {
  const calendar = calendarOf({});

  it('hold from its first day to its last, also where no holiday closes', () => {
    const days = ['2027-05-09', '2027-05-10', '2027-05-11', '2027-05-12', '2027-05-13'];
    expect(days.map((day) => hoursOn(calendar, day))).toEqual([8, 2, 2, 2, 8]);
    expect(days.map((day) => calendar.periodOf(dayNumber(day))?.name.id)).toEqual([
      ...[undefined, 'Pameran', 'Pameran', 'Pameran', undefined],
    ]);
  });
});

describe('the fixed days of the nation', () => {
  const closing = { closedOn: ['national', 'joint_leave', 'local'] } as const;

  it('close from 2020 to 2060 where no table is known, and only whoever closes on them', () => {
    const calendar = calendarOf(closing);
    const days = ['2019-12-25', '2020-01-01', '2059-01-01', '2060-01-01', '2060-12-25', '2061-01-01'];
    expect(days.map((day) => hoursOn(calendar, day))).toEqual([8, 0, 0, 0, 0, 8]);
    const local = calendarOf({ closedOn: ['local'] });
    expect(days.map((day) => hoursOn(local, day))).toEqual([8, 8, 8, 8, 8, 8]);
  });

  it('give way to the table of a year, as the only one that says what is off in it', () => {
    const table: HolidayTable = { year: 2027, holidays: [{ day: '2027-08-16', kind: 'national', name: named('x') }] };
    const calendar = calendarOf(closing, [table]);
    expect(['2027-08-16', '2027-08-17', '2028-08-17'].map((day) => hoursOn(calendar, day))).toEqual([0, 8, 0]);
  });

  it('give way to what the office says of a day: that it is none, or of a kind on which it does not close', () => {
    const own = ownEntries([
      { kind: 'day', key: '2027-08-17', value: { holiday: null } },
      { kind: 'day', key: '2027-12-25', value: { holiday: { kind: 'local', name: named('x') } } },
      { kind: 'day', key: '2027-12-27', value: { holiday: { kind: 'national', name: named('Ganti') } } },
    ]);
    const calendar = calendarOf({ closedOn: ['national'] }, [], own);
    const days = ['2027-06-01', '2027-08-17', '2027-12-25', '2027-12-27'];
    expect(days.map((day) => hoursOn(calendar, day))).toEqual([0, 8, 8, 0]);
    expect(calendar.holidayOf(dayNumber('2027-12-27'))).toEqual({
      day: '2027-12-27',
      kind: 'national',
      name: named('Ganti'),
    });
  });
});

it('the plan of a day has its spans in order, whatever the order in which they are named', () => {
  const [morning, evening] = [
    { from: 480, to: 720 },
    { from: 1_020, to: 1_260 },
  ];
  const plan = planOf({ open: [evening, morning], breaks: [] });
  expect(plan).toEqual(planOf({ open: [morning, evening], breaks: [] }));
  expect(plan.closesAt).toBe(21 * hour);
});

describe('what is so many working days old', () => {
  const office = shipped('office');

  it.each([
    ['on a working day before its close', '2026-11-25 10:00', 1, '2026-11-24 00:00'],
    ['from its close on', '2026-11-25 16:00', 1, '2026-11-25 00:00'],
    ['after two', '2026-11-25 16:00', 2, '2026-11-24 00:00'],
    ['over a weekend', '2026-11-23 10:00', 1, '2026-11-20 00:00'],
    ['over Christmas and its joint leave', '2026-12-28 17:00', 2, '2026-12-23 00:00'],
  ])('began before the day that is found, and at it no more: %s', (_, at, count, first) => {
    const found = workdaysOldBefore(office, wib(at), count);
    expect(new Date(found)).toEqual(new Date(wib(first)));
    expect(workdaysBetween(office, found - 1, wib(at))).toBe(count);
    expect(workdaysBetween(office, found, wib(at))).toBe(count - 1);
  });

  it('is asked of whole numbers', () => {
    expect(() => workdaysOldBefore(office, 0.5, 1)).toThrow(RangeError);
    expect(() => workdaysOldBefore(office, 0, -1)).toThrow(RangeError);
  });
});
