import { applyCallEvent, type CallState, outcomeOf } from '../../../../../server/domain/call/call.ts';
import type { CallEvent } from '../../../../../telephony/events.ts';

const of = { callId: 'c1', id: 'e' };
const leg = { offerId: 'o1', extension: '101' };
const arrived: CallEvent = { ...of, type: 'call.arrived', at: 0, ani: '081200000011', dnis: '1500000' };
const queued = (at = 1_000, queue = 'hotline'): CallEvent => ({ ...of, type: 'call.queued', at, queue });
const offered = (at: number, offerId = 'o1', extension = '101'): CallEvent => {
  return { ...of, type: 'call.offered', at, offerId, extension, queue: 'hotline' };
};
const lapsed = (at: number, offerId = 'o1'): CallEvent => {
  return { ...of, ...leg, type: 'offer.lapsed', at, offerId, reason: 'no-answer' };
};
const answered = (at: number, offerId = 'o1'): CallEvent => ({ ...of, ...leg, type: 'call.answered', at, offerId });
const held = (at: number): CallEvent => ({ ...of, type: 'call.held', at });
const resumed = (at: number): CallEvent => ({ ...of, type: 'call.resumed', at });
const ended = (at: number): CallEvent => ({ ...of, type: 'call.ended', at, endedBy: 'caller' });

function callAfter(...events: readonly CallEvent[]): CallState {
  const call = events.reduce<CallState | null>(applyCallEvent, null);
  if (!call) throw new Error('there is no call');
  return call;
}

describe('a call', () => {
  it('begins with its arrival and with nothing else', () => {
    for (const event of [queued(), offered(1), answered(2), ended(3)]) expect(applyCallEvent(null, event)).toBeNull();
    expect(callAfter(arrived)).toMatchObject({ callId: 'c1', dnis: '1500000', arrivedAt: 0, ended: null });
  });

  it('keeps nothing of the number the caller has', () => {
    const whole = callAfter(arrived, queued(), offered(2_000), answered(3_000), held(4_000), ended(5_000));
    expect(JSON.stringify(whole)).not.toContain('81200000011');
  });

  it('has been told its number once, and is handed on by who answered it once', () => {
    const told: CallEvent = { ...of, type: 'call.number_told', at: 900 };
    const call = callAfter(arrived, told, { ...told, at: 950 }, queued(), offered(2_000), answered(3_000), held(4_000));
    expect(call.numberToldAt).toBe(900);
    const released: CallEvent = { ...of, ...leg, type: 'call.released', at: 5_000 };
    const handedOn = applyCallEvent(call, released);
    expect(handedOn).toMatchObject({ releasedAt: 5_000, heldSince: null, ended: null });
    expect(applyCallEvent(handedOn, { ...released, at: 6_000 })).toBe(handedOn);
    expect(applyCallEvent(call, { ...released, offerId: 'o2' })).toBe(call);
    // What was stored before either was known.
    const { numberToldAt: _, ...old } = callAfter(arrived);
    expect(applyCallEvent(old, told)).toMatchObject({ numberToldAt: 900 });
  });

  it('rings until answered or lapsed', () => {
    expect(callAfter(arrived, queued(), offered(2_000)).offers).toEqual([{ ...leg, at: 2_000 }]);
    expect(callAfter(arrived, queued(), offered(2_000), lapsed(3_000)).offers).toEqual([]);
    const talking = callAfter(arrived, queued(), offered(2_000), answered(3_000));
    expect(talking).toMatchObject({ offers: [], answered: { ...leg, at: 3_000 } });
  });

  it('rings on at a second telephone until the exchange has silenced it', () => {
    const both = [arrived, queued(), offered(2_000), offered(2_000, 'o2', '102'), answered(3_000)];
    expect(callAfter(...both).offers.map(({ offerId }) => offerId)).toEqual(['o2']);
    expect(callAfter(...both, lapsed(3_050, 'o2')).offers).toEqual([]);
  });

  it('is held from the first word of it until it is resumed or over', () => {
    const talking = [arrived, queued(), offered(2_000), answered(3_000)];
    expect(callAfter(...talking, held(4_000), held(5_000)).heldSince).toBe(4_000);
    expect(callAfter(...talking, held(4_000), resumed(6_000)).heldSince).toBeNull();
    expect(callAfter(...talking, held(4_000), ended(6_000)).heldSince).toBeNull();
  });

  it('may go on to another queue, where he has waited since he came to the first', () => {
    const moved = callAfter(arrived, queued(), queued(9_000, 'officials'));
    expect(moved).toMatchObject({ queue: 'officials', queuedAt: callAfter(arrived, queued())?.queuedAt });
  });

  const ringing = [arrived, queued(), offered(2_000)];
  it.each<[string, readonly CallEvent[], CallEvent]>([
    ['its arrival told again', [arrived], arrived],
    ['being queued told again', [arrived, queued()], queued(1_500)],
    ['a ring told again', ringing, offered(2_500)],
    ['the end of a ring nobody knows', ringing, lapsed(3_000, 'o9')],
    ['a second answer', [...ringing, answered(3_000)], answered(3_500, 'o2')],
    ['a ring told after the answer', [...ringing, answered(3_000)], offered(2_900, 'o2')],
    ['being held before an answer', ringing, held(2_500)],
    ['being resumed when it was not held', [...ringing, answered(3_000)], resumed(3_500)],
    ['an answer after its end', [...ringing, ended(3_000)], answered(2_900)],
    ['a second end', [...ringing, ended(3_000)], ended(4_000)],
    ['being queued after its end', [arrived, ended(3_000)], queued(2_000)],
  ])('is untouched by %s', (_, before, event) => {
    const call = callAfter(...before);
    expect(applyCallEvent(call, event)).toBe(call);
  });
});

describe('the outcome of a call', () => {
  it('is open while the call goes on', () => {
    expect(outcomeOf(callAfter(arrived, queued(), offered(2_000), answered(3_000)))).toBeNull();
  });

  it.each<[string, readonly CallEvent[], string]>([
    ['answered, however long it took', [queued(), offered(60_000), answered(61_000), ended(62_000)], 'answered'],
    ['answered and ended at once', [queued(), offered(1_500), answered(2_000), ended(2_000)], 'answered'],
    ['gone before being queued, soon', [ended(5_000)], 'shortAbandoned'],
    ['gone before being queued, after a long prompt', [ended(16_000)], 'abandoned'],
    ['gone 5.000 s after being queued', [queued(), ended(6_000)], 'shortAbandoned'],
    ['gone 5.001 s after being queued', [queued(), ended(6_001)], 'abandoned'],
    ['gone while ringing, early', [queued(), offered(2_000), ended(4_000)], 'shortAbandoned'],
    ['gone while ringing, late', [queued(), offered(2_000), ended(40_000)], 'abandoned'],
    ['gone before it was queued, by two clocks', [queued(), ended(900)], 'shortAbandoned'],
  ])('%s: %s', (_, events, outcome) => {
    expect(outcomeOf(callAfter(arrived, ...events))).toBe(outcome);
  });
});
