import type { CommandOutcome } from '../commands.ts';
import type { CallArrived, ExchangeEvent, ExchangeSnapshot } from '../events.ts';
import type { ExchangeHooks, ExchangePort, Registration } from '../port.ts';
import type { HandedOver } from '../recording.ts';
import type { Caller } from './callers.ts';
import { type SimulatorOptions, worldOptions } from './options.ts';
import { createWorld, type World } from './world.ts';

/** A call placed by hand. Lengths in ms before speed. */
export interface PlacedCall {
  /** Raw, as an exchange would signal it; null: withheld. */
  readonly ani: string | null;
  /** The hotline's number when absent. */
  readonly dnis?: string;
  /** From the arrival to hanging up when nobody answers; 60 s when absent, Infinity: never. */
  readonly patienceMs?: number;
  /** From the answer to hanging up; 60 s when absent. */
  readonly talkMs?: number;
  /** Calls once more so long after giving up; absent or null: does not. */
  readonly redialAfterMs?: number | null;
}

/** The simulator: an exchange, and the hands that move what in a real one are people and cables. */
export interface Simulator extends ExchangePort {
  /** Somebody calls now. Returns the call id. @throws Error when not started or for a length below 0. */
  placeCall(call: PlacedCall): string;
  /** The caller of this call hangs up now; false when there is no such call. @throws Error when not started. */
  hangUpCaller(callId: string): boolean;
  /** A telephone comes or goes. @throws Error when not started. */
  setReachable(extension: string, reachable: boolean): void;
  /** The link breaks: the exchange goes on unheard, and commands find nobody. */
  cutLink(): void;
  restoreLink(): void;
  /** Whether the place for recordings is full. @throws Error when not started. */
  recordingsFull(full: boolean): void;
  /** The state of the exchange, seen from inside: true even while the link is cut. @throws Error when not started. */
  inspect(): ExchangeSnapshot;
}

/** A longer wait is taken in pieces: Node's timers hold 24 days at most. */
const LONGEST_TIMER_MS = 3_600_000;

const handOverEveryMs = 2_000;

const nodeTimer = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/**
 * A simulated exchange with callers in it, in real time. Nothing happens before `start`; a world ends with `stop`, and
 * the next start makes a new one, whose calls have new ids.
 * @throws RangeError for an option that makes no sense.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { now, log, schedule = nodeTimer } = options;
  const ofWorld = worldOptions(options);
  let run: { readonly world: World; readonly hooks: ExchangeHooks } | null = null;
  let startedAt = 0;
  let connected = false;
  let since = Math.floor(now());
  let lastHeardAt: number | null = null;
  let cancelTimer = () => {};
  let cancelConnecting = () => {};
  /** What the owner has yet to be told. It may answer with a command, which makes news while it is being told some. */
  const news: (() => void)[] = [];
  let telling = false;

  function tell(): void {
    if (telling) return;
    telling = true;
    try {
      for (let item = news.shift(); item !== undefined; item = news.shift()) item();
    } finally {
      telling = false;
    }
  }

  function deliver(event: ExchangeEvent): void {
    const hooks = run?.hooks;
    news.push(() => {
      lastHeardAt = now();
      hooks?.event(event);
    });
  }

  /** Brings the world to the present, does `act` in it, and tells the owner what came of it. */
  function inPresent<T>(world: World, act: () => T): T {
    world.advance(Math.floor(now()));
    const result = act();
    setTimer(world);
    tell();
    return result;
  }

  function setTimer(world: World): void {
    cancelTimer();
    const next = world.next();
    if (next === null) return;
    const delay = Math.min(LONGEST_TIMER_MS, Math.max(0, next - now()));
    cancelTimer = schedule(Math.ceil(delay), () => {
      if (run?.world === world) inPresent(world, () => {});
    });
  }

  function started(): World {
    if (!run) throw new Error('the simulator is not started');
    return run.world;
  }

  /** The exchange asks over a way of its own: a cut link does not keep a caller from a ticket number. */
  async function register({ callId, at, ani, dnis }: CallArrived, hooks: ExchangeHooks): Promise<void> {
    const asked = run;
    let numbered = false;
    let told: Omit<Registration, 'ticketNumber'> = {};
    try {
      told = await hooks.register({ callId, at, ani, dnis });
      numbered = true;
    } catch (error) {
      // Not the message: it may quote what was asked, and that holds a number.
      log.warn({ callId, error: error instanceof Error ? error.name : typeof error }, 'call not registered');
    }
    if (asked !== null && run === asked)
      inPresent(asked.world, () =>
        asked.world.registered(callId, numbered, told.door, told.record, told.place, told.asks),
      );
  }

  /** Until it is kept, a minute at most: its call is stored in a moment, or not at all. */
  function handOver(recording: HandedOver, takeOver: NonNullable<ExchangeHooks['takeOver']>, tries = 30): void {
    schedule(handOverEveryMs, () => {
      void takeOver(recording).then((taken) => {
        if (taken === 'later' && tries > 1 && run) handOver(recording, takeOver, tries - 1);
      });
    });
  }

  function changeLink(up: boolean, reason: string): void {
    const world = started();
    cancelConnecting();
    inPresent(world, () => {
      if (connected === up) return;
      connected = up;
      since = world.now();
      deliver({ type: up ? 'link.up' : 'link.down', at: since, reason });
      if (up) deliver(world.snapshot());
    });
  }

  return {
    name: options.name,
    phoneControl: { answer: true, hangup: true, hold: true, mute: true },
    dials: true,
    transferControl: { blind: true, consult: true, outside: true, join: true },
    supervisionControl: { listen: true, first: true, move: true },
    recordingControl: { pause: true },
    definesQueues: true,
    leadsOut: true,
    start(hooks) {
      if (run) throw new Error('the simulator is started already');
      // Two starts in one millisecond are two worlds all the same.
      startedAt = Math.max(Math.floor(now()), startedAt + 1);
      const { takeOver } = hooks;
      const world = createWorld({
        ...ofWorld,
        startedAt,
        ...(takeOver && { handOver: (recording: HandedOver) => handOver(recording, takeOver) }),
        ...(hooks.queueOf && { queueOf: hooks.queueOf }),
        ...(hooks.menuOf && { menuOf: hooks.menuOf }),
        emit(event) {
          if (connected) deliver(event);
          if (event.type === 'call.arrived') news.push(() => void register(event, hooks));
        },
      });
      run = { world, hooks };
      log.info({ name: options.name, startedAt }, 'simulated exchange started');
      // `start` returns before the first event, as with an exchange that has to be dialled.
      cancelConnecting = schedule(0, () => changeLink(true, 'simulated exchange started'));
    },
    async stop() {
      cancelTimer();
      cancelConnecting();
      news.length = 0;
      if (connected) since = Math.floor(now());
      connected = false;
      run = null;
    },
    status: () => ({ connected, since, lastHeardAt, anomalies: 0 }),
    async execute(command): Promise<CommandOutcome> {
      if (!run || !connected) {
        return { ok: false, kind: 'unreachable', reason: 'no link to the simulated exchange' };
      }
      const { world } = run;
      return inPresent(world, () => world.execute(command));
    },
    placeCall({ ani, dnis, patienceMs = 60_000, talkMs = 60_000, redialAfterMs = null }) {
      const world = started();
      // Endless is a length too; what is not a number would stop the world's clock.
      if (![patienceMs, talkMs, redialAfterMs ?? 0].every((ms) => ms >= 0)) {
        throw new RangeError('simulator: the lengths of a call must be at least 0 ms');
      }
      const caller: Caller = { ani, patienceMs, talkMs, redialAfterMs };
      return inPresent(world, () => world.placeCall(caller, dnis));
    },
    hangUpCaller(callId) {
      const world = started();
      return inPresent(world, () => world.hangUpCaller(callId));
    },
    setReachable(extension, reachable) {
      const world = started();
      inPresent(world, () => world.setReachable(extension, reachable));
    },
    recordingsFull(full) {
      const world = started();
      inPresent(world, () => world.recordingsFull(full));
    },
    cutLink: () => changeLink(false, 'link cut by hand'),
    restoreLink: () => changeLink(true, 'link restored'),
    inspect() {
      const world = started();
      return inPresent(world, () => world.snapshot());
    },
  };
}
