import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type OfficeZone, officeDay } from '../domain/calendar/office-day.ts';
import type { CallState } from '../domain/call/call.ts';
import { newCase } from '../domain/case/case.ts';
import type { CaseEvent } from '../domain/case/events.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { changeCase } from './case-writer.ts';
import type { Arrival, Arrived, CaseChange, CaseRecord, Clock, Store } from './ports.ts';
import type { SopRegistry } from './sop-registry.ts';

export interface ArrivingCall {
  readonly call: CallState;
  readonly eventId: string;
  readonly phone: Arrival['phone'];
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

interface Opened {
  readonly record: CaseRecord;
  readonly change: CaseChange | null;
  readonly ended: boolean;
}

export interface ArrivalsDeps {
  readonly store: Pick<Store, 'arrive'>;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly exchange: string;
  readonly timeZone: OfficeZone;
  /** Whether the error says that the database is away, rather than that it refused. */
  readonly isAway: (error: unknown) => boolean;
}

/** One transaction never carries more callers than this. */
const batchLimit = 256;

/**
 * Callers who come while a transaction is under way wait for it together and share the next one: each is served as
 * soon as the database can, and a storm costs one commit for many instead of one each.
 */
export function createArrivals({ store, sops, clock, exchange, timeZone, isAway }: ArrivalsDeps): Arrivals {
  interface Waiting {
    readonly arrival: ArrivingCall;
    readonly resolve: (opened: Opened) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let busy = false;

  const run = async () => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchLimit);
      waiting = waiting.slice(batchLimit);
      await open(batch);
      // Who has come meanwhile but was not read yet shares the next transaction, instead of waiting for it.
      await nextTurn();
    }
    busy = false;
  };

  const open = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const now = clock.now();
      const arrivals = batch.map(({ arrival }) => arrivalOf(arrival, now));
      const stored = await store.arrive(arrivals);
      batch.forEach(({ resolve }, index) => {
        const { record, opened, ended } = stored[index] as Arrived;
        resolve({ record, ended, change: opened ? changeOf(arrivals[index] as Arrival, record) : null });
      });
    } catch (error) {
      if (batch.length > 1 && !isAway(error)) {
        // One caller the database refuses must not cost the others their tickets.
        const middle = batch.length >> 1;
        await open(batch.slice(0, middle));
        await open(batch.slice(middle));
      } else for (const { reject } of batch) reject(error);
    }
  };

  const arrivalOf = ({ call, eventId, phone }: ArrivingCall, now: number): Arrival => {
    const service = sops.hotlineOf(call.dnis);
    const sop = sops.current(service.sopId);
    const events: CaseEvent[] = [
      { id: eventId, type: 'call.arrived', at: call.arrivedAt, data: {} },
      // The number exists with this very commit; a moment later than now would be after its own record.
      { id: `${eventId}:numbered`, type: 'ticket.numbered', at: Math.max(now, call.arrivedAt), data: {} },
    ];
    const caseId = randomUUID();
    const { record, alerts, nextDeadline } = changeCase(
      sops,
      unnumbered(caseId, call.callId, service.id, sop),
      events,
      null,
      now,
    );
    return {
      call,
      exchange,
      phone,
      caseId,
      officeDay: officeDay(call.arrivedAt, timeZone),
      serviceId: service.id,
      sopId: sop.id,
      sopVersion: sop.version,
      state: record.state,
      nextDeadline,
      events: events.map((event) => ({ event, recordedAt: now, personId: null })),
      alerts,
    };
  };

  return {
    open: (arrival) =>
      new Promise((resolve, reject) => {
        waiting.push({ arrival, resolve, reject });
        if (!busy) void run();
      }),
  };
}

/** The case before its number is drawn and its first event applied. */
function unnumbered(caseId: string, callId: string, serviceId: string, sop: SopDefinition): CaseRecord {
  const nothing = { ticketNumber: '', linkedTo: null, openedAt: 0, version: 0, phoneMasked: null, nikMasked: null };
  return { caseId, callId, serviceId, sopId: sop.id, sopVersion: sop.version, state: newCase, ...nothing };
}

function changeOf(arrival: Arrival, record: CaseRecord): CaseChange {
  const { events, nextDeadline } = arrival;
  const alerts = arrival.alerts.map((alert) => ({ ...alert, ticketNumber: record.ticketNumber }));
  return { record, events, alerts, nextDeadline };
}
