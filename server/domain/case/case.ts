import type { Channel, SopActor, SopDefinition } from '../sop/definition.ts';
import { type AlertEffect, initialSopState, type SopState } from '../sop/state.ts';
import { closingEvent, step } from '../sop/step.ts';
import type { Timekeeper } from '../sop/timekeeper.ts';
import { isFinished, recapsCalls } from '../sop/verdict.ts';
import type { CaseEvent, IntakeFields } from './events.ts';
import { written } from './fields.ts';

export type CaseStatus = 'waiting' | 'open' | 'dispatched' | 'forwarded' | 'answered' | 'closed' | 'abandoned';

/** A complaint, request or question under an SOP. Phone number and NIK are not part of it: they are sealed beside it. */
export interface CaseState extends IntakeFields {
  readonly status: CaseStatus;
  /** How the complaint came. */
  readonly channel: Channel;
  readonly agentId: string | null;
  readonly officialId: string | null;
  readonly callerId: string | null;
  readonly problemFrame: string | null;
  readonly solution: string | null;
  readonly noSolution: boolean;
  readonly dispatchNote: string | null;
  readonly forwardNote: string | null;
  readonly confirmed: boolean | null;
  readonly disposition: string | null;
  readonly recapSummary: string | null;
  readonly recapped: boolean;
  /** What was written in the course of the procedure that has no place of its own, by the name of its field. */
  readonly notes: Readonly<Record<string, string>>;
  readonly closedAt: number | null;
  readonly sop: SopState;
}

export const newCase: CaseState = {
  status: 'waiting',
  channel: 'phone',
  agentId: null,
  officialId: null,
  callerId: null,
  callerName: null,
  address: null,
  kind: 'complaint',
  category: null,
  complaint: null,
  problemFrame: null,
  solution: null,
  noSolution: false,
  dispatchNote: null,
  forwardNote: null,
  confirmed: null,
  disposition: null,
  recapSummary: null,
  recapped: false,
  notes: {},
  closedAt: null,
  sop: initialSopState,
};

export interface CaseResult {
  readonly state: CaseState;
  readonly alerts: readonly AlertEffect[];
}

/** Whether an agent has begun to write down what was said: ends step 5, starts step 6. */
export const intakeBegun = (state: CaseState): boolean => state.sop.runs.some((run) => run.step === 'record');

/**
 * Takes one event: the procedure is timed, the contents follow, and a case whose work is done closes. Pure.
 * @param now epoch ms, when the event is handled.
 * @param time the hours of the service.
 */
export function applyCaseEvent(
  sop: SopDefinition,
  state: CaseState,
  event: CaseEvent,
  now: number,
  time: Timekeeper,
): CaseResult {
  if (state.closedAt !== null) return { state, alerts: [] };
  const timed = step(sop, state.sop, event, now, time);
  const contents: CaseState = { ...state, ...contentsAfter(state, event), sop: timed.state };
  const end = endOf(sop, contents, event);
  if (end === null) return { state: contents, alerts: timed.effects };
  const closed = step(sop, contents.sop, { id: `${event.id}:closed`, type: closingEvent, at: event.at }, now, time);
  return {
    state: { ...contents, status: end, closedAt: event.at, sop: closed.state },
    alerts: [...timed.effects, ...closed.effects],
  };
}

/** Who has to do a step of this case: the person, where one is named; null: whoever has the role. */
export function responsibleFor(state: CaseState, actor: SopActor, ownerId: string | null): string | null {
  if (actor === 'agent') return ownerId ?? state.agentId;
  return actor === 'official' || actor === 'agency' ? state.officialId : null;
}

/** The contents that an event changes. */
export function contentsAfter(state: CaseState, event: CaseEvent): Partial<CaseState> {
  switch (event.type) {
    case 'call.answered':
      return { status: 'open', agentId: event.data.agentId };
    case 'case.linked':
      return { status: 'open', agentId: event.data.agentId, ...event.data.caller };
    case 'intake.saved':
      return event.data;
    case 'caller.chosen':
      return {
        callerId: event.data.callerId,
        // What the agent wrote before choosing stays; what an earlier choice filled in goes with that choice.
        callerName: (state.callerId === null ? state.callerName : null) ?? event.data.callerName,
        address: (state.callerId === null ? state.address : null) ?? event.data.address,
      };
    case 'analysis.saved':
      return { problemFrame: event.data.problemFrame };
    case 'solution.saved':
      return { ...answerAfter(state, event.data.solution), noSolution: false };
    case 'solution.not_found':
      return { noSolution: true };
    case 'case.dispatched':
      return { status: 'dispatched', dispatchNote: event.data.note };
    case 'case.forwarded':
      return { status: 'forwarded', officialId: event.data.officialId, forwardNote: event.data.note };
    case 'solution.given':
      return answerAfter(state, event.data.solution);
    case 'confirmation.saved':
    case 'confirmation.another':
      return { confirmed: event.data.confirmed };
    case 'report.received':
      return {
        status: 'open',
        channel: event.data.channel,
        agentId: event.data.agentId ?? state.agentId,
        callerName: event.data.callerName ?? state.callerName,
        address: event.data.address ?? state.address,
        complaint: event.data.complaint ?? state.complaint,
      };
    case 'consultation.answered':
      return { solution: event.data.text };
    case 'facilities.due':
    case 'daily_report.due':
    case 'monthly_report.due':
      return { status: 'open' };
    case 'case.taken':
      return { agentId: event.data.agentId };
    case 'answer.sent':
      return { ...written(state, event.data.fields ?? {}), status: 'answered' };
    case 'recap.saved':
      return { disposition: event.data.disposition, recapSummary: event.data.summary, recapped: true };
    default:
      return 'fields' in event.data && event.data.fields ? written(state, event.data.fields) : {};
  }
}

/** A citizen who confirmed something else, such as that the complaint was passed on, has not heard this answer yet. */
function answerAfter(state: CaseState, solution: string): Partial<CaseState> {
  return { solution, status: 'answered', confirmed: solution === state.solution ? state.confirmed : null };
}

/** What the case ends as, or null while work remains. */
function endOf(sop: SopDefinition, state: CaseState, event: CaseEvent): 'closed' | 'abandoned' | null {
  if (event.type === 'call.ended' && !state.sop.answered) return 'abandoned';
  if (!recapsCalls(sop)) return isFinished(sop, state.sop) ? 'closed' : null;
  if (!state.recapped) return null;
  // A case handed on stays open until its answer has been confirmed to the citizen.
  if (state.disposition !== 'dispatched') return 'closed';
  return state.status === 'answered' && state.confirmed === true ? 'closed' : null;
}
