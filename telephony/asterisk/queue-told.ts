import type { CallEvent } from '../events.ts';
import { eventId } from '../ids.ts';
import { stepTransfer } from '../transfer.ts';
import { extensionOf, type Packet } from './packets.ts';
import { release, type TrackedCall, type TrackedOffer, talks } from './tracked.ts';
import { moved } from './tracked-transfer.ts';

/** What Asterisk's queue says of a caller: that he waits, whom it rings for him, who answers, and who has left him. */
export function queueTold(packet: Packet, call: TrackedCall, tech: string, at: number): CallEvent[] {
  switch (packet.event) {
    case 'QueueCallerJoin':
      return queued(packet, call, at);
    case 'AgentCalled':
      return offered(packet, call, tech, at);
    case 'AgentConnect':
      return answered(packet, call, tech, at);
    case 'AgentRingNoAnswer':
    case 'DialEnd':
      return rangOut(packet, call, at);
    case 'AgentComplete':
      return completed(packet, call, at);
    default:
      return [];
  }
}

function queued(packet: Packet, call: TrackedCall, at: number): CallEvent[] {
  const queue = packet.queue ?? '';
  const { callId, transfer, answered } = call;
  // He is nobody's: whatever was to bring him to somebody has not.
  const left = transfer
    ? moved(call, stepTransfer({ ...transfer, step: 'begun' }, { type: 'agent-left' }, at), at)
    : [];
  const talking = talks(call);
  // Both who talked with him hung up in the same moment.
  if (talking && call.queued) left.push(leaves(call, talking.offer, at));
  if (answered && call.released) {
    call.queued ??= { queue, at };
    if (call.requeued) return left;
    call.requeued = true;
    const id = eventId.requeued(callId, queue, answered.offer.offerId);
    return [...left, { type: 'call.queued', id, at, callId, queue }];
  }
  if (call.queued?.queue === queue) return left;
  call.queued = { queue, at };
  return [...left, { type: 'call.queued', id: eventId.queued(callId, queue), at, callId, queue }];
}

function offered(packet: Packet, call: TrackedCall, tech: string, at: number): CallEvent[] {
  const offerId = packet.destuniqueid;
  const extension = extensionOf(packet.interface, tech);
  if (!offerId || !extension || call.offers.has(offerId) || call.answered?.offer.offerId === offerId) return [];
  const channel = packet.destchannel ?? '';
  call.offers.set(offerId, { offerId, channel, extension, at, hungUp: false });
  const { callId } = call;
  const queue = packet.queue ?? '';
  return [{ type: 'call.offered', id: eventId.offered(callId, offerId), at, callId, offerId, queue, extension }];
}

function answered(packet: Packet, call: TrackedCall, tech: string, at: number): CallEvent[] {
  if (talks(call)) return [];
  // Where the word of the ring was lost, the answer tells of both: in whole seconds, how long it rang.
  const rang = (Number(packet.ringtime) || 0) * 1000;
  const late = call.offers.has(packet.destuniqueid ?? '') ? [] : offered(packet, call, tech, at - rang);
  const offer = call.offers.get(packet.destuniqueid ?? '');
  if (!offer) return [];
  call.offers.delete(offer.offerId);
  call.answered = { offer, at };
  call.released = false;
  const { callId } = call;
  const { offerId, extension } = offer;
  return [
    ...late,
    { type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension },
    ...[...call.offers.values()].map((other) => lapse(call, other, at)),
  ];
}

/** Nobody is rung there any more, by the word of the queue or of the dialling behind it, whichever comes first. */
function rangOut(packet: Packet, call: TrackedCall, at: number): CallEvent[] {
  const offer = call.offers.get(packet.destuniqueid ?? '');
  if (offer && packet.dialstatus === 'BUSY') offer.hungUp = true;
  if (offer && packet.dialstatus === 'ANSWER') call.pickedUp = offer.offerId;
  const takenAway = packet.dialstatus === 'CANCEL' && !offer?.hungUp;
  return offer && packet.dialstatus !== 'ANSWER' ? [lapse(call, offer, at, takenAway)] : [];
}

/**
 * The end of a ring, and why.
 * @param takenAway by the queue, and not because nobody answered
 */
export function lapse(call: TrackedCall, offer: TrackedOffer, at: number, takenAway = false): CallEvent {
  call.offers.delete(offer.offerId);
  const reason =
    call.endedBy === 'caller'
      ? 'caller-gone'
      : takenAway || talks(call) || (call.pickedUp !== null && call.pickedUp !== offer.offerId)
        ? 'answered-elsewhere'
        : offer.hungUp
          ? 'refused'
          : 'no-answer';
  const { offerId, extension } = offer;
  const id = eventId.lapsed(call.callId, offerId);
  return { type: 'offer.lapsed', id, at, callId: call.callId, offerId, extension, reason };
}

function completed(packet: Packet, call: TrackedCall, at: number): CallEvent[] {
  const { reason } = packet;
  const talking = talks(call);
  // A queue hears late of an agent who consults or has handed on: it is no end of the call.
  if (!talking || call.transfer || packet.destuniqueid !== talking.offer.offerId) return [];
  if (reason === 'caller' || reason === 'agent') call.endedBy ??= reason;
  return reason === 'transfer' ? [leaves(call, talking.offer, at)] : [];
}

/** Who talked to him has handed him on, or is gone without him. */
function leaves(call: TrackedCall, { offerId, extension }: TrackedOffer, at: number): CallEvent {
  release(call);
  const { callId } = call;
  return { type: 'call.released', id: eventId.released(callId, offerId), at, callId, offerId, extension };
}
