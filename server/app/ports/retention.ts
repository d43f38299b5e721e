/** What is kept for a time and no longer, each with its own. */
export const retentionClasses = ['cases', 'messages', 'files', 'recordings', 'drafts', 'agent_states'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** A day's work on a class. Moments in epoch ms. */
export interface RetentionRun {
  /** `YYYY-MM-DD` of the office. */
  readonly day: string;
  readonly of: RetentionClass;
  readonly beganAt: number;
  /** Null: it goes on, or was broken off and will be gone on with. */
  readonly endedAt: number | null;
  readonly done: number;
  /** Why it did not go on; null: nothing was wrong. */
  readonly fault: string | null;
}

/** Every method throws when the database is away. */
export interface RetentionStore {
  /** How much of a class lies before the moment. */
  countDue(of: RetentionClass, before: number): Promise<number>;
  /**
   * Lets go of it, page by page, each a transaction with its entry of the audit; broken off, it is gone on with.
   * @param progress hears how many a page had; false: no further page
   */
  letGo(of: RetentionClass, before: number, progress: (page: number) => Promise<boolean>): Promise<void>;
  /** Of several servers one does a day's class; what one left undone for ten minutes, another takes over. */
  begin(day: string, of: RetentionClass): Promise<'ours' | 'others' | 'done'>;
  /** Counts a page, and tells the other servers that it goes on. */
  went(day: string, of: RetentionClass, page: number): Promise<void>;
  /** @param fault null: all of it is done */
  end(day: string, of: RetentionClass, fault: string | null): Promise<void>;
  /** Newest first. */
  runs(atMost: number): Promise<readonly RetentionRun[]>;
}

/** What is to be deleted where an exchange, a gateway or a store of files keeps it. */
export interface OutsideErasure {
  readonly kind: 'recording' | 'message' | 'file';
  /** Name of the exchange, gateway or store of files. */
  readonly holder: string;
  /** Its own name of it. */
  readonly reference: string;
  /** How often it was tried before. */
  readonly tries: number;
}

/** Asked for in the transaction that lets go of ours. Every method throws when the database is away. */
export interface OutsideErasureStore {
  /** Those that are due, the oldest first; nobody else is given them for two minutes. */
  claim(atMost: number): Promise<readonly OutsideErasure[]>;
  done(erasure: OutsideErasure): Promise<void>;
  failed(erasure: OutsideErasure, reason: string, againMs: number): Promise<void>;
  /** Moments in epoch ms. */
  waiting(): Promise<
    readonly {
      readonly kind: OutsideErasure['kind'];
      readonly holder: string;
      readonly waiting: number;
      readonly since: number;
      readonly fault: string | null;
    }[]
  >;
}
