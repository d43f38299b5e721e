import type { CallEnded, CallEvent, OfferLapsed, PhoneReachability } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { Call, Ring } from './calls.ts';
import type { Effect } from './effect.ts';
import { createHandingOn } from './handing-on.ts';
import { isOver, type LegStatus, settleMs } from './legs.ts';
import { createPhones } from './phones.ts';
import { dueAt } from './waits.ts';

export interface QueueOptions {
  /** First part of every call id. */
  readonly name: string;
  /** The first queue, and how long one telephone is rung. */
  readonly queue: string;
  readonly ringMs: number;
  /** The queue of who called this number; absent: the first one. */
  readonly queueOf?: (dnis: string) => string;
  /** Whether it is there now; absent: every queue is. */
  readonly hasQueue?: (queue: string) => boolean;
  /** How long one telephone is rung for a queue; null: as long as for any. */
  readonly ringMsOf?: (queue: string) => number | null;
  /** How long a telephone is left in peace after a ring in vain. */
  readonly restMs: number;
  /** Whether this telephone rings within a moment of being called, as a browser does; a mobile one takes its time. */
  readonly ringsAtOnce: (extension: string) => boolean;
  readonly emit: (event: CallEvent | PhoneReachability) => void;
  readonly act: (effect: Effect) => void;
}

/** From asking Twilio to the first ring: a mobile telephone abroad takes its time. */
const setupMs = 20_000;
/** Of a telephone that rings at once: taken to ring when Twilio has not said so by then. */
const momentMs = 1_500;
const overLimit = 5_000;

/** What happens to calls and telephones, whoever tells it. `at` is epoch ms by Twilio's clock, `now` by ours. */
export function createCalling({ ringMs, ringMsOf, restMs, ringsAtOnce, emit, act }: QueueOptions) {
  const calls = new Map<string, Call>();
  const phones = createPhones(emit);
  /** Calls that ended: words about them come late. */
  const over = new Set<string>();

  const tell = (call: Call, at: number, make: (at: number) => CallEvent) => {
    call.lastAt = Math.max(call.lastAt, at);
    emit(make(call.lastAt));
  };
  const handingOn = createHandingOn({ calls, phones, act, tell });
  const waits = ({ queuedAt, answered, transfer, outside, word, turnedAway }: Call) =>
    queuedAt !== null &&
    answered === null &&
    transfer === null &&
    outside === null &&
    // Who is asked keeps his place.
    (word === null || word.kind === 'offer') &&
    turnedAway === null;
  /** Those who wait and are not answered: who was put first, then who has more priority, then the first come. */
  const waiting = () =>
    [...calls.values()]
      .filter(waits)
      .sort((one, other) => other.priority - one.priority || (one.queuedAt ?? 0) - (other.queuedAt ?? 0));

  function distribute(now: number): void {
    for (const call of waiting()) {
      if (call.ring !== null || call.leaving !== null || call.conferenceSid === null) continue;
      // He is led on first.
      if ((dueAt(call) ?? Number.POSITIVE_INFINITY) <= now) continue;
      const extension = phones.choose(call.queue, call.misses, now);
      // Another queue may have somebody.
      if (extension === undefined) continue;
      phones.take(extension, call.sid);
      call.ring = { extension, legSid: null, offeredAt: null, ending: null, until: now + setupMs };
      act({ type: 'ring', call, conferenceSid: call.conferenceSid, extension });
    }
  }

  function queued(call: Call, at: number): void {
    if (call.queuedAt !== null) return;
    if (call.numbered && call.numberToldAt === null) {
      tell(call, at, (at) => {
        call.numberToldAt = at;
        return { type: 'call.number_told', id: eventId.numberTold(call.callId), at, callId: call.callId };
      });
    }
    tell(call, at, (at) => {
      const { callId, queue } = call;
      call.queuedAt = at;
      return { type: 'call.queued', id: eventId.queued(callId, queue), at, callId, queue };
    });
  }

  /** Twilio has made the leg and calls it. */
  function named(ring: Ring, legSid: string, now: number): void {
    if (ring.legSid !== null) return;
    ring.legSid = legSid;
    if (ringsAtOnce(ring.extension)) ring.until = Math.min(ring.until, now + momentMs);
  }

  function offered(call: Call, ring: Ring, offerId: string, at: number, now: number): void {
    if (ring.offeredAt !== null) return;
    const { extension } = ring;
    const { callId, queue } = call;
    ring.until = now + (ringMsOf?.(queue) ?? ringMs);
    phones.reach(extension, true, at);
    tell(call, at, (at) => {
      ring.offeredAt = at;
      const id = eventId.offered(callId, offerId);
      return { type: 'call.offered', id, at, callId, offerId, queue, extension };
    });
  }

  /** The ring is over; of one that never rang nobody was told. */
  function lapse(call: Call, ring: Ring, reason: OfferLapsed['reason'], at: number, now: number): void {
    const { extension, legSid } = ring;
    const { callId } = call;
    call.ring = null;
    phones.free(extension, call.sid);
    if (legSid !== null) call.spent.add(legSid);
    if (ring.offeredAt !== null && legSid !== null) {
      const id = eventId.lapsed(callId, legSid);
      tell(call, at, (at) => ({ type: 'offer.lapsed', id, at, callId, offerId: legSid, extension, reason }));
    }
    if (reason === 'caller-gone' || reason === 'answered-elsewhere') return;
    // What never rang, though nobody stopped it, cannot be reached.
    if (ring.offeredAt === null && ring.ending === null && reason === 'no-answer') phones.reach(extension, false, at);
    call.misses.set(extension, (call.misses.get(extension) ?? 0) + 1);
    phones.rest(extension, now + restMs);
  }

  function answered(call: Call, extension: string, legSid: string, at: number, now: number): void {
    if (call.gone.has(legSid)) return;
    // Somebody has answered him in the very moment in which he was moved.
    if (!call.answered) handingOn.fact(call, { type: 'lost', reason: 'cancelled' }, at, now);
    if (call.answered) {
      // The first answer has won.
      if (call.answered.offerId !== legSid) act({ type: 'hangup', legSid });
      return;
    }
    const { ring, callId } = call;
    queued(call, at);
    const own = ring !== null && ring.extension === extension && (ring.legSid === null || ring.legSid === legSid);
    if (own) offered(call, ring, legSid, at, now);
    else {
      const known = call.spent.has(legSid);
      const late = { extension, legSid, offeredAt: known ? at : null, ending: null, until: 0 };
      offered(call, late, legSid, at, now);
      if (ring?.legSid) act({ type: 'hangup', legSid: ring.legSid });
      if (ring) lapse(call, ring, 'answered-elsewhere', at, now);
    }
    call.ring = null;
    call.leaving = null;
    phones.take(extension, call.sid);
    tell(call, at, (at) => {
      call.answered = { offerId: legSid, extension, at };
      return { type: 'call.answered', id: eventId.answered(callId, legSid), at, callId, offerId: legSid, extension };
    });
  }

  function finish(call: Call, endedBy: CallEnded['endedBy'], at: number, now: number): void {
    const { sid, callId, ring } = call;
    if (ring) {
      if (ring.legSid !== null) act({ type: 'hangup', legSid: ring.legSid });
      lapse(call, ring, 'caller-gone', at, now);
    }
    handingOn.fact(call, { type: 'caller-gone' }, at, now);
    if (call.answered) {
      phones.free(call.answered.extension, sid);
      phones.idleFrom(call.answered.extension, now);
    }
    calls.delete(sid);
    over.add(sid);
    if (over.size > overLimit) for (const oldest of [...over].slice(0, overLimit / 2)) over.delete(oldest);
    tell(call, at, (at) => ({ type: 'call.ended', id: eventId.ended(callId), at, callId, endedBy }));
  }

  /** Of the two that hang up the first counts; the other only follows. */
  function agentLeft(call: Call, at: number, now: number): void {
    if (call.leaving?.sure) return;
    call.agentLeft = true;
    leave(call, at, false, now);
  }

  /** Said once; who says more of it later only makes it surer. */
  function leave(call: Call, at: number, sure: boolean, now: number): void {
    if (call.leaving?.sure) return;
    const since = call.leaving?.at ?? at;
    if (sure && call.answered === null) finish(call, 'caller', since, now);
    else if (sure && call.agentLeft) finish(call, 'agent', since, now);
    else call.leaving = { at: since, until: now + settleMs, sure };
  }

  function leg(call: Call, of: { extension: string; legSid: string; status: LegStatus; at: number }, now: number) {
    const { extension, legSid, status, at } = of;
    if (call.gone.has(legSid)) return;
    if (status === 'in-progress') return answered(call, extension, legSid, at, now);
    if (call.answered?.offerId === legSid) {
      if (isOver(status)) agentLeft(call, at, now);
      return;
    }
    const { ring } = call;
    if (ring === null || call.spent.has(legSid) || (ring.legSid ?? legSid) !== legSid) return;
    if (ring.extension !== extension) return;
    named(ring, legSid, now);
    if (status === 'ringing') offered(call, ring, legSid, at, now);
    if (!isOver(status)) return;
    if (status === 'completed' && ring.ending === null) {
      // Answered and gone again, and we are told the end of it first.
      answered(call, extension, legSid, at, now);
      agentLeft(call, at, now);
    } else lapse(call, ring, ring.ending ?? (status === 'busy' ? 'refused' : 'no-answer'), at, now);
  }

  /** Runs what changes a call, then offers whoever can be offered. Nothing when the call is not known. */
  const on = (sid: string, now: number, change: (call: Call) => void): boolean => {
    const call = calls.get(sid);
    if (call) change(call);
    distribute(now);
    return call !== undefined;
  };

  return {
    calls,
    phones,
    over,
    handingOn,
    waiting,
    tell,
    distribute,
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
  };
}
export type Calling = ReturnType<typeof createCalling>;
