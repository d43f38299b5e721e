import { randomUUID } from 'node:crypto';
import type { EventSource } from '../../../telephony/events.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import type { CallState } from '../../domain/call/call.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { openedBy } from '../cases/open-case.ts';
import type { Arrival, Arrived } from '../ports/arrivals.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createBatches } from '../shared/batches.ts';

export interface ArrivingCall {
  readonly call: CallState;
  readonly eventId: string;
  readonly phone: Arrival['phone'];
  /** As of {@link StoreCallEvents}. */
  readonly asOf?: number;
  readonly source?: EventSource;
}

/** Opens cases for callers who come in. */
export interface Arrivals {
  /**
   * The case of the call with its ticket number, durable when this returns; `change` when it was opened just now.
   * `ended`: the call is stored as over, and was told once more.
   * @throws when the database is away.
   */
  open(arriving: ArrivingCall): Promise<Opened>;
}

export interface Opened {
  readonly record: CaseRecord;
  readonly change: CaseChange | null;
  readonly ended: boolean;
}

export interface ArrivalsDeps {
  readonly store: Pick<Store, 'arrive'>;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly ofCall: Exchanges['ofCall'];
  readonly timeZone: OfficeZone;
  /** Whether the error says that the database is away, rather than that it refused. */
  readonly isAway: (error: unknown) => boolean;
}

/** One transaction never carries more callers than this. */
const limit = 256;

/** Callers who come while a transaction is under way share the next one. */
export function createArrivals({ store, sops, clock, ofCall, timeZone, isAway }: ArrivalsDeps): Arrivals {
  const work = async (arriving: readonly ArrivingCall[]): Promise<readonly Opened[]> => {
    const now = clock.now();
    const arrivals = arriving.map((one) => arrivalOf(one, now));
    const stored = await store.arrive(arrivals);
    return arrivals.map((arrival, index) => {
      const { record, opened, ended } = stored[index] as Arrived;
      return { record, ended, change: opened ? changeOf(arrival, record) : null };
    });
  };

  const arrivalOf = ({ call, eventId, phone, asOf, source }: ArrivingCall, now: number): Arrival => {
    const service = sops.hotlineOf(call.dnis);
    const sop = sops.current(service.sopId);
    const events: CaseEvent[] = [
      { id: eventId, type: 'call.arrived', at: call.arrivedAt, data: source ? { source } : {} },
      // The number exists with this very commit; a moment later than now would be after its own record.
      { id: `${eventId}:numbered`, type: 'ticket.numbered', at: Math.max(now, call.arrivedAt), data: {} },
    ];
    const of = { caseId: randomUUID(), callId: call.callId, serviceId: service.id, sop };
    const when = {
      personId: null,
      dayOf: call.arrivedAt,
      now,
      ...(asOf !== undefined && { asOf: Math.min(asOf, now) }),
    };
    return { call, exchange: ofCall(call.callId), phone, ...openedBy({ sops, timeZone }, of, events, when).opening };
  };

  return { open: createBatches({ limit, work, isAway }) };
}

function changeOf(arrival: Arrival, record: CaseRecord): CaseChange {
  const { events, nextDeadline, facts } = arrival;
  const alerts = arrival.alerts.map((alert) => ({ ...alert, ticketNumber: record.ticketNumber }));
  return { record, events, alerts, nextDeadline, facts };
}
