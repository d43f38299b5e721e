import { lazy, Suspense } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { fetchPageWords } from '../../i18n/index.ts';

const Lazy = lazy(() =>
  Promise.all([import('./case-attachments.tsx'), fetchPageWords()]).then(([{ CaseAttachments }]) => ({
    default: CaseAttachments,
  })),
);

/** The files and papers of a case; fetched when a case is open, so that no desk waits for it. */
export function Files({ card }: { card: CaseCard }) {
  return (
    <Suspense>
      <Lazy key={card.caseId} card={card} />
    </Suspense>
  );
}
