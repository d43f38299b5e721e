import type { CaseRecord } from './cases.ts';
import type { CaseChange } from './ports.ts';

/** When a case's procedure must raise something if nothing happens. Epoch ms. */
export interface Deadline {
  readonly caseId: string;
  readonly at: number;
}

/** A case with a deadline, and a mark of the row it was read from: it changes with every change of the row. */
export interface DueCase extends Deadline {
  /** The call by which it came, which may be over; null: none. */
  readonly callId: string | null;
  readonly mark: string;
  /** Made anew by each call: many wait for their deadline, and as text they are no work for the memory's keeper. */
  record(): CaseRecord;
}

/** A change of a case that was read under this mark. */
export interface UntouchedChange extends CaseChange {
  readonly mark: string;
}

/** The column of deadlines, as the timers use it. */
export interface DeadlineStore {
  /** A page of the deadlines in (after, until], soonest first. `last`: where the page before ended; null for the first. */
  deadlines(page: {
    readonly after: number;
    readonly until: number;
    readonly last: Deadline | null;
    readonly limit: number;
  }): Promise<readonly Deadline[]>;
  /** The deadlines of these cases as they stand; a case without one is left out. */
  deadlinesOf(caseIds: readonly string[]): Promise<readonly Deadline[]>;
  /** Those of the cases that are due at `until`. */
  dueCases(caseIds: readonly string[], until: number): Promise<readonly DueCase[]>;
  /**
   * Stores the changes of those cases that nobody else has changed since they were read, or locked, all of them in one
   * transaction. Waits for nobody. Returns the cases that were stored.
   */
  saveUntouched(changes: readonly UntouchedChange[]): Promise<ReadonlySet<string>>;
}
