import type { CallEvent, CallSnapshot, ExchangeSnapshot, OfferLapsed } from '../../../telephony/events.ts';
import type { CallState } from './call.ts';

/** Builds event ids; the exchange adapters' own builder is handed in, so that one happening has one id. */
export interface EventIds {
  arrived(callId: string): string;
  numberTold(callId: string): string;
  queued(callId: string, queue: string): string;
  offered(callId: string, offerId: string): string;
  lapsed(callId: string, offerId: string): string;
  answered(callId: string, offerId: string): string;
  ended(callId: string): string;
}

/**
 * What must have happened while we did not listen: the events that lead from the calls we believe open to those the
 * exchange has. A call it no longer has ended at an unknown moment and by an unknown hand; we say "now, unknown".
 */
export function reconcile(open: readonly CallState[], snapshot: ExchangeSnapshot, ids: EventIds): CallEvent[] {
  const present = new Map(snapshot.calls.map((call) => [call.callId, call]));
  const missed = open
    .filter((call) => !call.ended && !present.has(call.callId))
    .flatMap((call): CallEvent[] => [
      ...lapses(call, [], 'caller-gone', snapshot.at, ids),
      { type: 'call.ended', id: ids.ended(call.callId), callId: call.callId, at: snapshot.at, endedBy: 'unknown' },
    ]);
  const known = new Map(open.map((call) => [call.callId, call]));
  return [
    ...missed,
    ...snapshot.calls.flatMap((call) => catchUp(known.get(call.callId) ?? null, call, snapshot.at, ids)),
  ];
}

function catchUp(known: CallState | null, call: CallSnapshot, at: number, ids: EventIds): CallEvent[] {
  const { callId } = call;
  const events: CallEvent[] = [];
  if (!known) {
    const { ani, dnis, arrivedAt } = call;
    events.push({ type: 'call.arrived', id: ids.arrived(callId), callId, at: arrivedAt, ani, dnis });
  }
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
  for (const { offerId, extension, at: offeredAt } of call.offers) {
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
  if (call.answered && !known?.answered) {
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
  return events;
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
      return { type: 'offer.lapsed', id, callId: known.callId, at, offerId, extension, reason };
    });
}
