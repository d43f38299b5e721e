import { isTry } from '../call/call.ts';
import type { BasisState, ConsentAnswer } from '../service/legal-basis.ts';
import type { SopDefinition } from '../sop/definition.ts';
import { type AlertEffect, initialSopState, type SopState } from '../sop/state.ts';
import { closingEvent, step } from '../sop/step.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import type { Channel, ClosingReason, SopActor } from '../sop/terms.ts';
import { stepOf } from '../sop/thresholds.ts';
import type { Timekeeper } from '../sop/timekeeper.ts';
import { isFinished } from '../sop/verdict.ts';
import { type ActionEvent, workEventOf } from '../sop/work-events.ts';
import type { LastCall } from './called.ts';
import { written } from './contents.ts';
import type { ActionData, CaseEvent } from './events.ts';

export type CaseStatus = 'waiting' | 'open' | 'dispatched' | 'forwarded' | 'answered' | 'closed' | 'abandoned';

/** A complaint, request or question under an SOP. Phone number and NIK are not part of it: they are sealed beside it. */
export interface CaseState {
  readonly status: CaseStatus;
  /** How the complaint came. */
  readonly channel: Channel;
  readonly agentId: string | null;
  readonly officialId: string | null;
  readonly callerId: string | null;
  readonly callerName: string | null;
  readonly address: string | null;
  readonly kind: string;
  readonly category: string | null;
  readonly complaint: string | null;
  readonly problemFrame: string | null;
  readonly solution: string | null;
  readonly dispatchNote: string | null;
  readonly forwardNote: string | null;
  readonly disposition: string | null;
  readonly recapSummary: string | null;
  /** What was written in the course of the procedure that has no place of its own, by the name of its field. */
  readonly notes: Readonly<Record<string, string>>;
  /** Half-written forms, by their actions' events: seen by whoever goes on with them, and by no procedure. */
  readonly drafts: Readonly<Record<string, DraftForm>>;
  /** Words for the citizen that no gateway has taken yet, by their messages' ids. */
  readonly telling: Readonly<
    Record<string, { readonly event: ActionEvent; readonly fields: Readonly<Record<string, string>> }>
  >;
  /** How often the citizen was tried and not reached, at different times. */
  readonly tries: number;
  /** When the last of these was, epoch ms. */
  readonly triedAt: number | null;
  /** Null: the office has not called. */
  readonly called: LastCall | null;
  /** Ended otherwise than by its procedure; null: it was not. */
  readonly endedAs: ClosingReason | null;
  /** The ticket that goes on, of a duplicate. */
  readonly duplicateOf: string | null;
  readonly closedAt: number | null;
  /** On what the citizen's data are processed, as it was told; absent: it was not. */
  readonly basis?: BasisState;
  readonly sop: SopState;
}

/** What has been half written in one form, by the names of its fields. */
export type DraftForm = Readonly<Record<string, string>>;

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
  dispatchNote: null,
  forwardNote: null,
  disposition: null,
  recapSummary: null,
  notes: {},
  drafts: {},
  telling: {},
  tries: 0,
  triedAt: null,
  called: null,
  endedAs: null,
  duplicateOf: null,
  closedAt: null,
  sop: initialSopState,
};

export interface CaseResult {
  readonly state: CaseState;
  readonly alerts: readonly AlertEffect[];
}

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
  // Whoever is called after the end, such as a caller who gave up: it changes nothing but when that was. A consent is
  // taken back after it, too.
  if (state.closedAt !== null)
    return {
      state: isOfCall(event) || isOfBasis(event) ? { ...state, ...contentsAfter(state, event) } : state,
      alerts: [],
    };
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

const isOfBasis = ({ type }: CaseEvent): boolean => type === 'basis.told' || type.startsWith('consent.');

const isOfCall = ({ type }: CaseEvent): boolean => type.startsWith('callback.');

/** Who has to do a step of this case: the person, where one is named; null: whoever has the role. */
export function responsibleFor(state: CaseState, actor: SopActor, ownerId: string | null): string | null {
  if (actor === 'agent') return ownerId ?? state.agentId;
  return actor === 'official' || actor === 'agency' ? state.officialId : null;
}

/** The contents that an event changes. */
function contentsAfter(state: CaseState, event: CaseEvent): Partial<CaseState> {
  switch (event.type) {
    case 'call.answered':
      // Who takes no cases over helps on the line; a transfer changes nothing of where the case stands.
      return {
        status: state.status === 'waiting' ? 'open' : state.status,
        agentId: event.data.agentId ?? state.agentId,
      };
    case 'case.linked':
      return { status: 'open', agentId: event.data.agentId, ...event.data.caller };
    case 'caller.chosen':
      return {
        callerId: event.data.callerId,
        // What the agent wrote before choosing stays; what an earlier choice filled in goes with that choice.
        callerName: (state.callerId === null ? state.callerName : null) ?? event.data.callerName,
        address: (state.callerId === null ? state.address : null) ?? event.data.address,
        // Who it is has been said: a half-written name is none any more, and what was emptied makes room.
        drafts: event.data.callerId === null ? state.drafts : withoutCaller(state.drafts),
      };
    case 'report.received':
      return {
        status: 'open',
        channel: event.data.channel,
        agentId: event.data.agentId ?? state.agentId,
        callerName: event.data.callerName ?? state.callerName,
        address: event.data.address ?? state.address,
        complaint: event.data.complaint ?? state.complaint,
      };
    case 'facilities.due':
    case 'daily_report.due':
    case 'monthly_report.due':
      return { status: 'open' };
    case 'basis.told':
      return { basis: toldAnew(state.basis, event) };
    case 'consent.given':
      return answered(state, 'given');
    case 'consent.refused':
      return answered(state, 'refused');
    case 'consent.withdrawn':
      return answered(state, 'withdrawn');
    case 'case.taken':
      return { agentId: event.data.agentId };
    case 'telling.queued': {
      const { messageId, event: of, fields } = event.data;
      return { ...saved(state, of, fields), telling: { ...state.telling, [messageId]: { event: of, fields } } };
    }
    case 'callback.placed':
      return { called: { at: event.at, agentId: event.data.agentId, outcome: null } };
    case 'callback.ended':
      return {
        called: state.called && { ...state.called, outcome: event.data.result },
        ...(isTry(event.data.result) && tried(state, event.at)),
      };
    default: {
      const { fields = {}, messageId } = event.data as ActionData;
      // Taken by a gateway or not to be sent at all, the words wait no more.
      const told = messageId === undefined ? {} : { telling: without(state.telling, [messageId]) };
      return { ...saved(state, event.type, fields), ...told, ...movedBy(state, event, fields) };
    }
  }
}

/** Another version is another question; the same one told again takes no answer away. */
function toldAnew(
  before: BasisState | undefined,
  { at, data }: Extract<CaseEvent, { type: 'basis.told' }>,
): BasisState {
  const same = before?.basis === data.basis && before.version === data.version;
  return { ...data, toldAt: at, answer: same ? before.answer : null };
}

const answered = ({ basis }: CaseState, answer: ConsentAnswer): Partial<CaseState> =>
  basis ? { basis: { ...basis, answer } } : {};

/** What was written is no half-written form any more. */
function saved(state: CaseState, form: string, fields: Readonly<Record<string, string>>): Partial<CaseState> {
  if (Object.keys(fields).length === 0) return {};
  const { kind, ...contents } = written(state, fields);
  return { ...contents, ...(kind ? { kind } : {}), drafts: without(state.drafts, [form]) };
}

const without = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

const withoutCaller = (drafts: CaseState['drafts']): CaseState['drafts'] =>
  Object.fromEntries(
    Object.entries(drafts).map(([form, fields]) => [
      form,
      without(fields, fields.address?.trim() ? ['callerName'] : ['callerName', 'address']),
    ]),
  );

/** Where the case stands after what somebody did, whatever its procedure. */
function movedBy(state: CaseState, event: CaseEvent, fields: Readonly<Record<string, string>>): Partial<CaseState> {
  switch (event.type) {
    case 'case.dispatched':
      return { status: 'dispatched' };
    case 'case.forwarded':
    case 'case.passed_on':
      return { status: 'forwarded', officialId: fields.assigneeId ?? state.officialId };
    case 'case.returned':
      return { status: 'open', officialId: null };
    case 'solution.saved':
    case 'solution.given':
    case 'answer.sent':
      return { status: 'answered' };
    case 'confirmation.refused':
      return { status: 'open' };
    case 'contact.failed':
      return tried(state, event.at);
    case 'case.ended':
      return {
        endedAs: (fields.endedAs ?? null) as CaseState['endedAs'],
        duplicateOf: fields.endedAs === 'duplicate' ? ticketIn(fields.duplicateOf) : null,
      };
    default:
      return {};
  }
}

/**
 * Whoever was not there is not there a moment later either: tries count that lie so far apart.
 * @internal exported for its tests
 */
export const triesApartMs = 15 * 60_000;

/** Of tries close to each other the first one counts; the history has them all. */
const tried = (state: CaseState, at: number): Partial<CaseState> =>
  state.triedAt !== null && at - state.triedAt < triesApartMs ? {} : { tries: state.tries + 1, triedAt: at };

/** As it is printed, however it was typed. */
const ticketIn = (typed: string | undefined): string | null => typed?.trim().toUpperCase() || null;

/** What the case ends as, or null while work remains. */
function endOf(sop: SopDefinition, state: CaseState, event: CaseEvent): 'closed' | 'abandoned' | null {
  if (event.type === 'call.ended' && !state.sop.answered) return 'abandoned';
  if (event.type === 'case.ended' || event.type === 'task.lapsed') return 'closed';
  return closedBy(sop, state, event) || isFinished(sop, state.sop) ? 'closed' : null;
}

/**
 * A step that ended now, with what its procedure says closes the case. Not while somebody else works on it, or the citizen
 * is still to be told, where there is one: a word of the recap takes nobody's work away, and makes no answer of what was
 * not said.
 */
function closedBy(sop: SopDefinition, state: CaseState, event: CaseEvent): boolean {
  const { fields = {} } = event.data as ActionData;
  const owed = state.sop.runs.some(({ step, verdict }) => verdict === 'running' && isOwed(stepOf(sop, step)));
  return state.sop.runs.some(({ step, endedBy }) => {
    const { closes } = stepOf(sop, step);
    if (closes === null || endedBy?.id !== event.id) return false;
    return closes.values.some(
      (value) => value === fields[closes.field] && (!owed || closes.drops?.includes(value) === true),
    );
  });
}

/** Another than the agents works on it, or it tells the citizen the answer. */
const isOwed = ({ kind, actor, ends }: StepDefinition): boolean =>
  kind === 'step' &&
  (!['agent', 'citizen', 'system'].includes(actor) || ends.some((event) => workEventOf(event)?.says?.as === 'answer'));
