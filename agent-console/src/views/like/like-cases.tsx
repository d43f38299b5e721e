import { lazy, Suspense } from 'react';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';

const Lazy = lazy(() => import('./like-list.tsx').then(({ LikeList }) => ({ default: LikeList })));

interface Props {
  readonly card: CaseCard;
  /** What is being written in its forms: shown when it says something, and found anew as it says more. Left out: the case alone. */
  readonly typed?: readonly CaseAction[];
}

/** Cases like this one, and earlier ones of its citizen; fetched when a case is open, so that no desk waits for it. */
export function LikeCases({ card, typed }: Props) {
  return (
    card.task === null && (
      <Suspense>
        <Lazy key={card.caseId} card={card} {...(typed && { typed })} />
      </Suspense>
    )
  );
}
