import { dayNumber, weekdayOf } from './day-number.ts';
import { type Holiday, type HolidayKind, type HolidayTable, holidayKinds } from './definition.ts';
import { weekdays } from './names.ts';

/** What a kind of holiday is called in a decree and in a CSV file. */
const kindNames: Readonly<Record<HolidayKind, string>> = {
  national: 'libur nasional',
  joint_leave: 'cuti bersama',
  local: 'libur lokal',
};

/** The CSV that `parseHolidays` reads back as the same table. */
export function holidaysText({ holidays }: HolidayTable): string {
  const rows = holidays.map(({ day, kind, name }) => [weekdayName(day), day, kindNames[kind], name.id, name.en]);
  return [['hari', 'tanggal', 'jenis', 'nama', 'name'], ...rows]
    .map((cells) => `${cells.map(quoted).join(',')}\n`)
    .join('');
}

/** A holiday as one line for people. */
function holidayLine({ day, kind, name }: Holiday): string {
  return `${day} ${weekdayName(day)}, ${kindNames[kind]}: ${name.id}`;
}

/** How many of each kind, such as `17 libur nasional, 8 cuti bersama`. */
export function countsText({ holidays }: HolidayTable): string {
  const counts = holidayKinds.map((kind) => [kind, holidays.filter((each) => each.kind === kind).length] as const);
  return counts.flatMap(([kind, count]) => (count > 0 ? [`${count} ${kindNames[kind]}`] : [])).join(', ');
}

/** What one table says otherwise than another: `-` no longer there, `+` new, in the order of days. */
export function differences(before: HolidayTable, after: HolidayTable): string[] {
  const [was, is] = [before, after].map(({ holidays }) => holidays.map(holidayLine)) as [string[], string[]];
  const gone = was.filter((line) => !is.includes(line)).map((line) => `- ${line}`);
  const added = is.filter((line) => !was.includes(line)).map((line) => `+ ${line}`);
  const dayOf = (line: string) => line.slice(2, 12);
  return [...gone, ...added].sort((a, b) => dayOf(a).localeCompare(dayOf(b)));
}

const weekdayName = (day: string): string => weekdays.id[weekdayOf(dayNumber(day))];

const quoted = (cell: string): string => (/[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
