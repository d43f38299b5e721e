import { Router } from 'express';
import type { CalendarRefusal, OfficeCalendar } from '../../app/calendar/office-calendar.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { CalendarChange } from '../../app/ports/calendar.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { CalendarCard, CalendarChangeCard } from '../../contract/calendar.ts';
import type { CalendarDefinition, WeeklyHours } from '../../domain/calendar/definition.ts';
import { type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import type { EntryValue } from '../../domain/calendar/own-entries.ts';
import type { Words } from '../../domain/shared/words.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface CalendarRoutesDeps {
  readonly calendar: OfficeCalendar;
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

/** Holidays and hours, for whoever administers. */
export function calendarRoutes({
  calendar,
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
      ...{ version, today, year, known, holidays: [...holidays] },
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
  return router;
}
