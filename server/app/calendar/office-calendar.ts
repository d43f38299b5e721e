import type { Holiday } from '../../domain/calendar/definition.ts';
import { changeOfDay, holidaysInForce, type SourcedTable } from '../../domain/calendar/in-force.ts';
import { type OfficeDay, type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import {
  type EntryChange,
  hoursKey,
  type OwnEntries,
  ownEntries,
  sameValue,
} from '../../domain/calendar/own-entries.ts';
import { weekText } from '../../domain/calendar/own-hours.ts';
import type { Actor } from '../people/policies.ts';
import type { CalendarCause, CalendarChange, CalendarState, CalendarStore } from '../ports/calendar.ts';
import type { Clock, Log } from '../ports/ports.ts';
import { createLayer, linesBack } from '../shared/layer.ts';

export type CalendarRefusal =
  | 'not_allowed'
  | 'holiday_there'
  | 'no_holiday'
  | 'unknown_change'
  | 'calendar_changed_since'
  | 'calendar_moved'
  | 'table_faulty'
  | 'year_known'
  | 'year_not_said'
  | 'unknown_calendar'
  | 'calendar_past';

/** What is to be changed, by what is said at that moment. */
export type DecideCalendar = (
  own: OwnEntries,
  past: (id: string) => Promise<CalendarChange | null>,
  state: CalendarState,
) => Promise<readonly EntryChange[] | CalendarRefusal> | readonly EntryChange[] | CalendarRefusal;

export interface OfficeCalendarDeps {
  readonly store: CalendarStore;
  /** What this server counts by. */
  readonly calendars: {
    readonly sourced: readonly SourcedTable[];
    entries(): OwnEntries;
    use(entries: OwnEntries): void;
  };
  readonly clock: Clock;
  readonly zone: OfficeZone;
  readonly log: Log;
  /** The calendars are others from now on: what was promised provisionally is counted anew. */
  readonly changed: () => Promise<void>;
}

export type OfficeCalendar = ReturnType<typeof createOfficeCalendar>;

/** Holidays as the administration says them: laid over the files, counted by at once, each change kept and undoable. */
export function createOfficeCalendar({ store, calendars, clock, zone, log, changed }: OfficeCalendarDeps) {
  let recounting = Promise.resolve();

  const recount = () => {
    recounting = recounting
      .then(changed)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'promises could not be counted anew: it is tried at the next start'),
      );
  };
  const layer = createLayer({
    ...{ store, clock, log, right: 'manage calendar', told: changeText },
    unread: 'the holidays of the administration could not be read',
    use: (entries, first) => {
      calendars.use(ownEntries(entries));
      // At a start they are counted anew anyway.
      if (!first) recount();
    },
  });
  const change = (
    actor: Actor,
    cause: CalendarCause,
    decide: DecideCalendar,
    undoes: string | null = null,
  ): Promise<CalendarRefusal | null> =>
    layer.change<CalendarRefusal>(
      actor,
      cause,
      (state, past) => decide(ownEntries(state.entries), past, state),
      undoes,
    );
  const there = (day: OfficeDay, own: OwnEntries) =>
    holidaysInForce(Number(day.slice(0, 4)), calendars.sourced, own).holidays.find(
      (one) => one.day === day && !one.gone,
    );

  const today = () => officeDay(clock.now(), zone);

  return {
    today,
    version: layer.version,
    inForce: (year: number) => holidaysInForce(year, calendars.sourced, calendars.entries()),
    history: layer.history,
    sourced: calendars.sourced,
    /** Whether the office says of the year that all of its holidays are known. */
    saysKnown: (year: number) => calendars.entries().years.has(year),
    now: () => ({ version: layer.version(), own: calendars.entries() }),
    /** Changes what the office says, all of it or nothing, if it is theirs to change. */
    change,

    /**
     * Says a holiday.
     * @param was the day that it had before, of one that is changed; null: it is a new one
     */
    save: (actor: Actor, { day, kind, name }: Holiday, was: OfficeDay | null) =>
      change(actor, 'saved', (own) => {
        if (was !== null && !there(was, own)) return 'no_holiday';
        if (was !== day && there(day, own)) return 'holiday_there';
        const moved = was === null || was === day ? null : changeOfDay(was, null, calendars.sourced, own);
        const said = changeOfDay(day, { kind, name }, calendars.sourced, own);
        return [moved, said].filter((one) => one !== null);
      }),

    remove: (actor: Actor, day: OfficeDay) =>
      change(actor, 'removed', (own) => {
        if (!there(day, own)) return 'no_holiday';
        const gone = changeOfDay(day, null, calendars.sourced, own);
        return gone === null ? [] : [gone];
      }),

    /** Takes a change back as a whole, where nothing of it was changed again meanwhile. */
    undo: (actor: Actor, id: string) =>
      change(
        actor,
        'undone',
        async (_own, past, { entries }) => {
          const done = await past(id);
          if (!done) return 'unknown_change';
          const back = linesBack(done.entries, entries, sameValue);
          if (back === null) return 'calendar_changed_since';
          // Work of past days was counted by them.
          if (done.entries.some((one) => hasHeld(one, today()))) return 'calendar_past';
          return back;
        },
        id,
      ),

    /** Before anything is counted. */
    load: layer.load,
    start: layer.start,
    stop: async () => {
      await layer.stop();
      await recounting;
    },
    /** When what was promised provisionally has been counted anew. */
    settled: () => recounting,
  };
}

/** Whether they are hours that held before today. */
export const hasHeld = ({ kind, key }: EntryChange, today: OfficeDay): boolean =>
  kind === 'hours' && hoursKey(key).from < today;

/** What changed, for the audit: `2027-03-08: – → national Nyepi`. */
function changeText({ entries }: CalendarChange): string {
  const said = (value: EntryChange['after']) => {
    if (value === null) return '–';
    if ('whole' in value) return 'whole';
    if ('week' in value) return weekText(value.week);
    return value.holiday === null ? 'none' : `${value.holiday.kind} ${value.holiday.name.id}`;
  };
  return entries
    .map(({ key, before, after }) => `${key}: ${said(before)} → ${said(after)}`)
    .join('; ')
    .slice(0, 2_000);
}
