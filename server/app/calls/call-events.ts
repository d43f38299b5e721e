import type { CallEvent, CallRecorded, ExchangeEvent, ExchangeSnapshot } from '../../../telephony/events.ts';
import { eventId } from '../../../telephony/ids.ts';
import type { Registration, RegistrationRequest } from '../../../telephony/port.ts';
import type { CallState } from '../../domain/call/call.ts';
import { reconcile } from '../../domain/call/reconcile.ts';
import { signalledPhone } from '../../domain/identity/phone.ts';
import type { Agents } from '../agents/agents.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import type { SystemStatus } from '../live/system-status.ts';
import type { CaseRecord, Log, Store } from '../ports/ports.ts';
import { createSerial } from '../shared/serial.ts';
import type { Arrivals } from './arrivals.ts';
import type { LiveCalls } from './live-calls.ts';
import type { StoreCallEvent } from './store-call-event.ts';

/** Takes what the exchange tells: shows it at once, then stores it, call by call in order. */
export interface CallEvents {
  event(event: ExchangeEvent): void;
  register(request: RegistrationRequest): Promise<Registration>;
  /** Events of calls still to be stored. */
  readonly backlog: number;
  /** Resolves when every event taken so far is stored. */
  idle(): Promise<void>;
  /** Resolves when the exchange's first snapshot is stored: from then on we know what happened while we were away. */
  readonly caughtUp: Promise<void>;
}

export interface CallEventsDeps {
  readonly store: Pick<Store, 'callerContext'>;
  readonly liveCalls: LiveCalls;
  readonly arrivals: Arrivals;
  readonly agents: Agents;
  readonly publisher: CasePublisher;
  readonly system: SystemStatus;
  readonly storeCallEvent: StoreCallEvent;
  readonly recorded: (event: CallRecorded) => Promise<void>;
  readonly persist: <T>(what: string, work: () => Promise<T>) => Promise<T | null>;
  readonly repairMembership: (snapshot: ExchangeSnapshot) => Promise<void>;
  readonly counted: (anomaly: string) => void;
  readonly log: Log;
}

export function createCallEvents(deps: CallEventsDeps): CallEvents {
  const { liveCalls, agents, system, log } = deps;
  const serial = createSerial();
  let catchUp = () => {};
  const caughtUp = new Promise<void>((resolve) => {
    catchUp = resolve;
  });

  const takeCall = (event: CallEvent, asOf?: number) => {
    const phone = event.type === 'call.arrived' ? signalledPhone(event.ani) : null;
    const before = liveCalls.get(event.callId)?.call ?? null;
    const call = liveCalls.apply(event, phone?.masked ?? null);
    if (!call) {
      deps.counted('event_of_unknown_call');
      log.warn({ callId: event.callId, type: event.type }, 'an event of a call that is not known was passed over');
      return;
    }
    if (call === before) return;
    void serial.run(event.callId, async () => {
      const work =
        event.type === 'call.arrived'
          ? () => opened(call, event.id, phone)
          : () => deps.storeCallEvent(event, call, asOf);
      await deps.persist<unknown>(`${event.type} ${event.callId}`, work);
    });
  };

  /** Opens the case, or finds it, and looks up who may be calling before any telephone rings. */
  const opened = async (call: CallState, id: string, phone: ReturnType<typeof signalledPhone>): Promise<CaseRecord> => {
    const { record, change, ended } = await deps.arrivals.open({ call, eventId: id, phone });
    if (ended) {
      liveCalls.drop(call.callId);
      return record;
    }
    const show = async () => {
      const context = await deps.store.callerContext(record.caseId);
      liveCalls.identify(record, context);
      if (change) deps.publisher.committed(change, context);
    };
    await show().catch((error: unknown) => {
      log.warn({ err: error, callId: call.callId }, 'the caller could not be looked up');
      if (change) deps.publisher.committed(change);
    });
    return record;
  };

  /**
   * The question came before the event, which will tell nothing new: so the ticket is made here for good, in its place
   * before the call's other events, even when the exchange is told now that there is none yet.
   */
  const openedFirst = (call: CallState, id: string, phone: ReturnType<typeof signalledPhone>): Promise<CaseRecord> =>
    new Promise((resolve, reject) => {
      const attempt = async () => {
        try {
          resolve(await opened(call, id, phone));
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

  const takeSnapshot = (snapshot: ExchangeSnapshot) => {
    for (const person of agents.all())
      agents.reachable(person.extension, snapshot.reachable.includes(person.extension));
    const missed = reconcile(liveCalls.open(), snapshot, eventId);
    missed.forEach((event, index) => {
      const next = missed[index + 1];
      takeCall(event, next?.callId === event.callId ? next.at : undefined);
    });
    serial
      .idle()
      .then(catchUp)
      .then(() => deps.repairMembership(snapshot))
      .catch((error: unknown) => log.warn({ err: error }, 'the queue could not be brought in line'));
  };

  return {
    event: (event) => {
      switch (event.type) {
        case 'link.up':
        case 'link.down':
          log.info(
            { reason: event.reason },
            event.type === 'link.up' ? 'the exchange is connected' : 'the exchange is away',
          );
          system.exchange(event.type === 'link.up');
          return;
        case 'phone.reachable':
        case 'phone.unreachable':
          agents.reachable(event.extension, event.type === 'phone.reachable');
          return;
        case 'exchange.snapshot':
          takeSnapshot(event);
          return;
        case 'call.recorded':
          // After what is still to be stored of its call, such as the call itself.
          void serial.run(event.callId, () => deps.recorded(event));
          return;
        default:
          takeCall(event);
      }
    },

    register: async ({ callId, at, ani, dnis }) => {
      const id = eventId.arrived(callId);
      const phone = signalledPhone(ani);
      const known = liveCalls.get(callId) !== null;
      const call = liveCalls.apply({ type: 'call.arrived', id, callId, at, ani, dnis }, phone?.masked ?? null);
      if (!call) throw new Error('a call could not begin');
      const { ticketNumber } = known ? await opened(call, id, phone) : await openedFirst(call, id, phone);
      return { ticketNumber };
    },

    get backlog() {
      return serial.size;
    },
    idle: () => serial.idle(),
    caughtUp,
  };
}
