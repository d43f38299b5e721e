import fc from 'fast-check';
import type { CallEvent } from '../../telephony/events.ts';
import type { Registration } from '../../telephony/port.ts';
import type { Word } from '../../telephony/twilio/voice/calls.ts';
import type { Effect } from '../../telephony/twilio/voice/effect.ts';
import { createQueue } from '../../telephony/twilio/voice/queue.ts';

const start = 1_763_800_000_000;
const agents = [
  { extension: '101', queue: 'medis' },
  { extension: '102', queue: 'umum' },
];
const sidOf = (n: number) => `CA${String(n).padStart(32, '0')}`;

/** What becomes of one who waits: led on, asked, and at the end called back or asked for a message, or nothing of it. */
const told = fc.record({
  leads: fc.constantFrom([], ['umum'], ['umum', 'umum']),
  offer: fc.option(fc.integer({ min: 5_000, max: 90_000 })),
  end: fc.option(
    fc.record({ ms: fc.integer({ min: 15_000, max: 90_000 }), to: fc.constantFrom('call_back', 'voicemail') }),
  ),
});
const step = fc.oneof(
  fc.record({ what: fc.constant('comes' as const), told }),
  fc.record({ what: fc.constantFrom('goes on' as const, 'hangs up' as const), n: fc.nat(9), key: fc.boolean() }),
  fc.record({ what: fc.constantFrom('answer' as const, 'refuse' as const, 'agent hangs up' as const), n: fc.nat(9) }),
  fc.record({ what: fc.constantFrom('ready' as const, 'paused' as const), n: fc.nat(1) }),
  fc.record({ what: fc.constant('time' as const), ms: fc.integer({ min: 1, max: 50_000 }) }),
  fc.record({ what: fc.constantFrom('said again' as const, 'not done' as const), n: fc.nat(40) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

/** A caller as Twilio has him: in a room, or hearing a document. */
interface Caller {
  readonly sid: string;
  readonly told: Told;
  room: string | null;
  document: Word['kind'] | 'tone' | null;
  mark: string;
  asked: number;
}
interface Leg {
  readonly sid: string;
  readonly caller: string;
  readonly extension: string;
  talks: boolean;
}

const registrationOf = ({ leads, offer, end }: Told): Pick<Registration, 'door' | 'place'> => ({
  place: { queue: 'medis', priority: 0, leads: leads.map((queue) => ({ queue, afterMs: 20_000 })) },
  door: {
    ...{ tells: [], turnsAway: null },
    ...(offer !== null && { offersCallBackAfterMs: offer }),
    ...(end && { longest: { ms: end.ms, to: end.to as 'call_back' | 'voicemail' } }),
  },
});

function live(steps: readonly Step[]) {
  let now = start;
  let made = 0;
  let notDone = 0;
  const effects: Effect[] = [];
  const events: CallEvent[] = [];
  const callers = new Map<string, Caller>();
  const legs = new Map<string, Leg>();
  /** All that Twilio has said so far: any of it may be said once more, whenever. */
  const said: (() => void)[] = [];
  const queue = createQueue({
    ...{ name: 'twilio', queue: 'medis', ringMs: 20_000, restMs: 5_000, ringsAtOnce: () => true },
    emit: (event) => void ('callId' in event && events.push(event)),
    act: (effect) => void effects.push(effect),
  });
  const say = (word: () => void) => {
    said.push(word);
    word();
  };

  function over(leg: Leg, status: 'completed' | 'busy' | 'canceled'): void {
    const at = now;
    legs.delete(leg.sid);
    say(() => queue.leg(leg.caller, { extension: leg.extension, legSid: leg.sid, status, at }, now));
  }
  function outOfRoom({ sid, room: conferenceSid }: Caller): void {
    const at = now;
    if (conferenceSid === null) return;
    say(() => queue.left(sid, { legSid: sid, status: 'in-progress', at, conferenceSid }, now));
    say(() => queue.conferenceEnded(sid, { conferenceSid, by: sid, at }, now));
  }
  function into(caller: Caller, mark: string | null): void {
    const [at, room] = [now, `CF${String(++made).padStart(32, '0')}`];
    Object.assign(caller, { room, document: null });
    say(() => void queue.waiting(caller.sid, room, at, now, mark));
  }
  function gone(caller: Caller): void {
    const at = now;
    callers.delete(caller.sid);
    for (const leg of [...legs.values()]) if (leg.caller === caller.sid && leg.talks) over(leg, 'completed');
    say(() => queue.callerEnded(caller.sid, at, now));
  }
  /** The document that he hears is over. */
  function goesOn(caller: Caller, presses: boolean): void {
    const { sid, document } = caller;
    if (document === 'offer' && !presses) into(caller, caller.mark);
    else if (document === 'message') {
      caller.document = 'tone';
      say(() => queue.turnedAway(sid, 'voicemail', now));
    } else if (document === 'offer') {
      caller.document = 'noted';
      say(() => queue.turnedAway(sid, 'call_back', now));
    } else if (document !== null) gone(caller);
  }

  function carryOut(effect: Effect) {
    if (effect.type === 'ring') {
      const { call, extension, conferenceSid } = effect;
      // Nobody is rung for one who hears something else, or into a room where he is not.
      expect(callers.get(call.sid)?.room).toBe(conferenceSid);
      const leg = { sid: sidOf(100_000 + ++made), caller: call.sid, extension, talks: false };
      legs.set(leg.sid, leg);
      return queue.ringMade(call.sid, extension, leg.sid, now);
    }
    if (effect.type === 'look') return queue.looked(effect.sid, callers.has(effect.sid), now);
    if (effect.type === 'cancel' || effect.type === 'hangup') {
      const leg = legs.get(effect.legSid);
      if (leg) over(leg, leg.talks ? 'completed' : 'canceled');
      return;
    }
    if (effect.type !== 'word' && effect.type !== 'lead') return;
    const caller = callers.get(effect.sid);
    if (!caller) return queue.looked(effect.sid, false, now);
    if (notDone > 0) {
      notDone -= 1;
      return;
    }
    // Nor is anybody led away from the tone, or twice for the same.
    expect(caller.document).not.toBe('tone');
    outOfRoom(caller);
    if (effect.type === 'lead') return into(caller, effect.mark);
    const { kind, mark } = effect.word;
    // Nobody who talks is led away to hear something, and nobody is asked twice.
    expect([...legs.values()].some((leg) => leg.talks && leg.caller === caller.sid)).toBe(false);
    Object.assign(caller, { room: null, document: kind, mark });
    if (kind === 'offer') expect(++caller.asked).toBe(1);
    if (kind === 'noted') say(() => queue.turnedAway(caller.sid, 'call_back', now));
    else queue.worded(caller.sid, kind, now);
  }
  const settle = () => {
    for (let effect = effects.shift(); effect; effect = effects.shift()) carryOut(effect);
    // Who is asked keeps his place; who hears something else stands in no line, unless he is being led back to it.
    for (const { sid, document } of callers.values()) {
      const back = queue.calls.get(sid)?.leading ?? null;
      if (document !== null && document !== 'offer' && back === null) expect(queue.position(sid)).toBeNull();
    }
  };
  const pick = <T>(list: Iterable<T>, n: number): T | undefined => {
    const all = [...list];
    return all[n % Math.max(1, all.length)];
  };
  const member = (n: number, paused: boolean) => {
    const { extension, queue: name } = agents[n] as (typeof agents)[number];
    queue.member(extension, paused, now, 0, { queue: name, penalty: 0 });
  };

  function take(each: Step) {
    if (each.what === 'comes') {
      const caller: Caller = { sid: sidOf(++made), told: each.told, room: null, document: null, mark: '', asked: 0 };
      callers.set(caller.sid, caller);
      queue.arrived({ sid: caller.sid, ani: '+6281234567890', dnis: '+622150001234' }, now);
      queue.numbered(caller.sid, registrationOf(each.told));
      return into(caller, null);
    }
    if (each.what === 'time') {
      now += each.ms;
      return queue.tick(now);
    }
    if (each.what === 'ready' || each.what === 'paused') return member(each.n, each.what === 'paused');
    if (each.what === 'said again') return pick(said, each.n * 7)?.();
    if (each.what === 'not done') {
      notDone = 1 + (each.n % 3);
      return;
    }
    if (each.what === 'goes on' || each.what === 'hangs up') {
      const among = [...callers.values()].filter(({ document }) => each.what === 'hangs up' || document !== null);
      const caller = pick(among, each.n);
      if (!caller) return;
      if (each.what === 'goes on') return goesOn(caller, each.key);
      outOfRoom(caller);
      return gone(caller);
    }
    const leg = pick(
      [...legs.values()].filter(({ talks }) => talks === (each.what === 'agent hangs up')),
      each.n,
    );
    const caller = leg && callers.get(leg.caller);
    if (!leg || !caller) return;
    const at = now;
    if (each.what === 'refuse') return over(leg, 'busy');
    if (each.what === 'answer') {
      leg.talks = true;
      return say(() => queue.leg(leg.caller, { ...leg, legSid: leg.sid, status: 'in-progress', at }, now));
    }
    over(leg, 'completed');
    outOfRoom(caller);
    gone(caller);
  }

  for (const each of steps) {
    now += 10;
    take(each);
    settle();
  }
  // Everybody else goes home; whose wait has an end comes to it.
  for (const n of [0, 1]) member(n, true);
  notDone = 0;
  for (let turn = 0; turn < 60; turn += 1) {
    now += 5_000;
    queue.tick(now);
    settle();
    // Documents come to their end, some words come twice.
    for (const caller of [...callers.values()]) if (caller.document !== null) goesOn(caller, false);
    for (const leg of [...legs.values()]) if (!leg.talks) over(leg, 'busy');
    if (turn % 3 === 0) pick(said, turn * 13)?.();
    settle();
  }
  const talking = new Set([...legs.values()].map(({ caller }) => caller));
  const left = [...callers.values()];
  for (const caller of left) {
    outOfRoom(caller);
    gone(caller);
  }
  for (let turn = 0; turn < 12; turn += 1) {
    now += 5_000;
    queue.tick(now);
    settle();
  }
  return { queue, events, left: left.filter(({ sid }) => !talking.has(sid)) };
}

describe('waiting at Twilio', () => {
  it('ends one way for every caller, whatever is said twice or late, and leads nobody on twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { queue, events, left } = live(steps);
        expect(queue.calls.size).toBe(0);
        // Who still waits is one whose wait has no end.
        expect(left.filter(({ told: { end } }) => end !== null)).toEqual([]);
        const ids = events.map(({ id }) => id);
        expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
        for (const callId of new Set(events.map((event) => event.callId))) {
          const types = events.filter((event) => event.callId === callId).map(({ type }) => type);
          const times = (type: CallEvent['type']) => types.filter((one) => one === type).length;
          expect([types[0], types.at(-1), times('call.ended')]).toEqual(['call.arrived', 'call.ended', 1]);
          expect(times('call.answered') + times('call.turned_away')).toBeLessThanOrEqual(1);
          expect(times('call.queued')).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
