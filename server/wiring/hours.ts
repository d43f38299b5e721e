import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noSuchFile } from '../config/faults.ts';
import { type Calendar, createCalendar } from '../domain/calendar/calendar.ts';
import { parseHolidays } from '../domain/calendar/holiday-table.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import { type CalendarWarning, calendarWarnings } from '../domain/calendar/warnings.ts';
import { createTimekeeper, type Timekeeper } from '../domain/sop/timekeeper.ts';

const shipped = fileURLToPath(new URL('../calendars/', import.meta.url));

export interface HoursDeps {
  /** The name of its file in `calendars`, without its ending. */
  readonly service: string;
  readonly zone: OfficeZone;
  /** A folder of the office's own calendars and holiday tables, which go before the shipped ones of the same name. */
  readonly own?: string;
}

/** The hours by which procedures are counted. */
export interface ServiceHours {
  readonly time: Timekeeper;
  /** The calendar of the service itself. */
  readonly service: Calendar;
  /** What the calendars do not know of this year and the next. */
  warnings(now: number): readonly CalendarWarning[];
}

/**
 * Reads the calendars of the service and of the office, with every table of holidays.
 * @throws FileFault naming file, line and what to do; ConfigError when there is no such calendar
 */
export function readHours({ service, zone, own }: HoursDeps): ServiceHours {
  const files = new Map(filesOf(shipped));
  for (const [name, path] of own && existsSync(own) ? filesOf(own) : []) files.set(name, path);
  const tables = [...files]
    .filter(([name]) => name.endsWith('.csv'))
    .map(([name, path]) => parseHolidays(readFileSync(path, 'utf8'), name).table);
  const calendarOf = (id: string): Calendar => {
    const name = `${id}.yaml`;
    const path = files.get(name);
    if (!path) throw noSuchFile('SIGAP_SERVICE_HOURS', `calendars/${name}`);
    return createCalendar(parseCalendar(readFileSync(path, 'utf8'), name), tables, zone);
  };
  const [ofService, ofOffice] = [calendarOf(service), calendarOf('office')];
  return {
    service: ofService,
    time: createTimekeeper({ service: ofService, office: ofOffice }),
    warnings: (now) => [...calendarWarnings(ofService, now), ...calendarWarnings(ofOffice, now)],
  };
}

const filesOf = (folder: string): [name: string, path: string][] =>
  readdirSync(folder)
    .filter((name) => /\.(yaml|csv)$/.test(name))
    .map((name) => [basename(name), join(folder, name)]);
