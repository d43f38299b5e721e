import type { TurnedAway } from '../../doors.ts';
import type { ExchangeSnapshot } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { Registration } from '../../port.ts';
import { createAdoption } from './adoption.ts';
import { createCalling, type QueueOptions } from './calling.ts';
import { type Call, newCall, snapshotOf } from './calls.ts';
import { createHandOns } from './hand-ons.ts';
import { confirmMs, isOver, type LegStatus, lookAgainMs, youngMs } from './legs.ts';
import type { FoundCall } from './resync.ts';
import { createRings } from './rings.ts';
import { isAskedMark } from './rooms.ts';
import { createWaits, stepsOf } from './waits.ts';

interface Place {
  readonly queue: string;
  readonly penalty: number;
}

/** Of a citizen whom we called: since when he is rung, and who talks to him in which room. */
export interface Talk extends Pick<Call, 'sid' | 'callId' | 'callerLeg' | 'arrivedAt' | 'dialledAt'> {
  readonly conferenceSid: string | null;
  /** The agent's leg. */
  readonly offerId: string;
  readonly extension: string;
}

export type Queue = ReturnType<typeof createQueue>;

/**
 * Our own ACD on Twilio's legs and rooms: a state machine without a clock and without I/O. What it is told may come
 * twice, late and in any order; each moment `at` is epoch ms by Twilio's clock, `now` is ours.
 */
export function createQueue(options: QueueOptions) {
  const { name, emit, act } = options;
  const keyOf = (callId: string) => callId.slice(name.length + 1);
  const queueOf = (dnis: string) => options.queueOf?.(dnis) ?? options.queue;
  const ringMsOf = (queue: string) => options.ringMsOf?.(queue) ?? options.ringMs;
  const inFirst: Place = { queue: options.queue, penalty: 0 };
  const calling = createCalling(options);
  const { calls, phones, over, handingOn, waiting, tell, queued, offered, lapse } = calling;
  const { agentLeft, finish, leave, leg, on, distribute } = calling;
  const adoption = createAdoption({ phones, handingOn, act, ringMsOf, agentLeft });
  const hasQueue = options.hasQueue ?? (() => true);
  const waits = createWaits({ first: options.queue, hasQueue, calls, tell, act, handingOn });
  const handOns = createHandOns({ over, phones, handingOn, waiting, lapse, agentLeft, on, act });

  return {
    calls: calls as ReadonlyMap<string, Call>,
    isOver: (sid: string) => over.has(sid),
    byId: (callId: string): Call | undefined => calls.get(keyOf(callId)),
    keyOf,
    /** From 1; null for who does not wait. */
    position(sid: string): number | null {
      const queue = calls.get(sid)?.queue;
      const place = waiting()
        .filter((call) => call.queue === queue)
        .findIndex((call) => call.sid === sid);
      return place < 0 ? null : place + 1;
    },

    /** @param wrapUpMs how long it is left in peace after each talk */
    member(extension: string, paused: boolean, now: number, wrapUpMs = 0, place: Place = inFirst): void {
      phones.join(extension, { ...place, paused, wrapUpMs }, now);
      distribute(now);
    },
    pause(extension: string, paused: boolean, now: number): void {
      phones.pause(extension, paused, now);
      distribute(now);
    },
    leaveQueue: (extension: string, queue = options.queue) => phones.leave(extension, queue),
    isMember: phones.isMember,

    arrived(of: { sid: string; ani: string | null; dnis: string }, at: number): void {
      if (calls.has(of.sid) || over.has(of.sid)) return;
      const call = newCall({ ...of, callId: `${name}-${of.sid}`, arrivedAt: at, queue: queueOf(of.dnis) });
      calls.set(of.sid, call);
      const { callId, ani, dnis } = call;
      emit({ type: 'call.arrived', id: eventId.arrived(callId), at, callId, ani, dnis });
    },
    /** The greeting that he hears now speaks his ticket number. */
    numbered(sid: string, made: Pick<Registration, 'place' | 'door'>): void {
      const call = calls.get(sid);
      if (!call) return;
      call.numbered = true;
      call.queue = made.place?.queue ?? call.queue;
      call.priority = made.place?.priority ?? 0;
      call.steps = stepsOf(made);
    },
    /** Those who wait, and of whom nobody has told us what becomes of them: they came to a process that is no more. */
    untold: (): Call[] => waiting().filter(({ steps, releasedBy }) => steps === null && releasedBy === null),
    /** Told now. Where he waits he waits on. */
    learnt(sid: string, made: Pick<Registration, 'place' | 'door'>, now: number): void {
      on(sid, now, (call) => {
        // What he was asked by a process that is no more he is not asked again.
        call.steps ??= stepsOf(made).filter(({ type }) => type !== 'offer' || !call.asked);
        call.priority = Math.max(call.priority, made.place?.priority ?? 0);
      });
    },
    /** The document that he hears now says that nobody is rung for him. */
    turnedAway(sid: string, why: TurnedAway, at: number): void {
      const call = calls.get(sid);
      const callId = `${name}-${sid}`;
      // He pressed the key before the lists have told us of him.
      if (!call && !over.has(sid))
        emit({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), at, callId, why });
      // Whoever came when nobody was there may leave a message afterwards.
      if (!call || call.turnedAway === why || (call.turnedAway && why !== 'voicemail')) return;
      call.turnedAway = why;
      call.word = null;
      // Out of what he hears now nobody leads him.
      call.leading = null;
      tell(call, at, (at) => ({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), at, callId, why }));
    },
    worded: waits.worded,
    /** Before all who wait. False: he does not. */
    first(callId: string, now: number): boolean {
      const call = waiting().find((one) => one.callId === callId);
      if (!call) return false;
      call.priority = 1 + Math.max(...[...calls.values()].map(({ priority }) => priority));
      distribute(now);
      return true;
    },
    ...handOns,
    /** The caller is in his room; `mark`: where we led him. */
    waiting(sid: string, conferenceSid: string, at: number, now: number, mark: string | null = null): boolean {
      return on(sid, now, (call) => {
        // He has left it since: an old word.
        if (call.formerRooms.has(conferenceSid)) return;
        handOns.elsewhere(call, conferenceSid, mark, at, now);
        const { ring } = call;
        if (ring && call.conferenceSid !== conferenceSid) {
          // Whoever answers it would be alone in the room the caller has left.
          if (ring.legSid !== null) act({ type: 'hangup', legSid: ring.legSid });
          lapse(call, ring, 'caller-gone', at, now);
        }
        if (call.conferenceSid !== null && call.conferenceSid !== conferenceSid) handingOn.leaveRoom(call);
        call.conferenceSid = conferenceSid;
        call.leading = null;
        // Whatever he was told or was to be told, he waits here.
        Object.assign(call, { word: null, turnedAway: null, asked: call.asked || isAskedMark(mark) });
        if (!call.leaving?.sure) call.leaving = null;
        if (call.answered === null && call.releasedBy === null) queued(call, at);
        handingOn.ring(call, now);
      });
    },
    leg(sid: string, of: Parameters<typeof leg>[1], now: number): void {
      if (on(sid, now, (call) => leg(call, of, now))) return;
      if (over.has(sid) && of.status === 'in-progress') act({ type: 'hangup', legSid: of.legSid });
    },
    /** Somebody left the room. `status`: of that leg, as far as told. */
    left(
      sid: string,
      of: { legSid: string; status: LegStatus | null; at: number; conferenceSid?: string },
      now: number,
    ): void {
      const { legSid, status, at, conferenceSid = '' } = of;
      on(sid, now, (call) => {
        // Out of a room that he was led away from.
        if (call.formerRooms.has(conferenceSid) && !(status !== null && isOver(status))) return;
        if (legSid === call.callerLeg) leave(call, at, status !== null && isOver(status), now);
        else if (call.answered?.offerId === legSid || call.outside === legSid) agentLeft(call, at, now);
        else if (call.ring?.legSid === legSid && status !== null)
          leg(call, { extension: call.ring.extension, legSid, status, at }, now);
      });
    },
    conferenceEnded(sid: string, of: { conferenceSid: string; by: string | null; at: number }, now: number): void {
      const { conferenceSid, by, at } = of;
      on(sid, now, (call) => {
        if (call.formerRooms.has(conferenceSid)) return;
        if (call.conferenceSid !== null && call.conferenceSid !== conferenceSid) return;
        const { answered, callerLeg, leaving, intent } = call;
        // Perhaps because we lead him to another one.
        if (!intent && answered && (by === callerLeg || by === answered.offerId))
          finish(call, by === callerLeg ? 'caller' : 'agent', leaving?.at ?? at, now);
        else leave(call, at, false, now);
      });
    },
    /** His agent has hung up, and he is still there. */
    letGo: (sid: string, now: number) =>
      void on(sid, now, (call) => finish(call, 'agent', call.leaving?.at ?? now, now)),
    /** A citizen whom we called has answered, and the agent talks to him. */
    talks(of: Talk, at: number): void {
      const { conferenceSid, offerId, extension, ...rest } = of;
      if (calls.has(of.sid) || over.has(of.sid)) return;
      const call = newCall({ ...rest, ani: null, dnis: '', queue: queueOf('') });
      calls.set(of.sid, call);
      call.conferenceSid = conferenceSid;
      phones.take(extension, of.sid);
      const { callId } = call;
      tell(call, at, (at) => {
        call.answered = { offerId, extension, at };
        return { type: 'call.answered', id: eventId.answered(callId, offerId), at, callId, offerId, extension };
      });
    },
    /** A call that has no place in the queue takes this telephone. False: it rings or talks. */
    engage(extension: string, sid: string): boolean {
      if (phones.isBusy(extension)) return false;
      phones.take(extension, sid);
      return true;
    },
    disengage(extension: string, sid: string, now: number): void {
      phones.free(extension, sid);
      distribute(now);
    },
    callerEnded: (sid: string, at: number, now: number) => void on(sid, now, (call) => leave(call, at, true, now)),
    /** @param order the number of the conference's event */
    held(sid: string, of: { on: boolean; order: number; at: number }, now: number): void {
      on(sid, now, (call) => {
        if (!call.answered || of.order <= call.heldBy) return;
        call.heldBy = of.order;
        // Of a transfer's hold the transfer tells.
        if (call.held === of.on || call.heldFor === 'transfer') return;
        call.held = of.on;
        const { callId } = call;
        // Twilio's seconds are too coarse for an id; the event's number tells two in one second apart.
        const mark = Math.floor(of.at / 1000) * 1000 + (of.order % 1000);
        tell(call, of.at, (at) =>
          of.on
            ? { type: 'call.held', id: eventId.held(callId, mark), at, callId }
            : { type: 'call.resumed', id: eventId.resumed(callId, mark), at, callId },
        );
      });
    },

    ...createRings(calling, { act, handOns }),

    /** Takes what Twilio's lists held at `asOf`. Emits nothing: the snapshot tells it. */
    adopt(found: readonly FoundCall[], asOf: number, now: number): void {
      const seen = new Set(found.map(({ sid }) => sid));
      for (const call of calls.values())
        if (!seen.has(call.sid) && call.lastAt < asOf - youngMs)
          act({ type: 'look', sid: call.sid, legSid: call.callerLeg });
      for (const one of found) {
        const { sid, callerLeg, dialledAt, ani, dnis, arrivedAt } = one;
        if (over.has(sid)) continue;
        const known = calls.get(sid);
        const of = { sid, callerLeg, dialledAt, ani, dnis, arrivedAt };
        const call = known ?? newCall({ ...of, callId: `${name}-${sid}`, queue: queueOf(dnis) });
        calls.set(sid, call);
        adoption.adopt(call, one, known !== undefined, asOf, now);
      }
      distribute(now);
    },
    snapshot: (at: number): ExchangeSnapshot => ({
      type: 'exchange.snapshot',
      at,
      calls: [...calls.values()].map(snapshotOf),
      members: phones.members(),
      reachable: phones.reachable(),
      rangInVain: phones.rangInVain(),
    }),

    /** Epoch ms of what is next due, or null. */
    next(now: number): number | null {
      const due = [...calls.values()].flatMap((call) => {
        const { ring, leaving, target, leading, resumeAt } = call;
        return [ring?.until, leaving?.until, target?.until, leading?.until, resumeAt, waits.next(call)];
      });
      const all = [...due.filter((one) => typeof one === 'number'), ...phones.rested(now)];
      return all.length === 0 ? null : Math.min(...all);
    },
    tick(now: number): void {
      for (const call of [...calls.values()]) {
        const { ring, leaving } = call;
        handOns.tick(call, now);
        waits.tick(call, now);
        if (leaving && leaving.until <= now) {
          if (leaving.sure) finish(call, call.agentLeft ? 'agent' : 'caller', leaving.at, now);
          else {
            call.leaving = { ...leaving, until: now + lookAgainMs };
            act({ type: 'look', sid: call.sid, legSid: call.callerLeg });
          }
        }
        if (!ring || call.ring !== ring || ring.until > now) continue;
        const { legSid, ending } = ring;
        if (legSid !== null && ending === null && ring.offeredAt === null && options.ringsAtOnce(ring.extension))
          offered(call, ring, legSid, now, now);
        else if (ending !== null || legSid === null) lapse(call, ring, ending ?? 'no-answer', now, now);
        else {
          ring.ending = 'no-answer';
          ring.until = now + confirmMs;
          act({ type: 'cancel', sid: call.sid, legSid });
        }
      }
      distribute(now);
    },
  };
}
