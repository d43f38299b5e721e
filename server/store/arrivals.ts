import type { DataSource, EntityManager } from 'typeorm';
import type { Arrival } from '../app/ports/arrivals.ts';
import type { CaseRecord } from '../app/ports/cases.ts';
import type { Store } from '../app/ports/ports.ts';
import { formatTicketNumber } from '../domain/ticket/number.ts';
import { saveWords } from './case-search.ts';
import { hasFacts } from './facts/rows.ts';
import { caseFactParts, caseFactValues } from './facts/write.ts';
import { alertRows, eventRows, insertAlerts, insertEvents } from './history.ts';
import { type CaseColumns, caseColumns, iso, isoOrNull, toCase } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

export interface ArrivalsDeps {
  readonly dataSource: DataSource;
  readonly sealer: Sealer;
  readonly officeCode: string;
}

/**
 * Makes call, case and ticket for each arrival in one transaction. The counter's row is locked from the first number
 * to the commit, and a number is drawn only for a call that is new: no gap, no double, however many servers ask.
 */
export function createArrivals({ dataSource, sealer, officeCode }: ArrivalsDeps) {
  return (arrivals: readonly Arrival[]): ReturnType<Store['arrive']> =>
    dataSource.transaction(async (manager) => {
      // The same order everywhere, so that two servers with the same callers cannot wait for each other.
      const ordered = [...arrivals].sort((a, b) => (a.call.callId < b.call.callId ? -1 : 1));
      const inserted = new Set(await insertCalls(manager, ordered, sealer));
      // The exchange that asks and the event that tells may share a transaction: the first of them makes the ticket.
      const first = new Map([...arrivals].reverse().map((arrival) => [arrival.call.callId, arrival]));
      const opens = (arrival: Arrival) =>
        inserted.has(arrival.call.callId) && first.get(arrival.call.callId) === arrival;
      const fresh = arrivals.filter(opens);
      const opened = await openCases(
        manager,
        officeCode,
        fresh.map((arrival) => ({
          ...arrival,
          callId: arrival.call.callId,
          senderSealed: null,
          linkedTo: null,
          ...shown(arrival, sealer),
        })),
      );
      const known = arrivals.map((arrival) => arrival.call.callId).filter((callId) => !inserted.has(callId));
      const found = known.length > 0 ? await casesOfCalls(manager, known) : [];
      const ended = known.length > 0 ? await endedCalls(manager, known) : new Set();
      const byCall = new Map([...opened, ...found].map((record) => [record.callId, record]));
      return arrivals.map((arrival) => {
        const record = byCall.get(arrival.call.callId);
        if (!record) throw new Error(`call ${arrival.call.callId} is stored without a case`);
        return { record, opened: opens(arrival), ended: ended.has(arrival.call.callId) };
      });
    });
}

const shown = (arrival: Arrival, sealer: Sealer) => ({
  phoneIndex: arrival.phone ? sealer.index(arrival.phone.e164) : null,
  phoneMasked: arrival.phone?.masked ?? null,
});

async function insertCalls(manager: EntityManager, arrivals: readonly Arrival[], sealer: Sealer): Promise<string[]> {
  const rows = arrivals.map((arrival) => ({
    id: arrival.call.callId,
    exchange: arrival.exchange,
    phone_index: arrival.phone ? sealer.index(arrival.phone.e164) : null,
    phone_sealed: arrival.phone ? sealer.seal(arrival.phone.e164) : null,
    phone_masked: arrival.phone?.masked ?? null,
    state: arrival.call,
    arrived_at: iso(arrival.call.arrivedAt),
  }));
  const inserted: { id: string }[] = await manager.query(
    `INSERT INTO call (id, exchange, phone_index, phone_sealed, phone_masked, state, arrived_at)
     SELECT id, exchange, phone_index, phone_sealed, phone_masked, state, arrived_at
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, exchange text, phone_index text, phone_sealed text,
       phone_masked text, state jsonb, arrived_at timestamptz)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [JSON.stringify(rows)],
  );
  return inserted.map((row) => row.id);
}

/** A case to open: everything but its number. */
export interface Opening extends Omit<Arrival, 'call' | 'exchange' | 'phone'> {
  readonly callId: string | null;
  readonly linkedTo: string | null;
  /** Of a citizen who did not call; a caller's is kept with the call. */
  readonly senderSealed: string | null;
  readonly phoneIndex: string | null;
  readonly phoneMasked: string | null;
}

/** Draws the next numbers of each office day, in the order given, and stores the cases with their first events. */
export async function openCases(
  manager: EntityManager,
  officeCode: string,
  openings: readonly Opening[],
): Promise<readonly CaseRecord[]> {
  if (openings.length === 0) return [];
  const numbers = await drawNumbers(manager, officeCode, openings);
  const opened = openings.map((opening, index) => {
    const ticketNumber = formatTicketNumber(officeCode, opening.officeDay, numbers[index] as number);
    return { opening, record: recordOf(opening, ticketNumber) };
  });
  const withFacts = openings.some(hasFacts);
  await manager.query(
    `WITH opened AS (
       INSERT INTO case_file (id, ticket_number, office_day, call_id, linked_to, service_id, sop_id, sop_version, status,
         agent_id, caller_id, phone_index, sender_sealed, sender_masked, opened_at, next_deadline, version, state)
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, ticket_number text, office_day date, call_id text,
         linked_to text, service_id text, sop_id text, sop_version text, status text, agent_id uuid, caller_id uuid, phone_index text,
         sender_sealed text, sender_masked text, opened_at timestamptz, next_deadline timestamptz, version integer, state jsonb))
     , logged AS (${insertEvents('$2')})${withFacts ? `,${caseFactParts(4)}` : ''}
     ${insertAlerts('$3')}`,
    [
      JSON.stringify(opened.map(({ opening, record }) => caseRow(opening, record))),
      JSON.stringify(opened.flatMap(({ opening }) => eventRows(opening.caseId, 0, opening.events))),
      JSON.stringify(opened.flatMap(({ opening }) => alertRows(opening.alerts))),
      ...(withFacts ? caseFactValues(openings.map(({ facts }) => facts)) : []),
    ],
  );
  await saveWords(
    manager,
    opened.map(({ opening, record }) => ({ record, events: opening.events })),
  );
  return opened.map(({ record }) => record);
}

async function drawNumbers(
  manager: EntityManager,
  officeCode: string,
  openings: readonly Opening[],
): Promise<number[]> {
  const days = [...new Set(openings.map((opening) => opening.officeDay))].sort();
  const next = new Map<string, number>();
  for (const day of days) {
    const count = openings.filter((opening) => opening.officeDay === day).length;
    const [row]: { last_number: number }[] = await manager.query(
      `INSERT INTO ticket_counter AS t (office_code, office_day, last_number) VALUES ($1, $2, $3)
       ON CONFLICT (office_code, office_day) DO UPDATE SET last_number = t.last_number + $3 RETURNING last_number`,
      [officeCode, day, count],
    );
    next.set(day, (row?.last_number ?? count) - count);
  }
  return openings.map(({ officeDay }) => {
    const number = (next.get(officeDay) ?? 0) + 1;
    next.set(officeDay, number);
    return number;
  });
}

function recordOf(opening: Opening, ticketNumber: string): CaseRecord {
  const { caseId, callId, linkedTo, serviceId, sopId, sopVersion, phoneMasked, state } = opening;
  const openedAt = opening.events[0]?.event.at ?? 0;
  const version = opening.events.length;
  return {
    caseId,
    ticketNumber,
    callId,
    linkedTo,
    serviceId,
    sopId,
    sopVersion,
    openedAt,
    version,
    phoneMasked,
    nikMasked: null,
    state,
  };
}

const caseRow = (opening: Opening, record: CaseRecord) => ({
  id: record.caseId,
  ticket_number: record.ticketNumber,
  office_day: opening.officeDay,
  call_id: record.callId,
  linked_to: record.linkedTo,
  service_id: record.serviceId,
  sop_id: record.sopId,
  sop_version: record.sopVersion,
  status: record.state.status,
  agent_id: record.state.agentId,
  caller_id: record.state.callerId,
  phone_index: opening.phoneIndex,
  sender_sealed: opening.senderSealed,
  sender_masked: opening.senderSealed === null ? null : opening.phoneMasked,
  opened_at: iso(record.openedAt),
  next_deadline: isoOrNull(opening.nextDeadline),
  version: record.version,
  state: record.state,
});

async function endedCalls(manager: EntityManager, callIds: readonly string[]): Promise<Set<string>> {
  const rows: { id: string }[] = await manager.query(
    'SELECT id FROM call WHERE id = ANY($1) AND ended_at IS NOT NULL',
    [callIds],
  );
  return new Set(rows.map((row) => row.id));
}

async function casesOfCalls(manager: EntityManager, callIds: readonly string[]): Promise<CaseRecord[]> {
  const rows: CaseColumns[] = await manager.query(
    `SELECT ${caseColumns} FROM case_file c JOIN call k ON k.id = c.call_id
     WHERE c.call_id = ANY($1) AND c.linked_to IS NULL`,
    [callIds],
  );
  return rows.map(toCase);
}
