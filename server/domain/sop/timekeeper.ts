import type { Calendar } from '../calendar/calendar.ts';
import { explainDue } from '../calendar/explain.ts';
import type { Locale } from '../calendar/explain-words.ts';
import { provisionalYears } from '../calendar/provisional.ts';
import { addWorkdays, workdaysBetween } from '../calendar/workdays.ts';
import { addWorkingTime, workingTimeBetween } from '../calendar/working-time.ts';
import type { Clock } from './terms.ts';

/**
 * Knows the hours of a service. Pure: the same question has the same answer. Amounts are ms, or working days where the
 * clock is `workday`; moments are epoch ms.
 */
export interface Timekeeper {
  /**
   * The moment at which an amount that is counted on from `from` is used up.
   * @param begunAt when the counting first began: where it went on after a stop, on another day, that day counts as a
   *   working day too; the day of the beginning does not.
   */
  dueAt(clock: Clock, from: number, amount: number, begunAt: number): number;
  /** How much of the clock passes between two moments, `to` not before `from`: of working days, those that closed. */
  spent(clock: Clock, from: number, to: number, begunAt: number): number;
  /**
   * Whether a stretch up to a moment is counted without knowing all of its holidays, so that what it comes to may have
   * to be counted anew. Absent: it never is.
   */
  provisional?(clock: Clock, from: number, to: number): boolean;
  /**
   * Why a stretch is due when it is, in one line; null where the wall clock counts. Absent: it knows no hours to tell of.
   * @param stretch as asked of `dueAt`.
   */
  explain?(
    clock: Clock,
    stretch: { readonly from: number; readonly amount: number; readonly begunAt: number },
    dueAt: number,
    locale: Locale,
  ): string | null;
}

const dayMs = 86_400_000;

/** Knows no hours: always open, and every 24 h are a working day. */
export const wallClock: Timekeeper = {
  dueAt: (clock, from, amount) => from + (clock === 'workday' ? amount * dayMs : amount),
  spent: (clock, from, to) => (clock === 'workday' ? Math.floor((to - from) / dayMs) : to - from),
};

/** The hours by which a procedure is counted. */
export interface Hours {
  /** When the service is at work: `elapsed`. */
  readonly service: Calendar;
  /** When the office is: `office` and `workday`. */
  readonly office: Calendar;
}

/** Counts by calendars. */
export function createTimekeeper({ service, office }: Hours): Timekeeper {
  const resumed = (from: number, begunAt: number) => office.dayOf(from) > office.dayOf(begunAt);
  return {
    dueAt: (clock, from, amount, begunAt) => {
      switch (clock) {
        case 'call':
          return from + amount;
        case 'elapsed':
          return addWorkingTime(service, from, amount);
        case 'office':
          return addWorkingTime(office, from, amount);
        case 'workday':
          return addWorkdays(office, from, amount, resumed(from, begunAt));
      }
    },
    spent: (clock, from, to, begunAt) => {
      switch (clock) {
        case 'call':
          return to - from;
        case 'elapsed':
          return workingTimeBetween(service, from, to);
        case 'office':
          return workingTimeBetween(office, from, to);
        case 'workday':
          return workdaysBetween(office, from, to, resumed(from, begunAt));
      }
    },
    provisional: (clock, from, to) => {
      if (clock === 'call') return false;
      const calendar = clock === 'elapsed' ? service : office;
      return provisionalYears(calendar, calendar.dayOf(from), calendar.dayOf(Math.max(from, to - 1))).length > 0;
    },
    explain: (clock, { from, amount, begunAt }, dueAt, locale) => {
      switch (clock) {
        case 'call':
          return null;
        case 'workday': {
          const counted = resumed(from, begunAt) ? { workdays: amount, resumed: true } : { workdays: amount };
          return explainDue(office, from, counted, dueAt, locale);
        }
        default:
          return explainDue(clock === 'office' ? office : service, from, { workingMs: amount }, dueAt, locale);
      }
    },
  };
}
