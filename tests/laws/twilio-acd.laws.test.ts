import fc from 'fast-check';
import type { CallEvent } from '../../telephony/events.ts';
import type { Effect } from '../../telephony/twilio/voice/effect.ts';
import { createQueue } from '../../telephony/twilio/voice/queue.ts';

const start = 1_763_800_000_000;
const extensions = ['101', '102', '103'];
const sidOf = (n: number) => `CA${String(n).padStart(32, '0')}`;
const roomOf = (sid: string) => sid.replace('CA', 'CF');

/** A day at the office, in whatever order: who comes, who answers, who is slow, who leaves. */
const step = fc.oneof(
  fc.record({ what: fc.constant('caller' as const) }),
  fc.record({ what: fc.constantFrom('answer' as const, 'refuse' as const, 'ring' as const), n: fc.nat(9) }),
  fc.record({ what: fc.constantFrom('caller hangs up' as const, 'agent hangs up' as const), n: fc.nat(9) }),
  fc.record({ what: fc.constantFrom('ready' as const, 'paused' as const, 'out' as const), n: fc.nat(2) }),
  fc.record({ what: fc.constant('time' as const), n: fc.integer({ min: 1, max: 30_000 }) }),
  fc.record({ what: fc.constantFrom('unreachable' as const, 'unsure' as const), n: fc.nat(9) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Leg {
  readonly sid: string;
  readonly caller: string;
  readonly extension: string;
  state: 'queued' | 'ringing' | 'in-progress' | 'over';
}

/** Twilio, as far as the queue sees it, and the queue; checks after every step what must never be. */
function live(steps: readonly Step[]) {
  let now = start;
  let made = 0;
  let trouble: 'phone' | 'unknown' | null = null;
  const effects: Effect[] = [];
  const events: CallEvent[] = [];
  const legs: Leg[] = [];
  const callers = new Set<string>();
  const members = new Map<string, boolean>();
  const queue = createQueue({
    name: 'twilio',
    queue: 'hotline',
    ringMs: 20_000,
    restMs: 5_000,
    ringsAtOnce: () => true,
    emit: (event) => void ('callId' in event && events.push(event)),
    act: (effect) => void effects.push(effect),
  });
  const tellLeg = (leg: Leg, status: 'ringing' | 'in-progress' | 'completed' | 'busy' | 'canceled') =>
    queue.leg(leg.caller, { extension: leg.extension, legSid: leg.sid, status, at: now }, now);
  const end = (leg: Leg, status: 'completed' | 'busy' | 'canceled') => {
    leg.state = 'over';
    tellLeg(leg, status);
  };
  const endCaller = (sid: string, by: string) => {
    callers.delete(sid);
    queue.left(sid, { legSid: by, status: 'completed', at: now }, now);
    queue.conferenceEnded(sid, { conferenceSid: roomOf(sid), by, at: now }, now);
    for (const leg of legs) if (leg.caller === sid && leg.state === 'in-progress') end(leg, 'completed');
    queue.callerEnded(sid, now, now);
  };
  const carryOut = () => {
    for (let effect = effects.shift(); effect; effect = effects.shift()) {
      if (effect.type === 'ring') {
        const { extension, call } = effect;
        expect(members.get(extension)).toBe(true);
        const busy = legs.filter((leg) => leg.extension === extension && leg.state !== 'over');
        // A ring whose making was not answered may still be there: Twilio ends it by itself.
        expect(busy.filter(({ state }) => state === 'in-progress')).toEqual([]);
        const why = trouble;
        trouble = null;
        if (why !== null) {
          queue.ringFailed(call.sid, extension, why, now);
          continue;
        }
        const leg: Leg = { sid: sidOf(1_000 + ++made), caller: call.sid, extension, state: 'queued' };
        legs.push(leg);
        queue.ringMade(call.sid, extension, leg.sid, now);
      } else if (effect.type === 'look') queue.looked(effect.sid, callers.has(effect.sid), now);
      else if (effect.type === 'cancel' || effect.type === 'hangup') {
        const leg = legs.find(({ sid }) => sid === effect.legSid);
        if (!leg || leg.state === 'over') continue;
        if (effect.type === 'hangup') end(leg, leg.state === 'in-progress' ? 'completed' : 'canceled');
        else if (leg.state === 'in-progress') queue.cancelled(leg.caller, leg.sid, 'in-progress', now);
        else {
          leg.state = 'over';
          queue.cancelled(leg.caller, leg.sid, 'canceled', now);
        }
      }
    }
  };
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
  const inState = (...states: Leg['state'][]) => legs.filter(({ state }) => states.includes(state));

  const take = (each: Step) => {
    switch (each.what) {
      case 'caller': {
        const sid = sidOf(++made);
        callers.add(sid);
        queue.arrived({ sid, ani: null, dnis: '+622150001234' }, now);
        return queue.waiting(sid, roomOf(sid), now, now);
      }
      case 'ring':
      case 'answer':
      case 'refuse': {
        const leg = pick(inState('queued', 'ringing'), each.n);
        if (!leg) return;
        if (each.what === 'refuse') return end(leg, 'busy');
        leg.state = each.what === 'ring' ? 'ringing' : 'in-progress';
        return tellLeg(leg, leg.state);
      }
      case 'caller hangs up': {
        const sid = pick([...callers], each.n);
        return sid && endCaller(sid, sid);
      }
      case 'agent hangs up': {
        const leg = pick(inState('in-progress'), each.n);
        return leg && callers.has(leg.caller) && endCaller(leg.caller, leg.sid);
      }
      case 'ready':
      case 'paused':
      case 'out': {
        const extension = extensions[each.n] as string;
        if (each.what === 'out') {
          members.delete(extension);
          return queue.leaveQueue(extension);
        }
        members.set(extension, each.what === 'ready');
        return queue.member(extension, each.what === 'paused', now);
      }
      case 'time':
        now += each.n;
        return queue.tick(now);
      case 'unreachable':
      case 'unsure':
        trouble = each.what === 'unsure' ? 'unknown' : 'phone';
    }
  };
  const check = () => {
    const talking = [...queue.calls.values()].flatMap(({ answered }) => answered?.extension ?? []);
    const ringing = [...queue.calls.values()].flatMap(({ ring }) => ring?.extension ?? []);
    const busy = [...talking, ...ringing];
    expect(new Set(busy).size).toBe(busy.length);
    for (const { answered, ring } of queue.calls.values()) expect(answered && ring).toBeFalsy();
  };
  for (const each of steps) {
    now += 10;
    take(each);
    carryOut();
    check();
  }
  for (const sid of [...callers]) {
    endCaller(sid, sid);
    carryOut();
  }
  for (let turn = 0; turn < 12; turn++) {
    now += 5_000;
    queue.tick(now);
    carryOut();
  }
  // Whoever was busy is free again: as many callers as telephones, and each rings.
  now += 60_000;
  const asked: string[] = [];
  for (const extension of extensions) queue.member(extension, false, now);
  for (const n of [1, 2, 3]) {
    queue.arrived({ sid: sidOf(900_000 + n), ani: null, dnis: '+622150001234' }, now);
    queue.waiting(sidOf(900_000 + n), roomOf(sidOf(900_000 + n)), now, now);
  }
  for (const effect of effects) if (effect.type === 'ring') asked.push(effect.extension);
  expect(asked.sort()).toEqual(extensions);
  for (const n of [1, 2, 3]) queue.callerEnded(sidOf(900_000 + n), now, now);
  return { queue, events, legs };
}

describe('our own ACD', () => {
  it('rings nobody twice at once, nobody who is not ready, and has nothing left when the last caller is gone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { queue, events, legs } = live(steps);
        expect(queue.calls.size).toBe(0);
        expect(legs.filter(({ state }) => state !== 'over')).toEqual([]);
        const ids = events.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const callId of new Set(events.map((event) => event.callId))) {
          const of = events.filter((event) => event.callId === callId);
          expect(of[0]?.type).toBe('call.arrived');
          expect(of.filter(({ type }) => type === 'call.ended')).toHaveLength(1);
          expect(of.at(-1)?.type).toBe('call.ended');
          // Each ring ends one way: answered, or lapsed; one that was taken late may be both, in this order.
          const offers = of.filter((event) => event.type === 'call.offered').map((event) => event.offerId);
          const over = of.filter((event) => event.type === 'offer.lapsed' || event.type === 'call.answered');
          expect(new Set(over.map((event) => event.offerId))).toEqual(new Set(offers));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
