import { SCENARIOS, type Scenario, type ScenarioName } from './scenarios.ts';
import type { Robot, WorldOptions, WorldTiming } from './world.ts';

/** Takes what the simulator has to say; a pino logger fits. Never given a caller's number. */
export interface SimulatorLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface SimulatorOptions {
  /** First part of every call id. */
  readonly name: string;
  readonly seed: string | number;
  /** A preset, or one of your own. */
  readonly scenario: ScenarioName | Scenario;
  /** Instead of the scenario's own rate; 0: nobody calls by himself. */
  readonly callsPerMinute?: number;
  /**
   * Time factor of the simulated world, 1 when absent: at 10, ten times as many callers come and each waits, rings and
   * talks a tenth as long. Events carry moments of `now`, whatever the speed.
   */
  readonly speed?: number;
  readonly queue: string;
  /** The hotline's own number. */
  readonly dnis: string;
  /** The extensions there are. When absent, an extension comes into being when it joins. */
  readonly agents?: readonly string[];
  /** Telephones that stand there from the start and are no members of the queue, whoever joins besides. */
  readonly phones?: readonly string[];
  readonly robots?: readonly Robot[];
  /** In ms; `registerMs` 2000 (real time at any speed), `ringMs` 6000, `restMs` 1000 (both before speed). */
  readonly timing?: Partial<WorldTiming>;
  /** As {@link WorldOptions.citizen}. */
  readonly citizen?: WorldOptions['citizen'];
  /** Epoch ms. */
  readonly now: () => number;
  /** Calls `run` once, `delayMs` from now, unless the returned function is called first. Node's timers when absent. */
  readonly schedule?: (delayMs: number, run: () => void) => () => void;
  readonly log: SimulatorLog;
}

/** Beyond this one process no longer keeps the pace, and its events would lag behind its clock. */
const MOST_CALLS_PER_MINUTE = 60_000;

/**
 * The world's part of the options, defaults filled in.
 * @throws RangeError naming the option that makes no sense.
 */
export function worldOptions(options: SimulatorOptions): Omit<WorldOptions, 'startedAt' | 'emit'> {
  const { name, seed, queue, dnis, speed = 1, robots = [], agents = null, phones = [] } = options;
  const preset: Scenario = typeof options.scenario === 'string' ? SCENARIOS[options.scenario] : options.scenario;
  if (preset === undefined) throw new RangeError(`no scenario ${String(options.scenario)}`);
  const scenario = { ...preset, callsPerMinute: options.callsPerMinute ?? preset.callsPerMinute };
  const timing = { registerMs: 2_000, ringMs: 6_000, restMs: 1_000, ...options.timing };
  const { storms } = scenario;

  demand(name !== '' && queue !== '' && dnis !== '', 'name, queue and dnis may not be empty');
  demand(speed > 0 && speed <= 1_000, 'speed must be above 0 and at most 1000');
  demand(scenario.callsPerMinute >= 0, 'callsPerMinute must be at least 0');
  const busiest = scenario.callsPerMinute * speed * (storms?.factor ?? 1);
  demand(
    busiest <= MOST_CALLS_PER_MINUTE,
    `more than ${MOST_CALLS_PER_MINUTE} calls a minute, storms and speed counted`,
  );
  if (storms) {
    demand(
      storms.everyMs > 0 && storms.lastsMs > 0 && storms.factor > 0,
      'lengths and factor of storms must be above 0',
    );
  }
  const lengths = [scenario.announceMs, ...Object.values(timing)];
  for (const robot of robots) lengths.push(robot.answerAfterMs, robot.talkMs);
  demand(
    lengths.every((ms) => ms >= 0 && ms < Infinity),
    'lengths must be at least 0 ms and finite',
  );
  const { citizen } = options;
  return { name, seed, queue, dnis, speed, robots, agents, phones, scenario, timing, ...(citizen && { citizen }) };
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new RangeError(`simulator: ${otherwise}`);
}
