import type { CommandOutcome, ExchangeCommand } from '../../telephony/commands.ts';
import type {
  CallEnded,
  CallEvent,
  CallSnapshot,
  ExchangeEvent,
  ExchangeSnapshot,
  LoggedCall,
} from '../../telephony/events.ts';
import { eventId } from '../../telephony/ids.ts';
import type { Listener } from '../../telephony/listening.ts';
import type { ExchangeHooks, ExchangePort, Registration } from '../../telephony/port.ts';
import type { HandedOver, Recorded, TakenOver } from '../../telephony/recording.ts';

/** An exchange moved by hand. It keeps what is true of its calls and queue, whether or not somebody listens. */
export interface FakeExchange extends ExchangePort {
  /** What was asked of it, in order, with those it did not carry out. */
  readonly commands: ExchangeCommand[];
  /** Every event that happened, heard or not. */
  readonly history: readonly CallEvent[];
  /** Something happens; it is told when somebody is connected. */
  happen(...events: CallEvent[]): void;
  /** Tells without its being so: a duplicate, or a late packet. */
  tell(...events: ExchangeEvent[]): void;
  /** The link breaks, unsaid when `silently`; the exchange goes on. */
  cut(options?: { silently?: boolean }): void;
  /** The link is back: `link.up`, then the snapshot. */
  restore(): void;
  snapshot(): ExchangeSnapshot;
  register(call: FakeCall): Promise<Registration>;
  /** Hands over what it has recorded. */
  handOver(recording: HandedOver): Promise<TakenOver>;
  /** Whether it keeps a log of its calls that can be read back, from now on; false: it does, and it cannot be read. */
  keepLog(readable: boolean): void;
  /** Whether it answers when it is asked whether everything was heard; by default it is never asked. */
  answerAsked(answers: boolean): void;
  /** How old its news are from now on. */
  behindBy(ms: number): void;
  /** How it answers commands from now on; null: carries them out. */
  answerWith(outcome: ((command: ExchangeCommand) => CommandOutcome | Promise<CommandOutcome>) | null): void;
  /** How the extension stands in the queue. */
  membership(extension: string): 'out' | 'paused' | 'ready';
  /** The queues in which the extension takes part, with its penalties. */
  placesOf(extension: string): Readonly<Record<string, number>>;
  /** A caller on his way in: nothing has happened yet. `at`: epoch ms of his arrival, now when absent. */
  caller(ani: string | null, options?: { at?: number; dnis?: string }): FakeCall;
}

/** Makes the events of one call, by the clock of the exchange unless a moment is given. */
export interface FakeCall {
  readonly callId: string;
  readonly ani: string | null;
  arrived(): CallEvent;
  /** The ticket number was spoken to its end. */
  numberTold(at?: number): CallEvent;
  queued(at?: number): CallEvent;
  /** Each ring of an extension is an offer of its own. */
  offered(extension: string, at?: number): CallEvent;
  lapsed(
    extension: string,
    reason?: 'no-answer' | 'refused' | 'caller-gone' | 'answered-elsewhere',
    at?: number,
  ): CallEvent;
  answered(extension: string, at?: number): CallEvent;
  held(at?: number): CallEvent;
  resumed(at?: number): CallEvent;
  ended(endedBy?: 'caller' | 'agent', at?: number): CallEvent;
}

export const hotline = 'hotline';

/** @param now epoch ms. @param definesQueues whether it can be given queues besides its first one */
export function createFakeExchange(now: () => number, definesQueues = false, name = 'fake'): FakeExchange {
  const run = Math.random().toString(36).slice(2, 8);
  const members = new Map<string, { paused: boolean; readonly queues: Map<string, number> }>();
  const reachable = new Set(['101', '102', '103']);
  const listeners = new Map<string, Listener>();
  const recorded = new Map<string, Recorded>();
  const calls = new Map<string, CallSnapshot>();
  const commands: ExchangeCommand[] = [];
  const history: CallEvent[] = [];
  let log: boolean | null = null;
  let asked: boolean | null = null;
  let answer: ((command: ExchangeCommand) => CommandOutcome | Promise<CommandOutcome>) | null = null;
  let hooks: ExchangeHooks | null = null;
  let connected = false;
  let behindMs = 0;
  let since = now();
  let made = 0;

  const tell = (...events: ExchangeEvent[]) => {
    for (const event of events) {
      if (event.type === 'listening.on') listeners.set(event.listenId, event);
      if (event.type === 'listening.ended') listeners.delete(event.listenId);
      if (event.type === 'recording.on' || event.type === 'recording.resumed')
        recorded.set(event.callId, { ...event, paused: false });
      if (event.type === 'recording.paused') recorded.set(event.callId, { ...event, paused: true });
      if (event.type === 'call.ended') recorded.delete(event.callId);
      if (connected) hooks?.event(event);
    }
  };
  const snapshot = (): ExchangeSnapshot => ({
    type: 'exchange.snapshot',
    at: now(),
    calls: [...calls.values()],
    members: [...members].flatMap(([extension, { paused, queues }]) =>
      [...queues].map(([queue, penalty]) => ({ extension, queue, paused, penalty })),
    ),
    reachable: [...reachable],
    listeners: [...listeners.values()],
    recorded: [...recorded.values()].map(({ callId, paused, at }) => ({ callId, paused, at })),
    ...(log !== null && hooks?.missedSince && logSince(hooks.missedSince())),
  });
  const logSince = (from: number | null) =>
    from === null ? {} : { history: log ? { until: now(), calls: loggedCalls(history, from) } : null };
  const link = (up: boolean, silently = false) => {
    if (connected === up) return;
    since = now();
    if (up) connected = true;
    if (!silently) tell({ type: up ? 'link.up' : 'link.down', at: since, reason: up ? 'test' : 'cut by the test' });
    connected = up;
    if (up) tell(snapshot());
  };

  const carryOut = (command: ExchangeCommand): CommandOutcome => {
    const member = 'extension' in command ? members.get(command.extension) : undefined;
    if (command.type === 'agent.join') {
      const { extension, queue, penalty = 0, paused } = command;
      members.set(extension, { paused, queues: new Map([...(member?.queues ?? []), [queue, penalty]]) });
    }
    if (command.type === 'agent.leave' && member?.queues.delete(command.queue) && member.queues.size === 0)
      members.delete(command.extension);
    if (member && command.type === 'agent.pause') member.paused = true;
    if (member && command.type === 'agent.resume') member.paused = false;
    if (command.type === 'listen.begin')
      listeners.set(command.listenId, { listenId: command.listenId, mode: null, at: now() });
    if (command.type === 'call.dial') {
      const { callId, extension } = command;
      const offers = [{ offerId: `${callId}-leg`, extension, at: now() }];
      calls.set(callId, {
        callId,
        ani: null,
        dnis: '',
        arrivedAt: now(),
        queued: null,
        offers,
        answered: null,
        dialled: { at: null },
      });
    }
    return { ok: true };
  };

  return {
    name,
    dials: true,
    phoneControl: { answer: true, hangup: true, hold: true, mute: true },
    leadsOut: true,
    transferControl: { blind: true, consult: true, outside: true, join: true },
    supervisionControl: { listen: true, first: true, move: true },
    recordingControl: { pause: true },
    definesQueues,
    start: (given) => {
      hooks = given;
      connected = false;
      link(true);
    },
    stop: async () => {
      hooks = null;
      connected = false;
    },
    status: () => ({ connected, since, lastHeardAt: null, anomalies: 0, behindMs }),
    execute: async (command) => {
      commands.push(command);
      if (!connected) return { ok: false, kind: 'unreachable', reason: 'the link is cut' };
      return answer ? answer(command) : carryOut(command);
    },
    get upToDate() {
      return asked === null ? undefined : async () => connected && asked === true;
    },
    commands,
    history,
    happen: (...events) => {
      for (const event of events) {
        history.push(event);
        remember(calls, event);
        tell(event);
      }
    },
    tell,
    cut: ({ silently = false } = {}) => link(false, silently),
    restore: () => link(true),
    snapshot,
    register: async ({ callId, ani }) => {
      if (!hooks) throw new Error('nobody listens to the fake exchange');
      return hooks.register({ callId, at: now(), ani, dnis: 'hotline' });
    },
    keepLog: (readable) => {
      log = readable;
    },
    handOver: async (recording) => (await hooks?.takeOver?.(recording)) ?? 'later',
    answerAsked: (answers) => {
      asked = answers;
    },
    behindBy: (ms) => {
      behindMs = ms;
    },
    answerWith: (given) => {
      answer = given;
    },
    membership: (extension) => {
      const paused = members.get(extension)?.paused;
      return paused === undefined ? 'out' : paused ? 'paused' : 'ready';
    },
    placesOf: (extension) => Object.fromEntries(members.get(extension)?.queues ?? []),
    caller: (ani, { at, dnis = 'hotline' } = {}) => {
      made += 1;
      return fakeCall({ callId: `${name}-${run}.${made}`, ani, dnis, arrivedAt: at, now });
    },
  };
}

interface CallFacts {
  readonly callId: string;
  readonly ani: string | null;
  readonly dnis: string;
  readonly arrivedAt: number | undefined;
  readonly now: () => number;
}

function fakeCall({ callId, ani, dnis, arrivedAt, now }: CallFacts): FakeCall {
  const rings = new Map<string, number>();
  const offerOf = (extension: string) => `${callId}-leg-${extension}-${rings.get(extension) ?? 0}`;
  let held = 0;
  return {
    callId,
    ani,
    arrived: () => ({ type: 'call.arrived', id: eventId.arrived(callId), callId, at: arrivedAt ?? now(), ani, dnis }),
    numberTold: (at = now()) => ({ type: 'call.number_told', id: eventId.numberTold(callId), callId, at }),
    queued: (at = now()) => ({ type: 'call.queued', id: eventId.queued(callId, hotline), callId, at, queue: hotline }),
    offered: (extension, at = now()) => {
      rings.set(extension, (rings.get(extension) ?? 0) + 1);
      const offerId = offerOf(extension);
      return {
        type: 'call.offered',
        id: eventId.offered(callId, offerId),
        callId,
        at,
        offerId,
        queue: hotline,
        extension,
      };
    },
    lapsed: (extension, reason = 'no-answer', at = now()) => {
      const offerId = offerOf(extension);
      return { type: 'offer.lapsed', id: eventId.lapsed(callId, offerId), callId, at, offerId, extension, reason };
    },
    answered: (extension, at = now()) => {
      const offerId = offerOf(extension);
      return { type: 'call.answered', id: eventId.answered(callId, offerId), callId, at, offerId, extension };
    },
    held: (at = now()) => {
      held = at;
      return { type: 'call.held', id: eventId.held(callId, at), callId, at };
    },
    resumed: (at = now()) => ({ type: 'call.resumed', id: eventId.resumed(callId, Math.max(at, held)), callId, at }),
    ended: (endedBy = 'caller', at = now()) => ({ type: 'call.ended', id: eventId.ended(callId), callId, at, endedBy }),
  };
}

/** What happens on a call that we placed, by the exchange's clock. */
export function dialledCall({ happen, commands }: FakeExchange, now: () => number) {
  const placed = commands.findLast((command) => command.type === 'call.dial');
  if (!placed) throw new Error('nobody was called');
  const { callId, extension } = placed;
  const offerId = `${callId}-leg`;
  return {
    ...placed,
    lifted: () => happen({ type: 'call.dialling', id: eventId.dialling(callId), callId, at: now() }),
    answered: () =>
      happen({ type: 'call.answered', id: eventId.answered(callId, offerId), callId, at: now(), offerId, extension }),
    held: () => happen({ type: 'call.held', id: eventId.held(callId, now()), callId, at: now() }),
    ended: (endedBy: CallEnded['endedBy'], result?: CallEnded['result']) =>
      happen({ type: 'call.ended', id: eventId.ended(callId), callId, at: now(), endedBy, ...(result && { result }) }),
  };
}

/** As an adapter reads them back: of a call that began before, what came since. */
function loggedCalls(history: readonly CallEvent[], from: number): LoggedCall[] {
  const told = history.filter(({ at }) => at >= from).map((event) => ({ ...event, source: 'log' }) as const);
  return [...new Set(told.map(({ callId }) => callId))].map((callId) => {
    const events = told.filter((event) => event.callId === callId);
    const arrivedAt = events.find(({ type }) => type === 'call.arrived')?.at ?? null;
    return { callId, arrivedAt, ended: events.some(({ type }) => type === 'call.ended'), events };
  });
}

/** What the exchange would show of its calls in a snapshot. */
function remember(calls: Map<string, CallSnapshot>, event: CallEvent): void {
  const { callId, at } = event;
  if (event.type === 'call.arrived') {
    const { ani, dnis } = event;
    calls.set(callId, { callId, ani, dnis, arrivedAt: at, queued: null, offers: [], answered: null });
    return;
  }
  const call = calls.get(callId);
  if (!call) return;
  if (event.type === 'call.ended') calls.delete(callId);
  else calls.set(callId, after(call, event));
}

function after(call: CallSnapshot, event: CallEvent): CallSnapshot {
  switch (event.type) {
    case 'call.queued':
      return { ...call, queued: { queue: event.queue, at: event.at } };
    case 'call.offered': {
      const { offerId, extension, at } = event;
      return { ...call, offers: [...call.offers, { offerId, extension, at }] };
    }
    case 'offer.lapsed':
      return { ...call, offers: call.offers.filter((offer) => offer.offerId !== event.offerId) };
    case 'call.dialling':
      return { ...call, offers: [], dialled: { at: event.at } };
    case 'call.answered': {
      const { offerId, extension, at } = event;
      return { ...call, offers: [], answered: { offerId, extension, at } };
    }
    default:
      return call;
  }
}
