import type { SopDefinition } from '../sop/definition.ts';
import { requiredFor } from '../sop/verdict.ts';
import { type CaseState, contentsAfter } from './case.ts';
import type { CaseEvent } from './events.ts';
import { contentOf } from './fields.ts';

/**
 * The fields that the procedure asks for before these events may happen, and the case would lack even then. Pure.
 * @param phoneKnown the citizen's number is kept sealed beside the case
 */
export function missingFields(
  sop: SopDefinition,
  state: CaseState,
  events: readonly CaseEvent[],
  phoneKnown: boolean,
): readonly string[] {
  const missing = new Set<string>();
  let after = state;
  for (const event of events) {
    after = { ...after, ...contentsAfter(after, event) };
    const text = 'text' in event.data ? event.data.text : null;
    for (const field of requiredFor(sop, state.sop, event.type, state.channel)) {
      if (!isFilled(after, field, text, phoneKnown)) missing.add(field);
    }
  }
  return [...missing];
}

/** What the case has no field for is in the words of the event that reports it done. */
function isFilled(state: CaseState, field: string, text: string | null, phoneKnown: boolean): boolean {
  if (field === 'phone') return phoneKnown;
  return (contentOf(state, field) ?? text ?? '').trim() !== '';
}
