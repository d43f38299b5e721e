import type { CallEvent, ExchangeEvent } from '../events.ts';
import { eventId } from '../ids.ts';
import { stepTransfer } from '../transfer.ts';
import { createDialledCalls } from './dialled-calls.ts';
import { aniOf, extensionOf, momentOf, type Packet, unreadNumber } from './packets.ts';
import { release, type Tracked, type TrackedCall, type TrackedOffer, talks } from './tracked.ts';
import { moved, transferTold } from './tracked-transfer.ts';
import type { TransferChannels } from './transfers.ts';

export interface TranslatorOptions {
  /** The exchange's name, first part of every call id. */
  readonly name: string;
  /** A channel born in one of these contexts is a caller. */
  readonly hotlineContexts: readonly string[];
  /** Technology of agents' telephones: `PJSIP`. */
  readonly tech: string;
  readonly now: () => number;
}

export interface Translator {
  /** What the packet means, in order; nothing when it means nothing new. Seeing a packet again is harmless. */
  packet(packet: Packet): ExchangeEvent[];
  /** Forgets everything and starts from a resync. */
  adopt(tracked: Tracked): void;
  /** We are about to hang up the agent's leg, which Asterisk would report as the caller's doing. */
  agentHangsUp(callId: string): void;
  /** Whether the telephone was there when it was last heard of. */
  isReachable(extension: string): boolean;
  /** Channel name of the agent's answered or ringing leg, or null. */
  channelOf(callId: string, extension: string): string | null;
  /** What a transfer by this extension needs to know of the call; null: it does not talk on it. */
  channelsOf(callId: string, extension: string): TransferChannels | null;
}

/** AMI packets in, events out. Its only state is what it has seen; its only input besides is `now`. */
export function createTranslator(
  { name, hotlineContexts, tech, now }: TranslatorOptions,
  /** A channel is to be hung up: an agent's who consults about a caller that is gone. */
  hangUp: (channel: string) => void = () => {},
): Translator {
  let known: Tracked = { calls: new Map(), dialled: new Map(), reachable: new Map() };
  const dialled = createDialledCalls({ name, tech });

  const callOf = (packet: Packet) => known.calls.get(packet.linkedid ?? '');
  const byId = (callId: string) => {
    const call = known.calls.get(callId.slice(name.length + 1));
    return call?.callId === callId ? call : undefined;
  };

  function lapse(call: TrackedCall, offer: TrackedOffer, at: number): CallEvent {
    call.offers.delete(offer.offerId);
    const reason =
      call.endedBy === 'caller'
        ? 'caller-gone'
        : talks(call) || (call.pickedUp !== null && call.pickedUp !== offer.offerId)
          ? 'answered-elsewhere'
          : offer.hungUp
            ? 'refused'
            : 'no-answer';
    const { offerId, extension } = offer;
    const id = eventId.lapsed(call.callId, offerId);
    return { type: 'offer.lapsed', id, at, callId: call.callId, offerId, extension, reason };
  }

  function arrived(packet: Packet, at: number): ExchangeEvent[] {
    const { uniqueid, linkedid, context, exten } = packet;
    if (!uniqueid || uniqueid !== linkedid || known.calls.has(linkedid)) return [];
    if (!hotlineContexts.includes(context ?? '')) return [];
    const call: TrackedCall = {
      callId: `${name}-${linkedid}`,
      linkedId: linkedid,
      channel: packet.channel ?? '',
      announced: false,
      ani: null,
      dnis: exten ?? '',
      arrivedAt: at,
      numberToldAt: null,
      queued: null,
      offers: new Map(),
      answered: null,
      pickedUp: null,
      released: false,
      requeued: false,
      transfer: null,
      consulted: null,
      endedBy: null,
    };
    known.calls.set(linkedid, call);
    return packet.calleridnum === unreadNumber ? [] : announced(packet, call);
  }

  function announced(packet: Packet, call: TrackedCall): ExchangeEvent[] {
    call.announced = true;
    call.ani = aniOf(packet.calleridnum);
    const { callId, ani, dnis, arrivedAt: at } = call;
    return [{ type: 'call.arrived', id: eventId.arrived(callId), at, callId, ani, dnis }];
  }

  function offered(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    const offerId = packet.destuniqueid;
    const extension = extensionOf(packet.interface, tech);
    if (!offerId || !extension || call.offers.has(offerId) || call.answered?.offer.offerId === offerId) return [];
    const channel = packet.destchannel ?? '';
    call.offers.set(offerId, { offerId, channel, extension, at, hungUp: false });
    const { callId } = call;
    const queue = packet.queue ?? '';
    return [{ type: 'call.offered', id: eventId.offered(callId, offerId), at, callId, offerId, queue, extension }];
  }

  function answered(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    if (talks(call)) return [];
    // Where the word of the ring was lost, the answer tells of both: in whole seconds, how long it rang.
    const rang = (Number(packet.ringtime) || 0) * 1000;
    const late = call.offers.has(packet.destuniqueid ?? '') ? [] : offered(packet, call, at - rang);
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

  /** Whether the packet is of this leg, or of the telephone behind a leg that leads through the dialplan. */
  const isOf = (packet: Packet, offer: TrackedOffer) =>
    packet.uniqueid === offer.offerId ||
    (offer.channel.startsWith('Local/') && extensionOf(packet.channel, tech) === offer.extension);

  /** Who wanted it to end: the first to ask, as long as nothing better is known. */
  function hangupAsked(packet: Packet, call: TrackedCall): void {
    const { uniqueid = '' } = packet;
    const ringing = [...call.offers.values()].find((offer) => isOf(packet, offer));
    if (ringing) ringing.hungUp = true;
    else if (call.endedBy === null && packet.event === 'HangupRequest' && uniqueid === call.linkedId)
      call.endedBy = 'caller';
    else if (call.endedBy === null && call.answered && isOf(packet, call.answered.offer)) call.endedBy = 'agent';
  }

  function hungUp(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    const offer = call.offers.get(packet.uniqueid ?? '');
    if (offer) return [lapse(call, offer, at)];
    if (packet.uniqueid !== call.linkedId) return [];
    const { transfer, answered } = call;
    const left = transfer ? moved(call, stepTransfer(transfer, { type: 'caller-gone' }, at), at) : [];
    if (transfer?.mode === 'consult' && answered) hangUp(answered.offer.channel);
    const lapsed = [...call.offers.values()].map((open) => lapse(call, open, at));
    known.calls.delete(call.linkedId);
    const { callId, endedBy } = call;
    return [
      ...left,
      ...lapsed,
      { type: 'call.ended', id: eventId.ended(callId), at, callId, endedBy: endedBy ?? 'exchange' },
    ];
  }

  function held(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    // A caller's telephone may hold as well; that is no act of ours.
    if (!call.answered || call.transfer || call.released || !isOf(packet, call.answered.offer)) return [];
    const { callId } = call;
    return packet.event === 'Hold'
      ? [{ type: 'call.held', id: eventId.held(callId, at), at, callId }]
      : [{ type: 'call.resumed', id: eventId.resumed(callId, at), at, callId }];
  }

  /** The dialplan says so when the last sign of the number was played. */
  function numberTold(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    if (packet.userevent !== 'SigapNumberTold' || call.numberToldAt !== null) return [];
    call.numberToldAt = at;
    const { callId } = call;
    return [{ type: 'call.number_told', id: eventId.numberTold(callId), at, callId }];
  }

  function completed(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    const { reason } = packet;
    // A queue hears late of an agent who consults or has handed on: it is no end of the call.
    if (!talks(call) || call.transfer || packet.destuniqueid !== (call.answered?.offer.offerId ?? '')) return [];
    if (reason === 'caller' || reason === 'agent') call.endedBy ??= reason;
    if (reason !== 'transfer' || !call.answered) return [];
    release(call);
    const { callId, answered } = call;
    const { offerId, extension } = answered.offer;
    return [{ type: 'call.released', id: eventId.released(callId, offerId), at, callId, offerId, extension }];
  }

  function queued(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    const queue = packet.queue ?? '';
    const { callId, transfer, answered } = call;
    // He is nobody's: whatever was to bring him to somebody has not.
    const left = transfer
      ? moved(call, stepTransfer({ ...transfer, step: 'begun' }, { type: 'agent-left' }, at), at)
      : [];
    if (answered && call.released) {
      if (call.requeued) return left;
      call.requeued = true;
      const id = eventId.requeued(callId, queue, answered.offer.offerId);
      return [...left, { type: 'call.queued', id, at, callId, queue }];
    }
    if (call.queued?.queue === queue) return left;
    call.queued = { queue, at };
    return [...left, { type: 'call.queued', id: eventId.queued(callId, queue), at, callId, queue }];
  }

  function device(packet: Packet, at: number): ExchangeEvent[] {
    const extension = extensionOf(packet.device, tech);
    if (!extension) return [];
    const reachable = isReachable(packet.state);
    if ((known.reachable.get(extension) ?? false) === reachable) return [];
    known.reachable.set(extension, reachable);
    return [{ type: reachable ? 'phone.reachable' : 'phone.unreachable', at, extension }];
  }

  function ofCall(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    switch (packet.event) {
      case 'QueueCallerJoin':
        return queued(packet, call, at);
      case 'AgentCalled':
        return offered(packet, call, at);
      case 'AgentConnect':
        return answered(packet, call, at);
      case 'AgentRingNoAnswer':
      case 'DialEnd': {
        const offer = call.offers.get(packet.destuniqueid ?? '');
        if (offer && packet.dialstatus === 'BUSY') offer.hungUp = true;
        if (offer && packet.dialstatus === 'ANSWER') call.pickedUp = offer.offerId;
        return offer && packet.dialstatus !== 'ANSWER' ? [lapse(call, offer, at)] : [];
      }
      case 'HangupRequest':
      case 'SoftHangupRequest':
        hangupAsked(packet, call);
        return [];
      case 'AgentComplete':
        return completed(packet, call, at);
      case 'UserEvent':
        return packet.userevent === 'SigapTransfer'
          ? transferTold(packet, call, tech, at)
          : numberTold(packet, call, at);
      case 'Hangup':
        return hungUp(packet, call, at);
      case 'Hold':
      case 'Unhold':
        return held(packet, call, at);
      default:
        return [];
    }
  }

  return {
    packet(packet) {
      const at = momentOf(packet.timestamp) ?? now();
      const ours = dialled.packet(packet, at);
      if (ours) return ours;
      if (packet.event === 'Newchannel') return arrived(packet, at);
      if (packet.event === 'DeviceStateChange') return device(packet, at);
      const call = callOf(packet);
      if (!call) return [];
      if (!call.announced && packet.event === 'Hangup' && packet.uniqueid === call.linkedId) {
        // Refused at the door, before its number was read: nobody has heard of it, and nobody was served.
        known.calls.delete(call.linkedId);
        return [];
      }
      // `NewCallerid` as a rule; whatever else the caller's channel does first tells as much.
      const ending = packet.event === 'HangupRequest' || packet.event === 'SoftHangupRequest';
      const first = !call.announced && !ending && packet.uniqueid === call.linkedId ? announced(packet, call) : [];
      return [...first, ...ofCall(packet, call, at)];
    },
    adopt(tracked) {
      known = tracked;
      dialled.adopt(tracked.dialled);
    },
    agentHangsUp(callId) {
      const call = byId(callId) ?? dialled.byId(callId);
      if (call) call.endedBy ??= 'agent';
    },
    isReachable: (extension) => known.reachable.get(extension) ?? false,
    channelOf(callId, extension) {
      const ours = dialled.byId(callId);
      if (ours) return ours.extension === extension ? ours.channel : null;
      const call = byId(callId);
      if (!call) return null;
      if (talks(call)?.offer.extension === extension) return call.answered?.offer.channel ?? null;
      const { transfer, consulted } = call;
      if (transfer?.mode === 'consult' && transfer.to?.extension === extension) return consulted;
      return [...call.offers.values()].find((offer) => offer.extension === extension)?.channel ?? null;
    },
    channelsOf(callId, extension) {
      const call = byId(callId);
      const agent = call && talks(call)?.offer;
      if (!call || agent?.extension !== extension) return null;
      const { channel: caller, consulted: other, transfer } = call;
      return { caller, agent: agent.channel, other: transfer && other, transfer };
    },
  };
}

/** Whether a device state means that the telephone would ring. */
export function isReachable(state: string | undefined): boolean {
  return state !== undefined && state !== 'UNAVAILABLE' && state !== 'INVALID' && state !== 'UNKNOWN';
}
