import type { EscalationLevel } from './step-definition.ts';
import type { Clock } from './terms.ts';

/** Where one case stands in its procedure. Plain data: it is stored as it is. Moments are epoch ms. */
export interface SopState {
  /** The citizen is on the line with an agent. */
  readonly live: boolean;
  /** Some agent has answered the call. */
  readonly answered: boolean;
  /** The citizen is on the line and hears music. */
  readonly held: boolean;
  /** The citizen has been asked for something and has not replied. */
  readonly awaiting: boolean;
  /** Nothing more can start. */
  readonly closed: boolean;
  readonly runs: readonly StepRun[];
}

/** One run of one step. */
export interface StepRun {
  /** `step`, `step:key`, and `step#2` for the second time; unique in the case. */
  readonly id: string;
  readonly step: string;
  readonly key: string | null;
  /** Whom the event that started it named, such as the agent whose telephone rings; null: whoever has the case. */
  readonly ownerId: string | null;
  readonly startedAt: number;
  /** Fixed when a stretch of its clock begins, so that a later edit of a calendar moves no promise. Null: none was made. */
  readonly dueAt: number | null;
  /** A year of it had no table of holidays yet: the one promise that is counted anew, when the table comes. */
  readonly provisional?: true;
  /** When each of the step's planned alerts lies, in their order; see `plannedAlerts`. */
  readonly moments: readonly number[];
  /** How many of them have fired. */
  readonly fired: number;
  /** What it is counted by now; null: by nothing. */
  readonly clock: Clock | null;
  /** When the stretch in which its clock runs began. */
  readonly stretchAt: number;
  /** What had been spent before that stretch, and in all once it has ended: ms, or working days. */
  readonly spent: number;
  /** Since when its clock stands: the caller is on hold, the citizen was asked. */
  readonly stoppedAt: number | null;
  /** How long its clock has stood before, ms by the wall; absent: never. */
  readonly pausedMs?: number;
  readonly endedAt: number | null;
  /** The event that ended it. */
  readonly endedBy: { readonly id: string; readonly type: string } | null;
  readonly verdict: 'running' | 'met' | 'breached' | 'cancelled';
  /** Settled by a late-arriving event otherwise than an alert had said. */
  readonly corrected: boolean;
}

/** Something that happened to the case, to be timed by its procedure. */
export interface SopEvent {
  readonly id: string;
  readonly type: string;
  /** When it happened, epoch ms: the exchange's moment where it has one. */
  readonly at: number;
  readonly data?: object;
}

export type AlertKind = 'warning' | 'breach' | 'escalation';

export interface AlertEffect {
  readonly kind: AlertKind;
  readonly runId: string;
  readonly step: string;
  readonly ownerId: string | null;
  /** Of the budget. */
  readonly percent: number;
  /** Of an escalation: who hears of it, and by which means. A warning or breach goes to whoever does the step. */
  readonly level: EscalationLevel | null;
  /** When the threshold lay. */
  readonly dueAt: number;
  readonly firedAt: number;
}

export const initialSopState: SopState = {
  live: false,
  answered: false,
  held: false,
  awaiting: false,
  closed: false,
  runs: [],
};
