import type { CallState } from '../../domain/call/call.ts';
import type { CaseState } from '../../domain/case/case.ts';
import type { CaseFacts } from '../../domain/fact/case-facts.ts';
import type { AlertRecord } from './alerts.ts';
import type { CaseRecord, LoggedEvent } from './cases.ts';

/** A stored arrival. `opened`: by this very question; `ended`: the call was over long since. */
export interface Arrived {
  readonly record: CaseRecord;
  readonly opened: boolean;
  readonly ended: boolean;
}

/** A caller who has come in: what a call, its case and its ticket are made of. */
export interface Arrival {
  readonly call: CallState;
  readonly exchange: string;
  /** E.164 and how it is shown; null when withheld or no number at all. */
  readonly phone: { readonly e164: string; readonly masked: string } | null;
  readonly caseId: string;
  readonly officeDay: string;
  readonly serviceId: string;
  readonly sopId: string;
  readonly sopVersion: string;
  readonly state: CaseState;
  readonly nextDeadline: number | null;
  readonly events: readonly LoggedEvent[];
  /** Raised by the first events, such as a registration that came late. Their ticket number is not known yet. */
  readonly alerts: readonly AlertRecord[];
  readonly facts: CaseFacts;
}

/** Whom a report without a call came from: a number as E.164 or an account of a page, and how it is shown. */
export interface Sender {
  readonly address: string;
  readonly masked: string;
}

/** A report that came without a call: what a case and its ticket are made of. */
export interface CaseOpening extends Omit<Arrival, 'call' | 'exchange' | 'phone'> {
  readonly sender: Sender | null;
  readonly linkedTo: string | null;
}
