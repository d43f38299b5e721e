import type {
  CallEvent,
  CallRecorded,
  ExchangeEvent,
  ExchangeSnapshot,
  LinkChanged,
} from '../../../telephony/events.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import { eventId } from '../../../telephony/ids.ts';
import type { ListeningEvent } from '../../../telephony/listening.ts';
import type { Registration, RegistrationRequest } from '../../../telephony/port.ts';
import type { RecordingEvent } from '../../../telephony/recording.ts';
import type { SurveyAnswered } from '../../../telephony/survey.ts';
import type { CallState } from '../../domain/call/call.ts';
import { pastCalls, reconcile } from '../../domain/call/reconcile.ts';
import { signalledPhone } from '../../domain/identity/phone.ts';
import { questionsBy } from '../../domain/survey/survey.ts';
import type { Agents } from '../agents/agents.ts';
import type { SystemStatus } from '../live/system-status.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Log } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { Persist } from '../shared/persist.ts';
import { createSerial } from '../shared/serial.ts';
import type { Doors } from './doors.ts';
import type { Hearings } from './hearings.ts';
import type { LiveCalls } from './live-calls.ts';
import type { OpenCall } from './open-call.ts';
import { createPastCalls } from './past-calls.ts';
import type { RecordingStates } from './recording-states.ts';
import type { CorrectEnd, StoreCallEvents, ToldOfCall } from './store-call-event.ts';

/** Takes what the exchange tells: shows it at once, then stores it, call by call in order. */
export interface CallEvents {
  event(event: ExchangeEvent): void;
  register(request: RegistrationRequest): Promise<Registration>;
  /** Events of calls still to be stored. */
  readonly backlog: number;
  /** Whether events of this call are among them. */
  isBehind(callId: string): boolean;
  /** Resolves when every event taken so far is stored. */
  idle(): Promise<void>;
  /** Resolves when each exchange's first snapshot is stored: from then on we know what happened while we were away. */
  readonly caughtUp: Promise<void>;
}

export interface CallEventsDeps {
  readonly liveCalls: LiveCalls;
  readonly agents: Agents;
  readonly openCall: OpenCall;
  readonly system: SystemStatus;
  readonly exchanges: Exchanges;
  readonly hearing: Pick<Hearings, 'link' | 'caughtUp'>;
  readonly hotlineOf: SopRegistry['hotlineOf'];
  /** Who listens to conversations. */
  readonly listenings: { event(event: ListeningEvent): void; seen(snapshot: ExchangeSnapshot): void };
  readonly recordingStates: Pick<RecordingStates, 'show' | 'store' | 'missed'>;
  /** Agents who ask for help: the conversation is over, or with somebody else. */
  readonly helps: { over(callId: string): void };
  readonly storeCallEvents: StoreCallEvents;
  /** How callers of a number are let in now. */
  readonly doorOf: Doors['of'];
  /** Where its caller waits; absent: in the exchange's own queue, in his turn. */
  readonly placeOf: (call: Pick<CallState, 'dnis' | 'callId'>, phone: string | null) => Registration['place'];
  readonly correctEnd: CorrectEnd;
  readonly recorded: (event: CallRecorded) => Promise<void>;
  /** What a caller pressed when the talk was over. */
  readonly surveyed: (event: SurveyAnswered) => Promise<void>;
  readonly persist: Persist;
  /** The talk on this telephone is over, as we have heard this moment. */
  readonly talkEnded: (extension: string) => void;
  readonly repairMembership: (snapshot: ExchangeSnapshot) => Promise<void>;
  readonly counted: (anomaly: string) => void;
  readonly log: Log;
}

export function createCallEvents(deps: CallEventsDeps): CallEvents {
  const { liveCalls, agents, system, hearing, exchanges, log } = deps;
  const serial = createSerial<ToldOfCall>();
  /** What says nothing of which exchange it is comes from the only one. */
  const sole = exchanges.names[0] ?? '';
  const storePast = createPastCalls({ ...deps, inTurn: serial.run });
  /** Those of which no snapshot is stored yet. */
  const unheard = new Set(exchanges.names);
  let catchUp = () => {};
  const caughtUp = new Promise<void>((resolve) => {
    catchUp = resolve;
  });

  /** Resolves when it is stored. */
  const takeCall = async (event: CallEvent, asOf?: number): Promise<void> => {
    const phone = event.type === 'call.arrived' ? signalledPhone(event.ani) : null;
    const before = liveCalls.get(event.callId)?.call ?? null;
    const call = liveCalls.apply(event, phone?.masked ?? null);
    if (!call) {
      deps.counted('event_of_unknown_call');
      log.warn({ callId: event.callId, type: event.type }, 'an event of a call that is not known was passed over');
      return;
    }
    if (call === before) return;
    if (event.type === 'call.ended' || event.type === 'call.released') deps.helps.over(event.callId);
    const what = `${event.type} ${event.callId}`;
    if (event.type === 'call.arrived')
      return serial.run(
        event.callId,
        async () => void (await deps.persist(what, () => deps.openCall(call, event, phone, asOf))),
      );
    // What is judged as of a moment of its own, or is of a call that we placed, is stored by itself.
    const told = { event, call };
    if (asOf !== undefined || call.dialled)
      return serial.run(
        event.callId,
        async () => void (await deps.persist(what, () => deps.storeCallEvents([told], { asOf }))),
      );
    return serial.gather(event.callId, told, storeTold);
  };

  /** Events that came while one before them was stored share a transaction; if it is refused, each has its own. */
  const storeTold = async ([first, ...rest]: readonly ToldOfCall[]): Promise<void> => {
    if (!first) return;
    const types = [first, ...rest].map(({ event }) => event.type).join(', ');
    const store = async (...told: [ToldOfCall, ...ToldOfCall[]]) => {
      await deps.storeCallEvents(told);
      return true;
    };
    const { callId } = first.event;
    const stored = await deps.persist(`${types} ${callId}`, () => store(first, ...rest));
    if (stored || rest.length === 0) return;
    for (const one of [first, ...rest]) await deps.persist(`${one.event.type} ${callId}`, () => store(one));
  };

  /**
   * The question came before the event, which will tell nothing new: so the ticket is made here for good, in its place
   * before the call's other events, even when the exchange is told now that there is none yet.
   */
  const openedFirst = (call: CallState, id: string, phone: ReturnType<typeof signalledPhone>): Promise<CaseRecord> =>
    new Promise((resolve, reject) => {
      const attempt = async () => {
        try {
          resolve((await deps.openCall(call, { id }, phone)).record);
        } catch (error) {
          reject(error);
          throw error;
        }
      };
      serial
        .run(call.callId, async () => void (await deps.persist(`registration ${call.callId}`, attempt)))
        // When we are stopping nothing is attempted any more.
        .finally(() => reject(new Error('no ticket number now')));
    });

  /** Whoever talked to this caller, unless handed on or talking to another one by now. */
  const leaveInPeace = (callId: string) => {
    const call = liveCalls.get(callId)?.call;
    const extension = call?.answered?.extension;
    if (!call || extension === undefined || (call.releasedAt ?? null) !== null) return;
    const talksOn = liveCalls
      .open()
      .some((other) => other.callId !== callId && other.answered?.extension === extension && !other.releasedAt);
    if (!talksOn) deps.talkEnded(extension);
  };

  const takeRecording = (event: RecordingEvent) => {
    deps.recordingStates.show(event);
    void serial.run(event.callId, () => deps.recordingStates.store(event));
  };

  /** After what is still to be stored of its call, such as the call itself. */
  const takeAnswer = (event: SurveyAnswered) => serial.run(event.callId, () => deps.surveyed(event));

  const changeLink = ({ type, reason, exchange = sole }: LinkChanged) => {
    const up = type === 'link.up';
    log.info({ exchange, reason }, up ? 'the exchange is connected' : 'the exchange is away');
    system.exchange(exchange, up);
    hearing.link(exchange, up);
  };

  const takeSnapshot = (snapshot: ExchangeSnapshot) => {
    const { reachable, rangInVain, exchange = sole } = snapshot;
    deps.listenings.seen(snapshot);
    for (const { extension } of agents.all())
      if (exchanges.ofPhone(extension) === exchange)
        agents.reachable(extension, rangInVain ? !rangInVain.includes(extension) : reachable.includes(extension));
    // Of another one's calls it knows nothing, not that they are over.
    const open = liveCalls.open().filter(({ callId }) => exchanges.ofCall(callId) === exchange);
    const missed = reconcile(open, snapshot, eventId);
    const past = pastCalls(open, snapshot, eventId);
    const stored = missed.map((event, index) => {
      const next = missed[index + 1];
      return takeCall(event, next?.callId === event.callId ? next.at : undefined);
    });
    deps.recordingStates.missed(snapshot).forEach(takeRecording);
    // Only one read-back at a time: a second one would find the first one's calls half stored.
    const stores = serial.run('past calls', () => storePast(past));
    stored.push(stores);
    for (const { answers = [] } of snapshot.history?.calls ?? [])
      stored.push(...answers.map((answer) => stores.then(() => takeAnswer(answer))));
    // Not for the end of what callers do meanwhile: there may be none.
    Promise.all(stored)
      .then(() => {
        hearing.caughtUp(exchange, snapshot.history !== null);
        unheard.delete(exchange);
        if (unheard.size === 0) catchUp();
      })
      .then(() => serial.idle())
      .then(() => deps.repairMembership(snapshot))
      .catch((error: unknown) => log.warn({ err: error }, 'the queue could not be brought in line'));
  };

  return {
    event: (event) => {
      switch (event.type) {
        case 'link.up':
        case 'link.down':
          changeLink(event);
          return;
        case 'phone.reachable':
        case 'phone.unreachable':
          agents.reachable(event.extension, event.type === 'phone.reachable');
          return;
        case 'exchange.snapshot':
          takeSnapshot(event);
          return;
        case 'listening.on':
        case 'listening.ended':
          deps.listenings.event(event);
          return;
        case 'recording.on':
        case 'recording.paused':
        case 'recording.resumed':
        case 'recording.failed':
          takeRecording(event);
          return;
        case 'survey.answered':
          void takeAnswer(event);
          return;
        case 'call.recorded':
          // After what is still to be stored of its call, such as the call itself.
          void serial.run(event.callId, () => deps.recorded(event));
          return;
        default:
          if (event.type === 'call.ended') leaveInPeace(event.callId);
          void takeCall(event);
      }
    },

    register: async ({ callId, at, ani, dnis }) => {
      const id = eventId.arrived(callId);
      const phone = signalledPhone(ani);
      const known = liveCalls.get(callId);
      const call = liveCalls.apply({ type: 'call.arrived', id, callId, at, ani, dnis }, phone?.masked ?? null);
      if (!call) throw new Error('a call could not begin');
      // Told of before, he may have his ticket already.
      const { ticketNumber } = known
        ? (known.ticket ?? (await deps.openCall(call, { id }, phone)).record)
        : await openedFirst(call, id, phone);
      const service = deps.hotlineOf(dnis);
      const { basis, spoken, records } = service;
      const asks = questionsBy(service, 'call');
      const door = deps.doorOf(dnis, phone?.e164 ?? null, exchanges.ofCall(callId));
      const place = deps.placeOf(call, phone?.e164 ?? null);
      return {
        ticketNumber,
        ...(spoken && basis && { basis: basis.text.id }),
        ...(records && { record: true }),
        ...(asks.length > 0 && { asks }),
        ...(door && { door }),
        ...(place && { place }),
      };
    },

    get backlog() {
      return serial.size;
    },
    isBehind: serial.has,
    idle: () => serial.idle(),
    caughtUp,
  };
}
