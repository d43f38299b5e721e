import type { CallEnded, CallEvent, OfferLapsed, PhoneReachability } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { Call, Ring } from './calls.ts';
import { createPhones } from './phones.ts';

/** What is to be asked of Twilio; what comes of it is told back to the queue. */
export type Effect =
  /** Ring the extension into the caller's room. Told back by `ringMade` or `ringFailed`. */
  | { readonly type: 'ring'; readonly call: Call; readonly conferenceSid: string; readonly extension: string }
  /** End the ring unless it was answered meanwhile. Told back by `cancelled`. */
  | { readonly type: 'cancel'; readonly sid: string; readonly legSid: string }
  /** End this leg, whatever it does. */
  | { readonly type: 'hangup'; readonly legSid: string }
  /** Is the caller still there? Told back by `looked`. */
  | { readonly type: 'look'; readonly sid: string };

export interface QueueOptions {
  /** First part of every call id. */
  readonly name: string;
  readonly queue: string;
  readonly ringMs: number;
  /** How long a telephone is left in peace after a ring in vain. */
  readonly restMs: number;
  /** Whether this telephone rings within a moment of being called, as a browser does; a mobile one takes its time. */
  readonly ringsAtOnce: (extension: string) => boolean;
  readonly emit: (event: CallEvent | PhoneReachability) => void;
  readonly act: (effect: Effect) => void;
}

/** Leg states as Twilio names them. */
export type LegStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';
export const isOver = (status: LegStatus) => !['queued', 'initiated', 'ringing', 'in-progress'].includes(status);

/** From asking Twilio to the first ring: a mobile telephone abroad takes its time. */
const setupMs = 20_000;
/** Of a telephone that rings at once: taken to ring when Twilio has not said so by then. */
const momentMs = 1_500;
/** How long the end of a ring may take to be confirmed. */
export const confirmMs = 8_000;
/** How long we wait to be told who hung up first, or whether the caller comes back. */
export const settleMs = 2_000;
export const lookAgainMs = 5_000;
/** A call younger than this may not be in Twilio's lists yet. */
export const youngMs = 10_000;
const overLimit = 5_000;

/** What happens to calls and telephones, whoever tells it. `at` is epoch ms by Twilio's clock, `now` by ours. */
export function createCalling({ queue, ringMs, restMs, ringsAtOnce, emit, act }: QueueOptions) {
  const calls = new Map<string, Call>();
  const phones = createPhones(emit);
  /** Calls that ended: words about them come late. */
  const over = new Set<string>();

  const tell = (call: Call, at: number, make: (at: number) => CallEvent) => {
    call.lastAt = Math.max(call.lastAt, at);
    emit(make(call.lastAt));
  };
  /** Those who wait and are not answered, the first come first. */
  const waiting = () =>
    [...calls.values()]
      .filter((call) => call.queuedAt !== null && call.answered === null)
      .sort((one, other) => (one.queuedAt ?? 0) - (other.queuedAt ?? 0));

  function distribute(now: number): void {
    for (const call of waiting()) {
      if (call.ring !== null || call.leaving !== null || call.conferenceSid === null) continue;
      const extension = phones.choose(call.misses, now);
      if (extension === undefined) return;
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
      call.queuedAt = at;
      return { type: 'call.queued', id: eventId.queued(call.callId, queue), at, callId: call.callId, queue };
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
    const { callId } = call;
    ring.until = now + ringMs;
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
