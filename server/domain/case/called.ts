import type { CallEvent } from '../../../telephony/events.ts';
import { type CallState, type DialOutcome, dialOutcomeOf, sourceOf } from '../call/call.ts';
import { type CaseEvent, type EventPeople, fromCallEvent } from './events.ts';

/** The last time the office called the citizen of a case. */
export interface LastCall {
  /** Epoch ms, when it was placed. */
  readonly at: number;
  readonly agentId: string | null;
  /** Null: it goes on. */
  readonly outcome: DialOutcome | null;
}

/**
 * What an event of a call that we placed is in the history of its case; null: nothing, such as a hold, which stops no
 * clock of the procedure's, because the citizen did not call to be served.
 * @param call as it is after the event
 * @param placedBy the agent who called
 * @param talked whether the citizen had answered before it
 */
export function fromDialledEvent(
  event: CallEvent,
  call: CallState,
  placedBy: string | null,
  people: EventPeople,
  talked = false,
): CaseEvent | null {
  const { id, at, callId } = event;
  const source = sourceOf(event);
  if (event.type === 'call.transfer') return fromCallEvent(event, people);
  // Whoever took the citizen over stands in the transfer.
  if (event.type === 'call.answered')
    return talked ? null : { id, type: 'callback.answered', at, data: { callId, agentId: placedBy, ...source } };
  if (event.type !== 'call.ended') return null;
  const result = dialOutcomeOf(call) ?? 'unknown';
  return { id, type: 'callback.ended', at, data: { callId, result, endedBy: event.endedBy, ...source } };
}
