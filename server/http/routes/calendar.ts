import { Router } from 'express';
import type { CalendarRefusal, OfficeCalendar } from '../../app/calendar/office-calendar.ts';
import type { LookedTable, YearTables } from '../../app/calendar/year-tables.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { CalendarChange } from '../../app/ports/calendar.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { CalendarCard, CalendarChangeCard } from '../../contract/calendar.ts';
import type { HolidaysPreview } from '../../contract/calendar-table.ts';
import type { CalendarDefinition, WeeklyHours } from '../../domain/calendar/definition.ts';
import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { EntryValue } from '../../domain/calendar/own-entries.ts';
import type { Words } from '../../domain/shared/words.ts';
import { HttpProblem } from '../problem.ts';
import { readBytes } from '../read-bytes.ts';
import { mount } from '../route.ts';

export interface CalendarRoutesDeps {
  readonly calendar: OfficeCalendar;
  readonly yearTables: YearTables;
  readonly definitions: readonly CalendarDefinition[];
  readonly warnings: (now: number) => readonly Words[];
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly clock: Clock;
  readonly zone: OfficeZone;
}

const refusals: Readonly<Record<CalendarRefusal, readonly [403 | 404 | 409, string]>> = {
  not_allowed: [403, 'Your role does not allow this.'],
  holiday_there: [409, 'The date has a holiday already: change that one.'],
  no_holiday: [404, 'There is no such holiday (any more).'],
  unknown_change: [404, 'There is no such change.'],
  calendar_changed_since: [409, 'Something of it was changed again: take that back first.'],
  calendar_moved: [409, 'Something was changed since you looked: look again.'],
  table_faulty: [409, 'The table has faulty rows: nothing was done.'],
  year_known: [409, 'All holidays of the year are known already.'],
  year_not_said: [409, 'It was not said here that all holidays of the year are known.'],
};

const week = (hours: WeeklyHours): CalendarCard['hours'] =>
  hours.map(({ open, breaks }) => ({ open: [...open], breaks: [...breaks] }));
const card = ({ id, title, closedOn, hours, periods }: CalendarDefinition): CalendarCard => ({
  ...{ id, title, closedOn: [...closedOn], hours: week(hours) },
  periods: periods.map(({ name, from, to, confirm, hours: other }) => ({
    name,
    from,
    to,
    confirm,
    hours: week(other),
  })),
});

type Said = CalendarChangeCard['lines'][number]['after'];
const said = (value: EntryValue | null): Said => {
  if (value === null) return null;
  if (!('holiday' in value)) return 'whole';
  return value.holiday ?? 'none';
};

/** Of a table's file, as of one of people. */
const atMost = 256 * 1024;
const preview = ({
  version,
  faults,
  ignored,
  year,
  rows,
  removed,
  doubts,
  whole,
  entries,
}: LookedTable): HolidaysPreview => ({
  ...{ version, year, whole, changes: entries.length, ignored: [...ignored], doubts: [...doubts] },
  faults: faults.map(({ line, id, en }) => ({ line, id, en })),
  rows: rows.map(({ line, outcome, typed, holiday, faults: wrong }) => ({
    ...{ line, outcome, typed, holiday, faults: [...wrong] },
  })),
  removed: [...removed],
});

/** Holidays and hours, for whoever administers. */
export function calendarRoutes({
  calendar,
  yearTables,
  definitions,
  warnings,
  directory,
  clock,
  zone,
}: CalendarRoutesDeps): Router {
  const router = Router();
  const told = (refusal: CalendarRefusal | null): undefined => {
    if (refusal === null) return undefined;
    const [status, words] = refusals[refusal];
    throw new HttpProblem(status, refusal, words);
  };
  /** Newest first: a key that a newer change has touched is no longer as this one left it. */
  const cards = (history: readonly CalendarChange[]): CalendarChangeCard[] => {
    const touched = new Set<string>();
    return history.map(({ id, madeAt, madeBy, cause, entries }) => {
      const keys = entries.map(({ kind, key }) => `${kind} ${key}`);
      const undoable = !keys.some((key) => touched.has(key));
      for (const key of keys) touched.add(key);
      return {
        ...{ changeId: id, at: madeAt, byName: directory.nameOf(madeBy), cause, undoable },
        lines: entries.map(({ key, before, after }) => ({ key, before: said(before), after: said(after) })),
      };
    });
  };

  mount(router, 'calendar', async ({ query }) => {
    const now = clock.now();
    const today = officeDay(now, zone);
    const year = query.year ?? Number(today.slice(0, 4));
    const version = calendar.version();
    const { holidays, known } = calendar.inForce(year);
    return {
      ...{ version, today, year, known, knownHere: calendar.saysKnown(year), holidays: [...holidays] },
      calendars: definitions.map(card),
      warnings: warnings(now).map(({ id, en }) => ({ id, en })),
      history: cards(await calendar.history()),
    };
  });
  mount(router, 'saveHoliday', async ({ actor, params: { day }, body: { kind, name, was } }) =>
    told(await calendar.save(actor, { day, kind, name: { id: name.id, en: name.en || name.id } }, was)),
  );
  mount(router, 'removeHoliday', async ({ actor, params: { day } }) => told(await calendar.remove(actor, day)));
  mount(router, 'undoCalendarChange', async ({ actor, params: { changeId } }) =>
    told(await calendar.undo(actor, changeId)),
  );
  mount(router, 'previewHolidays', async ({ request }) =>
    preview(yearTables.preview(await readBytes(request, atMost))),
  );
  mount(router, 'importHolidays', async ({ actor, request, query: { version, rows } }) => {
    told(await yearTables.take(actor, await readBytes(request, atMost), { version, onlyGood: rows === 'good' }));
    return { version: calendar.version() };
  });
  mount(router, 'completeYear', async ({ actor, params: { year } }) => told(await yearTables.complete(actor, year)));
  mount(router, 'reopenYear', async ({ actor, params: { year } }) => told(await yearTables.reopen(actor, year)));
  return router;
}
