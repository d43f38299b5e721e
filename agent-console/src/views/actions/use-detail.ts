import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CaseCard, CaseDetail } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';

/** What an answer to an action already told is not asked again at once. */
const freshMs = 5_000;

/** What the reader may do to the case as it now is, with all that is told with it. */
export function useDetail(card: Pick<CaseCard, 'caseId' | 'version'>): {
  readonly detail: CaseDetail | undefined;
  readonly error: unknown;
} {
  const { rest } = useWorkplace().desk;
  const { caseId, version } = card;
  const found = useQuery({
    queryKey: ['case', caseId, version],
    queryFn: () => rest.call('getCase', { params: { caseId } }),
    placeholderData: keepPreviousData,
    staleTime: freshMs,
  });
  // What is shown of another case, while this one is fetched, would be worse than nothing.
  return { detail: found.data?.caseId === caseId ? found.data : undefined, error: found.error };
}
