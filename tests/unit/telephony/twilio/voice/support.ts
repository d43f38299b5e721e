import type { CallEvent, PhoneReachability } from '../../../../../telephony/events.ts';
import type { Effect } from '../../../../../telephony/twilio/voice/calling.ts';
import { createQueue } from '../../../../../telephony/twilio/voice/queue.ts';

export const sidOf = (n: number) => `CA${String(n).padStart(32, '0')}`;
export const roomOf = (n: number) => `CF${String(n).padStart(32, '0')}`;
export const start = 1_763_800_000_000;

/** A queue with what it said and asked; moments in it are ms since `start`. */
export function testQueue() {
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
