import { lazy, Suspense } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';

const Lazy = lazy(() => import('./case-attachments.tsx').then(({ CaseAttachments }) => ({ default: CaseAttachments })));

/** The files and papers of a case; fetched when a case is open, so that no desk waits for it. */
export function Files({ card }: { card: CaseCard }) {
  return (
    <Suspense>
      <Lazy key={card.caseId} card={card} />
    </Suspense>
  );
}
