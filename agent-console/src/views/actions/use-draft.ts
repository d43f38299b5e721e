import { useEffect, useSyncExternalStore } from 'react';
import { useWorkplace } from '../shared/context.tsx';

/** The draft of a case, kept up to date and sent as it is typed. */
export function useDraft(caseId: string) {
  const { drafts } = useWorkplace().desk;
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(caseId));
  useEffect(() => drafts.open(caseId), [drafts, caseId]);
  return { draft, drafts };
}
