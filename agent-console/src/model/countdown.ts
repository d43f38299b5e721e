import type { StepCard } from '../../../server/contract/steps.ts';

export type Tone = 'calm' | 'amber' | 'red' | 'done';

export interface Countdown {
  /** Below zero: over time by so much. */
  readonly remainingMs: number;
  /** What is left of the budget, 1 … 0. */
  readonly ratio: number;
  readonly tone: Tone;
}

type Timed = Pick<StepCard, 'startedAt' | 'dueAt' | 'endedAt' | 'verdict'> & {
  readonly warnAt: readonly number[];
  readonly stoppedAt?: number | null;
};

/**
 * How a step stands at `now` (epoch ms by the server's clock). A target is inclusive: at exactly `dueAt` the step is
 * still in time. An ended step keeps the time it had left, or was over by; so
 * does one whose clock stands.
 */
export function countdownOf(step: Timed, now: number): Countdown {
  const moment = step.endedAt ?? step.stoppedAt ?? now;
  const remainingMs = step.dueAt - moment;
  const budget = step.dueAt - step.startedAt;
  const ratio = budget <= 0 ? 0 : Math.min(1, Math.max(0, remainingMs / budget));
  return { remainingMs, ratio, tone: toneOf(step, moment) };
}

function toneOf(step: Timed, moment: number): Tone {
  if (step.verdict === 'breached') return 'red';
  if (step.verdict !== 'running') return 'done';
  if (moment > step.dueAt) return 'red';
  const warnAt = step.warnAt[0];
  return warnAt !== undefined && moment >= warnAt ? 'amber' : 'calm';
}

/**
 * The seconds a countdown shows: whole seconds begun, so that it shows `0` only when nothing is left.
 * Over time they count up from 1.
 */
export function shownSeconds(remainingMs: number): { over: boolean; seconds: number } {
  const over = remainingMs < 0;
  return { over, seconds: Math.ceil(Math.abs(remainingMs) / 1000) };
}

/** The tone of an offer that has no step run of its own: amber from half the time on. */
export function offerCountdown(offer: { offeredAt: number; dueAt: number }, now: number): Countdown {
  const half = offer.offeredAt + (offer.dueAt - offer.offeredAt) / 2;
  return countdownOf(
    { startedAt: offer.offeredAt, dueAt: offer.dueAt, warnAt: [half], endedAt: null, verdict: 'running' },
    now,
  );
}
