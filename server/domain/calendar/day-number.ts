import type { OfficeDay } from './office-day.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** An office day as the number of days since 1 January 1970, a Thursday: dates that can be added and indexed. */
export type DayNumber = number;

/** 0 is Sunday, as in `Date`. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** @param day a real date, see {@link isOfficeDay} */
export function dayNumber(day: OfficeDay): DayNumber {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

export function officeDayOf(day: DayNumber): OfficeDay {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(day: DayNumber): Weekday {
  // 1970 began on a Thursday; the second remainder is for the days before it.
  return ((((day + 4) % 7) + 7) % 7) as Weekday;
}

/** Whether a text is a date that exists, written `YYYY-MM-DD`. */
export function isOfficeDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  // 31 February parses as 3 March in some engines; written otherwise, it is not the same text.
  return !Number.isNaN(at) && officeDayOf(at / DAY_MS) === text;
}
