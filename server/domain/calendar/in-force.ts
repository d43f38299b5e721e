import type { Holiday, HolidayTable } from './definition.ts';
import { fixedDays } from './fixed-days.ts';
import type { OfficeDay } from './office-day.ts';
import { type EntryChange, type OwnDay, type OwnEntries, sameHoliday, sameValue } from './own-entries.ts';

/** A table with where it is from: shipped with the product, or a file of the office's own. */
export interface SourcedTable {
  readonly file: string;
  readonly from: 'shipped' | 'file';
  readonly table: HolidayTable;
}

/** `fixed`: of a year without a table, by its date alone. `here`: said in the administration. */
export type HolidayOrigin = SourcedTable['from'] | 'fixed' | 'here';

/** A holiday that is in force, or one of a file that was taken away (`gone`). */
export interface ListedHoliday extends Holiday {
  readonly from: HolidayOrigin;
  readonly file: string | null;
  readonly gone: boolean;
  /** What the files say of the day, where the office says otherwise; null: nothing, or the same. */
  readonly instead: Omit<Holiday, 'day'> | null;
}

export interface YearOfHolidays {
  readonly holidays: readonly ListedHoliday[];
  /** Whether all holidays are known: a table of the nation's days is there, or the office says so. */
  readonly known: boolean;
}

/** The holidays of a year as calendars count them, in the order of their dates, with those that were taken away. Pure. */
export function holidaysInForce(year: number, tables: readonly SourcedTable[], own: OwnEntries): YearOfHolidays {
  const ofYear = tables.filter(({ table }) => table.year === year);
  const byFile = ofYear.some(({ table }) => table.holidays.some(({ kind }) => kind === 'national'));
  const known = byFile || own.years.has(year);
  const files = new Map<OfficeDay, ListedHoliday>();
  const put = (holiday: Holiday, from: HolidayOrigin, file: string | null) => {
    if (!files.has(holiday.day)) files.set(holiday.day, { ...holiday, from, file, gone: false, instead: null });
  };
  for (const { file, from, table } of ofYear) for (const holiday of table.holidays) put(holiday, from, file);
  if (!known) for (const holiday of fixedDays(year)) put(holiday, 'fixed', null);
  const all = new Map(files);
  for (const [day, said] of own.days) {
    if (!day.startsWith(`${year}-`)) continue;
    const file = files.get(day);
    if (said === null) {
      if (file) all.set(day, { ...file, gone: true });
      continue;
    }
    const instead = file && !sameHoliday(file, said) ? { kind: file.kind, name: file.name } : null;
    all.set(day, { day, ...said, from: 'here', file: null, gone: false, instead });
  }
  return { holidays: [...all.values()].sort((a, b) => a.day.localeCompare(b.day)), known };
}

/**
 * How entries change so that a day is a holiday as it is said, or none (null). What the files say anyway needs no entry.
 * Null: it is so already. Pure.
 */
export function changeOfDay(
  day: OfficeDay,
  said: OwnDay,
  tables: readonly SourcedTable[],
  own: OwnEntries,
): EntryChange | null {
  const without = { ...own, days: new Map<OfficeDay, OwnDay>() };
  const file = holidaysInForce(Number(day.slice(0, 4)), tables, without).holidays.find((one) => one.day === day);
  const now = own.days.get(day);
  const before = now === undefined ? null : { holiday: now };
  const after = sameHoliday(file ?? null, said) ? null : { holiday: said };
  return sameValue(before, after) ? null : { kind: 'day', key: day, before, after };
}
