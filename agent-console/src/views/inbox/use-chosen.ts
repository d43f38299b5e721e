import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';

/**
 * The case that is being read. One that was dealt with leaves the list; who is reading it goes on and sees what becomes
 * of it, asked for every few seconds.
 */
export function useChosen(cases: readonly CaseCard[]) {
  const { rest } = useWorkplace().desk;
  const [chosen, choose] = useState<string | null>(null);
  const listed = cases.find(({ caseId }) => caseId === chosen);
  const found = useQuery({
    queryKey: ['case', chosen],
    queryFn: () => rest.call('getCase', { params: { caseId: chosen ?? '' } }),
    enabled: chosen !== null && listed === undefined,
    refetchInterval: 5_000,
  });
  const left = found.data?.caseId === chosen ? found.data : undefined;
  const card: CaseCard | null = chosen === null ? null : (listed ?? left ?? null);
  return { card, chosen, choose };
}
