import type { CallEvent, CallSnapshot, ExchangeSnapshot, LoggedCall, OfferLapsed } from '../../../telephony/events.ts';
import { applyCallEvent, type CallState, talking } from './call.ts';
import { type TransferIds, transferBegan, transferEnded } from './reconcile-transfer.ts';

/** Builds event ids; the exchange adapters' own builder is handed in, so that one happening has one id. */
export interface EventIds extends TransferIds {
  arrived(callId: string): string;
  numberTold(callId: string): string;
  queued(callId: string, queue: string): string;
  offered(callId: string, offerId: string): string;
  lapsed(callId: string, offerId: string): string;
  dialling(callId: string): string;
  answered(callId: string, offerId: string): string;
  ended(callId: string): string;
}

/**
 * What must have happened while we did not listen: the events that lead from the calls we believe open to those the
 * exchange has. What its own log tells comes first, at its own moments; the rest is told by the lists. Of a call that
 * neither has, the end is our estimate.
 */
export function reconcile(open: readonly CallState[], snapshot: ExchangeSnapshot, ids: EventIds): CallEvent[] {
  const present = new Set(snapshot.calls.map(({ callId }) => callId));
  const logged = new Map(snapshot.history?.calls.map((call) => [call.callId, call]));
  const gone = open
    .filter((call) => !call.ended && !present.has(call.callId))
    .flatMap((call) => {
      const { events, state } = fromLog(call, logged.get(call.callId)?.events ?? []);
      return [...events, ...estimatedEnd(state ?? call, snapshot, ids)];
    });
  const known = new Map(open.map((call) => [call.callId, call]));
  const until = snapshot.history?.until ?? Number.NEGATIVE_INFINITY;
  return [
    ...gone,
    ...snapshot.calls.flatMap((call) => {
      // One that we placed and never stored is nobody's: it has no case.
      if (call.dialled && !known.has(call.callId)) return [];
      // What came after the lists were asked for is told by the link, or by the next log.
      const told = (logged.get(call.callId)?.events ?? []).filter(
        ({ at, type }) => at <= until && type !== 'call.ended',
      );
      const { events, state } = fromLog(known.get(call.callId) ?? null, told);
      return [...events, ...catchUp(state, call, snapshot.at, ids)];
    }),
  ];
}

/**
 * The calls that came and went while nobody listened, each from its arrival to its end: of those that are neither open
 * here nor at the exchange. Which of them had been stored before, the store knows.
 */
export function pastCalls(open: readonly CallState[], snapshot: ExchangeSnapshot, ids: EventIds): CallEvent[][] {
  const { history } = snapshot;
  const elsewhere = new Set([...open, ...snapshot.calls].map(({ callId }) => callId));
  return (history?.calls ?? []).flatMap((logged: LoggedCall) => {
    const { callId, arrivedAt, ended } = logged;
    if (arrivedAt === null || elsewhere.has(callId)) return [];
    // Came when the lists were being made: the link tells of it.
    if (!ended && arrivedAt > (history?.until ?? 0)) return [];
    const { events, state } = fromLog(null, logged.events);
    return state ? [[...events, ...estimatedEnd(state, snapshot, ids)]] : [];
  });
}

/** The events that tell something new of the call, and the call after them. */
function fromLog(call: CallState | null, told: readonly CallEvent[]): { events: CallEvent[]; state: CallState | null } {
  const events: CallEvent[] = [];
  let state = call;
  for (const event of told) {
    const next = applyCallEvent(state, event);
    if (next === state) continue;
    events.push(event);
    state = next;
  }
  return { events, state };
}

/**
 * Nothing says how a call ended that is not there any more: if not with the exchange itself, which has started since,
 * then by now.
 */
function estimatedEnd(call: CallState, { at: now, startedAt }: ExchangeSnapshot, ids: EventIds): CallEvent[] {
  if (call.ended) return [];
  const { callId, arrivedAt, queuedAt, answered } = call;
  const lastSeen = Math.max(
    arrivedAt,
    queuedAt ?? 0,
    call.dialled?.at ?? 0,
    answered?.at ?? 0,
    ...call.offers.map((offer) => offer.at),
  );
  const crashed = startedAt !== undefined && lastSeen < startedAt;
  const at = crashed ? startedAt : now;
  const endedBy = crashed ? 'exchange' : 'unknown';
  return [
    ...lapses(call, [], 'caller-gone', at, ids),
    { type: 'call.ended', id: ids.ended(callId), callId, at, endedBy, source: 'estimate' },
  ];
}

function catchUp(known: CallState | null, call: CallSnapshot, at: number, ids: EventIds): CallEvent[] {
  const { callId } = call;
  const events: CallEvent[] = [];
  if (!known) {
    const { ani, dnis, arrivedAt } = call;
    events.push({ type: 'call.arrived', id: ids.arrived(callId), callId, at: arrivedAt, ani, dnis });
  }
  const rung = call.dialled?.at ?? null;
  if (rung !== null && known?.dialled?.at === null)
    events.push({ type: 'call.dialling', id: ids.dialling(callId), callId, at: rung });
  if (known) events.push(...transferEnded(known, call, at, ids));
  const told = call.numberToldAt ?? null;
  if (told !== null && (known?.numberToldAt ?? null) === null)
    events.push({ type: 'call.number_told', id: ids.numberTold(callId), callId, at: told });
  if (call.queued && known?.queue !== call.queued.queue) {
    const { queue } = call.queued;
    events.push({ type: 'call.queued', id: ids.queued(callId, queue), callId, at: call.queued.at, queue });
  }
  const queue = call.queued?.queue ?? known?.queue ?? '';
  const ringing = call.offers.map((offer) => offer.offerId);
  // The answered leg did not lapse; its own event ends its ring.
  const answeredBy = call.answered ? [call.answered.offerId] : [];
  const reason = call.answered ? 'answered-elsewhere' : 'no-answer';
  if (known) events.push(...lapses(known, [...ringing, ...answeredBy], reason, at, ids));
  // The agent's own telephone, rung for a call that we placed, is no offer of one; who is handed on rings like a caller.
  for (const { offerId, extension, at: offeredAt } of call.dialled && !known?.answered ? [] : call.offers) {
    if (known?.offers.some((offer) => offer.offerId === offerId)) continue;
    events.push({
      type: 'call.offered',
      id: ids.offered(callId, offerId),
      callId,
      at: offeredAt,
      offerId,
      queue,
      extension,
    });
  }
  const talks = known && talking(known)?.extension === call.answered?.extension;
  if (call.answered && !talks && known?.answered?.offerId !== call.answered.offerId) {
    const { offerId, extension, at: answeredAt } = call.answered;
    events.push({
      type: 'call.answered',
      id: ids.answered(callId, offerId),
      callId,
      at: answeredAt,
      offerId,
      extension,
    });
  }
  return [...events, ...transferBegan(known, call, ids)];
}

/** The rings that are over. Why is a guess that blames no agent for more than we know. */
function lapses(
  known: CallState,
  still: readonly string[],
  reason: OfferLapsed['reason'],
  at: number,
  ids: EventIds,
): CallEvent[] {
  return known.offers
    .filter((offer) => !still.includes(offer.offerId))
    .map(({ offerId, extension }): CallEvent => {
      const id = ids.lapsed(known.callId, offerId);
      return { type: 'offer.lapsed', id, callId: known.callId, at, offerId, extension, reason, source: 'estimate' };
    });
}
