import fc from 'fast-check';
import { applyCallEvent, type CallState } from '../../server/domain/call/call.ts';
import { reconcile } from '../../server/domain/call/reconcile.ts';
import type { CallEvent, ExchangeSnapshot } from '../../telephony/events.ts';
import { eventId } from '../../telephony/ids.ts';
import { SCENARIOS } from '../../telephony/simulator/scenarios.ts';
import { createWorld } from '../../telephony/simulator/world.ts';

/** What really happened on an exchange with callers and agents until a moment, and what it looks like then. */
function truthOf(seed: number, lengthMs: number): { events: readonly CallEvent[]; snapshot: ExchangeSnapshot } {
  const events: CallEvent[] = [];
  const world = createWorld({
    name: 'sim',
    startedAt: 1_000_000,
    seed,
    scenario: { ...SCENARIOS.storm, callsPerMinute: 20 },
    speed: 2,
    queue: 'hotline',
    dnis: '1500000',
    agents: [],
    robots: [
      { extension: '901', answerAfterMs: 3_000, talkMs: 20_000 },
      { extension: '902', answerAfterMs: 60_000, talkMs: 20_000 },
      { extension: '903', answerAfterMs: 5_000, talkMs: 90_000 },
    ],
    timing: { registerMs: 500, ringMs: 8_000, restMs: 1_000 },
    emit: (event) => {
      if ('callId' in event) events.push(event);
    },
  });
  for (let passed = 0; passed < lengthMs; passed += 1_000) {
    world.advance(1_000_000 + passed);
    // Held and resumed now and then: a snapshot does not tell it.
    const talking = world.snapshot().calls.find(({ answered }) => answered);
    if (talking?.answered && passed % 7_000 === 0) {
      const { extension } = talking.answered;
      world.execute({ type: 'leg.hold', callId: talking.callId, extension, on: passed % 14_000 === 0 });
    }
  }
  return { events, snapshot: world.snapshot() };
}

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
        const { events, snapshot } = truthOf(which, length);
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
        const { events, snapshot } = truthOf(which, length);
        expect(reconcile(openOf(callsAfter(events)), snapshot, eventId)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('gives what happened the id it has when it is heard of live, so that it counts once', () => {
    fc.assert(
      fc.property(seed, lengthMs, (which, length) => {
        const { events, snapshot } = truthOf(which, length);
        const live = new Map(events.map((event) => [event.id, event]));
        for (const event of reconcile([], snapshot, eventId)) expect(live.get(event.id)).toEqual(event);
      }),
      { numRuns: 50 },
    );
  });

  it('ends each ring before its call, and begins each call before the rest', () => {
    fc.assert(
      fc.property(seed, lengthMs, fc.infiniteStream(fc.boolean()), (which, length, heard) => {
        const { events, snapshot } = truthOf(which, length);
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
