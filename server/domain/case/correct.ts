import type { CaseState } from './case.ts';

/** A case with a name or address put right wherever it keeps them, half-written forms too. Pure. */
export function correctedState(
  state: CaseState,
  fields: Readonly<Partial<Record<'callerName' | 'address', string>>>,
): CaseState {
  const known = Object.entries(fields).filter(([name]) => state[name as 'callerName' | 'address'] !== null);
  const drafts = Object.entries(state.drafts).map(([form, draft]) => {
    const typed = Object.entries(fields).filter(([name]) => name in draft);
    return [form, { ...draft, ...Object.fromEntries(typed) }] as const;
  });
  return { ...state, ...Object.fromEntries(known), drafts: Object.fromEntries(drafts) };
}
