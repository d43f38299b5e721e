import { join } from 'node:path';
import { type Config, loadConfig } from '../config.ts';
import { type OfficeZone, zoneOffsetMs } from '../domain/calendar/office-day.ts';
import { noEntries, type OwnEntries, ownEntries } from '../domain/calendar/own-entries.ts';
import { createCalendarStore } from '../store/calendar.ts';
import { createDataSource } from '../store/data-source.ts';
import { findEmbedded } from '../store/embedded/find.ts';
import { type Calendars, readCalendars } from '../wiring/hours.ts';
import { dueText } from './sop/due.ts';

/** The calendars by which the server of this office counts: the shipped ones, its own before them, the console's first. */
export interface OfficeCalendars {
  readonly calendars: Calendars;
  /** Where the office's own are kept. */
  readonly folder: string;
  readonly zone: OfficeZone;
}

/** @throws ConfigError, or FileFault naming file, line and what to do */
export async function officeCalendars(): Promise<OfficeCalendars> {
  const config = loadConfig();
  const { dataDir, office } = config;
  const folder = join(dataDir, 'calendars');
  const entries = await saidInConsole(config);
  return { calendars: readCalendars({ zone: office.timeZone, own: folder, entries }), folder, zone: office.timeZone };
}

/** A database is asked that runs; none is made or started for a question about a date. */
async function saidInConsole({ dataDir, database }: Config): Promise<OwnEntries> {
  const found = database.url === undefined ? findEmbedded(dataDir) : { url: database.url };
  // An office without a database has said nothing there.
  if (found === 'none') return noEntries;
  try {
    if (found === 'stopped') throw new Error('the database is not running');
    const source = await createDataSource(found.url, 1).initialize();
    try {
      return ownEntries((await createCalendarStore(source).state()).entries);
    } finally {
      await source.destroy();
    }
  } catch {
    console.error(
      '! Basis data tidak terjangkau: hari libur dari konsol tidak ikut dihitung / the database cannot be reached: holidays of the console are not counted',
    );
    return noEntries;
  }
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
