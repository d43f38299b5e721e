import { type CaseState, intakeBegun } from './case.ts';
import type { IntakeFields, PersonEvent } from './events.ts';

/** What people ask of a case. */
export type CaseCommand =
  | { readonly type: 'save-draft' }
  | { readonly type: 'save-intake'; readonly fields: IntakeFields }
  | {
      readonly type: 'choose-caller';
      readonly callerId: string | null;
      readonly callerName: string | null;
      readonly address: string | null;
    }
  | { readonly type: 'save-analysis'; readonly problemFrame: string }
  | { readonly type: 'save-solution'; readonly solution: string }
  | { readonly type: 'no-solution' }
  | { readonly type: 'dispatch'; readonly note: string }
  | { readonly type: 'forward'; readonly officialId: string; readonly note: string | null }
  | { readonly type: 'answer'; readonly solution: string }
  | { readonly type: 'confirm'; readonly confirmed: boolean; readonly anotherComplaint: boolean }
  | { readonly type: 'recap'; readonly disposition: string; readonly summary: string };

/** Why a command is illegal now; the console has words for each. */
export type Rejection =
  | 'case_closed'
  | 'not_answered'
  | 'intake_missing'
  | 'fields_missing'
  | 'not_sent_on'
  | 'not_dispatched'
  | 'not_forwarded'
  | 'no_solution_yet'
  | 'call_still_live'
  | 'call_is_over'
  | 'already_recapped'
  | 'recap_needs_solution'
  | 'recap_needs_dispatch';

export type Decision =
  | { readonly ok: true; readonly events: readonly PersonEvent[] }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * Decides what a command makes happen, or why it is illegal now. Pure.
 * @param id the command's own id: the events' ids are made from it, so a repeated command makes the same events.
 */
export function decide(state: CaseState, command: CaseCommand, id: string, at: number): Decision {
  const rejection = illegal(state, command);
  return rejection ? { ok: false, rejection } : { ok: true, events: eventsOf(state, command, id, at) };
}

function illegal(state: CaseState, command: CaseCommand): Rejection | null {
  if (state.closedAt !== null) return 'case_closed';
  // A citizen who waits has told nothing yet; whoever wrote or came has.
  if (state.status === 'waiting') return 'not_answered';
  switch (command.type) {
    case 'save-analysis':
    case 'save-solution':
    case 'no-solution':
      return state.complaint === null ? 'intake_missing' : null;
    case 'dispatch':
      return state.noSolution ? null : 'not_sent_on';
    case 'forward':
      return state.status === 'dispatched' || state.status === 'forwarded' ? null : 'not_dispatched';
    case 'answer':
      return state.status === 'forwarded' ? null : 'not_forwarded';
    case 'confirm':
      // A further complaint is taken from a caller on the line; later it is a call of its own.
      if (command.anotherComplaint && !state.sop.live) return 'call_is_over';
      return state.solution === null && state.dispatchNote === null ? 'no_solution_yet' : null;
    case 'recap':
      return recapIllegal(state, command.disposition);
    default:
      return null;
  }
}

function recapIllegal(state: CaseState, disposition: string): Rejection | null {
  if (state.sop.live) return 'call_still_live';
  if (state.recapped) return 'already_recapped';
  if (disposition === 'resolved' && state.solution === null) return 'recap_needs_solution';
  return disposition === 'dispatched' && state.dispatchNote === null ? 'recap_needs_dispatch' : null;
}

function eventsOf(state: CaseState, command: CaseCommand, id: string, at: number): readonly PersonEvent[] {
  const begun: readonly PersonEvent[] = intakeBegun(state)
    ? []
    : [{ id: `${id}:started`, type: 'intake.started', at, data: {} }];
  switch (command.type) {
    case 'save-draft':
      return begun;
    case 'save-intake':
      return [...begun, { id, type: 'intake.saved', at, data: command.fields }];
    case 'choose-caller': {
      const { callerId, callerName, address } = command;
      return [{ id, type: 'caller.chosen', at, data: { callerId, callerName, address } }];
    }
    case 'save-analysis':
      return [{ id, type: 'analysis.saved', at, data: { problemFrame: command.problemFrame } }];
    case 'save-solution':
      return [{ id, type: 'solution.saved', at, data: { solution: command.solution } }];
    case 'no-solution':
      return [{ id, type: 'solution.not_found', at, data: {} }];
    case 'dispatch':
      return [{ id, type: 'case.dispatched', at, data: { note: command.note } }];
    case 'forward':
      return [{ id, type: 'case.forwarded', at, data: { officialId: command.officialId, note: command.note } }];
    case 'answer':
      return [{ id, type: 'solution.given', at, data: { solution: command.solution } }];
    case 'confirm': {
      const type = command.anotherComplaint ? 'confirmation.another' : 'confirmation.saved';
      return [{ id, type, at, data: { confirmed: command.confirmed } }];
    }
    case 'recap':
      return [{ id, type: 'recap.saved', at, data: { disposition: command.disposition, summary: command.summary } }];
  }
}
