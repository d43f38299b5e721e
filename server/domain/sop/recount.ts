import { promise } from './runs.ts';
import type { StepRun } from './state.ts';
import type { StepDefinition } from './step-definition.ts';
import type { Timekeeper } from './timekeeper.ts';

/** What was promised while a year's holidays were not known is counted anew, now that they are. */
export const recountEvent = 'promise.recounted';

/**
 * The run with its provisional promise as the hours count it now; the run itself where there is nothing to recount: no
 * promise that was made with all holidays known ever moves, and a clock that stands is counted when it goes on.
 */
export function recount(step: StepDefinition, run: StepRun, time: Timekeeper): StepRun {
  if (!run.provisional || run.verdict !== 'running' || run.stoppedAt !== null) return run;
  const anew = promise(step, run, time);
  const same = anew.provisional && anew.dueAt === run.dueAt && String(anew.moments) === String(run.moments);
  return same ? run : anew;
}
