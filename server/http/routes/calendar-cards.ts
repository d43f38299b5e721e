import { hasHeld } from '../../app/calendar/office-calendar.ts';
import type { LookedTable } from '../../app/calendar/year-tables.ts';
import type { CalendarChange } from '../../app/ports/calendar.ts';
import { untouched } from '../../app/shared/layer.ts';
import type { CalendarCard, CalendarChangeCard } from '../../contract/calendar.ts';
import type { HolidaysPreview } from '../../contract/calendar-table.ts';
import type { CalendarDefinition, WeeklyHours } from '../../domain/calendar/definition.ts';
import type { OfficeDay } from '../../domain/calendar/office-day.ts';
import type { EntryChange, EntryValue, OwnEntries } from '../../domain/calendar/own-entries.ts';
import { weekInForce, weeksAhead } from '../../domain/calendar/own-hours.ts';
import type { Words } from '../../domain/shared/words.ts';

const week = (hours: WeeklyHours): CalendarCard['hours'] =>
  hours.map(({ open, breaks }) => ({ open: [...open], breaks: [...breaks] }));

/** A calendar with the hours that hold, and those that will. */
export function calendarCard(
  definition: CalendarDefinition,
  own: OwnEntries,
  today: OfficeDay,
  services: readonly Words[],
): CalendarCard {
  const { id, title, closedOn, periods } = definition;
  const now = weekInForce(definition, own, today);
  const ahead = weeksAhead(definition, own, today).map(({ from, hours }) => ({ from, hours: week(hours) }));
  return {
    ...{ id, title, closedOn: [...closedOn], hours: week(now.hours), since: now.from, ahead },
    services: services.map(({ id: name, en }) => ({ id: name, en })),
    periods: periods.map(({ name, from, to, confirm, hours: other }) => ({
      name,
      from,
      to,
      confirm,
      hours: week(other),
    })),
  };
}

type Said = CalendarChangeCard['lines'][number]['after'];
const said = (value: EntryValue | null): Said => {
  if (value === null) return null;
  if ('whole' in value) return 'whole';
  if ('week' in value) return { hours: week(value.week) };
  return value.holiday ?? 'none';
};

/** Of hours, what held on the day where nothing was said for it. */
function lineOf({ key, before, after }: EntryChange): CalendarChangeCard['lines'][number] {
  const held = [before, after].find((value) => value !== null && 'week' in value);
  const instead = held && 'week' in held ? { hours: week(held.instead) } : null;
  return { key, before: said(before) ?? instead, after: said(after) ?? instead };
}

/** Newest first: what a newer change has touched, or hours that have held, are not taken back. */
export function changeCards(
  history: readonly CalendarChange[],
  today: OfficeDay,
  nameOf: (id: string) => string | null,
): CalendarChangeCard[] {
  const free = untouched(history);
  return history.map(({ id, madeAt, madeBy, cause, entries }) => ({
    ...{ changeId: id, at: madeAt, byName: nameOf(madeBy), cause },
    undoable: free.has(id) && !entries.some((entry) => hasHeld(entry, today)),
    lines: entries.map(lineOf),
  }));
}

/** What would come of a table. */
export const previewCard = ({
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
