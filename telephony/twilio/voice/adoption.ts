import type { Call } from './calls.ts';
import type { Effect } from './effect.ts';
import type { HandingOn } from './handing-on.ts';
import { youngMs } from './legs.ts';
import type { Phones } from './phones.ts';
import type { FoundCall } from './resync.ts';

export interface AdoptionDeps {
  readonly phones: Phones;
  readonly handingOn: HandingOn;
  readonly act: (effect: Effect) => void;
  readonly ringMsOf: (queue: string) => number;
  readonly agentLeft: (call: Call, at: number, now: number) => void;
}

/** What Twilio's lists say of a call that we knew, or have just heard of. Emits nothing but what is new of a transfer. */
export function createAdoption({ phones, handingOn, act, ringMsOf, agentLeft }: AdoptionDeps) {
  function rings(call: Call, found: FoundCall, now: number): void {
    const { sid, spent } = call;
    for (const { legSid, extension, at } of call.answered || call.transfer ? [] : found.rings) {
      const { ring } = call;
      if (ring?.legSid === legSid || spent.has(legSid)) continue;
      if (ring && (ring.legSid !== null || ring.extension !== extension)) {
        act({ type: 'hangup', legSid });
        continue;
      }
      const until = Math.max(now, at + ringMsOf(call.queue));
      call.ring = { extension, legSid, offeredAt: at, ending: null, until };
      phones.take(extension, sid);
    }
  }

  /** Of a process that is no more: how a transfer stands is read off whom it has in the room. */
  function restore(call: Call, { room, answered, target, alone, agentEndsRoom }: FoundCall, now: number): void {
    const { sid, callId } = call;
    const { words, extension = null, legSid = '', connected = false } = target ?? {};
    if (words) {
      call.releasedBy = answered ? null : words.id;
      const over = connected && (words.mode !== 'consult' || !answered);
      if (over && extension !== null) {
        call.answered = { offerId: legSid, extension, at: target?.at ?? now };
        phones.take(extension, sid);
      } else if (over) call.outside = legSid;
      else if (words.mode !== 'consult' || answered) {
        const from = answered && { offerId: answered.offerId, extension: answered.extension };
        const step = !connected ? 'begun' : room?.held ? 'consulting' : 'joined';
        const to = { offerId: legSid, extension };
        const { id, mode } = words;
        call.transfer = { callId, id, mode, from, target: words.target, step, to, beganAt: target?.at ?? now };
        const until = now + ringMsOf(call.queue);
        call.target = { extension, address: null, asked: true, legSid, refused: false, until };
        if (extension !== null) phones.take(extension, sid);
      } else act({ type: 'hangup', legSid });
    }
    const consults = call.transfer?.mode === 'consult';
    if (consults) call.heldFor = 'transfer';
    const talks = call.answered?.offerId ?? call.outside;
    const { conferenceSid } = call;
    // A consultation that is over was not told to the room any more.
    const broken = room?.held === true && !consults && (target !== null || !agentEndsRoom);
    if (talks !== null && conferenceSid !== null && broken) {
      act({ type: 'ends-room', conferenceSid, legSid: talks });
      handingOn.resume(call, now);
      call.heldFor = 'transfer';
    }
    if (talks === null && !call.transfer && alone) {
      call.releasedBy ??= call.dialledAt === null && !room?.held ? null : `lists-${now}`;
      handingOn.requeue(call, now);
      handingOn.lead(call, now);
    }
  }

  /** Of one that we knew: what we were not told. */
  function repair(call: Call, { room, answered, target }: FoundCall, asOf: number, now: number): void {
    const young = call.lastAt >= asOf - youngMs || call.leading !== null || call.intent !== null;
    const { transfer } = call;
    const of = transfer && target?.words.id === transfer.id ? target : null;
    if (transfer && of?.connected)
      handingOn.leg(call, transfer.id, { legSid: of.legSid, status: 'in-progress', at: now }, now);
    if (young || !room) return;
    if (transfer && !of && call.target?.asked) handingOn.fact(call, { type: 'lost', reason: 'no-answer' }, now, now);
    const talks = call.answered?.offerId;
    if (talks !== undefined && talks !== answered?.offerId && talks !== target?.legSid) agentLeft(call, now, now);
    if (room.held && call.heldFor === 'transfer' && !call.transfer && call.resumeAt === null)
      handingOn.resume(call, now);
  }

  return {
    /** @param known whether we knew of the call before */
    adopt(call: Call, of: FoundCall, known: boolean, asOf: number, now: number): void {
      const { room, answered } = of;
      if (room && !call.formerRooms.has(room.conferenceSid) && call.leading === null) {
        call.conferenceSid = room.conferenceSid;
        // It is not his first room: he waits since before it, about since he came.
        const since = of.asked ? of.arrivedAt : room.at;
        call.queuedAt ??= of.dialledAt === null ? since : null;
      }
      if (answered && !call.answered && !call.transfer && !call.gone.has(answered.offerId)) {
        call.ring = null;
        call.answered = answered;
        phones.take(answered.extension, call.sid);
      }
      if (of.asked) call.asked = true;
      if (known) repair(call, of, asOf, now);
      else restore(call, of, now);
      if (room && call.answered && call.heldFor === 'agent') call.held = room.held;
      rings(call, of, now);
    },
  };
}
