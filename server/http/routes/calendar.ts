import { Router } from 'express';
import type { CalendarRefusal, OfficeCalendar } from '../../app/calendar/office-calendar.ts';
import type { ServiceHours } from '../../app/calendar/service-hours.ts';
import type { YearTables } from '../../app/calendar/year-tables.ts';
import type { Directory } from '../../app/people/directory.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { CalendarDefinition } from '../../domain/calendar/definition.ts';
import type { Words } from '../../domain/shared/words.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { readBytes } from '../read-bytes.ts';
import { mount } from '../route.ts';
import { calendarCard, changeCards, previewCard } from './calendar-cards.ts';

export interface CalendarRoutesDeps {
  readonly calendar: OfficeCalendar;
  readonly yearTables: YearTables;
  readonly serviceHours: ServiceHours;
  readonly definitions: readonly CalendarDefinition[];
  /** What a calendar's hours are those of, by its id. */
  readonly usedBy: (calendarId: string) => readonly Words[];
  readonly warnings: (now: number) => readonly Words[];
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly clock: Clock;
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
  unknown_calendar: [404, 'There is no such calendar.'],
  calendar_past: [409, 'Hours that held before today stay as they were: say others from today on.'],
};

/** Of a table's file, as of one of people. */
const atMost = 256 * 1024;
/** Holidays and hours, for whoever administers. */
export function calendarRoutes({
  calendar,
  yearTables,
  serviceHours,
  definitions,
  usedBy,
  warnings,
  directory,
  clock,
}: CalendarRoutesDeps): Router {
  const router = Router();
  const told = (refusal: CalendarRefusal | null): undefined => {
    if (refusal === null) return undefined;
    const [status, words] = refusals[refusal];
    throw new HttpProblem(status, refusal, words);
  };
  mount(router, 'calendar', async ({ query }) => {
    const now = clock.now();
    const today = calendar.today();
    const year = query.year ?? Number(today.slice(0, 4));
    const version = calendar.version();
    const { holidays, known } = calendar.inForce(year);
    return {
      ...{ version, today, year, known, knownHere: calendar.saysKnown(year), holidays: [...holidays] },
      calendars: definitions.map((one) => calendarCard(one, calendar.now().own, today, usedBy(one.id))),
      warnings: warnings(now).map(({ id, en }) => ({ id, en })),
      history: changeCards(await calendar.history(), today, directory.nameOf),
    };
  });
  mount(router, 'saveHoliday', async ({ actor, params: { day }, body: { kind, name, was } }) =>
    told(await calendar.save(actor, { day, kind, name: { id: name.id, en: name.en || name.id } }, was)),
  );
  mount(router, 'removeHoliday', async ({ actor, params: { day } }) => told(await calendar.remove(actor, day)));
  mount(router, 'saveHours', async ({ actor, params, body: { hours } }) => {
    const refused = await serviceHours.save(actor, { ...params, hours });
    if (refused === null || typeof refused === 'string') return told(refused);
    throw invalid(
      refused.map(({ weekday, part, code }) => ({
        field: weekday === null ? 'hours' : `hours.${weekday}.${part}`,
        ...{ code, message: code },
      })),
    );
  });
  mount(router, 'undoCalendarChange', async ({ actor, params: { changeId } }) =>
    told(await calendar.undo(actor, changeId)),
  );
  mount(router, 'previewHolidays', async ({ request }) =>
    previewCard(yearTables.preview(await readBytes(request, atMost))),
  );
  mount(router, 'importHolidays', async ({ actor, request, query: { version, rows } }) => {
    told(await yearTables.take(actor, await readBytes(request, atMost), { version, onlyGood: rows === 'good' }));
    return { version: calendar.version() };
  });
  mount(router, 'completeYear', async ({ actor, params: { year } }) => told(await yearTables.complete(actor, year)));
  mount(router, 'reopenYear', async ({ actor, params: { year } }) => told(await yearTables.reopen(actor, year)));
  return router;
}
