import type { StepCard } from '../../../server/contract/steps.ts';
import type { CaseCard } from '../../../server/contract/views.ts';

/** One step of the procedure as the rail shows it: its newest run, and how often it ran. */
export interface RailStep {
  readonly run: StepCard;
  readonly runs: number;
}

/**
 * The steps that have begun, in the order in which they come, which is that of the procedure and not of the numbers printed
 * on them; of a step that ran more than once the newest run.
 */
export function railOf(steps: readonly StepCard[]): RailStep[] {
  const byStep = new Map<string, RailStep>();
  for (const run of steps) {
    const known = byStep.get(run.step);
    const newest = known === undefined || run.startedAt >= known.run.startedAt ? run : known.run;
    byStep.set(run.step, { run: newest, runs: (known?.runs ?? 0) + 1 });
  }
  return [...byStep.values()];
}

/** The run that this event ends, where it has a clock; undefined: none. */
export function runEndedBy(card: Pick<CaseCard, 'steps' | 'waitsFor'>, event: string): StepCard | undefined {
  const waiting = card.waitsFor.find(({ events }) => events.includes(event));
  return card.steps.find(({ runId }) => runId === waiting?.runId);
}

/** The step with the least time left, one whose clock stands after all others; undefined when none runs. */
export function mostUrgent(card: Pick<CaseCard, 'steps'>): StepCard | undefined {
  return card.steps
    .filter((run) => run.endedAt === null && run.verdict !== 'cancelled')
    .sort((a, b) => Number(a.stoppedAt !== null) - Number(b.stoppedAt !== null) || a.dueAt - b.dueAt)[0];
}
