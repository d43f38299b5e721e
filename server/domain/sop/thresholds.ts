import type { SopDefinition } from './definition.ts';
import type { AlertKind, StepRun } from './state.ts';
import type { Budget, EscalationLevel, StepDefinition } from './step-definition.ts';

/** An alert that a step raises when so much of its budget is spent. */
export interface PlannedAlert {
  readonly kind: AlertKind;
  readonly percent: number;
  readonly level: EscalationLevel | null;
}

interface Threshold extends PlannedAlert {
  /** When it lies. */
  readonly dueAt: number;
  /** The first moment at which it may fire. */
  readonly firesAt: number;
}

/** Of each step once: every deadline, and every card that is shown of a case, asks for it. */
const planned = new WeakMap<StepDefinition, readonly PlannedAlert[]>();

/** Everything a step may raise, in the order in which it does: at the same per cent the breach before the level. */
export function plannedAlerts(step: StepDefinition): readonly PlannedAlert[] {
  const known = planned.get(step) ?? planAlerts(step);
  planned.set(step, known);
  return known;
}

function planAlerts(step: StepDefinition): readonly PlannedAlert[] {
  if (step.budget === null) return [];
  const warnings = step.warnPercents.map((percent): PlannedAlert => ({ kind: 'warning', percent, level: null }));
  const breach: PlannedAlert = { kind: 'breach', percent: 100, level: null };
  const levels = step.escalate.map((level): PlannedAlert => ({ kind: 'escalation', percent: level.percent, level }));
  // The sort is stable.
  return [...warnings, breach, ...levels].sort((a, b) => a.percent - b.percent);
}

/** So many per cents of a budget: ms, or working days. What falls between two is the later one. */
export function amountAt({ amount }: Budget, percent: number): number {
  return Math.ceil((amount * percent) / 100);
}

/** @throws when the state names a step its SOP version does not have: a bug, or a mixed-up version. */
export function stepOf(sop: SopDefinition, id: string): StepDefinition {
  const step = sop.steps.find((candidate) => candidate.id === id);
  if (!step) throw new Error(`SOP ${sop.id} ${sop.version} has no step ${id}`);
  return step;
}

/**
 * The run's next threshold; null when it has ended, raised them all, or its clock stands.
 * A target is inclusive, so a breach and what follows it fire one millisecond after their moment and not at it.
 */
export function nextThreshold(sop: SopDefinition, run: StepRun): Threshold | null {
  if (run.verdict !== 'running' || run.stoppedAt !== null) return null;
  const next = plannedAlerts(stepOf(sop, run.step))[run.fired];
  if (next === undefined) return null;
  const dueAt = run.moments[run.fired] as number;
  return { ...next, dueAt, firesAt: next.percent < 100 ? dueAt : dueAt + 1 };
}

/** Whether the run has said that it is late. */
export function breachAnnounced(step: StepDefinition, run: StepRun): boolean {
  return plannedAlerts(step)
    .slice(0, run.fired)
    .some(({ kind }) => kind === 'breach');
}

/** When the run turns amber, soonest first. */
export function warnMoments(step: StepDefinition, run: StepRun): readonly number[] {
  return plannedAlerts(step).flatMap(({ kind }, index) => (kind === 'warning' ? [run.moments[index] as number] : []));
}
