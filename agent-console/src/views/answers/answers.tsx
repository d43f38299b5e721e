import { lazy, Suspense } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';

const Lazy = lazy(() => import('./at-hand.tsx').then(({ AtHand }) => ({ default: AtHand })));

/** The office's answers beside a case that goes on; fetched when one is open, so that no desk waits for it. */
export function Answers({ card }: { card: CaseCard }) {
  return (
    card.closedAt === null && (
      <Suspense>
        <Lazy key={card.caseId} card={card} />
      </Suspense>
    )
  );
}
