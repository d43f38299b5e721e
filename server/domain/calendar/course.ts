import type { Calendar } from './calendar.ts';
import { DAY_MS, type DayNumber, weekdayOf } from './day-number.ts';
import type { DayHours, Holiday, Period, Span } from './definition.ts';
import { addWorkdays } from './workdays.ts';
import { addWorkingTime, isOpenAt } from './working-time.ts';

/** A promise in working time or in working days: the two never become each other. `resumed` as of `addWorkdays`. */
export type Amount = { readonly workingMs: number } | { readonly workdays: number; readonly resumed?: boolean };

/** When the calendar says that an amount counted from `from` is due; epoch ms. @throws RangeError as the two do */
export function dueAfter(calendar: Calendar, from: number, amount: Amount): number {
  return 'workingMs' in amount
    ? addWorkingTime(calendar, from, amount.workingMs)
    : addWorkdays(calendar, from, amount.workdays, amount.resumed);
}

/** A moment as a clock on the wall shows it; the end of a day is `ofDay` 24 h, not the next day's 0. */
export interface WallMoment {
  readonly day: DayNumber;
  /** Ms after midnight. */
  readonly ofDay: number;
}

/** What happens between the start of a stretch and its due time, in order. */
export type Happening =
  | { readonly is: 'received' | 'started' | 'resumes' | 'closes'; readonly at: WallMoment }
  | { readonly is: 'break' | 'shut'; readonly from: WallMoment; readonly to: WallMoment }
  | { readonly is: 'weekend' }
  | { readonly is: 'holiday'; readonly holiday: Holiday; readonly first: DayNumber; readonly last: DayNumber }
  | { readonly is: 'closed' | 'full'; readonly first: DayNumber; readonly last: DayNumber }
  | { readonly is: 'workday'; readonly nth: number; readonly day: DayNumber }
  | { readonly is: 'hours'; readonly period: Period | null }
  | { readonly is: 'throughout' };

/** How an amount of working time comes to be due at `due`, day by day. */
export function courseOfTime(calendar: Calendar, from: number, ms: number, due: WallMoment): Happening[] {
  const start = wallMoment(calendar, from);
  const all: Happening[] = [];
  const open = isOpenAt(calendar, from);
  all.push({ is: open ? 'started' : 'received', at: start });
  if (calendar.startOf(due.day) + due.ofDay - from === ms) {
    if (due.day > start.day) all.push({ is: 'throughout' });
    return all;
  }
  let begun = open;
  let hours: Period | null | undefined;
  for (let day = start.day; day <= due.day; day++) {
    const begins = day === start.day ? start.ofDay : 0;
    const ends = day === due.day ? due.ofDay : DAY_MS;
    const { spans, breaks, closesAt } = calendar.planOf(day);
    const counted = spans.filter((span) => span.to > begins && span.from < ends);
    const [opening] = counted;
    if (opening === undefined) {
      if (spans.length === 0) addClosedDay(calendar, all, day);
      continue;
    }
    // Said when other hours begin to hold, and when the usual ones do again.
    const period = calendar.periodOf(day) ?? null;
    if (period !== hours && (period !== null || hours !== undefined)) all.push({ is: 'hours', period });
    hours = period;
    const whole = begun && day > start.day && day < due.day;
    if (whole) {
      extend(all, 'full', day);
      continue;
    }
    if (!begun) all.push({ is: 'started', at: { day, ofDay: opening.from } });
    else if (day > start.day && opening.from > 0) all.push({ is: 'resumes', at: { day, ofDay: opening.from } });
    begun = true;
    counted.slice(1).forEach((span, index) => {
      const gap = { from: (counted[index] as Span).to, to: span.from };
      const rest = breaks.some((each) => each.from <= gap.from && gap.to <= each.to);
      all.push({ is: rest ? 'break' : 'shut', from: { day, ofDay: gap.from }, to: { day, ofDay: gap.to } });
    });
    if (day < due.day && closesAt < DAY_MS) all.push({ is: 'closes', at: { day, ofDay: closesAt } });
  }
  return all;
}

/** How an amount of working days comes to be due at `due`, day by day. */
export function courseOfDays(calendar: Calendar, from: number, due: WallMoment, resumed = false): Happening[] {
  const start = wallMoment(calendar, from);
  const all: Happening[] = [{ is: resumed ? 'resumes' : 'received', at: start }];
  const startCounts = resumed && start.ofDay < calendar.planOf(start.day).closesAt;
  let nth = 0;
  for (let day = startCounts ? start.day : start.day + 1; day <= due.day; day++) {
    if (calendar.planOf(day).totalMs === 0) addClosedDay(calendar, all, day);
    else all.push({ is: 'workday', nth: ++nth, day });
  }
  const period = calendar.periodOf(due.day);
  if (period !== undefined) all.push({ is: 'hours', period });
  if (due.ofDay < DAY_MS) all.push({ is: 'closes', at: due });
  return all;
}

/** @param closing whether a moment at midnight is meant as the end of the day before */
export function wallMoment(calendar: Calendar, at: number, closing = false): WallMoment {
  const day = calendar.dayOf(closing ? at - 1 : at);
  return { day, ofDay: at - calendar.startOf(day) };
}

function addClosedDay(calendar: Calendar, all: Happening[], day: DayNumber): void {
  const weekday = weekdayOf(day);
  const holiday = calendar.holidayOf(day);
  const last = all.at(-1) as Happening;
  const usual = (calendar.periodOf(day)?.hours ?? calendar.weekOf(day))[weekday] as DayHours;
  // A holiday that falls on a weekend takes nothing away and explains nothing.
  if (usual.open.length === 0 && (weekday === 0 || weekday === 6)) {
    if (last.is !== 'weekend') all.push({ is: 'weekend' });
  } else if (holiday !== undefined) {
    const same = last.is === 'holiday' && last.holiday.name.id === holiday.name.id;
    if (same && last.holiday.kind === holiday.kind) all[all.length - 1] = { ...last, last: day };
    else all.push({ is: 'holiday', holiday, first: day, last: day });
  } else extend(all, 'closed', day);
}

function extend(all: Happening[], is: 'closed' | 'full', day: DayNumber): void {
  const last = all.at(-1) as Happening;
  if (last.is === is) all[all.length - 1] = { ...last, last: day };
  else all.push({ is, first: day, last: day });
}
