import type { CallEvent } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { Registration } from '../../port.ts';
import type { Call, Step, Word } from './calls.ts';
import type { Effect } from './effect.ts';
import type { HandingOn } from './handing-on.ts';
import { askedMark } from './rooms.ts';

/** How long Twilio may take to do what must be done. */
const askAgainMs = 4_000;
/** From the first word of the question to the end of what it waits for. */
const questionMs = 45_000;
/** Before all who have not waited as long, as the dialplan of Asterisk has it. */
const longWaitPriority = 5;

/**
 * What the office has said with the ticket number, in order of time. Where he is led on later than he may wait at most, he is
 * not. Nobody is led to numbers outside. Pure.
 */
export function stepsOf({ door, place }: Pick<Registration, 'door' | 'place'>): Step[] {
  const { longest } = door ?? {};
  const offer = door?.offersCallBackAfterMs;
  const offers: Step[] = offer === undefined ? [] : [{ type: 'offer', afterMs: offer }];
  const ends: Step[] = longest && longest.to !== 'outside' ? [{ type: longest.to, afterMs: longest.ms }] : [];
  let afterMs = 0;
  const leads = (place?.leads ?? []).map(({ queue, afterMs: inOneBefore }): Step => {
    afterMs += inOneBefore;
    return { type: 'lead', afterMs, queue };
  });
  const end = ends[0]?.afterMs ?? Number.POSITIVE_INFINITY;
  const before = [...leads, ...offers].filter((step) => step.afterMs < end);
  return [...before.sort((one, other) => one.afterMs - other.afterMs), ...ends];
}

/** Whether nobody is rung for him, talks to him, or takes him elsewhere: he hears what is played in his room. */
const onlyWaits = (call: Call) =>
  call.queuedAt !== null &&
  call.conferenceSid !== null &&
  call.ring === null &&
  call.leaving === null &&
  call.answered === null &&
  call.transfer === null &&
  call.word === null &&
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
  readonly calls: ReadonlyMap<string, Call>;
  readonly handingOn: Pick<HandingOn, 'leaveRoom' | 'lead'>;
}

/**
 * Callers who have waited long: to another queue, asked whether they want to be called back, told that they are, or asked for a
 * message. A room's
 * waiting takes no keys (Twilio's error 13238), so whoever is asked is led out of his room for it, and back.
 */
export function createWaits({ first, hasQueue, calls, tell, act, handingOn }: WaitsDeps) {
  /** He stays one who came to his first queue when he did. */
  function lead(call: Call, to: string, now: number): void {
    const queue = hasQueue(to) ? to : first;
    call.priority += longWaitPriority;
    if (queue === call.queue) return;
    call.queue = queue;
    const { callId } = call;
    tell(call, now, (at) => ({ type: 'call.queued', id: eventId.queued(callId, queue), at, callId, queue }));
  }

  const say = (call: Call, word: Word) => act({ type: 'word', sid: call.sid, legSid: call.callerLeg, word });

  /** Out of his room, to hear it: asked for until he does. */
  function leadOut(call: Call, kind: Word['kind'], now: number): void {
    handingOn.leaveRoom(call);
    call.word = { kind, mark: askedMark(now), heard: false, until: now + askAgainMs };
    say(call, call.word);
  }

  function goOn(call: Call, word: Word, now: number): void {
    // He is in a room again, and nobody has told us of it but the lists.
    if (call.conferenceSid !== null) call.word = null;
    else if (word.heard) {
      // He should be in a room again by now.
      call.word = null;
      handingOn.lead(call, now);
    } else {
      word.until = now + askAgainMs;
      say(call, word);
    }
  }

  return {
    /** Epoch ms of what is next due, or null. */
    next: (call: Call): number | null => call.word?.until ?? dueAt(call),
    /** What he is asked, or asked for, is on its way to him. */
    worded(sid: string, kind: Exclude<Word['kind'], 'noted'>, now: number): void {
      const word = calls.get(sid)?.word;
      if (word?.kind !== kind) return;
      word.heard = true;
      word.until = now + questionMs;
    },
    tick(call: Call, now: number): void {
      if (call.word && call.word.until <= now) goOn(call, call.word, now);
      for (let due = dueAt(call); due !== null && due <= now; due = dueAt(call)) {
        const step = call.steps?.[0];
        if (step?.type === 'call_back') leadOut(call, 'noted', now);
        else if (step?.type === 'voicemail') leadOut(call, 'message', now);
        else call.steps?.shift();
        if (step?.type === 'lead') lead(call, step.queue, now);
        if (step?.type !== 'offer') continue;
        // Asked once, and before all who were not.
        call.priority += longWaitPriority;
        leadOut(call, 'offer', now);
      }
    },
  };
}
