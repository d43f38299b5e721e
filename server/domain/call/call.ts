import type { TurnedAway } from '../../../telephony/doors.ts';
import type { CallEnded, CallEvent, CallTransfer, EventSource, TransferTarget } from '../../../telephony/events.ts';
import { assertNever } from '../shared/never.ts';

/** One conversation as the exchange shows it. The caller's number is not part of it: it is sealed beside it. */
export interface CallState {
  readonly callId: string;
  readonly dnis: string;
  readonly arrivedAt: number;
  /** When the caller had heard the ticket number; absent in what was stored before this was known. */
  readonly numberToldAt?: number | null;
  /** Why nobody is rung for the caller, of one who did not come to the queue after it; absent: he is not turned away. */
  readonly turnedAway?: TurnedAway;
  readonly queue: string | null;
  readonly queuedAt: number | null;
  /** Rings under way. */
  readonly offers: readonly Offer[];
  readonly answered: Offer | null;
  readonly heldSince: number | null;
  /** When the agent who answered handed the caller on; absent: did not. */
  readonly releasedAt?: number | null;
  /** When he came to the queue again, since he was handed on; absent: did not. */
  readonly queuedAgainAt?: number;
  /** The agent is handing the caller on; absent or null: is not. */
  readonly transfer?: OngoingTransfer | null;
  /** Who talks to the caller outside of the office, since he was handed on; absent or null: nobody. */
  readonly outside?: string | null;
  readonly ended: {
    readonly at: number;
    readonly by: 'caller' | 'agent' | 'exchange' | 'unknown';
    /** Absent: heard when it happened. */
    readonly source?: EventSource;
    /** Why nobody talked, of a call that we placed. */
    readonly result?: DialResult;
  } | null;
  /**
   * Of a call that we placed: from which telephone, and since when the citizen's is rung, epoch ms; null: the agent's own
   * is. Absent: the caller called us.
   */
  readonly dialled?: { readonly extension: string; readonly at: number | null };
}

export interface Offer {
  readonly offerId: string;
  readonly extension: string;
  readonly at: number;
}

/** A transfer that is under way: by whom (null: out of the queue), to whom, and whether they talk to each other already. */
export interface OngoingTransfer {
  readonly id: string;
  readonly mode: CallTransfer['mode'];
  readonly extension: string | null;
  readonly target: TransferTarget;
  readonly step: 'begun' | 'consulting' | 'joined';
}

/** The leg that talks to the caller now; null: none does, or somebody outside. */
export const talking = (call: CallState): Offer | null => ((call.releasedAt ?? null) === null ? call.answered : null);

/** In the queue, for the first time or again, and with nobody. */
export const waits = (call: CallState): boolean =>
  call.queue !== null &&
  (call.queuedAt ?? call.queuedAgainAt ?? null) !== null &&
  !talking(call) &&
  (call.outside ?? null) === null;

/** A call ends exactly one way. Who was turned away did not give up waiting; `outside`: nobody of ours answered, but there somebody did. */
export type CallOutcome = 'answered' | 'abandoned' | 'shortAbandoned' | 'outside' | TurnedAway;

/** Why nobody talked on a call that we placed. */
type DialResult = NonNullable<CallEnded['result']>;

/** How a call that we placed ended. `unknown`: nobody could say, such as after a crash of the exchange. */
export type DialOutcome = 'answered' | DialResult | 'unknown';

/** The citizen was tried and not reached. What the agent or the exchange did says nothing of the citizen. */
export const isTry = (outcome: DialOutcome): boolean =>
  outcome === 'busy' || outcome === 'no-answer' || outcome === 'wrong-number' || outcome === 'unreachable';

/**
 * Callers who give up this soon after they were queued were not kept waiting; they are counted apart. One who never
 * came to the queue has waited since he came: a prompt is no excuse.
 */
const shortAbandonMs = 5_000;

/**
 * The call after the event. The same object comes back when the event tells nothing new, such as one seen twice.
 * @param call null when the call is not known yet: only `call.arrived` can begin one.
 */
export function applyCallEvent(call: CallState | null, event: CallEvent): CallState | null {
  if (call === null) return event.type === 'call.arrived' ? begin(event) : null;
  if (call.ended) return call;
  switch (event.type) {
    case 'call.arrived':
      return call;
    case 'call.queued':
      return queued(call, event);
    case 'call.number_told':
      return (call.numberToldAt ?? null) === null ? { ...call, numberToldAt: event.at } : call;
    case 'call.turned_away':
      // Told again of before the queue, when he has come to it, is nothing new: he was let in.
      if (call.turnedAway === event.why || (call.turnedAway && event.why !== 'voicemail')) return call;
      if (call.queuedAt !== null && event.why !== 'call_back' && event.why !== 'voicemail') return call;
      return { ...call, turnedAway: event.why };
    case 'call.offered':
      return offered(call, event);
    case 'offer.lapsed':
      return withoutOffer(call, event.offerId);
    case 'call.answered':
      return answered(call, event);
    case 'call.dialling':
      return call.dialled?.at === null ? { ...call, dialled: { ...call.dialled, at: event.at } } : call;
    case 'call.held':
      return call.answered && call.heldSince === null ? { ...call, heldSince: event.at } : call;
    case 'call.resumed':
      return call.heldSince === null ? call : { ...call, heldSince: null };
    case 'call.released':
      if (call.answered?.offerId !== event.offerId || (call.releasedAt ?? null) !== null) return call;
      return { ...call, heldSince: null, releasedAt: event.at };
    case 'call.transfer':
      return transferred(call, event);
    case 'call.ended': {
      const { transfer: _, ...rest } = call;
      return { ...rest, offers: [], heldSince: null, ended: endOf(call, event) };
    }
    default:
      return assertNever(event);
  }
}

function endOf(call: CallState, event: Extract<CallEvent, { type: 'call.ended' }>): CallState['ended'] {
  const { at, endedBy: by, result } = event;
  return { at, by, ...sourceOf(event), ...(result && !call.answered && { result }) };
}

/** How it is known, where that has to be said. */
export const sourceOf = ({ source }: Pick<CallEvent, 'source'>): Pick<CallEvent, 'source'> =>
  source ? { source } : {};

/** How an ended call ended; null while it goes on. */
export function outcomeOf(call: CallState): CallOutcome | null {
  if (!call.ended) return null;
  if (call.answered) return 'answered';
  if ((call.outside ?? null) !== null) return 'outside';
  if (call.turnedAway) return call.turnedAway;
  const waitedMs = call.ended.at - (call.queuedAt ?? call.arrivedAt);
  return waitedMs <= shortAbandonMs ? 'shortAbandoned' : 'abandoned';
}

/** A call that we are about to place: nothing rings yet. It begins with us, so no event of the exchange begins it. */
export function placedCall({ callId, extension, at }: { callId: string; extension: string; at: number }): CallState {
  return { ...blank(callId, '', at), dialled: { extension, at: null } };
}

/** How a call that we placed ended; null while it goes on. */
export function dialOutcomeOf(call: CallState): DialOutcome | null {
  if (!call.ended) return null;
  return call.answered ? 'answered' : (call.ended.result ?? 'unknown');
}

function begin(event: Extract<CallEvent, { type: 'call.arrived' }>): CallState {
  return blank(event.callId, event.dnis, event.at);
}

const blank = (callId: string, dnis: string, arrivedAt: number): CallState => ({
  callId,
  dnis,
  arrivedAt,
  queue: null,
  queuedAt: null,
  offers: [],
  answered: null,
  heldSince: null,
  ended: null,
});

function queued(call: CallState, { queue, at }: Extract<CallEvent, { type: 'call.queued' }>): CallState {
  // Handed back by an agent: his wait is a new one, and how long he waited for the first answer stays.
  if (call.answered && !talking(call))
    return call.queuedAgainAt === undefined ? { ...call, queue, queuedAgainAt: at } : call;
  const { turnedAway: _, ...rest } = call;
  // Led on to another queue he has waited since he came to the first.
  return call.queue === queue ? call : { ...rest, queue, queuedAt: call.queuedAt ?? at };
}

function offered(call: CallState, event: Extract<CallEvent, { type: 'call.offered' }>): CallState {
  const known = call.offers.some((offer) => offer.offerId === event.offerId);
  // A caller who talks rings nobody: an offer told late by a resync is over.
  if (known || talking(call)) return call;
  const offer: Offer = { offerId: event.offerId, extension: event.extension, at: event.at };
  return { ...call, offers: [...call.offers, offer] };
}

function withoutOffer(call: CallState, offerId: string): CallState {
  const offers = call.offers.filter((offer) => offer.offerId !== offerId);
  return offers.length === call.offers.length ? call : { ...call, offers };
}

function answered(call: CallState, event: Extract<CallEvent, { type: 'call.answered' }>): CallState {
  if (talking(call) || call.answered?.offerId === event.offerId) return call;
  const { offerId, extension, at } = event;
  const { releasedAt: _, outside: __, queuedAgainAt: ___, ...rest } = call;
  // Another telephone that rings too is silenced by the exchange, which says so: until then its ring is not over.
  return { ...withoutOffer(rest, offerId), answered: { offerId, extension, at } };
}

function transferred(call: CallState, event: CallTransfer): CallState {
  const { transferId: id, mode, extension, target, step } = event;
  const { transfer: ongoing = null, ...rest } = call;
  switch (step) {
    case 'begun':
      return ongoing ? call : { ...call, transfer: { id, mode, extension, target, step } };
    case 'consulting':
      return ongoing?.id === id && ongoing.step === 'begun' ? { ...call, transfer: { ...ongoing, step } } : call;
    case 'joined':
      return ongoing?.id === id && ongoing.step !== step ? { ...call, transfer: { ...ongoing, step } } : call;
    case 'failed':
      return ongoing?.id === id ? rest : call;
    case 'done': {
      const outside = target.kind === 'outside' ? { outside: target.id } : {};
      return ongoing?.id === id ? { ...rest, ...outside } : call;
    }
  }
}
