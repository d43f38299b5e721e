import { useEffect, useSyncExternalStore } from 'react';
import { useWorkplace } from '../shared/context.tsx';

/** The draft of a form, kept up to date and sent as it is typed. */
export function useDraft(caseId: string, event: string) {
  const { drafts } = useWorkplace().desk;
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get({ caseId, event }));
  useEffect(() => drafts.open({ caseId, event }), [drafts, caseId, event]);
  return { draft, drafts };
}
