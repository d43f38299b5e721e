import type { CallEvent, PhoneReachability } from '../../../../../telephony/events.ts';
import type { QueueOptions } from '../../../../../telephony/twilio/voice/calling.ts';
import type { Effect } from '../../../../../telephony/twilio/voice/effect.ts';
import { createQueue } from '../../../../../telephony/twilio/voice/queue.ts';

export const sidOf = (n: number) => `CA${String(n).padStart(32, '0')}`;
export const roomOf = (n: number) => `CF${String(n).padStart(32, '0')}`;
export const start = 1_763_800_000_000;

/** A queue with what it said and asked; moments in it are ms since `start`. */
export function testQueue(more: Partial<QueueOptions> = {}) {
  const events: (CallEvent | PhoneReachability)[] = [];
  const effects: Effect[] = [];
  const queue = createQueue({
    name: 'twilio',
    queue: 'hotline',
    ringMs: 20_000,
    restMs: 5_000,
    ringsAtOnce: (extension) => extension !== '102',
    emit: (event) => events.push(event),
    act: (effect) => effects.push(effect),
    ...more,
  });
  return {
    queue,
    events,
    effects,
    /** What was said of calls since it was last asked. */
    said: () =>
      events
        .splice(0)
        .flatMap((event) => ('callId' in event ? [`${event.type}${'reason' in event ? ` ${event.reason}` : ''}`] : [])),
    /** What was asked of Twilio since it was last asked. */
    asked: () =>
      effects.splice(0).map((effect) => `${effect.type}${effect.type === 'ring' ? ` ${effect.extension}` : ''}`),
    /** A caller in his room at `at`. */
    caller(n: number, at = 0) {
      queue.arrived({ sid: sidOf(n), ani: '+6281234567890', dnis: '+622150001234' }, start + at);
      queue.waiting(sidOf(n), roomOf(n), start + at + 10, start + at + 10);
    },
  };
}

export const caller = sidOf(1);
export const room = roomOf(1);
export const leg = sidOf(101);
/** What Twilio says of the leg of 101, `at` ms after the start. */
export const leg101 = (
  status: 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'no-answer' | 'busy' | 'failed',
  at: number,
) => [caller, { extension: '101', legSid: leg, status, at: start + at }, start + at] as const;

/** 101 is ready, and a caller waits whom it is being rung for. */
export function rung() {
  const test = testQueue();
  test.queue.member('101', false, start);
  test.caller(1);
  test.queue.ringMade(caller, '101', leg, start + 20);
  test.said();
  test.asked();
  return test;
}
