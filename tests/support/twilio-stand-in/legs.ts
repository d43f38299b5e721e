import { about, type Reports } from './reports.ts';
import type { Leg, Participant, Room } from './rooms.ts';

/** Rings of an agent's telephone, and talks on it. */
export interface StandInRing {
  readonly leg: Leg;
  answer(): void;
  /** `busy` refuses; `no-answer` rings out. `sipCode`: what the operator answered. */
  become(status: 'busy' | 'no-answer' | 'failed', sipCode?: number): void;
  hangUp(): void;
}
export type Legs = ReturnType<typeof createLegs>;

const hasJoined = ({ joinedAt }: Participant) => joinedAt !== null;
/** Whether the leg can still end. */
export const goesOn = ({ status }: Leg) => ['queued', 'ringing', 'in-progress'].includes(status);

/** The legs of calls, and the rooms they meet in; all that becomes of them is reported. */
export function createLegs(parts: {
  /** Epoch ms. */
  readonly now: () => number;
  readonly sid: (prefix: string) => string;
  readonly reports: Reports;
  /** Two are in a room. */
  readonly started: (room: Room) => void;
  /** A room is over. */
  readonly closed: (room: Room) => void;
}) {
  const { now, sid, reports, started, closed } = parts;
  const legs = new Map<string, Leg>();
  const rooms: Room[] = [];
  const rings: StandInRing[] = [];
  const goOns = new Map<Leg, () => void>();
  let unreachable: ReadonlySet<string> = new Set();

  function newLeg(of: Pick<Leg, 'direction' | 'from' | 'to' | 'statusCallback' | 'status'>): Leg {
    const leg = { ...of, sid: sid('CA'), createdAt: now(), sequence: 0 };
    legs.set(leg.sid, leg);
    return leg;
  }
  /** A place in the room, of somebody who has not joined yet. */
  function enter(room: Room, leg: Leg, endsRoom: boolean, form = new URLSearchParams()): Participant {
    const one: Participant = {
      ...{ leg, endsRoom, joinedAt: null, createdAt: now(), hold: false, muted: form.get('Muted') === 'true' },
      ...{ label: form.get('Label'), coaching: form.get('Coaching') === 'true' },
      callSidToCoach: form.get('CallSidToCoach'),
    };
    room.participants.push(one);
    return one;
  }
  function join(room: Room, one: Participant): void {
    one.joinedAt = now();
    reports.ofRoom(room, 'participant-join', about(one));
    if (room.status === 'init' && room.participants.filter(hasJoined).length > 1) {
      room.status = 'in-progress';
      room.startedAt = now();
      reports.ofRoom(room, 'conference-start');
      started(room);
    }
  }
  function leave(leg: Leg, reason: string): void {
    const room = rooms.find(
      ({ status, participants }) => status !== 'completed' && participants.some((one) => one.leg === leg),
    );
    const one = room?.participants.find((each) => each.leg === leg);
    if (!room || !one) return;
    room.participants.splice(room.participants.indexOf(one), 1);
    reports.ofRoom(room, 'participant-leave', {
      ...about(one),
      ParticipantCallStatus: leg.status,
      ReasonParticipantLeft: hasJoined(one) ? reason : 'participant_add_failed',
    });
    if (hasJoined(one) && (one.endsRoom || !room.participants.some(hasJoined))) close(room, one);
  }
  function close(room: Room, by: Participant): void {
    room.status = 'completed';
    room.endedBy = by.leg.sid;
    reports.ofRoom(room, 'conference-end', {
      CallSidEndingConference: by.leg.sid,
      ReasonConferenceEnded: by.endsRoom ? 'participant-with-end-conference-on-exit-left' : 'last-participant-left',
    });
    // Who is still being rung goes on ringing, for a room that is no more.
    for (const { leg } of room.participants.splice(0).filter(hasJoined)) {
      reports.ofRoom(room, 'participant-leave', {
        CallSid: leg.sid,
        ParticipantCallStatus: leg.status,
        ReasonParticipantLeft: 'moderator_ended_conference',
      });
      const next = goOns.get(leg);
      goOns.delete(leg);
      if (next) next();
      else over(leg, 'completed');
    }
    closed(room);
  }
  function over(leg: Leg, status: Leg['status'], sipCode?: number): void {
    if (!goesOn(leg)) return;
    leg.status = status;
    goOns.delete(leg);
    leave(leg, 'participant_hung_up');
    reports.ofLeg(leg, sipCode);
  }

  /** Rings an agent's telephone into the room, as the form asks. */
  function ring(room: Room, form: URLSearchParams): Participant {
    const [to, from] = [form.get('To') ?? '', form.get('From') ?? ''];
    const statusCallback = form.get('StatusCallback');
    const leg = newLeg({ direction: 'outbound-api', from, to, statusCallback, status: 'queued' });
    const one = enter(room, leg, form.get('EndConferenceOnExit') === 'true', form);
    reports.ofLeg(leg);
    if (unreachable.has(to)) {
      over(leg, 'no-answer');
      return one;
    }
    leg.status = 'ringing';
    reports.ofLeg(leg);
    rings.push({
      leg,
      answer() {
        if (leg.status !== 'ringing') throw new Error(`it does not ring: ${leg.status}`);
        leg.status = 'in-progress';
        reports.ofLeg(leg);
        join(room, one);
      },
      become: (status, sipCode) => over(leg, status, sipCode),
      hangUp: () => over(leg, 'completed'),
    });
    return one;
  }

  return {
    legs: legs as ReadonlyMap<string, Leg>,
    rooms: rooms as readonly Room[],
    /** Every ring so far. */
    rings: rings as readonly StandInRing[],
    newLeg,
    over,
    /** The leg goes on elsewhere: out of its room. */
    redirected(leg: Leg): void {
      goOns.delete(leg);
      leave(leg, 'participant_updated_via_api');
    },
    ring,
    /** The open room of this name; a new one as given when there is none. */
    roomNamed(name: string, of: Pick<Room, 'statusCallback' | 'recordingUrl' | 'recordingEvents'>): Room {
      const open = rooms.find((room) => room.name === name && room.status !== 'completed');
      if (open) return open;
      const room: Room = {
        ...of,
        sid: sid('CF'),
        name,
        createdAt: now(),
        startedAt: null,
        status: 'init',
        endedBy: null,
        sequence: 0,
        participants: [],
      };
      rooms.push(room);
      return room;
    },
    /** A caller joins a room. `goOn`: what he does when it is closed and he is still there; an agent's leg is over. */
    joinAsCaller(
      room: Room,
      leg: Leg,
      { endsRoom, label }: { endsRoom: boolean; label: string | null },
      goOn: () => void,
    ): void {
      const one = enter(room, leg, endsRoom, new URLSearchParams(label === null ? [] : [['Label', label]]));
      goOns.set(leg, goOn);
      join(room, one);
    },
    /** Telephones that are not registered. */
    setUnreachable(addresses: readonly string[]): void {
      unreachable = new Set(addresses);
    },
  };
}
