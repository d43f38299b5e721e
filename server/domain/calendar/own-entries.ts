import type { Holiday } from './definition.ts';
import type { OfficeDay } from './office-day.ts';

/** What an office says of a day in the administration. Null: it is no holiday here, whatever a file says. */
export type OwnDay = Omit<Holiday, 'day'> | null;

/** What the office says otherwise than its files: laid over them, so that its word goes first. */
export interface OwnEntries {
  readonly days: ReadonlyMap<OfficeDay, OwnDay>;
  /** Of these years it says that all holidays are known, as a table of the nation's days does. */
  readonly years: ReadonlySet<number>;
}

export const noEntries: OwnEntries = { days: new Map(), years: new Set() };

/** One entry as it is kept: absent, the files hold. */
export type EntryKey =
  | { readonly kind: 'day'; readonly key: OfficeDay }
  | { readonly kind: 'year'; readonly key: string };
/** `holiday` null: taken away; `whole`: of a year. */
export type EntryValue = { readonly holiday: OwnDay } | { readonly whole: true };
export type Entry = EntryKey & { readonly value: EntryValue };

/** One entry before and after a change; null: there was none, or is none any more. */
export type EntryChange = EntryKey & { readonly before: EntryValue | null; readonly after: EntryValue | null };

/** Entries in the form in which calendars are counted. */
export function ownEntries(entries: readonly Entry[]): OwnEntries {
  const days = new Map<OfficeDay, OwnDay>();
  const years = new Set<number>();
  for (const { key, value } of entries) {
    if ('holiday' in value) days.set(key, value.holiday);
    else years.add(Number(key));
  }
  return { days, years };
}

/** Whether both say the same, whatever the order in which their parts are kept. */
export function sameValue(one: EntryValue | null, other: EntryValue | null): boolean {
  if (one === null || other === null) return one === other;
  if (!('holiday' in one) || !('holiday' in other)) return 'holiday' in one === 'holiday' in other;
  return sameHoliday(one.holiday, other.holiday);
}

/** Likewise of a day. */
export function sameHoliday(one: OwnDay, other: OwnDay): boolean {
  if (one === null || other === null) return one === other;
  return one.kind === other.kind && one.name.id === other.name.id && one.name.en === other.name.en;
}
