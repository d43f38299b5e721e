import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noSuchFile } from '../config/faults.ts';
import { type Calendar, createCalendar } from '../domain/calendar/calendar.ts';
import type { CalendarDefinition, HolidayTable } from '../domain/calendar/definition.ts';
import { parseHolidays } from '../domain/calendar/holiday-table.ts';
import type { SourcedTable } from '../domain/calendar/in-force.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { noEntries, type OwnEntries } from '../domain/calendar/own-entries.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import { type CalendarWarning, calendarWarnings } from '../domain/calendar/warnings.ts';
import { createTimekeeper, type Timekeeper } from '../domain/sop/timekeeper.ts';

const shipped = fileURLToPath(new URL('../calendars/', import.meta.url));

export interface CalendarsDeps {
  readonly zone: OfficeZone;
  /** A folder of the office's own calendars and holiday tables, which go before the shipped ones of the same name. */
  readonly own?: string;
  /** What its administration says, before all files. */
  readonly entries?: OwnEntries;
}

/** The hours by which procedures are counted. */
export interface Calendars {
  readonly names: ReadonlySet<string>;
  /** The tables of holidays, by the names of their files. */
  readonly tables: ReadonlyMap<string, HolidayTable>;
  readonly sourced: readonly SourcedTable[];
  readonly definitions: readonly CalendarDefinition[];
  /** What the administration says now. */
  entries(): OwnEntries;
  /** From now on the administration says this: whatever was handed out by `timeOf` counts by it. */
  use(entries: OwnEntries): void;
  /** @throws ConfigError when there is no calendar of the name; so do the others */
  calendar(name: string): Calendar;
  /** The hours of a service that keeps the calendar, in the office of the calendar `office`, as they are when it is asked. */
  timeOf(name: string): Timekeeper;
  /** What the calendars do not know of this year and the next. */
  warnings(names: readonly string[], now: number): readonly CalendarWarning[];
}

/**
 * Reads every calendar and every table of holidays.
 * @throws FileFault naming file, line and what to do
 */
export function readCalendars({ zone, own, entries = noEntries }: CalendarsDeps): Calendars {
  const files = new Map(filesOf(shipped));
  const ofOffice = new Map(own && existsSync(own) ? filesOf(own) : []);
  for (const [name, path] of ofOffice) files.set(name, path);
  const tables = new Map(
    [...files]
      .filter(([name]) => name.endsWith('.csv'))
      .map(([name, path]) => [name, parseHolidays(readFileSync(path, 'utf8'), name).table]),
  );
  const definitions = [...files]
    .filter(([name]) => name.endsWith('.yaml'))
    .map(([name, path]) => [basename(name, '.yaml'), parseCalendar(readFileSync(path, 'utf8'), name)] as const);
  const counting = (said: OwnEntries) => {
    const made = definitions.map(
      ([name, definition]) => [name, createCalendar(definition, [...tables.values()], zone, said)] as const,
    );
    return { said, calendars: new Map(made), times: new Map<string, Timekeeper>() };
  };
  let now = counting(entries);
  const calendar = (name: string): Calendar => {
    const found = now.calendars.get(name);
    if (!found) throw noSuchFile('calendars', `calendars/${name}.yaml`);
    return found;
  };
  const timeNow = (name: string): Timekeeper => {
    const time = now.times.get(name) ?? createTimekeeper({ service: calendar(name), office: calendar('office') });
    now.times.set(name, time);
    return time;
  };
  return {
    names: new Set(now.calendars.keys()),
    tables,
    sourced: [...tables].map(([file, table]) => ({ file, table, from: ofOffice.has(file) ? 'file' : 'shipped' })),
    definitions: definitions.map(([, definition]) => definition),
    entries: () => now.said,
    use: (said) => {
      now = counting(said);
    },
    calendar,
    timeOf: (name) => {
      // Whoever names a calendar that is not there hears it at once.
      calendar(name);
      return {
        dueAt: (...asked) => timeNow(name).dueAt(...asked),
        spent: (...asked) => timeNow(name).spent(...asked),
        provisional: (...asked) => timeNow(name).provisional?.(...asked) ?? false,
        explain: (...asked) => timeNow(name).explain?.(...asked) ?? null,
      };
    },
    warnings: (names, now) => names.flatMap((name) => calendarWarnings(calendar(name), now)),
  };
}

const filesOf = (folder: string): [name: string, path: string][] =>
  readdirSync(folder)
    .filter((name) => /\.(yaml|csv)$/.test(name))
    .map((name) => [basename(name), join(folder, name)]);
