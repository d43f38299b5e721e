import type { Calendar } from './calendar.ts';
import { type DayNumber, officeDayOf } from './day-number.ts';

/**
 * The years of a stretch of days, both included, of which the calendar knows the fixed national holidays only; what is
 * counted through them is provisional. None where national holidays do not close it.
 */
export function provisionalYears(calendar: Calendar, first: DayNumber, last: DayNumber): readonly number[] {
  if (!calendar.definition.closedOn.includes('national')) return [];
  const [from, to] = [first, last].map((day) => Number(officeDayOf(day).slice(0, 4))) as [number, number];
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return years.filter((year) => !calendar.years.has(year));
}
