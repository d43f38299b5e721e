import type { StepSource } from './document.ts';
import type {
  Bilingual,
  Channel,
  Clock,
  Condition,
  Means,
  PaperStage,
  Pause,
  Scope,
  SopActor,
  StepKind,
  TellingWay,
} from './terms.ts';

export interface Budget {
  readonly clock: Clock;
  /** What it is counted by when the citizen is not on the line; absent: the same. */
  readonly offlineClock?: Clock;
  /** Milliseconds; working days where the clock is `workday`. */
  readonly amount: number;
}

/** Who hears of a step that takes this many per cents of its budget, and by which means. */
export interface EscalationLevel {
  readonly percent: number;
  readonly to: readonly SopActor[];
  readonly by: readonly Means[];
}

export interface StepDefinition {
  readonly id: string;
  readonly kind: StepKind;
  /** As printed in the office's document. */
  readonly number: number;
  readonly name: Bilingual;
  readonly actor: SopActor;
  /** Who takes part beside the actor. */
  readonly with: readonly SopActor[];
  readonly scope: Scope;
  /** The promise: a step that ends within this length, inclusive, is met. Null: it promises no time. */
  readonly budget: Budget | null;
  /**
   * The step whose promise this one is too, seen from the other side: it is drawn and printed, and only the other one is
   * timed. Null: it has its own.
   */
  readonly shares: string | null;
  readonly pauses: readonly Pause[];
  /** Warning thresholds as whole per cents of the budget, ascending, each below 100. */
  readonly warnPercents: readonly number[];
  /** Ascending; at each per cent one level. */
  readonly escalate: readonly EscalationLevel[];
  readonly starts: readonly StartRule[];
  /** Events that end it with a verdict. */
  readonly ends: readonly string[];
  /** Events that end it without one, unless it was already late: the caller gave up, the ring went elsewhere. */
  readonly drops: readonly string[];
  /**
   * The field of an event's data that tells runs of this step apart, such as `offerId`: a run for each value, ended
   * only by an event of that value or one that has no such field. Absent: one run at a time.
   */
  readonly perKey?: string;
  /** What has to be filled in before it may end. */
  readonly requires: readonly Requirement[];
  /** What else is asked for, by the event that somebody brings about with it. */
  readonly forms: Readonly<Record<string, ActionForm>>;
  /** How the citizen may be told or asked in it. */
  readonly tells: readonly TellingWay[];
  /** The papers by which it ends. Absent: none, as in a procedure that was stored before steps had them. */
  readonly papers?: readonly StepPaper[];
  /** Ended with one of these values of a field, the case is over and what still runs is dropped. */
  readonly closes: Closes | null;
  /**
   * Of a step after a call: the agent takes the next call so long after this one, or so much later where he asks for it, and
   * the step runs on. Absent: when it is done.
   */
  readonly wrapUp?: WrapUpRule;
  /** Not every case comes to it. */
  readonly optional: boolean;
  /**
   * How often the procedure foresees it in a case; null: as often as the loop comes round. Foreseen once, it does not
   * begin again. Foreseen more often, a run beyond that is timed like any other, and flagged: see `runsBeyond`.
   */
  readonly runsAtMost: number | null;
  readonly output: Bilingual | null;
  readonly next: readonly Transition[];
  readonly source: StepSource | null;
}

/** The event happens by a paper of this kind, which has come so far, and by nobody's word alone. */
export interface StepPaper {
  readonly paper: string;
  readonly on: string;
  readonly at: PaperStage;
  /** Only where the citizen is told this way; absent: always. */
  readonly via?: TellingWay | undefined;
}

/** A wrap-up lasts no longer than `ms`, but may be made longer by `extendMs` so often. */
export interface WrapUpRule {
  readonly ms: number;
  readonly extendMs: number;
  readonly extensions: number;
}

export interface Closes {
  readonly field: string;
  readonly values: readonly string[];
  /**
   * Those of them by which there is no citizen who waits, such as a prank: others' work is dropped too. With any other the
   * case goes on while somebody else than the agents works on it, or the citizen is still to be told the answer.
   */
  readonly drops?: readonly string[] | undefined;
}

export interface StartRule {
  readonly on: string;
  readonly when?: Condition;
  /** Only where this step ran when it happened, even if it ends by it. */
  readonly while?: string;
}

/** What an action asks for besides what its step requires and its event says by its nature. */
export interface ActionForm {
  readonly requires: readonly string[];
  readonly asks: readonly string[];
  /** Fields that have to be filled in where a field has a value: a case that ends as solved has a solution. */
  readonly needs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /**
   * What stands in a field before anybody writes, to be changed at will, such as where photos are to be sent. `{ticket}`
   * in it is the ticket number. Absent in a procedure that was stored before forms had it.
   */
  readonly suggests?: Readonly<Record<string, string>>;
}

export interface Requirement {
  readonly field: string;
  /** Only of complaints that came this way; absent: of all. */
  readonly channels?: readonly Channel[];
  /** Not where a step has ended by this event, such as a notice where nobody could be told; absent: always. */
  readonly unless?: string;
}

/** Besides a step's id: the procedure's end, a branch that ends while others go on, a new case linked to this one. */
export const specialTargets = ['end', 'join', 'new'] as const;

/** A branch as the document draws it, or as we read it where the drawing is lost. */
export interface Transition {
  readonly to: string;
  /** An event that ends or drops the step, or stops its clock. */
  readonly on: string;
  /** The event that then really starts the next step, where it is another one. */
  readonly by?: string;
  readonly label?: Bilingual;
}
