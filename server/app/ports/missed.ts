import type { MissedCaller, MissedClock } from '../../domain/call/missed.ts';
import type { AlertRecord, RaisedAlert } from './alerts.ts';

/** With what the list shows of the ticket. */
export interface MissedRecord extends MissedCaller {
  readonly ticketNumber: string;
  readonly phoneMasked: string | null;
  /** Keyed fingerprint of his number, as it was read; null: it is not known, or he was settled before. */
  readonly number: string | null;
}

/** The list of missed callers, as read. */
export interface MissedStore {
  /** Those for whom somebody still has to do something. */
  openMissed(): Promise<readonly MissedRecord[]>;
  /** The keyed fingerprints of their numbers. */
  missedNumbers(): Promise<ReadonlySet<string>>;
}

/** The list of missed callers inside of a transaction. Locked after calls, cases and agents. */
export interface MissedTransaction {
  /**
   * Puts the caller of a call on the list, or counts it to the open entry of the same number. `added`: he was not there.
   * Null: he was answered in a later call already.
   */
  enter(
    of: Pick<MissedCaller, 'id' | 'serviceId' | 'caseId' | 'lastAt' | 'settled'> &
      MissedClock & { readonly callId: string },
  ): Promise<{ readonly missed: MissedRecord; readonly added: boolean } | null>;
  /** The open entry of whoever is at the other end of the call, locked; null: none. */
  ofCall(callId: string): Promise<MissedRecord | null>;
  /** He is called back from another ticket of his from now on. */
  move(id: string, caseId: string): Promise<void>;
  /** An open entry, locked; null: none. */
  byId(id: string): Promise<MissedRecord | null>;
  /** A settled one forgets whose number it was. */
  save(missed: MissedCaller): Promise<void>;
  /** Open ones of which something is to be raised, locked; what another server has under way is left out. */
  overdue(now: number, limit: number): Promise<readonly MissedRecord[]>;
  /** @returns as they are stored, with their tickets; those that stand there already are left out */
  raise(alerts: readonly RaisedAlert[]): Promise<readonly AlertRecord[]>;
  /** Nobody has to hurry any more. @param by whoever saw to it; null: nobody of the office. @returns what was calmed */
  calm(alertIds: readonly string[], at: number, by: string | null): Promise<readonly AlertRecord[]>;
}
