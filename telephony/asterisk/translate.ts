import { isDialled } from '../dialling.ts';
import type { ExchangeEvent } from '../events.ts';
import { eventId } from '../ids.ts';
import { stepTransfer } from '../transfer.ts';
import { createDialledCalls } from './dialled-calls.ts';
import { dialplanTold } from './dialplan-told.ts';
import { createListeners } from './listening.ts';
import { aniOf, doorOf, extensionOf, isReachable, momentOf, type Packet, unreadNumber } from './packets.ts';
import { lapse, queueTold } from './queue-told.ts';
import { isWrittenDown, recordingTold } from './recording.ts';
import type { SpooledCall } from './spool.ts';
import { isSurveyTold, surveyBegins, surveyTold } from './survey.ts';
import {
  newTrackedCall,
  type Tracked,
  type TrackedCall,
  type TrackedOffer,
  talks,
  trackedOfDialled,
} from './tracked.ts';
import { moved } from './tracked-transfer.ts';
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
  /** Channel name of a caller who waits in the queue; null: he does not. */
  waitingChannelOf(callId: string, queue: string): string | null;
  /** Channel name of the caller whom this extension talks to, and who is recorded; null: there is none. */
  recordedChannelOf(callId: string, extension: string): string | null;
  /** Callers on the line. */
  spooled(): readonly SpooledCall[];
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
  const listeners = createListeners();

  const callOf = (packet: Packet) => known.calls.get(packet.linkedid ?? '');
  const byId = (callId: string) => {
    const call = known.calls.get(callId.slice(name.length + 1));
    return call?.callId === callId ? call : undefined;
  };

  function arrived(packet: Packet, at: number): ExchangeEvent[] {
    const { uniqueid, linkedid, context, exten } = packet;
    if (!uniqueid || uniqueid !== linkedid || known.calls.has(linkedid)) return [];
    if (!hotlineContexts.includes(context ?? '')) return [];
    const call = newTrackedCall({
      ...{ callId: `${name}-${linkedid}`, linkedId: linkedid, callerId: linkedid },
      ...{ channel: packet.channel ?? '', dnis: exten ?? '', arrivedAt: at },
    });
    known.calls.set(linkedid, call);
    return packet.calleridnum === unreadNumber ? [] : announced(packet, call);
  }

  function announced(packet: Packet, call: TrackedCall): ExchangeEvent[] {
    call.announced = true;
    call.ani = aniOf(packet.calleridnum);
    const { callId, ani, dnis, arrivedAt: at } = call;
    return [{ type: 'call.arrived', id: eventId.arrived(callId), at, callId, ani, dnis }];
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
    else if (call.endedBy === null && packet.event === 'HangupRequest' && uniqueid === call.callerId)
      call.endedBy = 'caller';
    else if (call.endedBy === null && call.answered && isOf(packet, call.answered.offer)) call.endedBy = 'agent';
  }

  function hungUp(packet: Packet, call: TrackedCall, at: number): ExchangeEvent[] {
    const offer = call.offers.get(packet.uniqueid ?? '');
    if (offer) return [lapse(call, offer, at)];
    if (packet.uniqueid !== call.callerId) return [];
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

  /** The agent has hung up, and the caller is asked how it was: for everybody else the call is over. */
  function asked(packet: Packet, at: number): ExchangeEvent[] {
    const call = callOf(packet);
    if (!surveyBegins(packet) || !call) return surveyTold(packet, name, at);
    call.endedBy ??= 'agent';
    return hungUp(packet, call, at);
  }

  /** Whether he is still to choose what he calls for (`config/extensions_menu.conf`). */
  function chooses(packet: Packet, call: TrackedCall): boolean {
    if (call.announced || packet.uniqueid !== call.callerId) return call.choosing ?? false;
    const told = packet.event === 'UserEvent' && packet.userevent === 'SigapMenu' ? packet.step : null;
    if (told === 'begun') call.choosing = true;
    // His end, and the queue, come after a choice that nobody heard of.
    const over = told === 'chosen' || packet.event === 'Hangup' || packet.event === 'QueueCallerJoin';
    if (!call.choosing || !over) {
      if (call.choosing && packet.event?.endsWith('HangupRequest')) hangupAsked(packet, call);
      return call.choosing ?? false;
    }
    call.choosing = false;
    if (told === 'chosen') call.dnis = doorOf(packet.door) ?? call.dnis;
    return false;
  }

  /** A citizen whom we have called is handed on: his call goes on like any other. */
  function handedOn({ userevent, linkedid }: Packet): void {
    if (userevent !== 'SigapTransfer' || !isDialled(linkedid)) return;
    const call = dialled.release(linkedid);
    if (call) known.calls.set(linkedid, trackedOfDialled(call));
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
      case 'HangupRequest':
      case 'SoftHangupRequest':
        hangupAsked(packet, call);
        return [];
      case 'UserEvent':
        return dialplanTold(packet, call, tech, at);
      case 'MixMonitorMute':
        return recordingTold(packet, call, at);
      case 'Hangup':
        return hungUp(packet, call, at);
      case 'Hold':
      case 'Unhold':
        return held(packet, call, at);
      default:
        return queueTold(packet, call, tech, at);
    }
  }

  return {
    packet(packet) {
      const at = momentOf(packet.timestamp) ?? now();
      handedOn(packet);
      const ours = listeners.packet(packet, at) ?? dialled.packet(packet, at);
      if (ours) return ours;
      if (packet.event === 'Newchannel') return arrived(packet, at);
      if (packet.event === 'DeviceStateChange') return device(packet, at);
      if (isSurveyTold(packet)) return asked(packet, at);
      const call = callOf(packet);
      if (!call) return [];
      if (!call.announced && !call.choosing && packet.event === 'Hangup' && packet.uniqueid === call.linkedId) {
        // Refused at the door, before its number was read: nobody has heard of it, and nobody was served.
        known.calls.delete(call.linkedId);
        return [];
      }
      if (chooses(packet, call)) return [];
      // `NewCallerid` as a rule; whatever else the caller's channel does first tells as much.
      const ending = packet.event === 'HangupRequest' || packet.event === 'SoftHangupRequest';
      const first = !call.announced && !ending && packet.uniqueid === call.linkedId ? announced(packet, call) : [];
      return [...first, ...ofCall(packet, call, at)];
    },
    adopt(tracked) {
      known = tracked;
      dialled.adopt(tracked.dialled, [...tracked.calls.keys()].filter(isDialled));
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
    waitingChannelOf(callId, queue) {
      const call = byId(callId);
      return call && call.queued?.queue === queue && !talks(call) && !call.transfer ? call.channel : null;
    },
    recordedChannelOf(callId, extension) {
      const call = byId(callId);
      return call?.recorded && talks(call)?.offer.extension === extension ? call.channel : null;
    },
    spooled: () =>
      [...known.calls.values()].map((call) => {
        const { callId, linkedId } = call;
        return { callId, linkedId, grows: isWrittenDown(call) };
      }),
    channelsOf(callId, extension) {
      const placed = dialled.byId(callId);
      if (placed && placed.answeredAt !== null && placed.extension === extension && placed.citizenChannel !== '')
        return { caller: placed.citizenChannel, agent: placed.channel, other: null, transfer: null };
      const call = byId(callId);
      const agent = call && talks(call)?.offer;
      if (!call || agent?.extension !== extension) return null;
      const { channel: caller, consulted: other, transfer } = call;
      return { caller, agent: agent.channel, other: transfer && other, transfer };
    },
  };
}
