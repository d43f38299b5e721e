import { isDialled } from '../../dialling.ts';
import { isListenId, type ListenMode } from '../../listening.ts';
import { readWords, type TransferWords } from '../../transfer-words.ts';
import { type AgentPhones, aniOf, extensionAt } from './addresses.ts';
import { doorIn, labels } from './participants.ts';
import { callerOf, isAskedMark, markOf } from './rooms.ts';

/** A call that Twilio has, put together from its lists. Moments are epoch ms, whole seconds. */
export interface FoundCall {
  readonly sid: string;
  readonly callerLeg: string;
  /** Since when he was rung, of a citizen whom we called; null: he called us. */
  readonly dialledAt: number | null;
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  readonly room: { readonly conferenceSid: string; readonly at: number; readonly held: boolean } | null;
  readonly rings: readonly { readonly legSid: string; readonly extension: string; readonly at: number }[];
  readonly answered: { readonly offerId: string; readonly extension: string; readonly at: number } | null;
  /** Whether the room ends when that one leaves it: not while somebody is consulted. */
  readonly agentEndsRoom: boolean;
  /** To whom he is, or was, handed on, as far as that one is in the room. */
  readonly target: FoundTarget | null;
  /** His room is that of one who was asked whether he wants to be called back. */
  readonly asked?: boolean;
  /** He is in a room where others were, and hears nothing, or only music. */
  readonly alone: boolean;
}

export interface FoundTarget {
  readonly words: TransferWords;
  readonly legSid: string;
  /** Null: outside of the office. */
  readonly extension: string | null;
  readonly connected: boolean;
  readonly at: number;
}

/** A call that we placed, whose citizen has not answered yet. */
export interface FoundPlaced {
  readonly key: string;
  readonly conferenceSid: string;
  readonly agentLeg: string | null;
  readonly extension: string | null;
  readonly agentTalks: boolean;
  readonly citizenLeg: string | null;
  readonly at: number;
}

/** Somebody who listens to a conversation. */
export interface FoundListener {
  readonly listenId: string;
  readonly conferenceSid: string;
  readonly agentLeg: string;
  readonly legSid: string;
  readonly mode: ListenMode;
  /** Hears it; else the telephone rings. */
  readonly on: boolean;
  readonly at: number;
}

/** A leg of Twilio's, as its list of calls shows it. */
export interface ListedLeg {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
  readonly status: string;
  readonly dateCreated: Date | null;
  readonly startTime: Date | null;
}

/** What Twilio's lists hold: legs that are not over, rooms that are not closed, and who is in each. */
export interface VoiceLists {
  readonly legs: readonly ListedLeg[];
  readonly rooms: readonly {
    readonly sid: string;
    readonly friendlyName: string;
    /** `init`: nobody has come to whoever waits there. */
    readonly status?: string;
    readonly participants: readonly {
      readonly callSid: string;
      /** Given by us: to who listens, is handed a caller, was called, or has chosen. */
      readonly label?: string | null;
      readonly status: string;
      readonly hold: boolean;
      readonly muted?: boolean;
      readonly coaching?: boolean;
      readonly callSidToCoach?: string | null;
      readonly endConferenceOnExit?: boolean;
      readonly dateCreated: Date | null;
    }[];
  }[];
}

export interface ResyncOptions {
  /** Our hotline numbers in E.164; none: every number of the account is one. */
  readonly numbers: readonly string[];
  readonly agentPhones: AgentPhones;
}

type ListedRoom = VoiceLists['rooms'][number];
type FoundCaller = Pick<FoundCall, 'sid' | 'callerLeg' | 'dialledAt' | 'ani' | 'dnis' | 'arrivedAt'>;

const citizenIn = ({ participants }: ListedRoom) => participants.find(({ label }) => label === labels.citizen);
const talks = (room: ListedRoom) => citizenIn(room)?.status === 'connected';

/** To whom the caller of the room is handed on; one label is given once. */
function targetIn(
  room: ListedRoom | undefined,
  legs: ReadonlyMap<string, ListedLeg>,
  agentPhones: AgentPhones,
): FoundTarget | null {
  // Who was consulted first may have handed on himself: the last one counts.
  const one = room?.participants.findLast(({ label }) => readWords(label) !== null);
  const words = readWords(one?.label);
  if (!one || !words) return null;
  const extension = words.target.kind === 'phone' ? extensionAt(legs.get(one.callSid)?.to ?? '', agentPhones) : null;
  const connected = one.status === 'connected' || legs.get(one.callSid)?.status === 'in-progress';
  return { words, legSid: one.callSid, extension, connected, at: momentOfDate(one.dateCreated, 0) };
}

/** Puts Twilio's lists together to calls. `strays` ring agents for a caller who is not there. */
export function readLists(
  { legs, rooms }: VoiceLists,
  { numbers, agentPhones }: ResyncOptions,
): {
  readonly calls: readonly FoundCall[];
  readonly placed: readonly FoundPlaced[];
  readonly listeners: readonly FoundListener[];
  readonly strays: readonly string[];
} {
  const bySid = new Map(legs.map((leg) => [leg.sid, leg]));
  const accountedFor = new Set<string>();
  const listeners: FoundListener[] = [];

  /** Legs of agents' telephones in the room, in its order. */
  const agentsIn = (room: ListedRoom | undefined, ...others: (string | null)[]) =>
    (room?.participants ?? [])
      .filter(({ label, callSid }) => !isListenId(label ?? undefined) && !others.includes(callSid))
      .flatMap(({ callSid, status, dateCreated }) => {
        const found = bySid.get(callSid);
        const extension = found ? extensionAt(found.to, agentPhones) : null;
        if (!found || extension === null) return [];
        accountedFor.add(callSid);
        const talks = status === 'connected' || found.status === 'in-progress';
        return [
          { legSid: callSid, extension, talks, at: momentOfDate(dateCreated, momentOfDate(found.dateCreated, 0)) },
        ];
      });

  const callIn = (room: ListedRoom | undefined, of: FoundCaller): FoundCall => {
    const caller = room?.participants.find(({ callSid }) => callSid === of.callerLeg);
    const target = targetIn(room, bySid, agentPhones);
    if (target) accountedFor.add(target.legSid);
    const agents = agentsIn(room, of.callerLeg, target?.legSid ?? null);
    const talking = agents.find(({ talks }) => talks);
    for (const one of room?.participants ?? []) {
      const listenId = one.label ?? undefined;
      if (!room || !talking || !isListenId(listenId)) continue;
      accountedFor.add(one.callSid);
      listeners.push({
        ...{ listenId, conferenceSid: room.sid, legSid: one.callSid, on: one.status === 'connected' },
        agentLeg: one.callSidToCoach ?? talking.legSid,
        mode: one.muted ? 'listen' : one.coaching ? 'whisper' : 'barge',
        at: momentOfDate(one.dateCreated, 0),
      });
    }
    return {
      ...of,
      room:
        room && caller
          ? { conferenceSid: room.sid, at: momentOfDate(caller.dateCreated, of.arrivedAt), held: caller.hold }
          : null,
      rings: agents.filter(({ talks }) => !talks).map(({ legSid, extension, at }) => ({ legSid, extension, at })),
      answered: talking ? { offerId: talking.legSid, extension: talking.extension, at: talking.at } : null,
      agentEndsRoom:
        room?.participants.find(({ callSid }) => callSid === talking?.legSid)?.endConferenceOnExit !== false,
      target,
      ...(isAskedMark(markOf(room?.friendlyName)) && { asked: true }),
      alone: caller !== undefined && room?.participants.length === 1 && (caller.hold || room.status === 'in-progress'),
    };
  };

  /** Where he is; what he has just left may be closing still. */
  const roomWith = (key: string, callerLeg: string) => {
    const his = rooms.filter(({ friendlyName }) => callerOf(friendlyName) === key);
    return his.find(({ participants }) => participants.some(({ callSid }) => callSid === callerLeg)) ?? his[0];
  };
  const calls = legs
    .filter(({ direction, to }) => direction === 'inbound' && (numbers.length === 0 || numbers.includes(to)))
    .map((leg) => {
      const room = roomWith(leg.sid, leg.sid);
      const label = room?.participants.find(({ callSid }) => callSid === leg.sid)?.label;
      const of = { sid: leg.sid, callerLeg: leg.sid, ani: aniOf(leg.from), arrivedAt: arrivalOf(leg) };
      return callIn(room, { ...of, dnis: doorIn(label, leg.to), dialledAt: null });
    });
  const placed: FoundPlaced[] = [];
  for (const room of rooms) {
    const key = callerOf(room.friendlyName);
    // One who was handed on has left his first room, which may be closing still.
    if (!isDialled(key ?? undefined) || room.participants.length === 0) continue;
    const sid = key as string;
    const citizen = citizenIn(room);
    const elsewhere = (one: ListedRoom) => one !== room && callerOf(one.friendlyName) === key && talks(one);
    if (rooms.some(elsewhere)) continue;
    const at = Math.min(...room.participants.map(({ dateCreated }) => momentOfDate(dateCreated, 0)));
    if (citizen && talks(room)) {
      const dialledAt = momentOfDate(citizen.dateCreated, at);
      const of = { sid, callerLeg: citizen.callSid, ani: null, dnis: '', arrivedAt: at, dialledAt };
      calls.push(callIn(room, of));
      continue;
    }
    const [agent] = agentsIn(room, citizen?.callSid ?? null);
    placed.push({
      ...{ key: sid, conferenceSid: room.sid, agentLeg: agent?.legSid ?? null, extension: agent?.extension ?? null },
      ...{ agentTalks: agent?.talks ?? false, citizenLeg: citizen?.callSid ?? null, at },
    });
  }
  const strays = legs.filter(
    ({ sid, direction, status, to }) =>
      direction === 'outbound-api' &&
      status !== 'in-progress' &&
      !accountedFor.has(sid) &&
      extensionAt(to, agentPhones) !== null,
  );
  return { calls, placed, listeners, strays: strays.map(({ sid }) => sid) };
}

/** When a caller's leg began, epoch ms. */
export const arrivalOf = (leg: Pick<ListedLeg, 'dateCreated' | 'startTime'>) =>
  momentOfDate(leg.dateCreated, momentOfDate(leg.startTime, 0));

const momentOfDate = (date: Date | null, other: number) =>
  date && !Number.isNaN(date.getTime()) ? date.getTime() : other;
