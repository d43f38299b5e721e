import { type HolidayFile, readHolidays } from '../../domain/calendar/holiday-table.ts';
import { completeYear, planTable, reopenYear, type TablePlan } from '../../domain/calendar/table-plan.ts';
import { textOf } from '../../domain/shared/file-text.ts';
import { cleaned } from '../../domain/shared/typed.ts';
import type { Actor } from '../people/policies.ts';
import type { CalendarRefusal, OfficeCalendar } from './office-calendar.ts';

/** What would come of a file, by what was said when it was looked at. */
export interface LookedTable extends TablePlan {
  readonly version: number;
}

export interface TableImport {
  /** As it was when the file was looked at: what is said otherwise since is not written over unseen. */
  readonly version: number;
  /** Rows in which something is wrong are left out; else nothing is done with any of them. */
  readonly onlyGood: boolean;
}

export type YearTables = ReturnType<typeof createYearTables>;

/** Whole years of holidays: by a file of the office, or by saying that what is there is all. */
export function createYearTables({ now, sourced, change }: Pick<OfficeCalendar, 'now' | 'sourced' | 'change'>) {
  const read = (bytes: Uint8Array): HolidayFile => readHolidays(cleaned(textOf(bytes)));
  return {
    /** @param bytes of the file, as it is; nothing is written */
    preview: (bytes: Uint8Array): LookedTable => {
      const { version, own } = now();
      return { ...planTable(read(bytes), sourced, own), version };
    },
    /** Takes a table over, as it was looked at. */
    take: (actor: Actor, bytes: Uint8Array, { version, onlyGood }: TableImport): Promise<CalendarRefusal | null> =>
      change(actor, 'table', (own, _past, state) => {
        if (state.version !== version) return 'calendar_moved';
        const { faults, rows, entries } = planTable(read(bytes), sourced, own);
        const wrong = rows.filter(({ outcome }) => outcome === 'faulty').length;
        if (faults.length > 0 || wrong === rows.length || (wrong > 0 && !onlyGood)) return 'table_faulty';
        return entries;
      }),
    /** From now on promises into the year are made for good. */
    complete: (actor: Actor, year: number) =>
      change(actor, 'completed', (own) => completeYear(year, sourced, own) ?? 'year_known'),
    /** Promises that are made from now on into the year are provisional again; those that were made are not. */
    reopen: (actor: Actor, year: number) =>
      change(actor, 'reopened', (own) => reopenYear(year, own) ?? 'year_not_said'),
  };
}
