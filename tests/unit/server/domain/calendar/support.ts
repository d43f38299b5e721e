import { readFileSync } from 'node:fs';
import { type Calendar, createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { parseHolidays } from '../../../../../server/domain/calendar/holiday-table.ts';
import type { OfficeZone } from '../../../../../server/domain/calendar/office-day.ts';
import { parseCalendar } from '../../../../../server/domain/calendar/parse.ts';

/** A file of `server/calendars`. */
export const shippedFile = (name: string) =>
  readFileSync(new URL(`../../../../../server/calendars/${name}`, import.meta.url), 'utf8');

export const table2026 = parseHolidays(shippedFile('holidays-2026.csv'), 'holidays-2026.csv').table;

/** A calendar as it is shipped, with the table of 2026. */
export const shipped = (name: string, zone: OfficeZone = 'Asia/Jakarta'): Calendar =>
  createCalendar(parseCalendar(shippedFile(`${name}.yaml`), `${name}.yaml`), [table2026], zone);

/** A calendar of these lines below `hours:`, closed on every holiday of 2026. */
export const calendarOf = (hours: string, zone: OfficeZone = 'Asia/Jakarta', more = ''): Calendar => {
  const text = `id: x\nof: service\ntitle: { id: x, en: x }\nsource: x\nclosed_on: [national, joint_leave]\nhours:\n${hours}\n${more}`;
  return createCalendar(parseCalendar(text, 'x.yaml'), [table2026], zone);
};

/** A moment on the wall of an office in WIB: `2026-11-20 15:40`. */
export const wib = (text: string) => Date.parse(`${text.replace(' ', 'T')}+07:00`);
