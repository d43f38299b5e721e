import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Act, ActFields } from '../../../../server/contract/acts.ts';
import type { CaseDetail } from '../../../../server/contract/views.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import type { Saving } from '../shared/save.tsx';

/** What was typed for each field, by its name. */
export type Typed = Readonly<Record<string, string>>;

const idle: Saving = { busy: false, error: null, codes: {} };

/** Does an act. What was typed stays until the server has it. */
export function useAct(caseId: string) {
  const { rest, cards } = useWorkplace().desk;
  const queries = useQueryClient();
  const [saving, setSaving] = useState<Saving>(idle);
  const perform = async (act: Act, typed: Typed): Promise<CaseDetail | null> => {
    const codes = missing(act, typed);
    if (Object.keys(codes).length > 0) {
      setSaving({ busy: false, error: null, codes });
      return null;
    }
    setSaving({ ...idle, busy: true });
    try {
      const fields = Object.fromEntries(act.fields.flatMap(({ name }) => written(name, typed))) as ActFields;
      const detail = await rest.command('act', { params: { caseId }, body: { event: act.event, fields } });
      cards.answered(detail);
      queries.setQueryData(['case', caseId], detail);
      queries.setQueryData(['case', caseId, detail.version], detail);
      setSaving(idle);
      return detail;
    } catch (error) {
      setSaving({ busy: false, error, codes: fieldCodes(error) });
      // Somebody else may have been quicker: what can be done now is asked anew.
      void queries.invalidateQueries({ queryKey: ['case', caseId] });
      return null;
    }
  };
  return { saving, perform, clear: () => setSaving(idle) };
}

const written = (name: string, typed: Typed): [string, string][] => {
  const value = (typed[name] ?? '').trim();
  return value === '' ? [] : [[name, value]];
};

function missing(act: Act, typed: Typed): Record<string, string> {
  const empty = act.fields.filter(
    ({ name, required, value, sealed }) => required && !sealed && (typed[name] ?? value ?? '').trim() === '',
  );
  return Object.fromEntries(empty.map(({ name }) => [name, 'required']));
}
