import fc from 'fast-check';
import type { ExchangeCommand } from '../../../../telephony/commands.ts';
import type { CallEvent, ExchangeEvent } from '../../../../telephony/events.ts';
import { SCENARIOS } from '../../../../telephony/simulator/scenarios.ts';
import { createWorld, type World } from '../../../../telephony/simulator/world.ts';
import { START } from './support.ts';

/** A hand on the exchange at a moment: what it does to the call or agent of a number, if there is one. */
interface Input {
  readonly after: number;
  readonly what: 'register' | 'fail' | 'answer' | 'hangup' | 'hold' | 'unhold' | 'pause' | 'resume' | 'leave' | 'join';
  readonly which: number;
}

const AGENTS = ['101', '102', '103'];
const LENGTH_MS = 90_000;

const input: fc.Arbitrary<Input> = fc.record({
  after: fc.integer({ min: 0, max: LENGTH_MS }),
  what: fc.constantFrom('register', 'fail', 'answer', 'hangup', 'hold', 'unhold', 'pause', 'resume', 'leave', 'join'),
  which: fc.nat({ max: 20 }),
});
const inputs = fc.array(input, { maxLength: 80 }).map((all) => all.sort((a, b) => a.after - b.after));

const order = (agent: 'pause' | 'resume' | 'leave' | 'join', extension: string): ExchangeCommand => {
  if (agent === 'pause') return { type: 'agent.pause', extension, reason: 'break' };
  if (agent === 'resume') return { type: 'agent.resume', extension };
  if (agent === 'leave') return { type: 'agent.leave', extension, queue: 'hotline' };
  return { type: 'agent.join', extension, name: extension, queue: 'hotline', paused: false };
};

/** Finds its target in the snapshot, so that most inputs hit something. */
function give(world: World, { what, which }: Input): void {
  const { calls } = world.snapshot();
  const pick = <T>(all: readonly T[]) => all[which % Math.max(1, all.length)];
  if (what === 'register' || what === 'fail') {
    const call = pick(calls);
    if (call) world.registered(call.callId, what === 'register');
  } else if (what === 'answer' || what === 'hangup') {
    const legs = calls.flatMap(({ callId, offers, answered }) =>
      [...offers, ...(answered ? [answered] : [])].map(({ extension }) => ({ callId, extension })),
    );
    const leg = pick(what === 'answer' ? legs.filter(({ extension }) => extension !== '900') : legs);
    if (leg) world.execute({ type: `leg.${what}`, ...leg });
  } else if (what === 'hold' || what === 'unhold') {
    const call = pick(calls.filter(({ answered }) => answered));
    const extension = call?.answered?.extension;
    if (call && extension) world.execute({ type: 'leg.hold', callId: call.callId, extension, on: what === 'hold' });
  } else {
    world.execute(order(what, AGENTS[which % AGENTS.length] as string));
  }
}

/** The log of a busy world given `script`, its clock moved in steps of `stepMs`. */
function run(seed: number, script: readonly Input[], stepMs: number): ExchangeEvent[] {
  const log: ExchangeEvent[] = [];
  const world = createWorld({
    name: 'sim',
    startedAt: START,
    seed,
    scenario: { ...SCENARIOS.storm, callsPerMinute: 20, storms: { everyMs: 30_000, lastsMs: 10_000, factor: 5 } },
    speed: 2,
    queue: 'hotline',
    dnis: '1500000',
    agents: AGENTS,
    robots: [{ extension: '900', answerAfterMs: 3_000, talkMs: 8_000 }],
    timing: { registerMs: 2_000, ringMs: 6_000, restMs: 1_000 },
    emit: (event) => log.push(event),
  });
  for (const extension of AGENTS) give(world, { after: 0, what: 'join', which: AGENTS.indexOf(extension) });
  const stepTo = (to: number) => {
    while (world.now() < to) world.advance(Math.min(to, world.now() + stepMs));
  };
  for (const one of script) {
    stepTo(START + one.after);
    give(world, one);
  }
  stepTo(START + LENGTH_MS);
  return log;
}

const byCall = (log: readonly ExchangeEvent[]) => {
  const calls = new Map<string, CallEvent[]>();
  for (const event of log) {
    if (!('id' in event) || event.type === 'call.recorded') continue;
    calls.set(event.callId, [...(calls.get(event.callId) ?? []), event]);
  }
  return [...calls.values()];
};

describe('the simulated world', () => {
  const acts = ['register', 'answer', 'hold', 'register', 'unhold', 'fail', 'hangup'] as const;
  const script = Array.from({ length: 120 }, (_, i): Input => {
    return { after: i * 700, what: acts[i % acts.length] ?? 'join', which: i };
  });

  it('tells the same story, byte for byte, for the same seed and commands', () => {
    const first = run(7, script, 1_000);
    expect(JSON.stringify(run(7, script, 1_000))).toBe(JSON.stringify(first));
    // A story in which everything happens.
    expect([...new Set(first.map(({ type }) => type))].sort()).toEqual([
      'call.answered',
      'call.arrived',
      'call.ended',
      'call.held',
      'call.number_told',
      'call.offered',
      'call.queued',
      'call.resumed',
      'offer.lapsed',
    ]);
  });

  it('tells another story for another seed', () => {
    const arrivals = (seed: number) =>
      JSON.stringify(run(seed, script, 1_000).filter(({ type }) => type === 'call.arrived'));
    expect(arrivals(8)).not.toBe(arrivals(7));
  });

  it('is the same by a fine clock and by a coarse one', () => {
    fc.assert(
      fc.property(fc.nat(), inputs, fc.integer({ min: 2, max: 9_999 }), (seed, given, odd) => {
        const coarse = JSON.stringify(run(seed, given, 10_000));
        expect(JSON.stringify(run(seed, given, odd))).toBe(coarse);
        expect(JSON.stringify(run(seed, given, 1))).toBe(coarse);
      }),
      { numRuns: 25 },
    );
  });

  it('ends every call exactly once, with one id to each event, in the order of time', () => {
    fc.assert(
      fc.property(fc.nat(), inputs, (seed, given) => {
        const log = run(seed, given, 60_000);
        const ids = log.flatMap((event) => ('id' in event ? [event.id] : []));
        expect(new Set(ids).size).toBe(ids.length);
        expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).sort((a, b) => a - b));
        for (const events of byCall(log)) {
          const types = events.map(({ type }) => type);
          expect(types[0]).toBe('call.arrived');
          expect(types.filter((type) => type === 'call.arrived')).toHaveLength(1);
          expect(types.indexOf('call.ended')).toBe(types.includes('call.ended') ? types.length - 1 : -1);
          const rings = types.filter((type) => type === 'call.offered').length;
          const ringsOver = types.filter((type) => type === 'offer.lapsed' || type === 'call.answered').length;
          expect([rings, rings - 1]).toContain(ringsOver);
          if (types.includes('call.ended')) expect(ringsOver).toBe(rings);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is empty in the end, when callers come no more', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat({ max: 60_000 }), { minLength: 1, maxLength: 40 }), (seed, moments) => {
        const log: ExchangeEvent[] = [];
        const world = createWorld({
          name: 'sim',
          startedAt: START,
          seed,
          scenario: SCENARIOS.empty,
          speed: 1,
          queue: 'hotline',
          dnis: '1500000',
          agents: null,
          robots: [{ extension: '900', answerAfterMs: 3_000, talkMs: 20_000 }],
          timing: { registerMs: 2_000, ringMs: 6_000, restMs: 1_000 },
          emit: (event) => log.push(event),
        });
        for (const moment of moments.sort((a, b) => a - b)) {
          world.advance(START + moment);
          world.placeCall({ ani: null, patienceMs: moment, talkMs: moment, redialAfterMs: moment % 2 ? 500 : null });
        }
        world.advance(START + 600_000);
        expect(world.snapshot().calls).toEqual([]);
        expect(world.next()).toBeNull();
        const ended = log.filter(({ type }) => type === 'call.ended').length;
        expect(ended).toBe(log.filter(({ type }) => type === 'call.arrived').length);
        expect(ended).toBeGreaterThanOrEqual(moments.length);
      }),
    );
  });
});
