import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noSuchFile } from '../config/faults.ts';
import { type Calendar, createCalendar } from '../domain/calendar/calendar.ts';
import type { HolidayTable } from '../domain/calendar/definition.ts';
import { parseHolidays } from '../domain/calendar/holiday-table.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import { type CalendarWarning, calendarWarnings } from '../domain/calendar/warnings.ts';
import { createTimekeeper, type Timekeeper } from '../domain/sop/timekeeper.ts';

const shipped = fileURLToPath(new URL('../calendars/', import.meta.url));

export interface CalendarsDeps {
  readonly zone: OfficeZone;
  /** A folder of the office's own calendars and holiday tables, which go before the shipped ones of the same name. */
  readonly own?: string;
}

/** The hours by which procedures are counted. */
export interface Calendars {
  readonly names: ReadonlySet<string>;
  /** The tables of holidays, by the names of their files. */
  readonly tables: ReadonlyMap<string, HolidayTable>;
  /** @throws ConfigError when there is no calendar of the name; so do the others */
  calendar(name: string): Calendar;
  /** The hours of a service that keeps the calendar, in the office of the calendar `office`. */
  timeOf(name: string): Timekeeper;
  /** What the calendars do not know of this year and the next. */
  warnings(names: readonly string[], now: number): readonly CalendarWarning[];
}

/**
 * Reads every calendar and every table of holidays.
 * @throws FileFault naming file, line and what to do
 */
export function readCalendars({ zone, own }: CalendarsDeps): Calendars {
  const files = new Map(filesOf(shipped));
  for (const [name, path] of own && existsSync(own) ? filesOf(own) : []) files.set(name, path);
  const tables = new Map(
    [...files]
      .filter(([name]) => name.endsWith('.csv'))
      .map(([name, path]) => [name, parseHolidays(readFileSync(path, 'utf8'), name).table]),
  );
  const calendars = new Map(
    [...files]
      .filter(([name]) => name.endsWith('.yaml'))
      .map(([name, path]) => [
        basename(name, '.yaml'),
        createCalendar(parseCalendar(readFileSync(path, 'utf8'), name), [...tables.values()], zone),
      ]),
  );
  const calendar = (name: string): Calendar => {
    const found = calendars.get(name);
    if (!found) throw noSuchFile('calendars', `calendars/${name}.yaml`);
    return found;
  };
  return {
    names: new Set(calendars.keys()),
    tables,
    calendar,
    timeOf: (name) => createTimekeeper({ service: calendar(name), office: calendar('office') }),
    warnings: (names, now) => names.flatMap((name) => calendarWarnings(calendar(name), now)),
  };
}

const filesOf = (folder: string): [name: string, path: string][] =>
  readdirSync(folder)
    .filter((name) => /\.(yaml|csv)$/.test(name))
    .map((name) => [basename(name), join(folder, name)]);
