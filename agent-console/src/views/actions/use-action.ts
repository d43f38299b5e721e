import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseCard, CaseDetail } from '../../../../server/contract/views.ts';
import { askedOf, fieldsOf, missingIn } from '../../model/form.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import type { Saving } from '../shared/save.tsx';

const idle: Saving = { busy: false, error: null, codes: {} };

/** Does an action. What was typed stays until the server has it. */
export function useAction(card: CaseCard, action: CaseAction) {
  const { rest, cards, drafts } = useWorkplace().desk;
  const queries = useQueryClient();
  const [saving, setSaving] = useState<Saving>(idle);
  const busy = useRef(false);
  const { caseId } = card;
  const form = { caseId, event: action.event };

  /** @param answerId the answer at hand that solved it, if one did */
  const perform = async (answerId?: string): Promise<CaseDetail | null> => {
    if (busy.current) return null;
    const { edits } = drafts.get(form);
    const asked = askedOf(card, action, edits);
    const codes = missingIn(card, asked, edits);
    if (Object.keys(codes).length > 0) {
      setSaving({ busy: false, error: null, codes });
      return null;
    }
    busy.current = true;
    setSaving({ ...idle, busy: true });
    try {
      const fields = fieldsOf(card, action, asked, edits);
      const body = { event: action.event, fields };
      const detail =
        answerId === undefined
          ? await rest.command('performAction', { params: { caseId }, body })
          : await rest.command('solvedByAnswer', { params: { caseId, answerId }, body });
      const names = action.fields.map(({ name }) => name);
      if (detail.closedAt === null) drafts.forget(form, names);
      else drafts.forgetCase(caseId);
      queries.setQueryData(['case', caseId], detail);
      queries.setQueryData(['case', caseId, detail.version], detail);
      cards.answered(detail);
      setSaving(idle);
      return detail;
    } catch (error) {
      setSaving({ busy: false, error, codes: fieldCodes(error) });
      // Somebody else may have been quicker: what can be done now is asked anew.
      void queries.invalidateQueries({ queryKey: ['case', caseId] });
      return null;
    } finally {
      busy.current = false;
    }
  };
  return { saving, perform };
}
