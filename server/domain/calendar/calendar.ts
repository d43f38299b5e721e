import { type Cumulative, createCumulative } from './cumulative.ts';
import { DAY_MS, type DayNumber, dayNumber, weekdayOf } from './day-number.ts';
import { closedDay, type DayPlan, planOf } from './day-plan.ts';
import type { CalendarDefinition, Holiday, HolidayTable, Period, WeeklyHours } from './definition.ts';
import { fixedDays, fixedYears } from './fixed-days.ts';
import { type OfficeZone, zoneOffsetMs } from './office-day.ts';
import { noEntries, type OwnEntries } from './own-entries.ts';

/** A calendar made ready for counting. It does not change: another table or other hours make another calendar. */
export interface Calendar {
  readonly definition: CalendarDefinition;
  readonly zone: OfficeZone;
  /** The years for which it knows the national holidays. In all others only its week and the fixed days are counted. */
  readonly years: ReadonlySet<number>;
  /** The office day in which a moment (epoch ms) lies. */
  dayOf(at: number): DayNumber;
  /** Midnight at the start of an office day, epoch ms. */
  startOf(day: DayNumber): number;
  planOf(day: DayNumber): DayPlan;
  /** The holiday on which it is closed, even if that is a day on which it is closed anyway. */
  holidayOf(day: DayNumber): Holiday | undefined;
  /** The hours of the week to which a day belongs, whether a period's hold on it or it is a holiday. */
  weekOf(day: DayNumber): WeeklyHours;
  /** The period whose hours hold on a day. */
  periodOf(day: DayNumber): Period | undefined;
  /** Ms that count. */
  readonly time: Cumulative;
  /** Working days: those of which any time counts. */
  readonly workdays: Cumulative;
}

/**
 * A holiday closes the day, in a period too; else a period's hours hold, else the week's: what the office said last that
 * holds from that day or an earlier one on, before the file's. Of two tables that name one
 * day the first is believed. In a year without a table of the nation's days, those that are fixed by date count.
 * @param zone of the office, for a calendar that does not name its own
 * @param own what the office says of days and hours in its administration, before any file
 * @throws RangeError if no hour of the week is open: no due time could ever be found
 */
export function createCalendar(
  definition: CalendarDefinition,
  tables: readonly HolidayTable[],
  zone: OfficeZone,
  own: OwnEntries = noEntries,
): Calendar {
  const itsZone = definition.zone ?? zone;
  const offset = zoneOffsetMs[itsZone];
  const weekly = definition.hours.map(planOf);
  const weeks = (own.weeks.get(definition.id) ?? []).map(({ from, hours }) => ({
    ...{ from: dayNumber(from), hours, plans: hours.map(planOf) },
  }));
  for (const plans of [weekly, ...weeks.map((week) => week.plans)]) {
    if (plans.every(({ totalMs }) => totalMs === 0)) throw new RangeError(`calendar ${definition.id} is never open`);
  }
  const weekAt = (day: DayNumber) => weeks.findLast(({ from }) => from <= day);

  const years = new Set([...tables.filter(isNational).map(({ year }) => year), ...own.years]);
  const holidays = new Map<DayNumber, Holiday>();
  const isClosedOn = ({ kind }: Pick<Holiday, 'kind'>) => definition.closedOn.includes(kind);
  for (const [day, said] of own.days) {
    if (said !== null && isClosedOn(said)) holidays.set(dayNumber(day), { day, ...said });
  }
  for (const holiday of [...tables.flatMap((table) => table.holidays), ...fixedBeside(years)]) {
    const day = dayNumber(holiday.day);
    if (isClosedOn(holiday) && !own.days.has(holiday.day) && !holidays.has(day)) holidays.set(day, holiday);
  }
  const periods = definition.periods.map((period) => ({
    period,
    from: dayNumber(period.from),
    to: dayNumber(period.to),
    plans: period.hours.map(planOf),
  }));
  const periodOf = (day: DayNumber) => periods.find(({ from, to }) => from <= day && day <= to);

  const marked = [
    ...holidays.keys(),
    ...periods.flatMap(({ from, to }) => [from, to]),
    ...weeks.map(({ from }) => from),
  ];
  const first = marked.reduce((least, day) => Math.min(least, day), marked[0] ?? 0);
  const last = marked.reduce((most, day) => Math.max(most, day), first - 1);
  const special: DayPlan[] = [];
  for (let day = first; day <= last; day++) {
    const plans = periodOf(day)?.plans ?? weekAt(day)?.plans ?? weekly;
    special.push((holidays.has(day) ? undefined : plans[weekdayOf(day)]) ?? closedDay);
  }
  const after = weeks.at(-1)?.plans ?? weekly;
  const totals = (of: (plan: DayPlan) => number) =>
    createCumulative(weekly.map(of), first, special.map(of), after.map(of));

  return {
    definition,
    zone: itsZone,
    years,
    dayOf: (at) => Math.floor((at + offset) / DAY_MS),
    startOf: (day) => day * DAY_MS - offset,
    planOf: (day) => special[day - first] ?? (day < first ? weekly : after)[weekdayOf(day)] ?? closedDay,
    holidayOf: (day) => holidays.get(day),
    weekOf: (day) => weekAt(day)?.hours ?? definition.hours,
    periodOf: (day) => periodOf(day)?.period,
    time: totals(({ totalMs }) => totalMs),
    workdays: totals(({ totalMs }) => (totalMs > 0 ? 1 : 0)),
  };
}

/** A table of an office's own days says nothing of the nation's. */
const isNational = ({ holidays }: HolidayTable) => holidays.some(({ kind }) => kind === 'national');

/** The fixed days of the years that no table tells of. */
function fixedBeside(known: ReadonlySet<number>): readonly Holiday[] {
  const years = Array.from({ length: fixedYears.last - fixedYears.first + 1 }, (_, index) => fixedYears.first + index);
  return years.filter((year) => !known.has(year)).flatMap(fixedDays);
}
