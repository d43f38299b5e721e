/** Where one case stands in its procedure. Plain data: it is stored as it is. Moments are epoch ms. */
export interface SopState {
  /** The citizen is on the line with an agent. */
  readonly live: boolean;
  /** Some agent has answered the call. */
  readonly answered: boolean;
  /** Nothing more can start. */
  readonly closed: boolean;
  readonly runs: readonly StepRun[];
}

/** One run of one step. */
export interface StepRun {
  /** `step` or `step:key`, unique in the case. */
  readonly id: string;
  readonly step: string;
  readonly key: string | null;
  /** Whom the event that started it named, such as the agent whose telephone rings; null: whoever has the case. */
  readonly ownerId: string | null;
  readonly startedAt: number;
  readonly dueAt: number;
  /** How many thresholds have fired: the warnings in order, then the breach. */
  readonly fired: number;
  readonly endedAt: number | null;
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

export interface AlertEffect {
  readonly type: 'alert';
  readonly kind: 'warning' | 'breach';
  readonly runId: string;
  readonly step: string;
  readonly ownerId: string | null;
  /** When the threshold lay. */
  readonly dueAt: number;
  readonly firedAt: number;
}

export const initialSopState: SopState = { live: false, answered: false, closed: false, runs: [] };
