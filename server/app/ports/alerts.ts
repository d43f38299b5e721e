import type { HeardLevel } from '../../domain/notification/recipients.ts';
import type { AlertKind } from '../../domain/sop/state.ts';

/** An alert as it is raised. */
export interface RaisedAlert {
  readonly alertId: string;
  readonly caseId: string;
  readonly runId: string;
  readonly step: string;
  readonly kind: AlertKind;
  /** Of the step's budget; null: raised by a version that did not keep it. */
  readonly percent: number | null;
  /** Who had to do the step, if one person did. */
  readonly personId: string | null;
  /** Of an escalation: who hears of it, and by what. A warning or breach is for whoever does the step. */
  readonly level: HeardLevel | null;
  /** The citizen is on the line: it is worth waking somebody. */
  readonly urgent: boolean;
  /** It can be told of by more than a screen: it has to be planned who is told by what. */
  readonly notify: boolean;
  readonly dueAt: number;
  readonly firedAt: number;
  readonly late: boolean;
}

/** With its ticket, and what has become of it. */
export interface AlertRecord extends RaisedAlert {
  readonly ticketNumber: string;
  readonly sopId: string;
  readonly sopVersion: string;
  readonly deliveredAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  /** Its case is over: nothing can be hurried any more. */
  readonly caseClosed: boolean;
}
