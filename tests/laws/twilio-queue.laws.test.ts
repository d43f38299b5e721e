import fc from 'fast-check';
import type { CallEvent } from '../../telephony/events.ts';
import type { Effect } from '../../telephony/twilio/voice/effect.ts';
import { createQueue, type Queue } from '../../telephony/twilio/voice/queue.ts';

const start = 1_763_800_000_000;
const caller = `CA${'1'.repeat(32)}`;
const room = `CF${'1'.repeat(32)}`;
const leg = `CA${'2'.repeat(32)}`;

/** One word of Twilio's about the call, with when it happened: ms since `start`. */
type Word = readonly [at: number, say: (queue: Queue, at: number, now: number) => void];

const agent = (status: 'initiated' | 'ringing' | 'in-progress' | 'completed') =>
  ((queue, at, now) => queue.leg(caller, { extension: '101', legSid: leg, status, at }, now)) as Word[1];
const left = (legSid: string) =>
  ((queue, at, now) => queue.left(caller, { legSid, status: 'completed', at }, now)) as Word[1];

/** Everything Twilio says of a call that was answered, and that this side ended. */
const wordsOf = (endedBy: string): readonly Word[] => [
  [10, (queue, at, now) => void queue.waiting(caller, room, at, now)],
  [100, agent('initiated')],
  [150, agent('ringing')],
  [2_000, agent('in-progress')],
  [5_000, (queue, at, now) => queue.held(caller, { on: true, order: 5, at }, now)],
  [6_000, (queue, at, now) => queue.held(caller, { on: false, order: 6, at }, now)],
  [9_000, left(endedBy)],
  [9_001, (queue, at, now) => queue.conferenceEnded(caller, { conferenceSid: room, by: endedBy, at }, now)],
  [9_002, left(endedBy === leg ? caller : leg)],
  [9_003, agent('completed')],
  [9_004, (queue, at, now) => queue.callerEnded(caller, at, now)],
];

/** Tells the words in this order; Twilio's own state is asked whenever the queue wants to look. */
function run(order: readonly Word[]) {
  const events: CallEvent[] = [];
  const effects: Effect[] = [];
  const queue = createQueue({
    name: 'twilio',
    queue: 'hotline',
    ringMs: 20_000,
    restMs: 5_000,
    ringsAtOnce: () => true,
    emit: (event) => void ('callId' in event && events.push(event)),
    act: (effect) => void effects.push(effect),
  });
  let now = start;
  const answer = () => {
    for (const effect of effects.splice(0)) {
      if (effect.type === 'ring') queue.ringMade(caller, effect.extension, leg, now);
      if (effect.type === 'look') queue.looked(caller, now < start + 9_000, now);
      if (effect.type === 'cancel') queue.cancelled(caller, effect.legSid, 'completed', now);
    }
  };
  queue.member('101', false, now);
  queue.arrived({ sid: caller, ani: null, dnis: '+622150001234' }, now);
  for (const [at, say] of order) {
    now = Math.max(now + 1, start + at);
    say(queue, start + at, now);
    answer();
  }
  for (let turn = 0; turn < 20; turn++) {
    now += 3_000;
    queue.tick(now);
    // Twilio's lists do not hold it any more.
    queue.adopt([], now, now);
    answer();
  }
  return { events, open: queue.calls.size };
}

/** Some words several times, in any order. */
const disorder = (words: readonly Word[]) =>
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: words.length, maxLength: words.length }).chain((times) => {
    const all = words.flatMap((word, index) => Array.from({ length: times[index] ?? 1 }, () => word));
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });

describe("Twilio's word of a call, in any order and any number", () => {
  it.each([
    ['caller', caller],
    ['agent', leg],
  ])('tells each happening once, in an order that makes sense, and the end once: ended by the %s', (_who, endedBy) => {
    fc.assert(
      fc.property(disorder(wordsOf(endedBy)), (order) => {
        const { events, open } = run(order);
        expect(open).toBe(0);
        const ids = events.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const types = events.map(({ type }) => type);
        expect(types[0]).toBe('call.arrived');
        expect(types.at(-1)).toBe('call.ended');
        expect(types.filter((type) => type === 'call.answered').length).toBeLessThanOrEqual(1);
        if (types.includes('call.answered'))
          expect(types.indexOf('call.offered')).toBeLessThan(types.indexOf('call.answered'));
        const moments = events.map(({ at }) => at);
        expect(moments).toEqual([...moments].sort((one, other) => one - other));
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing when it comes in order, however often each is said', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 11, maxLength: 11 }), (times) => {
        const words = wordsOf(leg).flatMap((word, index) => Array.from({ length: times[index] ?? 1 }, () => word));
        const { events } = run(words);
        expect(events.map(({ type }) => type)).toEqual([
          'call.arrived',
          'call.queued',
          'call.offered',
          'call.answered',
          'call.held',
          'call.resumed',
          'call.ended',
        ]);
        expect(events.at(-1)).toMatchObject({ endedBy: 'agent', at: start + 9_000 });
      }),
    );
  });

  it('comes to an end whatever part of it is lost', () => {
    fc.assert(
      fc.property(fc.subarray([...wordsOf(caller)]), (words) => {
        const { events, open } = run(words);
        expect(open).toBe(0);
        expect(events.filter(({ type }) => type === 'call.ended')).toHaveLength(1);
      }),
    );
  });
});
