import type { CommandOutcome, ExchangeCommand } from '../commands.ts';
import type { Door } from '../doors.ts';
import type { CallEvent, ExchangeSnapshot, PhoneReachability } from '../events.ts';
import { createKnownQueues } from '../known-queues.ts';
import type { ListeningEvent } from '../listening.ts';
import type { ExchangeHooks } from '../port.ts';
import { membersOf } from '../queue-phones.ts';
import type { QueuePlace } from '../queues.ts';
import type { HandedOver, RecordingEvent } from '../recording.ts';
import type { AskedQuestion, SurveyAnswered } from '../survey.ts';
import { createAgenda } from './agenda.ts';
import { createArrivals } from './arrivals.ts';
import { type Caller, drawCaller } from './callers.ts';
import { type Call, snapshotOfCall } from './calls.ts';
import { createDialledCalls, type DialledCitizen, drawCitizen } from './dialled.ts';
import { createSimulatedListening } from './listening.ts';
import { createOrders } from './orders.ts';
import { createPhones } from './phones.ts';
import { createRandom } from './random.ts';
import { createSimulatedRecordings } from './recordings.ts';
import type { Scenario } from './scenarios.ts';
import { createSimulatedSurveys } from './surveys.ts';
import { createSwitchboard } from './switchboard.ts';

/** An agent who needs no console: for load and for showing. Lengths in ms before speed. */
export interface Robot {
  readonly extension: string;
  /** Longer than the ring: never answers. */
  readonly answerAfterMs: number;
  /** From the answer to hanging up, unless the caller is quicker. */
  readonly talkMs: number;
}

/** Lengths in ms. All but `registerMs` are before speed. */
export interface WorldTiming {
  /** How long the exchange waits for a ticket number: real time at any speed, since it waits for a real server. */
  readonly registerMs: number;
  readonly ringMs: number;
  /** How long a telephone is left in peace after a ring in vain. */
  readonly restMs: number;
}

export interface WorldOptions {
  /** First part of every call id. */
  readonly name: string;
  /** Epoch ms; second part of every call id. */
  readonly startedAt: number;
  readonly seed: string | number;
  readonly scenario: Scenario;
  /** 2: callers come, wait and talk in half the time. Moments of events stay on the clock `advance` is told. */
  readonly speed: number;
  /** The queue that is always there. */
  readonly queue: string;
  /** The queue of who called this number; absent: the first one. */
  readonly queueOf?: (dnis: string) => string;
  /** What its callers choose from; absent: nothing is asked. */
  readonly menuOf?: ExchangeHooks['menuOf'];
  readonly dnis: string;
  /** The extensions there are; null: whichever joins. */
  readonly agents: readonly string[] | null;
  /** Telephones that stand there from the start, besides. */
  readonly phones?: readonly string[];
  /** They are members of the queue from the start. */
  readonly robots: readonly Robot[];
  readonly timing: WorldTiming;
  /** How whoever has this number takes a call of ours; absent: as it is drawn. */
  readonly citizen?: (digits: string) => DialledCitizen;
  /** Takes every event in order. It may not call back into the world. */
  readonly emit: (event: CallEvent | PhoneReachability | ListeningEvent | RecordingEvent | SurveyAnswered) => void;
  /** Takes what was recorded; as `emit`. Absent: nobody wants it. */
  readonly handOver?: (recording: HandedOver) => void;
}

/**
 * The simulated exchange and its callers, without a clock: the same options and the same inputs at the same moments
 * give the same events, in whatever steps the time between is passed. Inputs happen at the moment last advanced to.
 */
export interface World {
  /** Epoch ms. */
  now(): number;
  /** When the world next moves by itself, or null. */
  next(): number | null;
  advance(to: number): void;
  execute(command: ExchangeCommand): CommandOutcome;
  /** The answer to a `call.arrived`: `numbered` when there is a ticket number to speak. */
  registered(
    callId: string,
    numbered: boolean,
    door?: Door,
    record?: boolean,
    place?: QueuePlace,
    asks?: readonly AskedQuestion[],
  ): void;
  /** Whether the place for recordings is full. */
  recordingsFull(full: boolean): void;
  /** A caller from outside the scenario; `dnis` defaults to the hotline's number. Returns the call id. */
  placeCall(caller: Caller, dnis?: string): string;
  /** False when there is no such call. */
  hangUpCaller(callId: string): boolean;
  setReachable(extension: string, reachable: boolean): void;
  snapshot(): ExchangeSnapshot;
}

/** How long an agent's own telephone rings for a call that the agent places, before speed. */
const dialRingMs = 20_000;

/** Makes a world at `startedAt`, its first caller still on the way. */
export function createWorld(options: WorldOptions): World {
  const { name, startedAt, seed, scenario, speed, queue, dnis, timing } = options;
  const emit = (event: CallEvent | PhoneReachability) => {
    options.emit(event);
    if (!('callId' in event)) return;
    listening.heard(event);
    recordings.heard(event);
    surveys.heard(event);
  };
  const agenda = createAgenda(startedAt);
  const phones = createPhones();
  const scale = (ms: number) => Math.round(ms / speed);
  const queues = createKnownQueues(queue);
  const atLeastOne = (ms: number) => Math.max(1, scale(ms));

  const switchboard = createSwitchboard({
    callIdOf: (count) => `${name}-${startedAt}.${count}`,
    queueOf: options.queueOf ?? (() => queue),
    menuOf: options.menuOf ?? (() => undefined),
    // A ring of no length would be offered again in the same moment, for ever.
    ringMsOf: (name) => atLeastOne(queues.ringMs(name) ?? timing.ringMs),
    agenda,
    phones,
    timing: {
      registerMs: Math.round(timing.registerMs),
      announceMs: scale(scenario.announceMs),
      restMs: atLeastOne(timing.restMs),
    },
    scale,
    emit,
    onAbandoned: redial,
  });
  const called = createRandom(seed, 'called');
  const dialled = createDialledCalls({
    agenda,
    phones,
    ringMs: atLeastOne(dialRingMs),
    scale,
    onlyKnownPhones: options.agents !== null,
    citizen: options.citizen ?? (() => drawCitizen(called)),
    emit,
    freed: switchboard.distribute,
  });
  const listening = createSimulatedListening({
    ...{ agenda, phones, emit: options.emit },
    talks: (callId, extension) =>
      switchboard.calls.get(callId)?.answered?.extension === extension || dialled.talks(callId, extension),
  });
  const recordings = createSimulatedRecordings({
    ...{ agenda, emit: options.emit, handOver: options.handOver ?? (() => {}) },
  });
  const surveys = createSimulatedSurveys({
    ...{ agenda, scale, emit: options.emit, random: createRandom(seed, 'answers') },
  });
  const execute = createOrders({
    agenda,
    phones,
    switchboard,
    dialled,
    listening,
    recordings,
    queues,
    onlyKnownPhones: options.agents !== null,
    emit,
  });

  function redial({ caller, dnis: called }: Call): void {
    if (caller.redialAfterMs === null) return;
    const again = { ...caller, redialAfterMs: null };
    agenda.at(agenda.now() + scale(caller.redialAfterMs), () => switchboard.arrive(again, called));
  }

  for (const extension of [...(options.agents ?? []), ...(options.phones ?? [])]) phones.add(extension);
  for (const { extension, ...robot } of options.robots) {
    const phone = phones.add(extension, robot);
    phone.member = { name: `Robot ${extension}`, paused: false, wrapUpMs: 0, queues: new Map([[queue, 0]]) };
    phone.idleSince = startedAt;
  }

  const arrivals = createArrivals({
    gaps: createRandom(seed, 'gaps'),
    weather: createRandom(seed, 'weather'),
    callsPerMinute: scenario.callsPerMinute,
    storms: scenario.storms,
  });
  const people = createRandom(seed, 'people');
  expectNextCaller();

  function expectNextCaller(): void {
    const after = arrivals.next();
    if (after === null) return;
    agenda.at(startedAt + scale(after), () => {
      expectNextCaller();
      switchboard.arrive(drawCaller(people, scenario.mix), dnis);
    });
  }

  return {
    now: agenda.now,
    next: agenda.next,
    advance: agenda.advance,
    execute,
    registered: (callId, numbered, door, record = false, place, asks = []) => {
      // Without a number nobody tells the caller anything.
      if (record && numbered && switchboard.calls.get(callId)?.registering) recordings.wanted(callId);
      if (asks.length > 0 && numbered && switchboard.calls.get(callId)?.registering) surveys.wanted(callId, asks);
      switchboard.registered(callId, numbered, door, place);
    },
    recordingsFull: recordings.full,
    placeCall: (caller, called = dnis) => switchboard.arrive(caller, called).callId,
    hangUpCaller(callId) {
      const call = switchboard.calls.get(callId);
      if (!call) return dialled.citizenHangsUp(callId);
      switchboard.end(call, 'caller');
      return true;
    },
    setReachable(extension, reachable) {
      const phone = phones.get(extension) ?? phones.add(extension);
      phone.reachable = reachable;
      emit({ type: reachable ? 'phone.reachable' : 'phone.unreachable', at: agenda.now(), extension });
      switchboard.distribute();
    },
    snapshot() {
      const all = [...phones.all()];
      return {
        type: 'exchange.snapshot',
        at: agenda.now(),
        calls: [...[...switchboard.calls.values()].map(snapshotOfCall), ...dialled.snapshot()],
        members: membersOf(all),
        listeners: listening.snapshot(),
        recorded: recordings.snapshot(),
        reachable: all.filter(({ reachable }) => reachable).map(({ extension }) => extension),
      };
    },
  };
}
