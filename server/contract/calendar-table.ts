import { z } from 'zod';
import { calendarManagers, calendarYears, HolidayKind } from './calendar.ts';
import { Bilingual } from './primitives.ts';
import { route } from './route.ts';

const Named = z.object({ day: z.string(), kind: HolidayKind, name: Bilingual });

/** Lines are counted from 1, with that of the headings. */
export const HolidaysPreview = z.object({
  /** What was said when it was looked at: to be given with the import. */
  version: z.number().int(),
  /** Why the file cannot be read, and what to do; there are no rows then. */
  faults: z.array(Bilingual.extend({ line: z.number().int().nullable() })),
  /** Headings that nobody knows: what stands below them is not read. */
  ignored: z.array(z.string()),
  /** The year of most rows. */
  year: z.number().int().nullable(),
  rows: z.array(
    z.object({
      line: z.number().int(),
      /** `add`: a holiday more; `change`: it is one, of another kind or name; `same`: as it is; `faulty`: see the faults. */
      outcome: z.enum(['add', 'change', 'same', 'faulty']),
      typed: z.object({ date: z.string(), kind: z.string(), name: z.string() }),
      /** Null: date or kind cannot be read. */
      holiday: Named.nullable(),
      faults: z.array(Bilingual),
    }),
  ),
  /** Holidays of the nation that hold now, are not in the table, and would be none any more. */
  removed: z.array(Named),
  /** Days that are a national holiday every year and are not in the table. */
  doubts: z.array(z.string()),
  /** With it all holidays of the year are known; never with a faulty row, or without the nation's days. */
  whole: z.boolean(),
  /** How many entries would be different. */
  changes: z.number().int(),
});
export type HolidaysPreview = z.infer<typeof HolidaysPreview>;

const Year = z.object({ year: z.coerce.number().int().min(calendarYears.first).max(calendarYears.last) });

export const calendarTableApi = {
  previewHolidays: route({
    method: 'post',
    path: '/api/calendar/holidays/preview',
    summary:
      "What would come of a year's table of holidays (CSV, at most 256 kB), and what is wrong with it; nothing is written",
    roles: calendarManagers,
    takes: 'application/octet-stream',
    response: HolidaysPreview,
  }),
  importHolidays: route({
    method: 'post',
    path: '/api/calendar/holidays/import',
    summary:
      "Take a year's table of holidays over as it was looked at, and know the year by it. With faulty rows nothing is done, unless the good ones alone are asked for, which make no year known; leaves an audit row",
    roles: calendarManagers,
    query: z.object({ version: z.coerce.number().int().min(0), rows: z.enum(['all', 'good']).default('all') }),
    takes: 'application/octet-stream',
    response: z.object({ version: z.number().int() }),
  }),
  completeYear: route({
    method: 'put',
    path: '/api/calendar/years/{year}/complete',
    summary:
      'Say that all holidays of a year are there: promises into it are made for good, and provisional ones counted anew; leaves an audit row',
    roles: calendarManagers,
    params: Year,
    response: null,
  }),
  reopenYear: route({
    method: 'delete',
    path: '/api/calendar/years/{year}/complete',
    summary: 'Take back that all holidays of a year are there, where it was said here; leaves an audit row',
    roles: calendarManagers,
    params: Year,
    response: null,
  }),
} as const;
