import type { CallEvent, ExchangeSnapshot } from '../../telephony/events.ts';
import { SCENARIOS } from '../../telephony/simulator/scenarios.ts';
import { createWorld } from '../../telephony/simulator/world.ts';

/** What really happened on an exchange with callers and agents until a moment, and what it looks like then. */
export function exchangeUntil(
  seed: number,
  lengthMs: number,
): { events: readonly CallEvent[]; snapshot: ExchangeSnapshot } {
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
      if ('callId' in event && 'id' in event) events.push(event);
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
