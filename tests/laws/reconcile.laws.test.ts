import fc from 'fast-check';
import { applyCallEvent, type CallState } from '../../server/domain/call/call.ts';
import { reconcile } from '../../server/domain/call/reconcile.ts';
import type { CallEvent } from '../../telephony/events.ts';
import { eventId } from '../../telephony/ids.ts';
import { exchangeUntil } from '../support/exchange-truth.ts';

type Calls = ReadonlyMap<string, CallState>;

/** As the server keeps them: an event of a call it does not know is passed over. */
function callsAfter(events: readonly CallEvent[], calls: Calls = new Map()): Calls {
  const now = new Map(calls);
  for (const event of events) {
    const call = applyCallEvent(now.get(event.callId) ?? null, event);
    if (call) now.set(event.callId, call);
  }
  return now;
}
const openOf = (calls: Calls) => [...calls.values()].filter(({ ended }) => !ended);
/** All that a snapshot can tell. */
const knowable = (calls: readonly CallState[]) =>
  calls.map(({ heldSince: _, ...call }) => call).sort((a, b) => a.callId.localeCompare(b.callId));

const seed = fc.nat();
const lengthMs = fc.integer({ min: 1_000, max: 120_000 });

describe('after a cut, the snapshot of the exchange', () => {
  it('brings every open call to what it would be had nothing been missed, and ends the others', () => {
    const seen = { repaired: 0, ended: 0, found: 0 };
    fc.assert(
      fc.property(seed, lengthMs, fc.infiniteStream(fc.boolean()), (which, length, heard) => {
        const { events, snapshot } = exchangeUntil(which, length);
        const known = callsAfter(events.filter(() => heard.next().value));
        const missed = reconcile(openOf(known), snapshot, eventId);
        const repaired = callsAfter(missed, known);
        expect(knowable(openOf(repaired))).toEqual(knowable(openOf(callsAfter(events))));
        seen.repaired += missed.length;
        seen.ended += missed.filter(({ type }) => type === 'call.ended').length;
        seen.found += missed.filter(({ type }) => type === 'call.arrived').length;
        // The same snapshot once more tells nothing.
        expect(reconcile(openOf(repaired), snapshot, eventId)).toEqual([]);
      }),
      { numRuns: 150 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });

  it('tells nothing to one who missed nothing', () => {
    fc.assert(
      fc.property(seed, lengthMs, (which, length) => {
        const { events, snapshot } = exchangeUntil(which, length);
        expect(reconcile(openOf(callsAfter(events)), snapshot, eventId)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('gives what happened the id it has when it is heard of live, so that it counts once', () => {
    fc.assert(
      fc.property(seed, lengthMs, (which, length) => {
        const { events, snapshot } = exchangeUntil(which, length);
        const live = new Map(events.map((event) => [event.id, event]));
        for (const event of reconcile([], snapshot, eventId)) expect(live.get(event.id)).toEqual(event);
      }),
      { numRuns: 50 },
    );
  });

  it('ends each ring before its call, and begins each call before the rest', () => {
    fc.assert(
      fc.property(seed, lengthMs, fc.infiniteStream(fc.boolean()), (which, length, heard) => {
        const { events, snapshot } = exchangeUntil(which, length);
        const known = callsAfter(events.filter(() => heard.next().value));
        const over = new Set<string>();
        const begun = new Set(known.keys());
        for (const { type, callId } of reconcile(openOf(known), snapshot, eventId)) {
          expect(over.has(callId)).toBe(false);
          if (type === 'call.arrived') begun.add(callId);
          expect(begun.has(callId)).toBe(true);
          if (type === 'call.ended') over.add(callId);
        }
      }),
      { numRuns: 50 },
    );
  });
});
