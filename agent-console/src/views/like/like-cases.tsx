import { lazy, Suspense } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';

const Lazy = lazy(() => import('./like-list.tsx').then(({ LikeList }) => ({ default: LikeList })));

/** Cases like this one, and earlier ones of its citizen; fetched when a case is open, so that no desk waits for it. */
export function LikeCases({ card }: { card: CaseCard }) {
  return (
    card.task === null && (
      <Suspense>
        <Lazy key={card.caseId} card={card} />
      </Suspense>
    )
  );
}
