import { DAY_MS, dayNumber, officeDayOf } from '../calendar/day-number.ts';
import { type OfficeDay, type OfficeZone, officeDay, startOfOfficeDay } from '../calendar/office-day.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { Clock, Scope } from '../sop/terms.ts';
import type { Timekeeper } from '../sop/timekeeper.ts';
import { outsideEvents } from '../sop/vocabulary.ts';

/** Something the office owes by a procedure, whether or not a citizen comes: for each day, each month, or once. */
export interface RecurringTask {
  readonly step: string;
  /** As printed in the document. */
  readonly number: number;
  readonly scope: Exclude<Scope, 'case'>;
  /** What makes it due. */
  readonly event: RecurringTaskEvent;
  /** By what its time is counted once it is due; null: it promises none. */
  readonly clock: Clock | null;
}
type RecurringTaskEvent = Extract<(typeof outsideEvents)[number], `${string}.due`>;

const isDue = (event: string): event is RecurringTaskEvent =>
  event.endsWith('.due') && (outsideEvents as readonly string[]).includes(event);

/** The tasks of a procedure: the steps outside of any case that begin by becoming due. Pure. */
export function recurringTasksOf({ steps }: SopDefinition): readonly RecurringTask[] {
  return steps.flatMap(({ id, number, scope, starts, budget }) =>
    scope === 'case'
      ? []
      : starts.flatMap(({ on }) =>
          isDue(on) ? [{ step: id, number, scope, event: on, clock: budget?.clock ?? null }] : [],
        ),
  );
}

/** How far an office has come with a task. */
export interface TaskMark {
  /** Since when the procedure is worked by here, epoch ms: nothing is owed for what was before. */
  readonly since: number;
  /** The last period that was dealt with, such as `2026-11-23`, `2026-11` or `setup`; null: none yet. */
  readonly through: string | null;
}

/** A task that is owed now. */
export interface OwedTask {
  /** For which day or month: `2026-11-23`, `2026-11`; or `setup`. */
  readonly period: string;
  /** When it fell due, epoch ms: the first time of its clock after the period was over. */
  readonly dueAt: number;
}

export interface TaskHours {
  readonly zone: OfficeZone;
  /** The hours of the services on which the task reports; at least one. */
  readonly services: readonly Timekeeper[];
}

/**
 * What is owed of a task by now, oldest first, and how far that goes. A report is owed for each day or month in which one
 * of its services was open, and falls due when that is over: a day on which no server ran is owed all the same, the
 * days before the office began are not. What is done once is owed as soon as the office is at work. Pure.
 * @param now epoch ms
 */
export function owedTasks(
  task: RecurringTask,
  mark: TaskMark,
  now: number,
  hours: TaskHours,
): { readonly owed: readonly OwedTask[]; readonly through: string | null } {
  const owed: OwedTask[] = [];
  let { through } = mark;
  for (;;) {
    const period = nextPeriod(task.scope, through, mark.since, hours.zone);
    if (period === null) return { owed, through };
    const dueAt = worksFrom(task, period.to, hours);
    if (dueAt > now) return { owed, through };
    const from = Math.max(period.from, mark.since);
    const wasOpen = hours.services.some((time) => time.spent('elapsed', from, period.to, from) > 0);
    if (task.scope === 'setup' || wasOpen) owed.push({ period: period.name, dueAt });
    through = period.name;
  }
}

/** The first moment from `at` on at which the time of the task counts. */
function worksFrom({ clock }: RecurringTask, at: number, { services }: TaskHours): number {
  const [time] = services as readonly [Timekeeper];
  return time.dueAt(clock === 'elapsed' ? 'elapsed' : 'office', at, 1, at) - 1;
}

/** A part of the calendar, half-open, epoch ms. */
interface Period {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function nextPeriod(
  scope: RecurringTask['scope'],
  through: string | null,
  since: number,
  zone: OfficeZone,
): Period | null {
  if (scope === 'setup') return through === null ? { name: 'setup', from: since, to: since } : null;
  const first = through === null ? startsOf(scope, officeDay(since, zone)) : after(scope, startsOf(scope, through));
  const from = startOfOfficeDay(first, zone);
  const to = startOfOfficeDay(after(scope, first), zone);
  return { name: scope === 'month' ? first.slice(0, 7) : first, from, to };
}

/** The first day of the period that a day, or the name of a period, belongs to. */
const startsOf = (scope: 'day' | 'month', day: string): OfficeDay =>
  scope === 'month' ? `${day.slice(0, 7)}-01` : day;

/** The first day of the period after the one that begins on a day. */
function after(scope: 'day' | 'month', first: OfficeDay): OfficeDay {
  if (scope === 'day') return officeDayOf(dayNumber(first) + 1);
  // No month has more days; the day found lies in the next one.
  return startsOf('month', new Date(Date.parse(first) + 31 * DAY_MS).toISOString());
}
