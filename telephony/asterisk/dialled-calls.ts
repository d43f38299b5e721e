import { type DialResult, isDialled } from '../dialling.ts';
import type { CallEvent, CallSnapshot } from '../events.ts';
import { eventId } from '../ids.ts';
import { extensionOf, type Packet } from './packets.ts';

/** A call that we placed. Its Linkedid is the agent's own leg, whose id we have given it. */
export interface DialledCall {
  readonly callId: string;
  readonly linkedId: string;
  /** Asterisk's name of the agent's leg, for commands. */
  readonly channel: string;
  readonly extension: string;
  readonly placedAt: number;
  /** The agent has lifted the telephone. */
  lifted: boolean;
  /** The citizen's leg. */
  citizen: string | null;
  /** Asterisk's name of it, for commands. */
  citizenChannel: string;
  dialledAt: number | null;
  answeredAt: number | null;
  /** What the exchange said of the citizen's leg: the status of its dialling, the cause of its end. */
  status: string;
  cause: number;
  refused: boolean;
  endedBy: 'caller' | 'agent' | null;
  citizenGone: boolean;
  /** When the agent's leg was gone, while the citizen's was still there; null: it is not. */
  agentGoneAt: number | null;
}

export interface DialledCalls {
  readonly calls: Map<string, DialledCall>;
  /** What the packet means of a call that we placed; null: it is of none. */
  packet(packet: Packet, at: number): CallEvent[] | null;
  byId(callId: string): DialledCall | undefined;
  /** Its citizen is handed on: from now on it is nothing of ours. @returns null: there is no talk that could be */
  release(linkedId: string): DialledCall | null;
  /** Starts from a resync. @param handedOn those of ours whose citizens were handed on before it */
  adopt(calls: ReadonlyMap<string, DialledCall>, handedOn: readonly string[]): void;
}

/** So many that ended are known as such, for what is told of them afterwards. */
const endedAtMost = 200;

/** Packets of calls that we placed in, events out. */
export function createDialledCalls({ name, tech }: { readonly name: string; readonly tech: string }): DialledCalls {
  const calls = new Map<string, DialledCall>();
  const ended = new Set<string>();
  /** Those whose citizens were handed on. */
  const released = new Set<string>();

  const over = (linkedId: string, at: number, endedBy: 'caller' | 'agent' | 'exchange', result?: DialResult) => {
    calls.delete(linkedId);
    if (ended.has(linkedId)) return [];
    ended.add(linkedId);
    for (const old of ended) if (ended.size > endedAtMost) ended.delete(old);
    const callId = `${name}-${linkedId}`;
    return [{ type: 'call.ended', id: eventId.ended(callId), at, callId, endedBy, ...(result && { result }) }] as const;
  };

  function ofCall(packet: Packet, call: DialledCall, at: number): readonly CallEvent[] {
    const { callId, linkedId, extension } = call;
    const ofAgent = packet.uniqueid === linkedId;
    switch (packet.event) {
      case 'DialBegin':
        // The agent's own telephone was dialled by nobody.
        if (packet.destuniqueid === linkedId || !packet.destuniqueid || call.dialledAt !== null) return [];
        call.lifted = true;
        call.citizen = packet.destuniqueid;
        call.citizenChannel = packet.destchannel ?? '';
        call.dialledAt = at;
        return [{ type: 'call.dialling', id: eventId.dialling(callId), at, callId }];
      case 'DialEnd':
        if (packet.destuniqueid === linkedId) call.lifted ||= packet.dialstatus === 'ANSWER';
        else if (packet.destuniqueid === call.citizen) {
          call.status = packet.dialstatus ?? '';
          if (call.status !== 'ANSWER' || call.answeredAt !== null) return [];
          call.answeredAt = at;
          const id = eventId.answered(callId, linkedId);
          return [{ type: 'call.answered', id, at, callId, offerId: linkedId, extension }];
        }
        return [];
      case 'HangupRequest':
        if (ofAgent) call.endedBy ??= 'agent';
        else if (packet.uniqueid === call.citizen) call.endedBy ??= 'caller';
        return [];
      case 'UserEvent':
        if (packet.userevent === 'SigapDialRefused') call.refused = true;
        return [];
      case 'Hold':
      case 'Unhold':
        if (!ofAgent || call.answeredAt === null) return [];
        return packet.event === 'Hold'
          ? [{ type: 'call.held', id: eventId.held(callId, at), at, callId }]
          : [{ type: 'call.resumed', id: eventId.resumed(callId, at), at, callId }];
      case 'Hangup':
        if (packet.uniqueid === call.citizen) {
          call.cause = Number(packet.cause) || 0;
          call.citizenGone = true;
          const { agentGoneAt } = call;
          return agentGoneAt === null ? [] : over(linkedId, agentGoneAt, call.endedBy ?? 'exchange');
        }
        if (!ofAgent) return [];
        if (call.answeredAt !== null) {
          // Who hands the citizen on at once is gone, and that may be told before the dialplan says why: it is no end yet.
          if (call.citizenGone) return over(linkedId, at, call.endedBy ?? 'exchange');
          call.agentGoneAt ??= at;
          return [];
        }
        return over(linkedId, at, call.endedBy === 'agent' ? 'agent' : 'exchange', resultOf(call));
      default:
        return [];
    }
  }

  return {
    calls,
    packet(packet, at) {
      if (packet.event === 'OriginateResponse') {
        // Its action's id is the leg's: of a telephone that could not be rung at all nothing else is told.
        const { actionid, response } = packet;
        if (!isDialled(actionid)) return null;
        return response === 'Failure' && !calls.has(actionid)
          ? [...over(actionid, at, 'exchange', 'agent-absent')]
          : [];
      }
      const { linkedid, uniqueid } = packet;
      if (!isDialled(linkedid) || released.has(linkedid)) return null;
      const known = calls.get(linkedid);
      if (known) return [...ofCall(packet, known, at)];
      const extension = extensionOf(packet.channel, tech);
      if (packet.event !== 'Newchannel' || uniqueid !== linkedid || !extension || ended.has(linkedid)) return [];
      calls.set(linkedid, newDialledCall({ name, linkedId: linkedid, channel: packet.channel ?? '', extension, at }));
      return [];
    },
    byId: (callId) => [...calls.values()].find((call) => call.callId === callId),
    release(linkedId) {
      const call = calls.get(linkedId);
      if (!call || call.answeredAt === null || call.citizenChannel === '') return null;
      calls.delete(linkedId);
      released.add(linkedId);
      for (const old of released) if (released.size > endedAtMost) released.delete(old);
      return call;
    },
    adopt(adopted, handedOn) {
      for (const linkedId of handedOn) released.add(linkedId);
      calls.clear();
      for (const [linkedId, call] of adopted) calls.set(linkedId, call);
    },
  };
}

interface NewCall {
  readonly name: string;
  readonly linkedId: string;
  readonly channel: string;
  readonly extension: string;
  readonly at: number;
}

/** A call whose agent's telephone has just begun to ring. */
export const newDialledCall = ({ name, linkedId, channel, extension, at }: NewCall): DialledCall => ({
  ...{ callId: `${name}-${linkedId}`, linkedId, channel, extension, placedAt: at },
  ...{ lifted: false, citizen: null, citizenChannel: '', dialledAt: null, answeredAt: null },
  ...{ status: '', cause: 0, refused: false, endedBy: null, citizenGone: false, agentGoneAt: null },
});

/** The call as a snapshot shows it. */
export function snapshotOfDialled(call: DialledCall): CallSnapshot {
  const { callId, linkedId: offerId, extension, placedAt, dialledAt, answeredAt } = call;
  return {
    ...{ callId, ani: null, dnis: '', arrivedAt: placedAt, queued: null },
    offers: dialledAt === null ? [{ offerId, extension, at: placedAt }] : [],
    answered: answeredAt === null ? null : { offerId, extension, at: answeredAt },
    dialled: { at: dialledAt },
  };
}

/** Why nobody talked: what agent and dialplan did, else what the operator said (causes of Q.850). */
export function resultOf(call: Pick<DialledCall, 'lifted' | 'status' | 'cause' | 'refused' | 'endedBy'>): DialResult {
  const { lifted, status, cause, refused, endedBy } = call;
  if (refused) return 'not-allowed';
  if (!lifted) return 'agent-absent';
  if (endedBy === 'agent' || status === 'CANCEL') return 'cancelled';
  if (cause === 1 || cause === 22 || cause === 28) return 'wrong-number';
  if (cause === 20 || cause === 27) return 'unreachable';
  // Declined: there was somebody, and he did not want to talk now.
  if (status === 'BUSY' || cause === 17 || cause === 21) return 'busy';
  if (status === 'NOANSWER' || cause === 18 || cause === 19) return 'no-answer';
  return 'failed';
}
