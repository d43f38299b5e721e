import { z } from 'zod';
import { line } from './case.ts';
import type { Role } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

/** The years for which calendars are laid out, as in `domain/calendar/fixed-days.ts`. */
export const calendarYears = { first: 2020, last: 2060 } as const;

/** A date of the office, `2027-01-01`, in such a year. */
const Day = z.iso
  .date({ error: 'date_invalid', abort: true })
  .refine(
    (day) => Number(day.slice(0, 4)) >= calendarYears.first && Number(day.slice(0, 4)) <= calendarYears.last,
    'out_of_range',
  );
export const HolidayKind = z.enum(['national', 'joint_leave', 'local']);

const Said = z.object({ kind: HolidayKind, name: Bilingual });

const HolidayCard = Said.extend({
  day: z.string(),
  /** From what is shipped, a file of the office's, the date alone in a year without a table, or said here. */
  from: z.enum(['shipped', 'file', 'fixed', 'here']),
  file: z.string().nullable(),
  /** It stands in a file and was taken away here. */
  gone: z.boolean(),
  /** What the files say of the day, where it was changed here. */
  instead: Said.nullable(),
});
export type HolidayCard = z.infer<typeof HolidayCard>;

/** Minutes after midnight, half-open. */
const Minute = z.number().int().min(0).max(1_440);
const Span = z.object({ from: Minute, to: Minute });
/** As many parts of a day are enough for anybody. */
const Spans = z.array(Span).max(12);
/** Seven days, Sunday first. */
const Week = z.array(z.object({ open: Spans, breaks: Spans })).length(7);
export type Week = z.infer<typeof Week>;

const CalendarCard = z.object({
  id: z.string(),
  title: Bilingual,
  closedOn: z.array(HolidayKind),
  /** Those that hold today. */
  hours: Week,
  /** Since when, as it was said here; null: they are those of the file. */
  since: z.string().nullable(),
  /** What was said here for later days. */
  ahead: z.array(z.object({ from: z.string(), hours: Week })),
  /** What they are the hours of. */
  services: z.array(Bilingual),
  periods: z.array(
    z.object({ name: Bilingual, from: z.string(), to: z.string(), hours: Week, confirm: Bilingual.nullable() }),
  ),
});
export type CalendarCard = z.infer<typeof CalendarCard>;

const SaidThere = z.union([Said, z.object({ hours: Week }), z.enum(['none', 'whole'])]).nullable();

const ChangeCard = z.object({
  changeId: z.uuid(),
  at: Moment,
  byName: z.string().nullable(),
  cause: z.enum(['saved', 'removed', 'table', 'completed', 'reopened', 'hours', 'undone']),
  /**
   * Days, years of which all holidays are known, and hours of a calendar from a day on (`office@2027-01-04`). `null`: nothing
   * was said here; `none`: that it is no holiday. Of hours both are those that held on the day, and then do.
   */
  lines: z.array(
    z.object({
      key: z.string(),
      before: SaidThere,
      after: SaidThere,
    }),
  ),
  /** Nothing of it was changed again. */
  undoable: z.boolean(),
});
export type CalendarChangeCard = z.infer<typeof ChangeCard>;

const CalendarOverview = z.object({
  /** How many changes were made here; another one: something is different. */
  version: z.number().int(),
  /** On the wall of the office. */
  today: z.string(),
  year: z.number().int(),
  /** All holidays of the year are known; else what is promised into it is provisional. */
  known: z.boolean(),
  /** It is known because it was said here, by a table or by hand. */
  knownHere: z.boolean(),
  holidays: z.array(HolidayCard),
  calendars: z.array(CalendarCard),
  /** What the calendars do not know of this year and the next. */
  warnings: z.array(Bilingual),
  /** The newest first. */
  history: z.array(ChangeCard),
});
export type CalendarOverview = z.infer<typeof CalendarOverview>;

const HolidayDraft = z.object({
  kind: HolidayKind,
  /** Without an English name it has the Indonesian one. */
  name: z.object({ id: line(120).min(1, 'required'), en: line(120) }),
  /** The day that it had; null: it is a new one, and the date has none yet. */
  was: Day.nullable(),
});
export type HolidayDraft = z.infer<typeof HolidayDraft>;

export const calendarManagers = ['admin'] as const satisfies readonly Role[];

export const calendarApi = {
  calendar: route({
    method: 'get',
    path: '/api/calendar',
    summary: 'The holidays of a year with where each is from, the hours, and what was changed by whom',
    roles: calendarManagers,
    query: z.object({ year: z.coerce.number().int().min(calendarYears.first).max(calendarYears.last).optional() }),
    response: CalendarOverview,
  }),
  saveHoliday: route({
    method: 'put',
    path: '/api/calendar/holidays/{day}',
    summary: 'Add or change a holiday, counted by at once; no promise moves but provisional ones; leaves an audit row',
    roles: calendarManagers,
    params: z.object({ day: Day }),
    body: HolidayDraft,
    response: null,
  }),
  saveHours: route({
    method: 'put',
    path: '/api/calendar/hours/{calendarId}/{from}',
    summary:
      "Say a calendar's hours from today or a later day on, counted by at once; no promise moves but provisional ones; leaves an audit row",
    roles: calendarManagers,
    params: z.object({ calendarId: z.string().max(60), from: Day }),
    body: z.object({ hours: Week }),
    response: null,
  }),
  removeHoliday: route({
    method: 'delete',
    path: '/api/calendar/holidays/{day}',
    summary: 'Take a holiday away, one of a file too; leaves an audit row',
    roles: calendarManagers,
    params: z.object({ day: Day }),
    response: null,
  }),
  undoCalendarChange: route({
    method: 'post',
    path: '/api/calendar/changes/{changeId}/undo',
    summary: 'Take a change back as a whole, if nothing of it was changed again; leaves an audit row',
    roles: calendarManagers,
    params: z.object({ changeId: z.uuid() }),
    response: null,
  }),
} as const;
