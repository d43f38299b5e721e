import type { RecurringTask } from '../../domain/case/recurring-tasks.ts';

/** A recurring task of a procedure; asked of another stretch of time it is another one. */
export interface TaskKey {
  readonly sopId: string;
  readonly step: string;
  readonly scope: RecurringTask['scope'];
}
