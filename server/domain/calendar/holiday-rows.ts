import type { CsvRow } from '../shared/read-csv.ts';
import type { Words } from '../shared/words.ts';
import { dayNumber, isOfficeDay, type Weekday, weekdayOf } from './day-number.ts';
import type { Holiday, HolidayKind } from './definition.ts';
import { fixedYears } from './fixed-days.ts';
import { monthNamed } from './month-names.ts';
import { weekdays } from './names.ts';
import type { OfficeDay } from './office-day.ts';

/** The words of a header, in lower case, and what stands below them. */
export const columns = {
  date: ['tanggal', 'date', 'tgl'],
  kind: ['jenis', 'kind'],
  name: ['nama', 'keterangan'],
  english: ['name'],
  weekday: ['hari', 'weekday'],
} as const;
export type Column = keyof typeof columns;
/** Which cell of a row stands below which word. */
export type Places = Readonly<Partial<Record<Column, number>>>;

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

/** As much of a name as a form takes. */
const nameAtMost = 120;

/** What somebody typed in a row, as it stands there. */
export interface TypedHoliday {
  readonly date: string;
  readonly kind: string;
  readonly name: string;
}

/** A row of a table. What has faults is no holiday yet, though date and kind may be readable. */
export interface HolidayRow {
  /** From 1, with the header's. */
  readonly line: number;
  readonly typed: TypedHoliday;
  /** Null: date or kind cannot be read. */
  readonly holiday: Holiday | null;
  readonly faults: readonly Words[];
}

/**
 * Reads a row.
 * @param width how many columns the header has
 */
export function holidayRow(row: CsvRow, places: Places, width: number): HolidayRow {
  const cell = (column: Column) => row.cells[places[column] ?? -1] ?? '';
  const typed = { date: cell('date'), kind: cell('kind'), name: cell('name') };
  const found: Words[] = [];
  const before = /^[a-z'’]+\s*,?\s+(?=\d)/i.exec(typed.date)?.[0] ?? '';
  const day = dayOf(typed.date.slice(before.length));
  const kind = kinds[typed.kind.toLowerCase().replace(/\s+/g, ' ')];
  if (row.cells.findLastIndex((one) => one !== '') >= width) {
    found.push({
      id: 'selnya lebih banyak daripada kolom: beri tanda kutip pada nama yang memuat pemisah',
      en: 'it has more cells than there are columns: put a name that contains the separator in quotation marks',
    });
  }
  if (day === null) {
    found.push({
      id: `"${typed.date}" bukan tanggal: tulis satu hari per baris, seperti 2026-03-21, 21/3/2026 atau 21 Maret 2026`,
      en: `"${typed.date}" is no date: write one day on each line, such as 2026-03-21, 21/3/2026 or 21 Maret 2026`,
    });
  } else
    found.push(
      ...yearFaults(day),
      ...weekdayFaults(before.split(/[\s,]/)[0] as string, day),
      ...weekdayFaults(cell('weekday'), day),
    );
  if (kind === undefined) {
    found.push({
      id: `jenis "${typed.kind}" tidak dikenal: pakai libur nasional, cuti bersama, atau libur lokal`,
      en: `kind "${typed.kind}" is not known: use libur nasional, cuti bersama or libur lokal`,
    });
  }
  if (typed.name === '')
    found.push({ id: 'nama kosong: isi nama hari libur', en: 'the name is empty: name the holiday' });
  const [id, en] = [typed.name, cell('english') || typed.name];
  if (Math.max(id.length, en.length) > nameAtMost) {
    found.push({
      id: `nama lebih panjang dari ${nameAtMost} huruf: singkatkan`,
      en: `the name is longer than ${nameAtMost} letters: shorten it`,
    });
  }
  const holiday = day === null || kind === undefined ? null : { day, kind, name: { id, en } };
  return { line: row.line, typed, holiday, faults: found };
}

function dayOf(text: string): OfficeDay | null {
  const parts = /^(\d{1,2})(?:\s*[/.-]\s*|\s+)(\d{1,2}|[a-z]+)(?:\s*[/.-]\s*|\s+)(\d{4})$/i.exec(text);
  if (parts === null) return isOfficeDay(text) ? text : null;
  const [date, month, year] = parts.slice(1) as [string, string, string];
  const number = String(monthNamed(month) ?? month);
  const day = `${year}-${number.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isOfficeDay(day) ? day : null;
}

function yearFaults(day: OfficeDay): Words[] {
  const year = Number(day.slice(0, 4));
  const { first, last } = fixedYears;
  if (first <= year && year <= last) return [];
  return [
    {
      id: `${day} di luar tahun ${first} sampai ${last}: periksa tahunnya`,
      en: `${day} is not in the years ${first} to ${last}: check the year`,
    },
  ];
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
