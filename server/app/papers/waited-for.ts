import type { CaseState } from '../../domain/case/case.ts';
import { unchangedField } from '../../domain/case/decide-action.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';

/** The kinds of papers by which steps end that run now. Pure. */
export function papersWaitedFor({ steps }: SopDefinition, { sop }: CaseState): ReadonlySet<string> {
  const running = new Set(sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => step));
  return new Set(
    steps.filter(({ id }) => running.has(id)).flatMap(({ papers = [] }) => papers.map(({ paper }) => paper)),
  );
}

/**
 * The field of a paper by which the case could not go on, as it says what it said the last time: told at the form, and not
 * to whoever signs it. Null: none. Pure.
 */
export function sameAsBefore(
  { steps }: SopDefinition,
  state: CaseState,
  kindId: string,
  fields: Readonly<Record<string, string>>,
): string | null {
  const running = new Set(state.sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => step));
  const events = steps
    .filter(({ id }) => running.has(id))
    .flatMap(({ papers = [] }) => papers.filter(({ paper }) => paper === kindId).map(({ on }) => on));
  for (const event of events) {
    const field = unchangedField(state, event, fields);
    if (field !== null && field in fields) return field;
  }
  return null;
}
