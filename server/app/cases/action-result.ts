import type { ActionRejection, FieldFault } from '../../domain/case/decide-action.ts';
import type { AgentChange } from '../agents/agents.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange } from '../ports/ports.ts';
import type { Unsendable } from '../ports/to-citizen.ts';

/** What whoever asked is answered. */
export type ActionResult =
  | { readonly ok: true; readonly record: CaseRecord }
  | { readonly ok: false; readonly kind: 'not-found' | 'reason-needed' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'rejected'; readonly rejection: ActionRejection | Unsendable | 'key_reused' }
  | { readonly ok: false; readonly kind: 'invalid'; readonly faults: readonly FieldFault[] };

/** What was stored, to be shown when the transaction is over. */
export interface ActionDone {
  readonly changes: readonly CaseChange[];
  readonly agentChange: AgentChange | null;
  readonly record: CaseRecord;
  /** Cases to whose citizens words were queued. */
  readonly told: readonly string[];
}

/** Thrown out of the transaction: what was asked is refused, and what was written on the way is taken back. */
export class Refused extends Error {
  readonly answer: ActionResult & { readonly ok: false };

  constructor(answer: ActionResult & { readonly ok: false }) {
    super(answer.kind);
    this.answer = answer;
  }
}
