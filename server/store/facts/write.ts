import type { EntityManager } from 'typeorm';
import type { CallState } from '../../domain/call/call.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { callFacts } from '../../domain/fact/call-fact.ts';
import type { CaseFacts } from '../../domain/fact/case-facts.ts';
import { type HistoryColumns, toLogged } from '../rows.ts';
import {
  callFactTable,
  callRows,
  caseFactTable,
  caseRows,
  offerFactTable,
  offerRows,
  stepFactTable,
  stepRows,
  upsert,
} from './rows.ts';

/**
 * Parts of a statement that stores facts of cases with whatever else it stores, and their parameters.
 * @param first number of the first parameter
 * @param where of each part, such as that the case was really stored
 */
export const caseFactParts = (first: number, where = ''): string => `
  stepped AS (${upsert(stepFactTable, `$${first}`, where)}),
  ended AS (${upsert(caseFactTable, `$${first + 1}`, where)})`;

export const caseFactValues = (facts: readonly CaseFacts[]): [steps: string, ends: string] => [
  JSON.stringify(stepRows(facts)),
  JSON.stringify(caseRows(facts)),
];

/** What a call is kept with and one of its events; of a call without events one row, in which there is none. */
type EventOfCall = { [Column in keyof HistoryColumns]: HistoryColumns[Column] | null } & {
  call_id: string;
  case_id: string | null;
  service_id: string | null;
  sop_id: string | null;
};

const isEvent = <Row extends EventOfCall>(row: Row): row is Row & HistoryColumns => row.id !== null;

interface CallToTell {
  readonly call: CallState;
  readonly agentId: string | null;
}

/** Stores the facts of calls that are over, in the place of what stood there, from their histories. */
export async function saveCallFacts(manager: EntityManager, calls: readonly CallToTell[]): Promise<void> {
  if (calls.length === 0) return;
  const ids = calls.map(({ call }) => call.callId);
  // In the order of what happened: of one moment, in that of the first case's history. A call has hours at most.
  const rows: EventOfCall[] = await manager.query(
    `SELECT k.id AS call_id, f.id AS case_id, f.service_id, f.sop_id,
       e.id, e.seq, e.type, e.at, e.recorded_at, e.person_id, e.data
     FROM call k
     LEFT JOIN LATERAL (SELECT id, service_id, sop_id FROM case_file
       WHERE id = k.case_id OR (k.case_id IS NULL AND call_id = k.id)
       ORDER BY linked_to IS NOT NULL, opened_at, id LIMIT 1) f ON true
     LEFT JOIN case_file c ON c.call_id = k.id
     LEFT JOIN case_event e ON e.case_id = c.id AND (e.type LIKE 'call.%' OR e.type = 'offer.lapsed')
     WHERE k.id = ANY($1)
     ORDER BY e.at, c.linked_to IS NOT NULL, c.opened_at, c.id, e.seq`,
    [ids],
  );
  const ofCall = new Map(rows.map((row) => [row.call_id, row]));
  const told = new Map<string, Map<string, CaseEvent>>(ids.map((id) => [id, new Map()]));
  for (const row of rows) {
    const known = told.get(row.call_id);
    if (known && isEvent(row) && !known.has(row.id)) known.set(row.id, toLogged(row).event);
  }
  const facts = calls.map(({ call, agentId }) => {
    const of = ofCall.get(call.callId);
    return callFacts({
      ...{ call, agentId, caseId: of?.case_id ?? null, serviceId: of?.service_id ?? null, sopId: of?.sop_id ?? null },
      events: [...(told.get(call.callId)?.values() ?? [])],
    });
  });
  const offers = offerRows(facts);
  await manager.query(
    `WITH gone AS (DELETE FROM offer_fact o WHERE o.call_id = ANY($3) AND NOT EXISTS (
         SELECT FROM jsonb_to_recordset($2::jsonb) AS r(call_id text, offer_id text)
         WHERE r.call_id = o.call_id AND r.offer_id = o.offer_id)),
       called AS (${upsert(callFactTable, '$1')})
     ${upsert(offerFactTable, '$2')}`,
    [JSON.stringify(callRows(facts)), JSON.stringify(offers), ids],
  );
}
