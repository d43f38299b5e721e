import type { CaseCard } from '../../../server/contract/views.ts';

/**
 * The newest version of each case, whether it came as an answer to a request or as a live change: the two arrive in
 * no fixed order, and a form must not fall back to what it showed before it was saved.
 */
export interface Cards {
  readonly answered: (card: CaseCard) => void;
  readonly newest: (card: CaseCard) => CaseCard;
  readonly subscribe: (listener: () => void) => () => void;
  readonly version: () => number;
}

export function createCards(): Cards {
  const kept = new Map<string, CaseCard>();
  const listeners = new Set<() => void>();
  let version = 0;
  return {
    answered(card) {
      const known = kept.get(card.caseId);
      if (known !== undefined && known.version >= card.version) return;
      kept.set(card.caseId, card);
      version += 1;
      for (const listener of listeners) listener();
    },
    newest(card) {
      const known = kept.get(card.caseId);
      return known !== undefined && known.version > card.version ? known : card;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}
