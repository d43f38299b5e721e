import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { HolidayTable } from '../../domain/calendar/definition.ts';
import { parseHolidays } from '../../domain/calendar/holiday-table.ts';
import { countsText, differences, holidaysText } from '../../domain/calendar/table-text.ts';
import { FileFault, faultLine } from '../../domain/shared/file-fault.ts';
import type { Words } from '../../domain/shared/words.ts';

export interface ImportDeps {
  /** The CSV file to take in. */
  readonly file: string;
  /** What year it must be of; null: whichever it is. */
  readonly year: number | null;
  readonly replace: boolean;
  /** Where the office's own calendars are kept. */
  readonly folder: string;
  /** The tables in use, by the names of their files. */
  readonly tables: ReadonlyMap<string, HolidayTable>;
  readonly language: 'id' | 'en';
}

/** What there is to say, line by line, and whether the table is in use now. */
export interface Imported {
  readonly lines: readonly string[];
  readonly done: boolean;
}

/**
 * Takes a year's holidays in: says what changes against what was known, and writes the table among the office's own
 * calendars. A table that is known and says otherwise is replaced only when that is asked for.
 * @throws FileFault with every fault of the file, each with its line
 */
export function importHolidays({ file, year, replace, folder, tables, language }: ImportDeps): Imported {
  const { table, doubts } = parseHolidays(readFileSync(file, 'utf8'), basename(file));
  if (year !== null && table.year !== year)
    throw new FileFault(basename(file), [{ line: null, ...otherYear(table, year) }]);
  const name = nameOf(table);
  const path = join(folder, name);
  const known = tables.get(name) ?? { year: table.year, holidays: [] };
  const changes = differences(known, table);
  const lines = [
    `${basename(file)}: ${table.year}: ${countsText(table)}`,
    ...doubts.map((doubt) => `! ${faultLine(doubt, basename(file), language)}`),
    ...changes,
  ];
  if (changes.length === 0 && tables.has(name)) return { lines: [...lines, said.same(name)[language]], done: true };
  if (tables.has(name) && !replace) return { lines: [...lines, said.refused(name)[language]], done: false };
  mkdirSync(folder, { recursive: true });
  // A server that starts now finds the old table or the new one, never half of it.
  writeFileSync(`${path}.new`, holidaysText(table));
  renameSync(`${path}.new`, path);
  return { lines: [...lines, said.written(path)[language]], done: true };
}

/** The nation's table of a year has one name, so that a new decree takes the old one's place; so have an office's days. */
function nameOf({ year, holidays }: HolidayTable): string {
  return `${holidays.some(({ kind }) => kind !== 'local') ? 'holidays' : 'local-holidays'}-${year}.csv`;
}

const otherYear = (table: HolidayTable, year: number): Words => ({
  id: `berisi tahun ${table.year}, bukan ${year}: periksa berkas atau --year`,
  en: `it is of ${table.year}, not ${year}: check the file or --year`,
});

const said = {
  same: (name: string): Words => ({
    id: `${name} sudah sama: tidak ada yang ditulis`,
    en: `${name} says the same already: nothing was written`,
  }),
  refused: (name: string): Words => ({
    id: `${name} sudah ada dan isinya lain: tidak ditulis. Tambahkan --replace bila perubahan di atas memang benar`,
    en: `${name} is known and says otherwise: nothing was written. Add --replace if the changes above are right`,
  }),
  written: (path: string): Words => ({
    id: `ditulis ke ${path}; berlaku saat server dinyalakan ulang`,
    en: `written to ${path}; in force when the server is started anew`,
  }),
};
