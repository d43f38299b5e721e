import { fieldIn } from '../fields/standard.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { CaseState } from './case.ts';
import type { CaseEvent } from './events.ts';

/** These say nothing of who somebody is, and counts are made of them. */
const keptTypes: ReadonlySet<string> = new Set(['choice', 'yesno', 'person']);
const keeps = (sop: SopDefinition, name: string): boolean => {
  const field = fieldIn(sop, name);
  return field !== undefined && !field.personal && !field.sealed && keptTypes.has(field.type);
};

/** Whatever the office has of a case without its citizen: when what happened, who did it, and what was chosen. Pure. */
export function anonymousState(sop: SopDefinition, state: CaseState): CaseState {
  const notes = Object.entries(state.notes).filter(([name]) => keeps(sop, name));
  return {
    ...state,
    ...{ callerId: null, callerName: null, address: null, complaint: null, problemFrame: null, solution: null },
    ...{ dispatchNote: null, forwardNote: null, recapSummary: null, drafts: {}, telling: {} },
    notes: Object.fromEntries(notes),
  };
}

const personal: ReadonlySet<string> = new Set(['callerId', 'callerName', 'address', 'complaint']);

/** The event with its words emptied; its kind, moment and choices stay, so that the procedure replays as before. Pure. */
export function anonymousEvent(sop: SopDefinition, event: CaseEvent): CaseEvent {
  const cleared = (value: unknown, isField: boolean): unknown => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, of]) => {
        if (isField) return [name, keeps(sop, name) ? of : ''];
        if (personal.has(name)) return [name, null];
        return [name, cleared(of, name === 'fields')];
      }),
    );
  };
  return { ...event, data: cleared(event.data, false) } as CaseEvent;
}
