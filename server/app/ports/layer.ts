/** A line of a change: an entry before and after; null: there was none, or is none any more. */
export interface LayerLine<Value = unknown> {
  readonly kind: string;
  readonly key: string;
  readonly before: Value | null;
  readonly after: Value | null;
}

/** One change of what an administration says before the office's files, all of it or nothing. */
export interface LayerChange<Cause extends string, Line extends LayerLine> {
  readonly id: string;
  readonly cause: Cause;
  /** At least one. */
  readonly entries: readonly Line[];
  /** The change that this one takes back; null: none. */
  readonly undoes: string | null;
  readonly madeBy: string;
  /** Epoch ms. */
  readonly madeAt: number;
}

/** All that the office says, and how many changes it took: as long as the version is the same, so are the entries. */
export interface LayerState<Entry> {
  readonly entries: readonly Entry[];
  readonly version: number;
}

/** What an administration says before the office's files. Every method throws when the database is away. */
export interface LayerStore<Cause extends string, Entry, Line extends LayerLine> {
  state(): Promise<LayerState<Entry>>;
  /** The newest first, so many at most. */
  history(limit: number): Promise<readonly LayerChange<Cause, Line>[]>;
  /**
   * Decides by what is said now and keeps the change with its audit row, in one transaction: nobody else changes
   * anything meanwhile. A decision without entries changes nothing and leaves no trace.
   */
  change<Refusal extends string>(
    decide: (
      state: LayerState<Entry>,
      past: (id: string) => Promise<LayerChange<Cause, Line> | null>,
    ) => Promise<LayerChange<Cause, Line> | Refusal>,
    told: (change: LayerChange<Cause, Line>) => string,
  ): Promise<Refusal | null>;
}
