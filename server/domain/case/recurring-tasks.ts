import type { OfficeDay } from '../calendar/office-day.ts';
import type { Scope, SopDefinition } from '../sop/definition.ts';
import { outsideEvents } from '../sop/vocabulary.ts';

/** Something the office owes by a procedure, whether or not a citizen comes: each day, each month, or once. */
export interface RecurringTask {
  readonly step: string;
  /** As printed in the document. */
  readonly number: number;
  readonly scope: Exclude<Scope, 'case'>;
  /** What makes it due. */
  readonly event: RecurringTaskEvent;
}
type RecurringTaskEvent = Extract<(typeof outsideEvents)[number], `${string}.due`>;

const isDue = (event: string): event is RecurringTaskEvent =>
  event.endsWith('.due') && (outsideEvents as readonly string[]).includes(event);

/** The tasks of a procedure: the steps outside of any case that begin by becoming due. Pure. */
export function recurringTasksOf({ steps }: SopDefinition): readonly RecurringTask[] {
  return steps.flatMap(({ id, number, scope, starts }) =>
    scope === 'case' ? [] : starts.flatMap(({ on }) => (isDue(on) ? [{ step: id, number, scope, event: on }] : [])),
  );
}

/** What a recurring task is owed for on an office day, such as `2026-11-23`, `2026-11` or `setup`. */
export function periodOf(scope: RecurringTask['scope'], day: OfficeDay): string {
  if (scope === 'setup') return 'setup';
  return scope === 'month' ? day.slice(0, 7) : day;
}
