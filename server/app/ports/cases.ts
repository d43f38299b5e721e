import type { CaseState } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/events.ts';

/** A case as stored. */
export interface CaseRecord {
  readonly caseId: string;
  readonly ticketNumber: string;
  readonly callId: string | null;
  /** The ticket from which it follows: the first of the same call, or one that was closed. Null: none. */
  readonly linkedTo: string | null;
  /** The door by which it came. */
  readonly serviceId: string;
  readonly sopId: string;
  readonly sopVersion: string;
  /** Epoch ms. */
  readonly openedAt: number;
  /** The number of events in its history. */
  readonly version: number;
  readonly phoneMasked: string | null;
  readonly nikMasked: string | null;
  /** What the office owes by the procedure, for this period; absent: a citizen's case. */
  readonly task?: string;
  /** Nobody reads it once it is over, at the citizen's wish. */
  readonly restricted?: true;
  readonly state: CaseState;
}

/** What was written in a field, before the numbers in it were hidden. */
export interface HiddenWords {
  readonly caseId: string;
  readonly id: string;
  readonly field: string;
  readonly words: string;
  /** Null: the citizen's own. */
  readonly personId: string | null;
}

export interface LoggedEvent {
  readonly event: CaseEvent;
  readonly recordedAt: number;
  readonly personId: string | null;
}
