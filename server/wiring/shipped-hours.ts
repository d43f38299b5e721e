import { readdirSync, readFileSync } from 'node:fs';
import { type Calendar, createCalendar } from '../domain/calendar/calendar.ts';
import { parseHolidays } from '../domain/calendar/holiday-table.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import { createTimekeeper, type Timekeeper } from '../domain/sop/timekeeper.ts';

const folder = new URL('../calendars/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** A calendar of `server/calendars` with every table of holidays that lies beside it. @throws when a file has faults */
function shippedCalendar(id: string, zone: OfficeZone): Calendar {
  const tables = readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => parseHolidays(read(name), name).table);
  return createCalendar(parseCalendar(read(`${id}.yaml`), `${id}.yaml`), tables, zone);
}

/**
 * Counts by the calendars that are shipped: office hours, and those of a service.
 * @param service the name of its file in `server/calendars`, without its ending
 */
export function shippedTimekeeper(service: string, zone: OfficeZone): Timekeeper {
  return createTimekeeper({ service: shippedCalendar(service, zone), office: shippedCalendar('office', zone) });
}
