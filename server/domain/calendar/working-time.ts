import type { Calendar } from './calendar.ts';
import { countedUntil, momentOf } from './day-plan.ts';

/**
 * The first moment at which `ms` of working time have passed since `at` (both epoch ms). What begins outside hours
 * begins at the next opening. A moment that falls on a closing stays there and does not move to the next opening:
 * a target is inclusive. No time at all is due at `at` itself, open or closed.
 * @throws RangeError if `ms` is negative, or either is no whole number
 */
export function addWorkingTime(calendar: Calendar, at: number, ms: number): number {
  mustBeWhole(at);
  mustBeLength(ms);
  if (ms === 0) return at;
  const target = worked(calendar, at) + ms;
  const day = calendar.time.dayReaching(target);
  return calendar.startOf(day) + momentOf(calendar.planOf(day), target - calendar.time.before(day));
}

/**
 * Working time between two moments (epoch ms), ms; negative if `to` comes before `from`. The inverse of
 * {@link addWorkingTime}: `workingTimeBetween(calendar, at, addWorkingTime(calendar, at, ms))` is `ms`.
 * @throws RangeError if either is no whole number
 */
export function workingTimeBetween(calendar: Calendar, from: number, to: number): number {
  mustBeWhole(from);
  mustBeWhole(to);
  return worked(calendar, to) - worked(calendar, from);
}

/** Whether time counts at a moment (epoch ms): at an opening yes, at a closing no. */
export function isOpenAt(calendar: Calendar, at: number): boolean {
  const day = calendar.dayOf(at);
  const ofDay = at - calendar.startOf(day);
  return calendar.planOf(day).spans.some(({ from, to }) => from <= ofDay && ofDay < to);
}

function worked(calendar: Calendar, at: number): number {
  const day = calendar.dayOf(at);
  return calendar.time.before(day) + countedUntil(calendar.planOf(day), at - calendar.startOf(day));
}

export function mustBeWhole(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
}

export function mustBeLength(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number of 0 or more`);
}
