import type { Holiday } from './definition.ts';
import type { HolidayRow } from './holiday-rows.ts';
import { type HolidayFile, missingDays } from './holiday-table.ts';
import { changeOfDay, holidaysInForce, type SourcedTable } from './in-force.ts';
import type { OfficeDay } from './office-day.ts';
import { type EntryChange, type OwnEntries, sameHoliday } from './own-entries.ts';

/** What would come of a row: a holiday more, one that is otherwise now, nothing, or nothing before it is mended. */
export interface PlannedHoliday extends HolidayRow {
  readonly outcome: 'add' | 'change' | 'same' | 'faulty';
}

/** What would come of a year's table. */
export interface TablePlan extends Pick<HolidayFile, 'faults' | 'ignored' | 'year'> {
  readonly rows: readonly PlannedHoliday[];
  /** Holidays of the nation that the table does not have, and that would be none any more. */
  readonly removed: readonly Holiday[];
  /** National holidays of every year that it does not have. */
  readonly doubts: readonly OfficeDay[];
  /** All holidays of the year would be known by it: it has the nation's days, and nothing in it is wrong. */
  readonly whole: boolean;
  readonly entries: readonly EntryChange[];
}

/** What cannot be read has faults. */
const goodOf = (rows: readonly HolidayRow[]): readonly Holiday[] =>
  rows.filter(({ faults }) => faults.length === 0).map(({ holiday }) => holiday as Holiday);

/**
 * How a year's table comes into force, by its rows that are good. One in which nothing is wrong takes the place of the
 * nation's days that held, and makes the year known; local days that it does not name stay. One with faulty rows adds
 * and changes only: what they would have said is not known. Pure.
 */
export function planTable(file: HolidayFile, tables: readonly SourcedTable[], own: OwnEntries): TablePlan {
  const { faults, ignored, year } = file;
  if (year === null) {
    const rows = file.rows.map((row) => ({ ...row, outcome: 'faulty' }) as const);
    return { faults, ignored, year, rows, removed: [], doubts: [], whole: false, entries: [] };
  }
  const { holidays, known } = holidaysInForce(year, tables, own);
  const now = new Map(holidays.flatMap((one) => (one.gone ? [] : [[one.day, one] as const])));
  const good = goodOf(file.rows);
  const whole = good.length === file.rows.length && good.some(({ kind }) => kind === 'national');
  const then = whole ? (known ? own : withYear(own, year)) : own;
  const named = new Set(good.map(({ day }) => day));
  const removed = whole ? [...now.values()].filter(({ day, kind }) => kind !== 'local' && !named.has(day)) : [];
  const changes = [
    ...good.map(({ day, ...said }) => changeOfDay(day, said, tables, then)),
    ...removed.map(({ day }) => changeOfDay(day, null, tables, then)),
  ].filter((one) => one !== null);
  const outcomeOf = ({ holiday, faults: wrong }: HolidayRow): PlannedHoliday['outcome'] => {
    if (wrong.length > 0) return 'faulty';
    const is = holiday as Holiday;
    const before = now.get(is.day);
    if (before === undefined) return 'add';
    return sameHoliday(before, is) ? 'same' : 'change';
  };
  return {
    ...{ faults, ignored, year, whole },
    rows: file.rows.map((row) => ({ ...row, outcome: outcomeOf(row) })),
    removed: removed.map(({ day, kind, name }) => ({ day, kind, name })),
    doubts: missingDays(year, good),
    entries: whole && !known ? [yearKnown(year), ...changes] : changes,
  };
}

/**
 * How a year becomes known by what holds of it already: the days that held by their dates alone are said from then on.
 * Null: it is known. Pure.
 */
export function completeYear(
  year: number,
  tables: readonly SourcedTable[],
  own: OwnEntries,
): readonly EntryChange[] | null {
  const { holidays, known } = holidaysInForce(year, tables, own);
  if (known) return null;
  const then = withYear(own, year);
  // What files or the office say goes on by itself.
  const kept = holidays
    .filter(({ gone }) => !gone)
    .map(({ day, kind, name }) => changeOfDay(day, { kind, name }, tables, then));
  return [yearKnown(year), ...kept.filter((one) => one !== null)];
}

/** How a year that was said to be known is not any more; null: it was not said here. Pure. */
export function reopenYear(year: number, own: OwnEntries): readonly EntryChange[] | null {
  if (!own.years.has(year)) return null;
  return [{ kind: 'year', key: String(year), before: { whole: true }, after: null }];
}

const withYear = (own: OwnEntries, year: number): OwnEntries => ({ ...own, years: new Set([...own.years, year]) });
const yearKnown = (year: number): EntryChange => ({
  ...{ kind: 'year', key: String(year), before: null, after: { whole: true } },
});
