import type { Holiday, WeeklyHours } from './definition.ts';
import type { OfficeDay } from './office-day.ts';

/** What an office says of a day in the administration. Null: it is no holiday here, whatever a file says. */
export type OwnDay = Omit<Holiday, 'day'> | null;

/** What the office says otherwise than its files: laid over them, so that its word goes first. */
export interface OwnEntries {
  readonly days: ReadonlyMap<OfficeDay, OwnDay>;
  /** Of these years it says that all holidays are known, as a table of the nation's days does. */
  readonly years: ReadonlySet<number>;
  /** By the calendar's id: hours in place of its file's week, in the order of the days from which they hold. */
  readonly weeks: ReadonlyMap<string, readonly OwnWeek[]>;
}

/** Hours from a day on, until others hold. */
export interface OwnWeek {
  readonly from: OfficeDay;
  readonly hours: WeeklyHours;
}

export const noEntries: OwnEntries = { days: new Map(), years: new Set(), weeks: new Map() };

/** One entry as it is kept: absent, the files hold. `hours` of a calendar from a day on: `office@2027-01-04`. */
export type EntryKey =
  | { readonly kind: 'day'; readonly key: OfficeDay }
  | { readonly kind: 'year' | 'hours'; readonly key: string };
/** `holiday` null: taken away; `whole`: of a year; `week` with what held on that day before: of hours. */
export type EntryValue =
  | { readonly holiday: OwnDay }
  | { readonly whole: true }
  | { readonly week: WeeklyHours; readonly instead: WeeklyHours };
export type Entry = EntryKey & { readonly value: EntryValue };

/** One entry before and after a change; null: there was none, or is none any more. */
export type EntryChange = EntryKey & { readonly before: EntryValue | null; readonly after: EntryValue | null };

/** Entries in the form in which calendars are counted. */
export function ownEntries(entries: readonly Entry[]): OwnEntries {
  const days = new Map<OfficeDay, OwnDay>();
  const years = new Set<number>();
  const weeks = new Map<string, readonly OwnWeek[]>();
  for (const { key, value } of entries) {
    if ('holiday' in value) days.set(key, value.holiday);
    else if ('whole' in value) years.add(Number(key));
    else {
      const { calendarId, from } = hoursKey(key);
      const all = [...(weeks.get(calendarId) ?? []), { from, hours: value.week }];
      weeks.set(
        calendarId,
        all.sort((one, other) => one.from.localeCompare(other.from)),
      );
    }
  }
  return { days, years, weeks };
}

/** Whether both say the same, whatever the order in which their parts are kept. */
export function sameValue(one: EntryValue | null, other: EntryValue | null): boolean {
  if (one === null || other === null) return one === other;
  if ('week' in one && 'week' in other) return sameWeek(one.week, other.week);
  if (!('holiday' in one) || !('holiday' in other)) return 'whole' in one && 'whole' in other;
  return sameHoliday(one.holiday, other.holiday);
}

/** Likewise of a day. */
export function sameHoliday(one: OwnDay, other: OwnDay): boolean {
  if (one === null || other === null) return one === other;
  return one.kind === other.kind && one.name.id === other.name.id && one.name.en === other.name.en;
}

/** Whose hours an entry says, and from which day on. */
export function hoursKey(key: string): { readonly calendarId: string; readonly from: OfficeDay } {
  const at = key.lastIndexOf('@');
  return { calendarId: key.slice(0, at), from: key.slice(at + 1) };
}

/** Whether two weeks have the same hours. */
export function sameWeek(one: WeeklyHours, other: WeeklyHours): boolean {
  const text = (week: WeeklyHours) =>
    week
      .map(({ open, breaks }) =>
        [open, breaks].map((spans) => spans.map(({ from, to }) => `${from}-${to}`).join()).join('/'),
      )
      .join(';');
  return text(one) === text(other);
}
