import { type Fault, FileFault } from '../shared/file-fault.ts';
import { type CsvRow, readCsv } from '../shared/read-csv.ts';
import type { Words } from '../shared/words.ts';
import { dayNumber, isOfficeDay, type Weekday, weekdayOf } from './day-number.ts';
import type { Holiday, HolidayKind, HolidayTable } from './definition.ts';
import { fixedDays } from './fixed-days.ts';
import { monthNamed } from './month-names.ts';
import { weekdays } from './names.ts';
import type { OfficeDay } from './office-day.ts';

/** A table that can be used, and what somebody should look at before it is. */
export interface HolidayImport {
  readonly table: HolidayTable;
  readonly doubts: readonly Fault[];
}

/** The words of a header, in lower case, and what stands below them. */
const columns = {
  date: ['tanggal', 'date'],
  kind: ['jenis', 'kind'],
  name: ['nama', 'keterangan'],
  english: ['name'],
  weekday: ['hari', 'weekday'],
} as const;
type Column = keyof typeof columns;
const columnNames = Object.keys(columns) as Column[];

const kinds: Readonly<Record<string, HolidayKind>> = {
  'libur nasional': 'national',
  'hari libur nasional': 'national',
  national: 'national',
  'cuti bersama': 'joint_leave',
  'hari cuti bersama': 'joint_leave',
  joint_leave: 'joint_leave',
  'libur lokal': 'local',
  'libur daerah': 'local',
  local: 'local',
};

/**
 * Reads a year's holidays from CSV: a header with tanggal, jenis, nama and, if wanted, hari and name (English), then
 * one line for each day. A date is 2026-03-21, 21/3/2026 or 21 Maret 2026, its month spelled as people do; jenis is
 * libur nasional, cuti bersama or libur lokal. A weekday, in its column or before the date, is held against the date:
 * the decree prints both.
 * @throws FileFault with every fault, each with its line
 */
export function parseHolidays(text: string, file: string): HolidayImport {
  const { rows, openQuote } = readCsv(text);
  if (openQuote !== null) {
    throw new FileFault(file, [
      {
        line: openQuote,
        id: 'tanda kutip dibuka dan tidak ditutup: tutup atau hapus',
        en: 'a quotation mark is opened and never closed: close or remove it',
      },
    ]);
  }
  const faults: Fault[] = [];
  const [header, ...body] = rows;
  const places = placesOf(header, faults);
  if (faults.length === 0 && body.length === 0) {
    faults.push({
      line: null,
      id: 'tidak ada hari libur: isi satu baris untuk setiap hari',
      en: 'there is no holiday: write one line for each day',
    });
  }
  if (faults.length > 0) throw new FileFault(file, faults);

  const read = body.flatMap((row) => {
    const holiday = holidayOf(row, places, faults);
    return holiday === null ? [] : [{ line: row.line, holiday }];
  });
  const year = Number(read[0]?.holiday.day.slice(0, 4));
  const seen = new Map<OfficeDay, number>();
  for (const { line, holiday } of read) {
    const before = seen.get(holiday.day);
    if (before !== undefined) {
      faults.push({
        line,
        id: `${holiday.day} sudah ada di baris ${before}: hapus salah satu, atau gabungkan namanya`,
        en: `${holiday.day} stands on line ${before} already: remove one of them, or join their names`,
      });
    } else if (!holiday.day.startsWith(`${year}-`)) {
      faults.push({
        line,
        id: `${holiday.day} bukan tahun ${year}: satu berkas memuat satu tahun`,
        en: `${holiday.day} is not in ${year}: a file holds one year`,
      });
    }
    seen.set(holiday.day, before ?? line);
  }
  if (faults.length > 0) throw new FileFault(file, faults);
  const holidays = read.map(({ holiday }) => holiday).sort((a, b) => a.day.localeCompare(b.day));
  return { table: { year, holidays }, doubts: doubtsOf(year, holidays) };
}

function placesOf(header: CsvRow | undefined, faults: Fault[]): Partial<Record<Column, number>> {
  const places: Partial<Record<Column, number>> = {};
  header?.cells.forEach((cell, index) => {
    const column = columnNames.find((name) => (columns[name] as readonly string[]).includes(cell.toLowerCase()));
    const names = columnNames.map((name) => columns[name][0]).join(', ');
    if (column === undefined) {
      faults.push({
        line: header.line,
        id: `kolom "${cell}" tidak dikenal: pakai ${names}`,
        en: `column "${cell}" is not known: use ${names}`,
      });
    } else if (places[column] !== undefined) {
      faults.push({
        line: header.line,
        id: `kolom ${cell} ada dua: hapus satu`,
        en: `column ${cell} stands twice: remove one`,
      });
    } else places[column] = index;
  });
  for (const column of ['date', 'kind', 'name'] as const) {
    if (places[column] === undefined && faults.length === 0) {
      const name = columns[column][0];
      faults.push({
        line: header?.line ?? null,
        id: `kolom ${name} tidak ada: baris pertama harus memuat tanggal, jenis, nama`,
        en: `column ${name} is missing: the first line must name tanggal, jenis, nama`,
      });
    }
  }
  return places;
}

function holidayOf(row: CsvRow, places: Partial<Record<Column, number>>, faults: Fault[]): Holiday | null {
  const cell = (column: Column) => row.cells[places[column] ?? -1] ?? '';
  const found: Words[] = [];
  const [, before = '', date = ''] = /^(?:([a-z'’]+)\s*,?\s+(?=\d))?(.*)$/i.exec(cell('date')) ?? [];
  const day = dayOf(date);
  const kind = kinds[cell('kind').toLowerCase().replace(/\s+/g, ' ')];
  const name = cell('name');
  if (row.cells.length > Object.keys(places).length) {
    found.push({
      id: 'selnya lebih banyak daripada kolom: beri tanda kutip pada nama yang memuat pemisah',
      en: 'it has more cells than there are columns: put a name that contains the separator in quotation marks',
    });
  }
  if (day === null) {
    found.push({
      id: `"${cell('date')}" bukan tanggal: tulis satu hari per baris, seperti 2026-03-21, 21/3/2026 atau 21 Maret 2026`,
      en: `"${cell('date')}" is no date: write one day on each line, such as 2026-03-21, 21/3/2026 or 21 Maret 2026`,
    });
  } else found.push(...weekdayFaults(before, day), ...weekdayFaults(cell('weekday'), day));
  if (kind === undefined) {
    found.push({
      id: `jenis "${cell('kind')}" tidak dikenal: pakai libur nasional, cuti bersama, atau libur lokal`,
      en: `kind "${cell('kind')}" is not known: use libur nasional, cuti bersama or libur lokal`,
    });
  }
  if (name === '') found.push({ id: 'nama kosong: isi nama hari libur', en: 'the name is empty: name the holiday' });
  faults.push(...found.map((words) => ({ line: row.line, ...words })));
  if (day === null || kind === undefined) return null;
  return { day, kind, name: { id: name, en: cell('english') || name } };
}

function dayOf(text: string): OfficeDay | null {
  const parts = /^(\d{1,2})(?:\s*[/.-]\s*|\s+)(\d{1,2}|[a-z]+)(?:\s*[/.-]\s*|\s+)(\d{4})$/i.exec(text);
  if (parts === null) return isOfficeDay(text) ? text : null;
  const [date, month, year] = parts.slice(1) as [string, string, string];
  const number = String(monthNamed(month) ?? month);
  const day = `${year}-${number.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isOfficeDay(day) ? day : null;
}

function weekdayFaults(said: string, day: OfficeDay): Words[] {
  const plain = said
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace('ahad', 'minggu');
  const is: Weekday = weekdayOf(dayNumber(day));
  const right = plain === weekdays.id[is].toLowerCase() || plain.startsWith(weekdays.en[is].toLowerCase());
  if (plain === '' || right) return [];
  return [
    {
      id: `${day} jatuh pada hari ${weekdays.id[is]}, bukan "${said}": periksa tanggal atau harinya`,
      en: `${day} is a ${weekdays.en[is]}, not "${said}": check the date or the weekday`,
    },
  ];
}

function doubtsOf(year: number, holidays: readonly Holiday[]): Fault[] {
  const national = holidays.filter(({ kind }) => kind === 'national');
  // A table of an office's own days need not repeat the nation's.
  if (national.length === 0) return [];
  const missing = fixedDays(year)
    .map(({ day }) => day)
    .filter((day) => !national.some((each) => each.day === day));
  return missing.map((day) => ({
    line: null,
    id: `${day} libur nasional setiap tahun dan tidak ada di sini: periksa apakah berkasnya lengkap`,
    en: `${day} is a national holiday every year and is not here: check that the file is complete`,
  }));
}
