import type { SopDefinition, StepDefinition } from './definition.ts';
import type { StepRun } from './state.ts';

interface Threshold {
  readonly kind: 'warning' | 'breach';
  /** When it lies. */
  readonly dueAt: number;
  /** The first moment at which it may fire. */
  readonly firesAt: number;
}

/**
 * The moments at which a run raises alerts, soonest first.
 * A target is inclusive, so a breach fires one millisecond after its due time and not at it.
 */
export function thresholdsOf(step: StepDefinition, startedAt: number): readonly Threshold[] {
  const warnings = step.warnPercents.map((percent): Threshold => {
    const at = startedAt + Math.ceil((step.budgetMs * percent) / 100);
    return { kind: 'warning', dueAt: at, firesAt: at };
  });
  const dueAt = startedAt + step.budgetMs;
  return [...warnings, { kind: 'breach', dueAt, firesAt: dueAt + 1 }];
}

/** @throws when the state names a step its SOP version does not have: a bug, or a mixed-up version. */
export function stepOf(sop: SopDefinition, id: string): StepDefinition {
  const step = sop.steps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`SOP ${sop.id} ${sop.version} has no step ${id}`);
  return step;
}

/** The run's next threshold, or null when it has ended or raised them all. */
export function nextThreshold(sop: SopDefinition, run: StepRun): Threshold | null {
  if (run.verdict !== 'running') return null;
  return thresholdsOf(stepOf(sop, run.step), run.startedAt)[run.fired] ?? null;
}
