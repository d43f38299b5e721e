import type { SopEvent, SopState, StepRun } from './state.ts';
import type { StepDefinition } from './step-definition.ts';
import type { Clock } from './terms.ts';
import { amountAt, breachAnnounced, plannedAlerts } from './thresholds.ts';
import type { Timekeeper } from './timekeeper.ts';

/** How one run of a step begins, is stopped, goes on and ends. Pure. */

/** What the facts of the case say about the step: by which clock it is counted, and whether that clock stands. */
function countedBy(step: StepDefinition, facts: SopState): { clock: Clock | null; stands: boolean } {
  const { budget } = step;
  const stands = (facts.held && step.pauses.includes('hold')) || (facts.awaiting && step.pauses.includes('citizen'));
  if (budget === null) return { clock: null, stands };
  return { clock: facts.live ? budget.clock : (budget.offlineClock ?? budget.clock), stands };
}

/** @param owner whom the event named. */
export function begin(
  step: StepDefinition,
  facts: SopState,
  event: SopEvent,
  of: { readonly id: string; readonly key: string | null; readonly ownerId: string | null },
  time: Timekeeper,
): StepRun {
  const { clock, stands } = countedBy(step, facts);
  const run: StepRun = {
    ...of,
    step: step.id,
    startedAt: event.at,
    dueAt: null,
    moments: [],
    fired: 0,
    clock,
    stretchAt: event.at,
    spent: 0,
    stoppedAt: stands ? event.at : null,
    endedAt: null,
    endedBy: null,
    verdict: 'running',
    corrected: false,
  };
  return promise(step, run, time);
}

/** Stops the run's clock, lets it go on, or counts it by another, as the facts after an event ask. */
export function follow(step: StepDefinition, run: StepRun, facts: SopState, at: number, time: Timekeeper): StepRun {
  if (run.verdict !== 'running' || run.clock === null) return run;
  const { clock, stands } = countedBy(step, facts);
  if (run.stoppedAt !== null) {
    if (stands) return run;
    const stretchAt = Math.max(at, run.stoppedAt);
    return promise(step, { ...run, clock, stoppedAt: null, stretchAt, ...pausedUntil(run, stretchAt) }, time);
  }
  if (!stands && clock === run.clock) return run;
  const moment = Math.max(at, run.stretchAt);
  const paused = { ...run, spent: spentUntil(run, moment, time) };
  if (stands) return { ...paused, stoppedAt: moment };
  return promise(step, { ...paused, clock, stretchAt: moment }, time);
}

/** A target is inclusive. What ended in time after its breach was announced had only been told late. */
export function end(
  step: StepDefinition,
  run: StepRun,
  event: SopEvent,
  inTimeVerdict: 'met' | 'cancelled',
  time: Timekeeper,
): StepRun {
  if (run.verdict !== 'running') return run;
  const endedAt = Math.max(event.at, run.startedAt);
  // While its clock stands, no time of it passes.
  const countedTo = Math.min(event.at, run.stoppedAt ?? event.at);
  const inTime = run.dueAt === null || countedTo <= run.dueAt;
  return {
    ...run,
    ...pausedUntil(run, endedAt),
    endedAt,
    endedBy: { id: event.id, type: event.type },
    spent: spentUntil(run, endedAt, time),
    verdict: inTime ? inTimeVerdict : 'breached',
    corrected: inTime && breachAnnounced(step, run),
  };
}

/** How long its clock has stood until a moment at which it stands no more. */
function pausedUntil({ stoppedAt, pausedMs = 0 }: StepRun, at: number): Pick<StepRun, 'pausedMs'> {
  const paused = pausedMs + (stoppedAt === null ? 0 : Math.max(0, at - stoppedAt));
  return paused === 0 ? {} : { pausedMs: paused };
}

/**
 * What a run has spent until a moment: ms, or working days.
 * @param at not before the run began; epoch ms.
 */
export function spentUntil(run: StepRun, at: number, time: Timekeeper): number {
  if (run.clock === null) return at - run.startedAt;
  if (run.stoppedAt !== null || run.endedAt !== null) return run.spent;
  const to = Math.max(at, run.stretchAt);
  return run.spent + time.spent(run.clock, run.stretchAt, to, run.startedAt);
}

/** Fixes the moments of all that has not been said yet, counted on from the beginning of the stretch. */
export function promise(step: StepDefinition, run: StepRun, time: Timekeeper): StepRun {
  const { budget } = step;
  if (budget === null) return run;
  const { stretchAt, spent } = run;
  const clock = run.clock as Clock;
  const momentOf = (percent: number): number =>
    time.dueAt(clock, stretchAt, Math.max(0, amountAt(budget, percent) - spent), run.startedAt);
  // What lay behind the run when its clock stopped or changed stays there: no later stretch makes a late step timely.
  const moved = (percent: number, before: number | null | undefined): number =>
    spent > amountAt(budget, percent) ? (before as number) : momentOf(percent);
  const moments = plannedAlerts(step).map(({ percent }, index) =>
    index < run.fired ? (run.moments[index] as number) : moved(percent, run.moments[index]),
  );
  const { provisional: _, ...settled } = run;
  const promised = { ...settled, moments, dueAt: moved(100, run.dueAt) };
  const last = Math.max(promised.dueAt, ...moments);
  return time.provisional?.(clock, stretchAt, last) ? { ...promised, provisional: true } : promised;
}
