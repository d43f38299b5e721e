import type { CallEvent } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { Registration } from '../../port.ts';
import type { Call, Step } from './calls.ts';
import type { Effect } from './effect.ts';

/** How long Twilio may take to do what must be done. */
const askAgainMs = 4_000;
/** Before all who have not waited as long, as the dialplan of Asterisk has it. */
const ledOnPriority = 5;

/**
 * What the office has said with the ticket number, in order of time. Nobody can leave a message here: whose wait would end
 * with one waits on. Where he is led on later than he may wait at most, he is not. Pure.
 */
export function stepsOf({ door, place }: Pick<Registration, 'door' | 'place'>): Step[] {
  const { longest } = door ?? {};
  const ends: Step[] = longest?.to === 'call_back' ? [{ type: 'call_back', afterMs: longest.ms }] : [];
  let afterMs = 0;
  const leads = (place?.leads ?? []).map(({ queue, afterMs: inOneBefore }): Step => {
    afterMs += inOneBefore;
    return { type: 'lead', afterMs, queue };
  });
  return [...leads.filter((lead) => lead.afterMs < (ends[0]?.afterMs ?? Number.POSITIVE_INFINITY)), ...ends];
}

/** Whether nobody is rung for him, talks to him, or takes him elsewhere: he hears what is played in his room. */
const onlyWaits = (call: Call) =>
  call.queuedAt !== null &&
  call.conferenceSid !== null &&
  call.ring === null &&
  call.leaving === null &&
  call.answered === null &&
  call.transfer === null &&
  call.outside === null &&
  // Who has been handed back has been answered: he is led nowhere.
  call.releasedBy === null;

/** Epoch ms of his next step; null: there is none, or not while he is rung for: no ring is taken from him. Pure. */
export function dueAt(call: Call): number | null {
  const step = call.steps?.[0];
  return step && onlyWaits(call) ? (call.queuedAt ?? 0) + step.afterMs : null;
}

export interface WaitsDeps {
  /** The exchange's own queue, where those wait whose queue is there no more. */
  readonly first: string;
  readonly hasQueue: (queue: string) => boolean;
  readonly tell: (call: Call, at: number, make: (at: number) => CallEvent) => void;
  readonly act: (effect: Effect) => void;
  readonly leaveRoom: (call: Call) => void;
}

/** Callers who have waited long: to another queue, or with a word out of the line, to be called back. */
export function createWaits({ first, hasQueue, tell, act, leaveRoom }: WaitsDeps) {
  /** He stays one who came to his first queue when he did. */
  function lead(call: Call, to: string, now: number): void {
    const queue = hasQueue(to) ? to : first;
    call.priority += ledOnPriority;
    if (queue === call.queue) return;
    call.queue = queue;
    const { callId } = call;
    tell(call, now, (at) => ({ type: 'call.queued', id: eventId.queued(callId, queue), at, callId, queue }));
  }

  /** Out of his room, to be told that he is called back: asked for until he is told. */
  function sendOff(call: Call, now: number): void {
    leaveRoom(call);
    call.sentOff = now + askAgainMs;
    act({ type: 'send-off', sid: call.sid, legSid: call.callerLeg });
  }

  return {
    /** Epoch ms of what is next due, or null. */
    next: (call: Call): number | null => call.sentOff ?? dueAt(call),
    tick(call: Call, now: number): void {
      if (call.sentOff !== null && call.sentOff <= now) sendOff(call, now);
      for (let due = dueAt(call); due !== null && due <= now; due = dueAt(call)) {
        const step = call.steps?.[0];
        if (step?.type === 'lead') {
          call.steps?.shift();
          lead(call, step.queue, now);
        } else sendOff(call, now);
      }
    },
  };
}
