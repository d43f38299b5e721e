import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { type OfficeZone, zoneOffsetMs } from '../domain/calendar/office-day.ts';
import { type Calendars, readCalendars } from '../wiring/hours.ts';
import { dueText } from './sop/due.ts';

/** The calendars by which the server of this office counts: the shipped ones, and its own before them. */
export interface OfficeCalendars {
  readonly calendars: Calendars;
  /** Where the office's own are kept. */
  readonly folder: string;
  readonly zone: OfficeZone;
}

/** @throws ConfigError, or FileFault naming file, line and what to do */
export function officeCalendars(): OfficeCalendars {
  const { dataDir, office } = loadConfig();
  const folder = join(dataDir, 'calendars');
  return { calendars: readCalendars({ zone: office.timeZone, own: folder }), folder, zone: office.timeZone };
}

/**
 * What both commands named `due` say: when an amount such as `2 workdays` from a moment on the office's wall is due by
 * a calendar of the office, and why.
 * @throws when there is no such calendar, or moment or amount cannot be read
 */
export function officeDue(
  { calendars, zone }: OfficeCalendars,
  [name = '', moment = '', amount = '']: readonly string[],
  language: 'id' | 'en',
): string {
  return dueText(calendars.calendar(name), moment, amount, zoneOffsetMs[zone], language);
}
