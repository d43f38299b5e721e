import type { Disposition } from '../../../server/contract/case.ts';
import type { CaseCard } from '../../../server/contract/views.ts';

type Facts = Pick<CaseCard, 'complaint' | 'problemFrame' | 'solution' | 'dispatchNote' | 'noSolution' | 'kind'>;

/** The outcome that what was recorded points to; the agent may choose another. */
export function suggestedDisposition(card: Facts): Disposition {
  if (card.solution !== null) return card.kind === 'question' ? 'information' : 'resolved';
  if (card.dispatchNote !== null) return 'dispatched';
  return 'dropped';
}

/** Complaint and solution as recorded, as a first version of the recap. */
export function suggestedSummary(card: Facts): string {
  return [card.complaint, card.solution ?? card.dispatchNote].filter((part) => part !== null).join('\n\n');
}
