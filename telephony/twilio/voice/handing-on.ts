import type { CallEvent, TransferFailure, TransferMode } from '../../events.ts';
import { eventId } from '../../ids.ts';
import { beginTransfer, stepTransfer, type Transfer, type TransferFact, type TransferResult } from '../../transfer.ts';
import type { Call, Intent, Target } from './calls.ts';
import type { Effect } from './effect.ts';
import { isOver, type LegStatus } from './legs.ts';
import type { Phones } from './phones.ts';

/** From asking Twilio to the end of a ring at the latest, besides the ring itself: its end may be lost. */
const ringSlackMs = 45_000;
/** How long Twilio may take to do what must be done. */
const askAgainMs = 4_000;

export interface HandingOnDeps {
  readonly calls: ReadonlyMap<string, Call>;
  readonly phones: Phones;
  readonly act: (effect: Effect) => void;
  readonly tell: (call: Call, at: number, make: (at: number) => CallEvent) => void;
}

const reasons: Partial<Record<LegStatus, TransferFailure>> = {
  busy: 'refused',
  failed: 'unreachable',
  completed: 'gone',
};

/**
 * Callers who are handed on: carries out, in rooms, what the machine of a transfer asks for. At once: the caller is led to a
 * new room, which he would wait in anyway, and the other is rung into it. A consultation: in the room where they are, the
 * caller held. Whatever part of it we do not live to do, the caller is not alone in a room that ends with somebody else.
 */
export function createHandingOn({ calls, phones, act, tell }: HandingOnDeps) {
  /** The agent talks to him no more. */
  function part(call: Call, offerId: string, extension: string, now: number): void {
    call.gone.add(offerId);
    call.releasedBy = offerId;
    call.answered = null;
    call.held = false;
    call.agentLeft = false;
    call.alone = 0;
    if (!call.leaving?.sure) call.leaving = null;
    phones.free(extension, call.sid);
    phones.idleFrom(extension, now);
  }

  function go(call: Call, before: Pick<Transfer, 'mode' | 'from' | 'step'>, result: TransferResult, now: number): void {
    const { transfer, events, effects } = result;
    const { target } = call;
    call.transfer = transfer;
    for (const event of events)
      tell(call, event.at, (at) => {
        if (event.type === 'call.released') part(call, event.offerId, event.extension, now);
        if (event.type === 'call.answered') {
          const { offerId, extension } = event;
          call.answered = { offerId, extension, at };
          phones.take(extension, call.sid);
        }
        return { ...event, at };
      });
    if (transfer === null && target) {
      const done = events.some((event) => event.type === 'call.transfer' && event.step === 'done');
      settle(call, target, { done, talked: before.step !== 'begun' }, now);
    }
    for (const effect of effects) {
      switch (effect) {
        case 'ring-target':
          ring(call, now);
          break;
        case 'drop-target':
          if (target?.legSid) {
            call.gone.add(target.legSid);
            act({ type: 'hangup', legSid: target.legSid });
          }
          break;
        case 'drop-agent':
          // Who has handed on at once is in a room that has ended with its caller.
          if (before.mode === 'consult' && before.from) act({ type: 'hangup', legSid: before.from.offerId });
          break;
        case 'resume-caller':
        case 'join-caller':
          if (before.mode !== 'consult') break;
          if (effect === 'resume-caller') endsRoom(call);
          if (before.step !== 'joined') resume(call, now);
          break;
        case 'queue-caller':
          requeue(call, call.lastAt);
          if (before.mode === 'consult') lead(call, now);
          break;
        case 'hold-caller':
          // Done before: nobody is rung while he can hear it.
          break;
      }
    }
  }

  /** The other has him, or has nothing to do with him any more. */
  function settle(call: Call, target: Target, { done, talked }: { done: boolean; talked: boolean }, now: number): void {
    const { extension, legSid } = target;
    call.target = null;
    if (done && extension === null) call.outside = legSid;
    if (extension === null || call.answered?.offerId === legSid) return;
    phones.free(extension, call.sid);
    if (talked) phones.idleFrom(extension, now);
    // Whoever did not take him is not the first whom the queue rings then.
    else call.misses.set(extension, (call.misses.get(extension) ?? 0) + 1);
  }

  /** Whoever talks to him now ends the room by hanging up, whether or not we are there. */
  function endsRoom({ conferenceSid, answered, outside }: Call): void {
    const legSid = answered?.offerId ?? outside;
    if (conferenceSid !== null && legSid !== null) act({ type: 'ends-room', conferenceSid, legSid });
  }

  /** He hears the others again: asked for until it is done. */
  function resume(call: Call, now: number): void {
    const { sid, conferenceSid, callerLeg: legSid } = call;
    if (conferenceSid === null) return;
    call.resumeAt = now + askAgainMs;
    act({ type: 'resume', sid, conferenceSid, legSid });
  }

  /** Out of his room, whoever is in it, to one where he waits: asked for until he is there. */
  function lead(call: Call, now: number): void {
    const mark = call.leading?.mark ?? String(now);
    leaveRoom(call);
    call.leading = { mark, until: now + askAgainMs };
    act({ type: 'lead', sid: call.sid, legSid: call.callerLeg, mark });
  }

  function leaveRoom(call: Call): void {
    if (call.conferenceSid !== null) call.formerRooms.add(call.conferenceSid);
    call.conferenceSid = null;
    call.resumeAt = null;
  }

  /** First in line. Of one whom nobody has answered yet the wait goes on. */
  function requeue(call: Call, at: number): void {
    call.priority = 1 + Math.max(...[...calls.values()].map(({ priority }) => priority));
    call.queuedAt ??= at;
    const { callId, queue, releasedBy } = call;
    if (releasedBy === null) return;
    const id = eventId.requeued(callId, queue, releasedBy);
    tell(call, at, (at) => ({ type: 'call.queued', id, at, callId, queue }));
  }

  function fact(call: Call, of: TransferFact, at: number, now: number): void {
    const { transfer } = call;
    if (transfer) go(call, transfer, stepTransfer(transfer, of, Math.max(at, call.lastAt)), now);
  }

  function ring(call: Call, now: number): void {
    const { target, transfer, conferenceSid } = call;
    if (!target || !transfer || target.asked || conferenceSid === null) return;
    const { extension } = target;
    if (extension !== null && phones.isBusy(extension)) {
      fact(call, { type: 'lost', reason: 'refused' }, now, now);
      return;
    }
    if (extension !== null) phones.take(extension, call.sid);
    target.asked = true;
    target.until = now + ringSlackMs;
    act({ type: 'ring-target', call, conferenceSid, transfer, address: target.address });
  }

  const extensionIn = (target: Transfer['target']) => (target.kind === 'phone' ? target.extension : null);

  function begin(call: Call, mode: TransferMode, { id, target, address }: Intent, at: number, now: number): void {
    const { callId, answered } = call;
    const from = mode === 'move' || !answered ? null : { offerId: answered.offerId, extension: answered.extension };
    call.intent = null;
    if (target.kind !== 'queue')
      call.target = { extension: extensionIn(target), address, asked: false, legSid: null, refused: false, until: now };
    if (mode === 'blind') leaveRoom(call);
    if (mode === 'consult') {
      call.heldFor = 'transfer';
      call.resumeAt = null;
    }
    const beganAt = Math.max(at, call.lastAt);
    go(call, { mode, from, step: 'begun' }, beginTransfer({ callId, id, mode, from, target, beganAt }), now);
    if (call.transfer === null) return;
    // Until he is in his new room nobody can be rung into it; were that never told, he would wait for ever.
    if (call.target && !call.target.asked) call.target.until = now + ringSlackMs;
  }

  return {
    begin,
    fact,
    ring,
    resume,
    lead,
    requeue,
    leaveRoom,
    /** Nobody is with him any more, and nobody handed him on: he comes to the queue. */
    release(call: Call, at: number, now: number): void {
      const { answered, callId } = call;
      // Consulted or not: what it was about is over.
      fact(call, { type: 'lost', reason: 'gone' }, at, now);
      call.resumeAt = null;
      if (answered) {
        const { offerId, extension } = answered;
        tell(call, at, (at) => {
          part(call, offerId, extension, now);
          return { type: 'call.released', id: eventId.released(callId, offerId), at, callId, offerId, extension };
        });
      }
      call.outside = null;
      call.agentLeft = false;
      requeue(call, at);
    },
    made(call: Call, id: string, legSid: string): boolean {
      if (call.transfer?.id !== id || !call.target || (call.target.legSid ?? legSid) !== legSid) return false;
      call.target.legSid = legSid;
      return true;
    },
    /** What Twilio says of the leg of the other. False: it has nothing to do with the transfer of now. */
    leg(call: Call, id: string, of: { legSid: string; status: LegStatus; at: number }, now: number): boolean {
      const { legSid, status, at } = of;
      const { target, transfer } = call;
      if (transfer?.id !== id || !target || (target.legSid ?? legSid) !== legSid) return false;
      target.legSid = legSid;
      const leg = { offerId: legSid, extension: target.extension };
      if (status === 'ringing' || status === 'in-progress') {
        if (target.extension !== null) phones.reach(target.extension, true, at);
        fact(call, { type: status === 'ringing' ? 'rings' : 'answered', leg }, at, now);
      } else if (isOver(status)) {
        // Answered and gone again, and we are told the end of it first.
        if (status === 'completed') fact(call, { type: 'answered', leg }, at, now);
        const reason = target.refused ? 'refused' : (reasons[status] ?? 'no-answer');
        call.gone.add(legSid);
        fact(call, { type: 'lost', reason }, at, now);
      }
      return true;
    },
  };
}

export type HandingOn = ReturnType<typeof createHandingOn>;
