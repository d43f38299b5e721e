import fc from 'fast-check';
import { applyCallEvent, type CallState, outcomeOf } from '../../server/domain/call/call.ts';
import { pastCalls, reconcile } from '../../server/domain/call/reconcile.ts';
import type { CallEvent, ExchangeSnapshot, LoggedCall } from '../../telephony/events.ts';
import { eventId } from '../../telephony/ids.ts';
import { exchangeUntil } from '../support/exchange-truth.ts';

type Calls = ReadonlyMap<string, CallState>;

function callsAfter(events: readonly CallEvent[], calls: Calls = new Map()): Calls {
  const now = new Map(calls);
  for (const event of events) {
    const call = applyCallEvent(now.get(event.callId) ?? null, event);
    if (call) now.set(event.callId, call);
  }
  return now;
}

/** What the exchange's own log tells: it knows nothing of holds, and says so of what it tells. */
function logOf(events: readonly CallEvent[]): LoggedCall[] {
  const told = events
    .filter(({ type }) => type !== 'call.held' && type !== 'call.resumed')
    .map((event): CallEvent => ({ ...event, source: 'log' }));
  return [...new Set(told.map(({ callId }) => callId))].map((callId) => {
    const ofCall = told.filter((event) => event.callId === callId);
    const arrivedAt = ofCall.find(({ type }) => type === 'call.arrived')?.at ?? null;
    return { callId, arrivedAt, ended: ofCall.some(({ type }) => type === 'call.ended'), events: ofCall };
  });
}

/** Everything but how it is known, and holds. */
const facts = (calls: Calls) =>
  [...calls.values()]
    .map(({ heldSince: _, ended, ...call }) => ({ ...call, ended: ended && { at: ended.at, by: ended.by } }))
    .sort((a, b) => a.callId.localeCompare(b.callId));

const openOf = (calls: Calls) => [...calls.values()].filter(({ ended }) => !ended);

/** As the server does: what follows for the calls it knows to be open, then those that came and went. */
function readBack(known: Calls, snapshot: ExchangeSnapshot): { calls: Calls; past: readonly CallEvent[][] } {
  const missed = reconcile(openOf(known), snapshot, eventId);
  // What was stored as over before is left as it is.
  const past = pastCalls(openOf(known), snapshot, eventId).filter(([first]) => !known.has(first?.callId ?? ''));
  return { calls: callsAfter(past.flat(), callsAfter(missed, known)), past };
}

const seed = fc.nat();
const lengthMs = fc.integer({ min: 1_000, max: 120_000 });

describe('after a gap, the log of the exchange', () => {
  it('brings every call to what it would be had nothing been missed, those that came and went among them', () => {
    const seen = { past: 0, answered: 0, abandoned: 0 };
    fc.assert(
      fc.property(seed, lengthMs, fc.double({ min: 0, max: 1, noNaN: true }), (which, length, share) => {
        const { events, snapshot } = exchangeUntil(which, length);
        // Everything was heard until the gap began, and nothing since.
        const known = callsAfter(events.slice(0, Math.floor(events.length * share)));
        const { calls, past } = readBack(known, { ...snapshot, history: { until: snapshot.at, calls: logOf(events) } });
        expect(facts(calls)).toEqual(facts(callsAfter(events)));
        seen.past += past.length;
        const outcomes = past.map(([first]) => outcomeOf(calls.get(first?.callId ?? '') as CallState));
        seen.answered += outcomes.filter((outcome) => outcome === 'answered').length;
        seen.abandoned += outcomes.filter((outcome) => outcome !== 'answered').length;
      }),
      { numRuns: 100 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  it('tells nothing to one who has read it, and whoever heard more than it is told no less', () => {
    fc.assert(
      fc.property(seed, lengthMs, fc.infiniteStream(fc.boolean()), (which, length, heard) => {
        const { events, snapshot } = exchangeUntil(which, length);
        const told = { ...snapshot, history: { until: snapshot.at, calls: logOf(events) } };
        const { calls } = readBack(callsAfter(events.filter(() => heard.next().value)), told);
        expect(facts(readBack(calls, told).calls)).toEqual(facts(calls));
        for (const missed of reconcile(openOf(calls), told, eventId))
          expect(missed.type).toMatch(/^(call.offered|offer.lapsed)$/);
      }),
      { numRuns: 50 },
    );
  });

  it('with holes in it leaves no call without an end, ends none twice, and says what is estimated', () => {
    let estimated = 0;
    fc.assert(
      fc.property(seed, lengthMs, fc.infiniteStream(fc.nat(3)), (which, length, lost) => {
        const { events, snapshot } = exchangeUntil(which, length);
        const half = callsAfter(events.slice(0, events.length >> 1));
        // Of each call some lines cannot be read.
        const calls = logOf(events.filter((event) => event.type === 'call.arrived' || lost.next().value > 0));
        const startedAt = which % 2 === 0 ? { startedAt: snapshot.at - 1 } : {};
        const told = { ...snapshot, ...startedAt, history: { until: snapshot.at, calls } };
        const missed = reconcile(openOf(half), told, eventId);
        const past = pastCalls(openOf(half), told, eventId);
        const ends = [...missed, ...past.flat()].filter(({ type }) => type === 'call.ended');
        expect(new Set(ends.map(({ id }) => id)).size).toBe(ends.length);
        for (const one of past) expect([one[0]?.type, one.at(-1)?.type]).toEqual(['call.arrived', 'call.ended']);
        const there = new Set(snapshot.calls.map(({ callId }) => callId));
        expect(openOf(readBack(half, told).calls).every(({ callId }) => there.has(callId))).toBe(true);
        const true_ = new Map(events.map((event) => [event.id, event]));
        for (const end of ends) {
          if (end.source === 'estimate') estimated += 1;
          else expect(end.at).toBe(true_.get(end.id)?.at);
        }
      }),
      { numRuns: 100 },
    );
    expect(estimated).toBeGreaterThan(20);
  });
});
