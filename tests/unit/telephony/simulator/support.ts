import type { ExchangeEvent } from '../../../../telephony/events.ts';
import type { ExchangeHooks } from '../../../../telephony/port.ts';
import { createSimulator, type Simulator } from '../../../../telephony/simulator/exchange.ts';
import type { SimulatorOptions } from '../../../../telephony/simulator/options.ts';
import { SCENARIOS } from '../../../../telephony/simulator/scenarios.ts';
import { createWorld, type World, type WorldOptions } from '../../../../telephony/simulator/world.ts';

export const START = Date.UTC(2026, 10, 22, 1);

export type EventOf<T extends ExchangeEvent['type']> = Extract<ExchangeEvent, { type: T }>;

export function ofType<T extends ExchangeEvent['type']>(events: readonly ExchangeEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** One line an event: when, what, and whom it concerns. */
export function brief(event: ExchangeEvent): string {
  const seconds = (event.at - START) / 1_000;
  const extra = [
    'extension' in event ? event.extension : [],
    'reason' in event ? event.reason : [],
    'endedBy' in event ? event.endedBy : [],
  ].flat();
  return [seconds.toFixed(3), event.type, ...extra].join(' ');
}

/** A world nobody calls in, with its log. `pass` moves its clock by ms. */
export function emptyWorld(options: Partial<WorldOptions> = {}): {
  world: World;
  log: ExchangeEvent[];
  pass: (ms: number) => void;
  /** A patient caller who has got a ticket number and is queued now. */
  queued: (caller?: {
    ani?: string | null;
    patienceMs?: number;
    talkMs?: number;
    redialAfterMs?: number | null;
  }) => string;
  join: (...extensions: string[]) => void;
} {
  const log: ExchangeEvent[] = [];
  const world = createWorld({
    name: 'sim',
    startedAt: START,
    seed: 1,
    scenario: SCENARIOS.empty,
    speed: 1,
    queue: 'hotline',
    dnis: '1500000',
    agents: null,
    robots: [],
    timing: { registerMs: 2_000, ringMs: 6_000, restMs: 1_000 },
    emit: (event) => log.push(event),
    ...options,
  });
  return {
    world,
    log,
    pass: (ms) => world.advance(world.now() + ms),
    queued(caller = {}) {
      const defaults = { ani: '081200000011', patienceMs: 300_000, talkMs: 60_000, redialAfterMs: null };
      const callId = world.placeCall({ ...defaults, ...caller });
      world.registered(callId, true);
      return callId;
    },
    join(...extensions) {
      for (const extension of extensions) {
        world.execute({ type: 'agent.join', extension, name: `Agent ${extension}`, queue: 'hotline', paused: false });
      }
    },
  };
}

/** A clock and its timers, moved by hand; promises get their turn between two timers. */
export function handClock(): {
  now: () => number;
  schedule: (delayMs: number, run: () => void) => () => void;
  pass: (ms: number) => Promise<void>;
  timers: () => number;
} {
  let clock = START;
  const timers = new Set<{ when: number; run: () => void }>();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => clock,
    timers: () => timers.size,
    schedule(delayMs, run) {
      const timer = { when: clock + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async pass(ms) {
      const until = clock + ms;
      await settle();
      for (;;) {
        const due = [...timers].sort((a, b) => a.when - b.when)[0];
        if (!due || due.when > until) break;
        timers.delete(due);
        clock = Math.max(clock, due.when);
        due.run();
        await settle();
      }
      clock = until;
    },
  };
}

/** A started simulator on a hand clock, with what its owner heard and what it logged. */
export function startedSimulator(
  options: Partial<SimulatorOptions> & { register?: ExchangeHooks['register']; onEvent?: ExchangeHooks['event'] } = {},
): {
  simulator: Simulator;
  clock: ReturnType<typeof handClock>;
  heard: ExchangeEvent[];
  logged: string[];
  asked: Parameters<ExchangeHooks['register']>[0][];
} {
  const { register = async () => ({ ticketNumber: 'DK-20261122-0001' }), onEvent, ...rest } = options;
  const clock = handClock();
  const heard: ExchangeEvent[] = [];
  const logged: string[] = [];
  const asked: Parameters<ExchangeHooks['register']>[0][] = [];
  const write = (fields: object, message: string) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const simulator = createSimulator({
    name: 'sim',
    seed: 1,
    scenario: 'empty',
    queue: 'hotline',
    dnis: '1500000',
    now: clock.now,
    schedule: clock.schedule,
    log: { info: write, warn: write },
    ...rest,
  });
  simulator.start({
    event(event) {
      heard.push(event);
      onEvent?.(event);
    },
    register(request) {
      asked.push(request);
      return register(request);
    },
  });
  return { simulator, clock, heard, logged, asked };
}
