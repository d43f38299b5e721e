/** A standard operating procedure as data. See `server/sops/` for the files and {@link parseSop} for their form. */
export interface SopDefinition {
  readonly id: string;
  readonly version: string;
  readonly title: { readonly id: string; readonly en: string };
  /** The document it was read from, such as `seeds/001…`. */
  readonly source: string;
  readonly steps: readonly StepDefinition[];
}

export type SopActor = 'citizen' | 'system' | 'agent' | 'dispatcher' | 'official' | 'supervisor' | 'head';

export interface StepDefinition {
  readonly id: string;
  /** As printed in the office's document. */
  readonly number: number;
  readonly name: { readonly id: string; readonly en: string };
  readonly actor: SopActor;
  /** The promise: a step that ends within this length, inclusive, is met. */
  readonly budgetMs: number;
  /** Warning thresholds as whole per cents of the budget, ascending, each below 100. */
  readonly warnPercents: readonly number[];
  readonly starts: readonly StartRule[];
  /** Events that end it with a verdict. */
  readonly ends: readonly string[];
  /** Events that end it without one, unless it was already late: the caller gave up, the ring went elsewhere. */
  readonly drops: readonly string[];
  /**
   * The field of an event's data that tells runs of this step apart, such as `offerId`: a run for each value, ended
   * only by an event of that value or one that has no such field. Absent: the step runs once in a case.
   */
  readonly perKey?: string;
}

export interface StartRule {
  readonly on: string;
  /** `live`: only while the citizen is on the line. `answered`: only if somebody had answered the call. */
  readonly when?: 'live' | 'answered';
}
