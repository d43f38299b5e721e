import type { CaseState } from './case.ts';
import type { CaseEvent } from './events.ts';

/** What words of the citizen are in the history: the answer that the case waits for, or a message. Pure. */
export const citizenWrote = ({ sop }: CaseState, id: string, at: number): CaseEvent =>
  sop.awaiting
    ? { id, type: 'citizen.replied', at, data: { via: 'message' } }
    : { id, type: 'message.received', at, data: {} };
