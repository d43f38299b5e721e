import type { CaseCard } from '../../../server/contract/views.ts';

type Written = Pick<CaseCard, 'contents' | 'kind'>;

/** What the case says in a field of words; null: nothing yet. */
export const wordsIn = ({ contents }: Pick<CaseCard, 'contents'>, name: string): string | null =>
  contents.find((field) => field.name === name)?.value.id ?? null;

/** A first version of a field from what was recorded, for whoever fills it in to change; null: none suggests itself. */
export function suggested(card: Written, name: string): string | null {
  switch (name) {
    case 'recapSummary':
      return summaryOf(card);
    case 'disposition':
      return dispositionOf(card);
    case 'dispatchNote':
      return wordsIn(card, 'problemFrame');
    case 'confirmed':
      // Whoever does not accept the answer is another action.
      return 'yes';
    default:
      return null;
  }
}

/** Complaint and solution as recorded. */
function summaryOf(card: Written): string | null {
  const parts = [wordsIn(card, 'complaint'), wordsIn(card, 'solution') ?? wordsIn(card, 'dispatchNote')];
  return parts.filter((part) => part !== null).join('\n\n') || null;
}

/** The outcome that what was recorded points to. */
function dispositionOf(card: Written): string {
  if (wordsIn(card, 'solution') !== null) return card.kind.code === 'question' ? 'information' : 'resolved';
  return wordsIn(card, 'dispatchNote') === null ? 'dropped' : 'dispatched';
}
