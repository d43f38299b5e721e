import type { Calendar } from './calendar.ts';
import { mustBeLength, mustBeWhole } from './working-time.ts';

/**
 * The close of the `count`th working day after the day of `at` (epoch ms). The day of `at` itself never counts,
 * whether it began before opening, in the middle or after closing: what comes in on Friday at 15.55 or on Saturday and
 * has two working days is due on Tuesday at closing. No days at all are due at `at` itself.
 * A day of 24 hours closes at the midnight that begins the next one.
 * @param resumed the counting goes on after a stop: the day of `at` counts too, if it has not closed yet. Not to
 *   be said on the very day on which the whole began: that one would count after all.
 *   `addWorkdays(c, addWorkdays(c, at, a), b, true)` is `addWorkdays(c, at, a + b)`.
 * @throws RangeError if `count` is negative, or either is no whole number
 */
export function addWorkdays(calendar: Calendar, at: number, count: number, resumed = false): number {
  mustBeWhole(at);
  mustBeLength(count);
  if (count === 0) return at;
  const day = calendar.workdays.dayReaching(notCounted(calendar, at, resumed) + count);
  return calendar.startOf(day) + calendar.planOf(day).closesAt;
}

/**
 * How many working days after the day of `from` have closed by `to` (both epoch ms); 0 if `to` comes before. The
 * inverse of {@link addWorkdays}: a due time is the first moment at which the count is reached. A working day that is
 * not over is not spent.
 * @param resumed the day of `from` counts too, if it had not closed by then
 * @throws RangeError if either is no whole number
 */
export function workdaysBetween(calendar: Calendar, from: number, to: number, resumed = false): number {
  mustBeWhole(from);
  mustBeWhole(to);
  return Math.max(0, closedBy(calendar, to) - notCounted(calendar, from, resumed));
}

/**
 * What began before this moment (epoch ms) is at least `count` working days old at `at`, as {@link workdaysBetween} counts
 * them; what began at it or later is not.
 * @param count above 0
 * @throws RangeError if `count` is negative, or either is no whole number
 */
export function workdaysOldBefore(calendar: Calendar, at: number, count: number): number {
  mustBeWhole(at);
  mustBeLength(count);
  return calendar.startOf(calendar.workdays.dayReaching(closedBy(calendar, at) - count + 1));
}

/** The working days that have closed by a moment, its own included. */
function closedBy(calendar: Calendar, at: number): number {
  const day = calendar.dayOf(at);
  const { totalMs, closesAt } = calendar.planOf(day);
  const today = totalMs > 0 && at - calendar.startOf(day) >= closesAt ? 1 : 0;
  return calendar.workdays.before(day) + today;
}

/** The working days up to a moment that a count from it leaves out. */
function notCounted(calendar: Calendar, at: number, resumed: boolean): number {
  return resumed ? closedBy(calendar, at) : calendar.workdays.before(calendar.dayOf(at) + 1);
}
