import { useRef, useSyncExternalStore } from 'react';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { saidSoFar } from '../../model/said.ts';
import { useWorkplace } from '../shared/context.tsx';

/** What the case says so far, as JSON, as far as the server has it too: it is what others are compared to. */
export function useSaid(card: CaseCard, actions: readonly CaseAction[]): string {
  const { drafts } = useWorkplace().desk;
  const known = useSyncExternalStore(drafts.subscribe, () => {
    const forms = actions.map(({ event }) => drafts.get({ caseId: card.caseId, event }));
    const waits = forms.some(({ unsent, sending }) => sending !== null || Object.keys(unsent).length > 0);
    const typed = actions.map(({ fields }, at) => ({
      fields: fields.map((field) => ({ ...field, draft: forms[at]?.edits[field.name] ?? field.draft })),
    }));
    return waits ? null : JSON.stringify(saidSoFar(card, typed));
  });
  const last = useRef('{"category":"","words":""}');
  if (known !== null) last.current = known;
  return last.current;
}
