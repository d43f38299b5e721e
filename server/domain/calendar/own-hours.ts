import { planOf } from './day-plan.ts';
import type { CalendarDefinition, DayHours, Span, WeeklyHours } from './definition.ts';
import type { OfficeDay } from './office-day.ts';
import { type EntryChange, type OwnEntries, type OwnWeek, sameWeek } from './own-entries.ts';

/** What is wrong with hours. */
export type WeekFaultCode = 'hours_reversed' | 'hours_overlap' | 'break_outside' | 'never_open';

/** `weekday`: 0 is Sunday; null: of the week as a whole. */
export interface WeekFault {
  readonly weekday: number | null;
  readonly part: keyof DayHours;
  readonly code: WeekFaultCode;
}

const inOrder = (spans: readonly Span[]): readonly Span[] => [...spans].sort((one, other) => one.from - other.from);

/** Hours as they are kept, each day's parts in order. Pure. */
export const ordered = (week: WeeklyHours): WeeklyHours =>
  week.map(({ open, breaks }) => ({ open: inOrder(open), breaks: inOrder(breaks) }));

/** What is wrong with a week's hours; nothing: they can be counted by. A night is written as two days. Pure. */
export function weekFaults(week: WeeklyHours): readonly WeekFault[] {
  const faults: WeekFault[] = [];
  ordered(week).forEach((day, weekday) => {
    for (const part of ['open', 'breaks'] as const) {
      const spans = day[part];
      if (spans.some(({ from, to }) => from >= to)) faults.push({ weekday, part, code: 'hours_reversed' });
      else if (spans.some(({ from }, index) => from < (spans[index - 1]?.to ?? 0)))
        faults.push({ weekday, part, code: 'hours_overlap' });
    }
    const within = ({ from, to }: Span) => day.open.some((open) => open.from <= from && to <= open.to);
    if (!day.breaks.every(within)) faults.push({ weekday, part: 'breaks', code: 'break_outside' });
  });
  if (faults.length === 0 && week.every((day) => planOf(day).totalMs === 0))
    faults.push({ weekday: null, part: 'open', code: 'never_open' });
  return faults;
}

/** The hours that hold from a day on, with the day from which they do; null: the file's always did. Pure. */
export function weekInForce(
  { id, hours }: CalendarDefinition,
  own: OwnEntries,
  day: OfficeDay,
): { readonly from: OfficeDay | null; readonly hours: WeeklyHours } {
  return own.weeks.get(id)?.findLast(({ from }) => from <= day) ?? { from: null, hours };
}

/** What holds from later days on. Pure. */
export const weeksAhead = ({ id }: CalendarDefinition, own: OwnEntries, day: OfficeDay): readonly OwnWeek[] =>
  (own.weeks.get(id) ?? []).filter(({ from }) => from > day);

/**
 * How entries change so that hours hold from a day on. What would hold anyway needs no entry; null: it is so already. Pure.
 */
export function changeOfHours(
  definition: CalendarDefinition,
  from: OfficeDay,
  week: WeeklyHours,
  own: OwnEntries,
): EntryChange | null {
  const said = own.weeks.get(definition.id) ?? [];
  const others = { ...own, weeks: new Map([[definition.id, said.filter((one) => one.from !== from)]]) };
  const instead = weekInForce(definition, others, from).hours;
  const now = said.find((one) => one.from === from);
  const before = now === undefined ? null : { week: now.hours, instead };
  const after = sameWeek(week, instead) ? null : { week, instead };
  if (before === null ? after === null : after !== null && sameWeek(before.week, after.week)) return null;
  return { kind: 'hours', key: `${definition.id}@${from}`, before, after };
}

const dayNames = ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'];

/** A week as one line of the audit: `Sen 07:30-16:00 (12:00-13:00), …`; days that are closed are left out. Pure. */
export function weekText(week: WeeklyHours): string {
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const text = (spans: readonly Span[]) => spans.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join('+');
  return week
    .flatMap(({ open, breaks }, day) =>
      open.length === 0 ? [] : [`${dayNames[day]} ${text(open)}${breaks.length === 0 ? '' : ` (${text(breaks)})`}`],
    )
    .join(', ');
}
