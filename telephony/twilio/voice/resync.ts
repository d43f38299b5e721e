import { type AgentPhones, aniOf, extensionAt } from './addresses.ts';

/** A call that Twilio has, put together from its lists. Moments are epoch ms, whole seconds. */
export interface FoundCall {
  readonly sid: string;
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number;
  readonly room: { readonly conferenceSid: string; readonly at: number; readonly held: boolean } | null;
  readonly rings: readonly { readonly legSid: string; readonly extension: string; readonly at: number }[];
  readonly answered: { readonly offerId: string; readonly extension: string; readonly at: number } | null;
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
    readonly participants: readonly {
      readonly callSid: string;
      readonly status: string;
      readonly hold: boolean;
      readonly dateCreated: Date | null;
    }[];
  }[];
}

/** The room of a caller: named after his leg, which is not personal, so that it can be found again. */
export const roomOf = (sid: string) => `sigap-${sid}`;
/** Whose room it is; null when it is none of ours. */
export const callerOf = (room: string | null | undefined) => /^sigap-(CA[0-9a-f]{32})$/.exec(room ?? '')?.[1] ?? null;

export interface ResyncOptions {
  /** Our hotline numbers in E.164; none: every number of the account is one. */
  readonly numbers: readonly string[];
  readonly agentPhones: AgentPhones;
}

/** Puts Twilio's lists together to calls. `strays` ring agents for a caller who is not there. */
export function readLists(
  { legs, rooms }: VoiceLists,
  { numbers, agentPhones }: ResyncOptions,
): { readonly calls: readonly FoundCall[]; readonly strays: readonly string[] } {
  const bySid = new Map(legs.map((leg) => [leg.sid, leg]));
  const roomBy = new Map(rooms.map((room) => [callerOf(room.friendlyName), room]));
  const placed = new Set<string>();
  const calls = legs
    .filter(({ direction, to }) => direction === 'inbound' && (numbers.length === 0 || numbers.includes(to)))
    .map((leg): FoundCall => {
      const room = roomBy.get(leg.sid);
      const caller = room?.participants.find(({ callSid }) => callSid === leg.sid);
      const agents = (room?.participants ?? []).flatMap(({ callSid, status, dateCreated }) => {
        const found = bySid.get(callSid);
        const extension = found && callSid !== leg.sid ? extensionAt(found.to, agentPhones) : null;
        if (!found || extension === null) return [];
        placed.add(callSid);
        const talks = status === 'connected' || found.status === 'in-progress';
        return [
          { legSid: callSid, extension, talks, at: momentOfDate(dateCreated, momentOfDate(found.dateCreated, 0)) },
        ];
      });
      const talking = agents.find(({ talks }) => talks);
      const arrivedAt = arrivalOf(leg);
      return {
        sid: leg.sid,
        ani: aniOf(leg.from),
        dnis: leg.to,
        arrivedAt,
        room:
          room && caller
            ? { conferenceSid: room.sid, at: momentOfDate(caller.dateCreated, arrivedAt), held: caller.hold }
            : null,
        rings: agents.filter(({ talks }) => !talks).map(({ legSid, extension, at }) => ({ legSid, extension, at })),
        answered: talking ? { offerId: talking.legSid, extension: talking.extension, at: talking.at } : null,
      };
    });
  const strays = legs.filter(
    ({ sid, direction, status, to }) =>
      direction === 'outbound-api' &&
      status !== 'in-progress' &&
      !placed.has(sid) &&
      extensionAt(to, agentPhones) !== null,
  );
  return { calls, strays: strays.map(({ sid }) => sid) };
}

/** When a caller's leg began, epoch ms. */
export const arrivalOf = (leg: Pick<ListedLeg, 'dateCreated' | 'startTime'>) =>
  momentOfDate(leg.dateCreated, momentOfDate(leg.startTime, 0));

const momentOfDate = (date: Date | null, other: number) =>
  date && !Number.isNaN(date.getTime()) ? date.getTime() : other;
