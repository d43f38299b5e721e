import { type Fault, FileFault } from '../shared/file-fault.ts';
import { type CsvRow, readCsv } from '../shared/read-csv.ts';
import type { Holiday, HolidayTable } from './definition.ts';
import { fixedDays } from './fixed-days.ts';
import { type Column, columns, type HolidayRow, holidayRow, type Places } from './holiday-rows.ts';
import type { OfficeDay } from './office-day.ts';

/** A table that can be used, and what somebody should look at before it is. */
export interface HolidayImport {
  readonly table: HolidayTable;
  readonly doubts: readonly Fault[];
}

/** A table as it was read, with whatever is wrong in it. */
export interface HolidayFile {
  /** Why it cannot be read; there are no rows then. */
  readonly faults: readonly Fault[];
  /** Headings that nobody knows: what stands below them is not read. */
  readonly ignored: readonly string[];
  /** The year of most rows; null: of none that could be read. */
  readonly year: number | null;
  readonly rows: readonly HolidayRow[];
}

const columnNames = Object.keys(columns) as Column[];

/**
 * Reads a year's holidays from CSV: a header with tanggal, jenis, nama and, if wanted, hari and name (English), then
 * one line for each day. A date is 2026-03-21, 21/3/2026 or 21 Maret 2026, its month spelled as people do; jenis is
 * libur nasional, cuti bersama or libur lokal. A weekday, in its column or before the date, is held against the date:
 * the decree prints both. Pure.
 */
export function readHolidays(text: string): HolidayFile {
  const { rows, openQuote } = readCsv(text);
  const refused = (ignored: readonly string[], ...faults: Fault[]): HolidayFile => ({
    ...{ faults, ignored, year: null, rows: [] },
  });
  if (openQuote !== null) {
    return refused([], {
      line: openQuote,
      id: 'tanda kutip dibuka dan tidak ditutup: tutup atau hapus',
      en: 'a quotation mark is opened and never closed: close or remove it',
    });
  }
  const [header, ...body] = rows;
  const { places, ignored, width, faults } = placesOf(header);
  if (faults.length > 0) return refused(ignored, ...faults);
  if (body.length === 0) {
    return refused(ignored, {
      line: null,
      id: 'tidak ada hari libur: isi satu baris untuk setiap hari',
      en: 'there is no holiday: write one line for each day',
    });
  }
  const read = body.map((row) => holidayRow(row, places, width));
  const year = yearOf(read);
  return { faults: [], ignored, year, rows: withOthers(read, year) };
}

/**
 * The table of a file, where nothing is wrong with it.
 * @throws FileFault with every fault, each with its line
 */
export function parseHolidays(text: string, file: string): HolidayImport {
  const { faults: ofFile, ignored, year, rows } = readHolidays(text);
  const names = columnNames.map((name) => columns[name][0]).join(', ');
  const unknown = ignored.map((name) => ({
    // A heading stands in a row.
    line: (readCsv(text).rows[0] as CsvRow).line,
    id: `kolom "${name}" tidak dikenal: pakai ${names}`,
    en: `column "${name}" is not known: use ${names}`,
  }));
  const ofRows = rows.flatMap(({ line, faults }) => faults.map((words) => ({ line, ...words })));
  const faults =
    unknown.length > 0 ? [...unknown, ...ofFile.filter(({ line }) => line !== null)] : [...ofFile, ...ofRows];
  if (faults.length > 0) throw new FileFault(file, faults);
  // Without a fault there is a row, and each is a holiday.
  const ofYear = year as number;
  const holidays = rows.map(({ holiday }) => holiday as Holiday).sort((a, b) => a.day.localeCompare(b.day));
  return {
    table: { year: ofYear, holidays },
    doubts: missingDays(ofYear, holidays).map((day) => ({
      line: null,
      id: `${day} libur nasional setiap tahun dan tidak ada di sini: periksa apakah berkasnya lengkap`,
      en: `${day} is a national holiday every year and is not here: check that the file is complete`,
    })),
  };
}

/** The days that are a national holiday every year, and are none in a table of the nation's days. */
export function missingDays(year: number, holidays: readonly Holiday[]): readonly OfficeDay[] {
  const national = holidays.filter(({ kind }) => kind === 'national');
  // A table of an office's own days need not repeat the nation's.
  if (national.length === 0) return [];
  return fixedDays(year)
    .map(({ day }) => day)
    .filter((day) => !national.some((each) => each.day === day));
}

function placesOf(header: CsvRow | undefined): {
  readonly places: Places;
  readonly ignored: readonly string[];
  readonly width: number;
  readonly faults: readonly Fault[];
} {
  const places: Partial<Record<Column, number>> = {};
  const ignored: string[] = [];
  const faults: Fault[] = [];
  const { line, cells } = header ?? { line: null, cells: [] };
  cells.forEach((cell, index) => {
    if (cell === '') return;
    const word = cell.toLowerCase().replace(/\.$/, '');
    const column = columnNames.find((name) => (columns[name] as readonly string[]).includes(word));
    if (column === undefined) ignored.push(cell);
    else if (places[column] !== undefined) {
      faults.push({
        line,
        id: `kolom ${cell} ada dua: hapus satu`,
        en: `column ${cell} stands twice: remove one`,
      });
    } else places[column] = index;
  });
  const missing = (['date', 'kind', 'name'] as const).find((column) => places[column] === undefined);
  if (missing !== undefined && faults.length === 0) {
    const name = columns[missing][0];
    faults.push({
      line,
      id: `kolom ${name} tidak ada: baris pertama harus memuat tanggal, jenis, nama`,
      en: `column ${name} is missing: the first line must name tanggal, jenis, nama`,
    });
  }
  const width = cells.findLastIndex((cell) => cell !== '') + 1;
  return { places, ignored, width, faults };
}

const yearIn = ({ day }: Holiday): number => Number(day.slice(0, 4));

/** That of most rows; of two that are as many, the one that comes first. */
function yearOf(rows: readonly HolidayRow[]): number | null {
  const counts = new Map<number, number>();
  for (const { holiday } of rows) {
    if (holiday !== null) counts.set(yearIn(holiday), (counts.get(yearIn(holiday)) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? null;
}

/** What is wrong with a row beside the others. */
function withOthers(rows: readonly HolidayRow[], year: number | null): readonly HolidayRow[] {
  const seen = new Map<OfficeDay, number>();
  return rows.map((row) => {
    if (row.holiday === null) return row;
    const { day } = row.holiday;
    const before = seen.get(day);
    seen.set(day, before ?? row.line);
    if (before !== undefined) {
      const twice = {
        id: `${day} sudah ada di baris ${before}: hapus salah satu, atau gabungkan namanya`,
        en: `${day} stands on line ${before} already: remove one of them, or join their names`,
      };
      return { ...row, faults: [...row.faults, twice] };
    }
    if (yearIn(row.holiday) === year) return row;
    const other = {
      id: `${day} bukan tahun ${year}: satu berkas memuat satu tahun`,
      en: `${day} is not in ${year}: a file holds one year`,
    };
    return { ...row, faults: [...row.faults, other] };
  });
}
