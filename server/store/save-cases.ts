import type { EntityManager } from 'typeorm';
import type { CaseChange } from '../app/ports.ts';
import { alertRows, eventRows, insertAlerts, insertEvents } from './history.ts';
import type { Prepared } from './prepared.ts';
import { isoOrNull } from './rows.ts';

const columns = `id uuid, status text, agent_id uuid, official_id uuid, caller_id uuid, disposition text,
  closed_at timestamptz, next_deadline timestamptz, version integer, state jsonb`;
const assignments = `status = r.status, agent_id = r.agent_id, official_id = r.official_id, caller_id = r.caller_id,
  disposition = r.disposition, closed_at = r.closed_at, next_deadline = r.next_deadline, version = r.version,
  state = r.state`;

/** Stores changed cases with their new events and alerts, in one statement. Their rows are locked by the caller. */
export async function saveCases(manager: EntityManager, changes: readonly CaseChange[]): Promise<void> {
  await manager.query(
    `WITH saved AS (
       UPDATE case_file c SET ${assignments} FROM jsonb_to_recordset($1::jsonb) AS r(${columns}) WHERE c.id = r.id),
     logged AS (${insertEvents('$2')})
     ${insertAlerts('$3')}`,
    [JSON.stringify(changes.map(caseRow)), ...historyOf(changes)],
  );
}

/**
 * Stores the changes of those cases whose rows are still what was read, and that nobody else has locked, in one
 * statement, which is its own transaction; it waits neither for a lock nor for the disk.
 * @param seen of each case, what `xmin` said of its row when it was read: it changes with every change of the row.
 * @returns the cases that were stored.
 */
export async function saveUntouchedCases(
  run: Prepared,
  changes: readonly CaseChange[],
  seen: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  const rows = changes.map((change) => ({ ...caseRow(change), seen: seen.get(change.record.caseId) }));
  const stored = await run<{ id: string }>(
    'save untouched cases',
    `WITH changed AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${columns}, seen xid)),
     mine AS MATERIALIZED (
       SELECT c.id, set_config('synchronous_commit', 'off', true) FROM case_file c JOIN changed r ON c.id = r.id
       WHERE c.xmin = r.seen FOR NO KEY UPDATE OF c SKIP LOCKED),
     saved AS (
       UPDATE case_file c SET ${assignments} FROM changed r JOIN mine ON mine.id = r.id WHERE c.id = r.id
       RETURNING c.id),
     logged AS (${insertEvents('$2')} WHERE r.case_id IN (SELECT id FROM mine)),
     raised AS (${insertAlerts('$3')} WHERE r.case_id IN (SELECT id FROM mine))
     SELECT id FROM saved`,
    [JSON.stringify(rows), ...historyOf(changes)],
  );
  return new Set(stored.map(({ id }) => id));
}

const historyOf = (changes: readonly CaseChange[]): [events: string, alerts: string] => [
  JSON.stringify(
    changes.flatMap(({ record, events }) => eventRows(record.caseId, record.version - events.length, events)),
  ),
  JSON.stringify(changes.flatMap(({ alerts }) => alertRows(alerts))),
];

const caseRow = ({ record: { caseId, version, state }, nextDeadline }: CaseChange) => ({
  id: caseId,
  status: state.status,
  agent_id: state.agentId,
  official_id: state.officialId,
  caller_id: state.callerId,
  disposition: state.disposition,
  closed_at: isoOrNull(state.closedAt),
  next_deadline: isoOrNull(nextDeadline),
  version,
  state,
});
