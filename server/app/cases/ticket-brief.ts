import type { TicketBrief } from '../../contract/views.ts';
import type { CaseBrief } from '../ports/ports.ts';

/** A ticket in a line of a list. Pure. */
export function ticketBrief(brief: CaseBrief): TicketBrief {
  const { caseId, ticketNumber, status, openedAt } = brief;
  return {
    caseId,
    ticketNumber,
    status,
    kind: brief.kind as TicketBrief['kind'],
    category: brief.category as TicketBrief['category'],
    openedAt,
  };
}
