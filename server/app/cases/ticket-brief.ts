import type { TicketBrief } from '../../contract/views.ts';
import type { Choice } from '../../domain/fields/field.ts';
import type { CaseBrief } from '../ports/known-callers.ts';

/** Names a code of one of the office's lists. */
export type Choose = (list: string, code: string) => Choice;

/** A ticket in a list. */
export function ticketBrief(brief: CaseBrief, choose: Choose): TicketBrief {
  const { caseId, ticketNumber, status, openedAt, kind, category } = brief;
  return {
    ...{ caseId, ticketNumber, status, openedAt },
    kind: choose('kinds', kind),
    category: category === null ? null : choose('subjects', category),
  };
}
