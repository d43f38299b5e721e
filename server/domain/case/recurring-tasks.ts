import type { OfficeDay } from '../calendar/office-day.ts';
import type { Scope, SopDefinition } from '../sop/definition.ts';
import { outsideEvents } from '../sop/vocabulary.ts';

/** Something the office owes by a procedure, whether or not a citizen comes: each day, each month, or once. */
export interface Duty {
  readonly step: string;
  /** As printed in the document. */
  readonly number: number;
  readonly scope: Exclude<Scope, 'case'>;
  /** What makes it due. */
  readonly event: DutyEvent;
}
type DutyEvent = Extract<(typeof outsideEvents)[number], `${string}.due`>;

const isDue = (event: string): event is DutyEvent =>
  event.endsWith('.due') && (outsideEvents as readonly string[]).includes(event);

/** The duties of a procedure: the steps outside of any case that begin by becoming due. Pure. */
export function dutiesOf({ steps }: SopDefinition): readonly Duty[] {
  return steps.flatMap(({ id, number, scope, starts }) =>
    scope === 'case' ? [] : starts.flatMap(({ on }) => (isDue(on) ? [{ step: id, number, scope, event: on }] : [])),
  );
}

/** What a duty is owed for on an office day, such as `2026-11-23`, `2026-11` or `setup`. */
export function periodOf(scope: Duty['scope'], day: OfficeDay): string {
  if (scope === 'setup') return 'setup';
  return scope === 'month' ? day.slice(0, 7) : day;
}
