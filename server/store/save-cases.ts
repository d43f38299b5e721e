import type { EntityManager } from 'typeorm';
import type { CaseChange } from '../app/ports.ts';
import { alertRows, eventRows, insertAlerts, insertEvents } from './history.ts';
import { isoOrNull } from './rows.ts';

/** Stores changed cases with their new events and alerts, in one statement. Their rows are locked by the caller. */
export async function saveCases(manager: EntityManager, changes: readonly CaseChange[]): Promise<void> {
  await manager.query(
    `WITH saved AS (
       UPDATE case_file c SET status = r.status, agent_id = r.agent_id, official_id = r.official_id,
         caller_id = r.caller_id, disposition = r.disposition, closed_at = r.closed_at,
         next_deadline = r.next_deadline, version = r.version, state = r.state
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, status text, agent_id uuid, official_id uuid, caller_id uuid,
         disposition text, closed_at timestamptz, next_deadline timestamptz, version integer, state jsonb)
       WHERE c.id = r.id),
     logged AS (${insertEvents('$2')})
     ${insertAlerts('$3')}`,
    [
      JSON.stringify(changes.map(caseRow)),
      JSON.stringify(
        changes.flatMap(({ record, events }) => eventRows(record.caseId, record.version - events.length, events)),
      ),
      JSON.stringify(changes.flatMap(({ alerts }) => alertRows(alerts))),
    ],
  );
}

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
