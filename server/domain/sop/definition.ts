import type { FieldRegistry } from '../fields/field.ts';
import type { Words } from '../shared/words.ts';

/** A standard operating procedure as data. See `server/sops/` for the files and `parse.ts` for their form. */
export interface SopDefinition {
  readonly id: string;
  readonly version: string;
  /** `YYYY-MM-DD`, or null when the document names no day. */
  readonly effective: string | null;
  readonly issuer: string;
  readonly document: SopDocument;
  readonly title: Bilingual;
  /** Where the office is and how it is reached, as printed; null: not in the document. */
  readonly letterhead: Letterhead | null;
  /** Who answers for the document, as offices: a person's name is no part of a procedure. In the order of its lines. */
  readonly signatures: readonly Signature[];
  readonly channels: readonly Channel[];
  /** Who acts in it, in the order of the document's columns. */
  readonly roles: Readonly<Partial<Record<SopActor, SopRole>>>;
  readonly legal: Printed | null;
  readonly qualifications: Printed | null;
  /** The document's own list of who acts in it ("Pelaksana"), where it has one beside its table. */
  readonly performers: Printed | null;
  readonly related: Printed | null;
  readonly equipment: Printed | null;
  readonly warnings: Printed | null;
  readonly records: Printed | null;
  /** How we read what is defective or missing in the document as a whole. */
  readonly notes: readonly Bilingual[];
  /** Every field that it may ask for: the standard ones, and its own. */
  readonly fields: FieldRegistry;
  /** How a case may end before its procedure does, and who may say so. */
  readonly closings: readonly Closing[];
  /** In the order of the document; a promise about the whole (`kind: total`) stands last. */
  readonly steps: readonly StepDefinition[];
}

export type Bilingual = Words;

/** A list as printed in the document, from this line of it. */
export interface Printed {
  readonly line: number;
  readonly items: readonly string[];
}

export interface SopDocument {
  readonly file: string;
  readonly number: string | null;
  /** `YYYY-MM-DD`; null: blank in the document. */
  readonly created: string | null;
  readonly revised: string | null;
  /** The day of its approval ("pengesahan"), where it names one as such; it is no day of effect. */
  readonly approved: string | null;
}

/** As printed, letter by letter, from this line on. */
export interface Letterhead {
  readonly line: number;
  readonly address: string;
  /** Town and postal code. */
  readonly place?: string | undefined;
  readonly phone?: string | undefined;
  readonly fax?: string | undefined;
}

/** `approved`: "disahkan oleh"; `checked`: "diperiksa oleh"; `made`: "dibuat oleh". */
export const signatureKinds = ['approved', 'checked', 'made'] as const;

export interface Signature {
  readonly line: number;
  readonly as: (typeof signatureKinds)[number];
  /** The office that signed, as printed. */
  readonly office: string;
  /** `YYYY-MM-DD`, where it is printed beside it. */
  readonly day?: string | undefined;
}

export interface SopRole extends Bilingual {
  /** The heading of its column in the document's table; absent: it has none. */
  readonly column?: string;
}

export const actors = [
  'citizen',
  'system',
  'agent',
  'dispatcher',
  'agency',
  'official',
  'supervisor',
  'coordinator',
  'analyst',
  'secretary',
  'information_officer',
  'assistant_information_officer',
  'head',
] as const;
export type SopActor = (typeof actors)[number];

export const channels = [
  'phone',
  'sms',
  'whatsapp',
  'twitter',
  'facebook',
  'website',
  'email',
  'letter',
  'walk_in',
  'suggestion_box',
] as const;
export type Channel = (typeof channels)[number];

/**
 * What a length is counted by. `call`: the clock on the wall. `elapsed`: the service's own hours. `office`: office
 * hours. `workday`: working days.
 */
export const clocks = ['call', 'elapsed', 'office', 'workday'] as const;
export type Clock = (typeof clocks)[number];

export interface Budget {
  readonly clock: Clock;
  /** What it is counted by when the citizen is not on the line; absent: the same. */
  readonly offlineClock?: Clock;
  /** Milliseconds; working days where the clock is `workday`. */
  readonly amount: number;
}

export const means = ['screen', 'sms', 'whatsapp', 'email', 'webhook'] as const;
export type Means = (typeof means)[number];

/** Who hears of a step that takes this many per cents of its budget, and by which means. */
export interface EscalationLevel {
  readonly percent: number;
  readonly to: readonly SopActor[];
  readonly by: readonly Means[];
}

/** What stops a step's clock: the caller is on hold; the citizen has been asked for something. */
export const pauses = ['hold', 'citizen'] as const;
export type Pause = (typeof pauses)[number];

/**
 * `step`: a row that is timed. `start`, `end`: the document's own Mulai and Selesai, where nothing runs.
 * `total`: the promise about the whole procedure; it is timed like a step and is not a row.
 */
export type StepKind = 'step' | 'start' | 'end' | 'total';

/** What a step belongs to: a citizen's case, or the office's own recurring tasks. */
export const scopes = ['case', 'setup', 'day', 'month'] as const;
export type Scope = (typeof scopes)[number];

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

/** How far a paper has come. */
export const paperStages = ['made', 'signed', 'sent'] as const;
export type PaperStage = (typeof paperStages)[number];

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

/**
 * `message`: by the gateway of the citizen's channel. `call`: said to the citizen, who is on the line. `letter`: on
 * paper, with the proof that it went.
 */
export const tellingWays = ['message', 'call', 'letter'] as const;
export type TellingWay = (typeof tellingWays)[number];

/** Ends that come from outside of any procedure; they are counted apart. */
export const closingReasons = ['duplicate', 'junk', 'not_ours', 'withdrawn', 'unreachable'] as const;
export type ClosingReason = (typeof closingReasons)[number];

export interface Closing {
  readonly as: ClosingReason;
  readonly by: readonly SopActor[];
  /** How often the citizen must have been tried before. */
  readonly tries: number;
}

/** `live`: the citizen is on the line. `offline`: is not. `answered`: somebody had answered the call. */
export const conditions = ['live', 'answered', 'offline'] as const;
export type Condition = (typeof conditions)[number];

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

/** Where a step stands in the document, and what is printed there, letter by letter. */
export interface StepSource {
  /** Null: a step of ours that the document lacks. */
  readonly line: number | null;
  readonly text: string;
  readonly needs: string;
  readonly time: string;
  readonly output: string;
  readonly note: string;
  /** What stands in the columns of the actors. */
  readonly cells: Readonly<Partial<Record<SopActor, string>>>;
  /** How we read it where it is defective or silent, and why. */
  readonly reading: Bilingual | null;
  readonly reason: Bilingual | null;
}

/** As the procedure calls somebody in it. */
export function roleName({ roles }: SopDefinition, actor: SopActor): Bilingual {
  const { id, en } = roles[actor] ?? { id: actor, en: actor };
  return { id, en };
}
