import type { CaseCard, StepCard } from '../../../server/contract/views.ts';

/** One step of the procedure as the rail shows it: its newest run, and how often it ran. */
export interface RailStep {
  readonly run: StepCard;
  readonly runs: number;
}

/** The steps that have begun, in the procedure's order; of a step that ran more than once the newest run. */
export function railOf(steps: readonly StepCard[]): RailStep[] {
  const byStep = new Map<string, RailStep>();
  for (const run of steps) {
    const known = byStep.get(run.step);
    const newest = known === undefined || run.startedAt >= known.run.startedAt ? run : known.run;
    byStep.set(run.step, { run: newest, runs: (known?.runs ?? 0) + 1 });
  }
  return [...byStep.values()].sort((a, b) => a.run.number - b.run.number);
}

/** The newest run of a step by its number in the SOP. */
export function runOf(card: Pick<CaseCard, 'steps'>, number: number): StepCard | undefined {
  return railOf(card.steps).find((step) => step.run.number === number)?.run;
}

export function isRunning(card: Pick<CaseCard, 'steps'>, number: number): boolean {
  return card.steps.some((run) => run.number === number && run.endedAt === null && run.verdict !== 'cancelled');
}

/** The step with the least time left, or undefined when none runs. */
export function mostUrgent(card: Pick<CaseCard, 'steps'>): StepCard | undefined {
  return card.steps
    .filter((run) => run.endedAt === null && run.verdict !== 'cancelled')
    .sort((a, b) => a.dueAt - b.dueAt)[0];
}
