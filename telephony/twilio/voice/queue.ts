import type { ExchangeSnapshot } from '../../events.ts';
import { eventId } from '../../ids.ts';
import {
  confirmMs,
  createCalling,
  isOver,
  type LegStatus,
  lookAgainMs,
  type QueueOptions,
  settleMs,
  youngMs,
} from './calling.ts';
import { type Call, newCall, snapshotOf } from './calls.ts';
import type { FoundCall } from './resync.ts';

export type Queue = ReturnType<typeof createQueue>;

/**
 * Our own ACD on Twilio's legs and rooms: a state machine without a clock and without I/O. What it is told may come
 * twice, late and in any order; each moment `at` is epoch ms by Twilio's clock, `now` is ours.
 */
export function createQueue(options: QueueOptions) {
  const { name, queue, ringMs, emit, act } = options;
  const {
    calls,
    phones,
    over,
    waiting,
    tell,
    queued,
    named,
    offered,
    lapse,
    answered,
    agentLeft,
    finish,
    leave,
    leg,
    on,
    distribute,
  } = createCalling(options);

  return {
    calls: calls as ReadonlyMap<string, Call>,
    isOver: (sid: string) => over.has(sid),
    byId: (callId: string): Call | undefined => calls.get(callId.slice(name.length + 1)),
    /** From 1; null for who does not wait. */
    position(sid: string): number | null {
      const place = waiting().findIndex((call) => call.sid === sid);
      return place < 0 ? null : place + 1;
    },

    /** @param wrapUpMs how long it is left in peace after each talk */
    member(extension: string, paused: boolean, now: number, wrapUpMs = 0): void {
      phones.join(extension, paused, wrapUpMs, now);
      distribute(now);
    },
    pause(extension: string, paused: boolean, now: number): void {
      phones.pause(extension, paused, now);
      distribute(now);
    },
    leaveQueue: phones.leave,
    isMember: phones.isMember,

    arrived(of: { sid: string; ani: string | null; dnis: string }, at: number): void {
      if (calls.has(of.sid) || over.has(of.sid)) return;
      const call = newCall({ ...of, callId: `${name}-${of.sid}`, arrivedAt: at });
      calls.set(of.sid, call);
      const { callId, ani, dnis } = call;
      emit({ type: 'call.arrived', id: eventId.arrived(callId), at, callId, ani, dnis });
    },
    /** The greeting that he hears now speaks his ticket number. */
    numbered(sid: string): void {
      const call = calls.get(sid);
      if (call) call.numbered = true;
    },
    /** The caller is in his room. */
    waiting(sid: string, conferenceSid: string, at: number, now: number): boolean {
      return on(sid, now, (call) => {
        const { ring } = call;
        if (ring && call.conferenceSid !== conferenceSid) {
          // Whoever answers it would be alone in the room the caller has left.
          if (ring.legSid !== null) act({ type: 'hangup', legSid: ring.legSid });
          lapse(call, ring, 'caller-gone', at, now);
        }
        call.conferenceSid = conferenceSid;
        if (!call.leaving?.sure) call.leaving = null;
        queued(call, at);
      });
    },
    leg(sid: string, of: Parameters<typeof leg>[1], now: number): void {
      if (on(sid, now, (call) => leg(call, of, now))) return;
      if (over.has(sid) && of.status === 'in-progress') act({ type: 'hangup', legSid: of.legSid });
    },
    /** Somebody left the room. `status`: of that leg, as far as told. */
    left(sid: string, of: { legSid: string; status: LegStatus | null; at: number }, now: number): void {
      const { legSid, status, at } = of;
      on(sid, now, (call) => {
        if (legSid === sid) leave(call, at, status !== null && isOver(status), now);
        else if (call.answered?.offerId === legSid) agentLeft(call, at, now);
        else if (call.ring?.legSid === legSid && status !== null)
          leg(call, { extension: call.ring.extension, legSid, status, at }, now);
      });
    },
    conferenceEnded(sid: string, of: { conferenceSid: string; by: string | null; at: number }, now: number): void {
      const { conferenceSid, by, at } = of;
      on(sid, now, (call) => {
        if (call.conferenceSid !== null && call.conferenceSid !== conferenceSid) return;
        const { answered, leaving } = call;
        if (answered && (by === sid || by === answered.offerId))
          finish(call, by === sid ? 'caller' : 'agent', leaving?.at ?? at, now);
        else leave(call, at, false, now);
      });
    },
    callerEnded: (sid: string, at: number, now: number) => void on(sid, now, (call) => leave(call, at, true, now)),
    /** @param order the number of the conference's event */
    held(sid: string, of: { on: boolean; order: number; at: number }, now: number): void {
      on(sid, now, (call) => {
        if (!call.answered || of.order <= call.heldBy) return;
        call.heldBy = of.order;
        if (call.held === of.on) return;
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

    ringMade(sid: string, extension: string, legSid: string, now: number): void {
      const call = calls.get(sid);
      if (call?.spent.has(legSid) || call?.answered?.offerId === legSid) return;
      const { ring = null } = call ?? {};
      if (ring?.extension === extension && (ring.legSid ?? legSid) === legSid) named(ring, legSid, now);
      else act({ type: 'hangup', legSid });
      distribute(now);
    },
    /** `phone`: it cannot be rung; `room`: the caller's is not there; `away`: Twilio is; `unknown`: it may ring yet. */
    ringFailed(sid: string, extension: string, why: 'phone' | 'room' | 'away' | 'unknown', now: number): void {
      on(sid, now, (call) => {
        const { ring } = call;
        if (ring?.extension !== extension || ring.legSid !== null || why === 'unknown') return;
        if (why === 'phone') return lapse(call, ring, 'no-answer', now, now);
        call.ring = null;
        phones.free(extension, sid);
        if (why === 'room') leave(call, now, false, now);
        // Whatever it is, it may be so the next moment too.
        phones.rest(extension, now + settleMs);
      });
    },
    /** @param status of the leg after it was asked to end; null when Twilio did not say. */
    cancelled(sid: string, legSid: string, status: LegStatus | null, now: number): void {
      on(sid, now, (call) => {
        const { ring } = call;
        if (ring?.legSid !== legSid || status === null) return;
        if (status === 'in-progress') answered(call, ring.extension, legSid, now, now);
        else if (isOver(status)) lapse(call, ring, ring.ending ?? 'no-answer', now, now);
      });
    },
    looked(sid: string, there: boolean | null, now: number): void {
      on(sid, now, (call) => {
        if (there === false) finish(call, call.agentLeft ? 'agent' : 'unknown', call.leaving?.at ?? now, now);
        else if (there) call.leaving = null;
      });
    },
    /** The agent does not want this call. The leg to end, or null when it does not ring there. */
    refuse(call: Call, extension: string, now: number): string | null {
      const { ring } = call;
      if (ring?.extension !== extension || ring.legSid === null) return null;
      ring.ending = 'refused';
      ring.until = now + confirmMs;
      return ring.legSid;
    },

    /** Takes what Twilio's lists held at `asOf`. Emits nothing: the snapshot tells it. */
    adopt(found: readonly FoundCall[], asOf: number, now: number): void {
      const seen = new Set(found.map(({ sid }) => sid));
      for (const call of calls.values())
        if (!seen.has(call.sid) && call.lastAt < asOf - youngMs) act({ type: 'look', sid: call.sid });
      for (const { sid, ani, dnis, arrivedAt, room, rings, answered } of found) {
        if (over.has(sid)) continue;
        const call = calls.get(sid) ?? newCall({ sid, ani, dnis, arrivedAt, callId: `${name}-${sid}` });
        calls.set(sid, call);
        if (room) {
          call.conferenceSid = room.conferenceSid;
          call.queuedAt ??= room.at;
        }
        if (answered && !call.answered) {
          call.ring = null;
          call.answered = answered;
          phones.take(answered.extension, sid);
        }
        if (room && call.answered) call.held = room.held;
        for (const { legSid, extension, at } of call.answered ? [] : rings) {
          const { ring } = call;
          if (ring?.legSid === legSid || call.spent.has(legSid)) continue;
          if (ring && (ring.legSid !== null || ring.extension !== extension)) {
            act({ type: 'hangup', legSid });
            continue;
          }
          call.ring = { extension, legSid, offeredAt: at, ending: null, until: Math.max(now, at + ringMs) };
          phones.take(extension, sid);
        }
      }
    },
    snapshot: (at: number): ExchangeSnapshot => ({
      type: 'exchange.snapshot',
      at,
      calls: [...calls.values()].map((call) => snapshotOf(call, queue)),
      members: phones.members(queue),
      reachable: phones.reachable(),
    }),

    /** Epoch ms of what is next due, or null. */
    next(now: number): number | null {
      const due = [...calls.values()].flatMap(({ ring, leaving }) => [ring?.until ?? [], leaving?.until ?? []].flat());
      const all = [...due, ...phones.rested(now)];
      return all.length === 0 ? null : Math.min(...all);
    },
    tick(now: number): void {
      for (const call of [...calls.values()]) {
        const { ring, leaving } = call;
        if (leaving && leaving.until <= now) {
          if (leaving.sure) finish(call, call.agentLeft ? 'agent' : 'caller', leaving.at, now);
          else {
            call.leaving = { ...leaving, until: now + lookAgainMs };
            act({ type: 'look', sid: call.sid });
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
