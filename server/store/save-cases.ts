import type { EntityManager } from 'typeorm';
import type { UntouchedChange } from '../app/ports/deadlines.ts';
import type { CaseChange } from '../app/ports/ports.ts';
import type { CaseState } from '../domain/case/case.ts';
import { isDenied } from '../domain/service/legal-basis.ts';
import { saveWords } from './case-search.ts';
import { hasFacts } from './facts/rows.ts';
import { caseFactParts, caseFactValues } from './facts/write.ts';
import { alertRows, eventRows, insertAlerts, insertEvents } from './history.ts';
import type { Prepared } from './prepared.ts';
import { isoOrNull } from './rows.ts';

const columns = `id uuid, status text, agent_id uuid, official_id uuid, caller_id uuid, disposition text,
  closed_at timestamptz, next_deadline timestamptz, version integer, state jsonb, restricted boolean`;
const assignments = `status = r.status, agent_id = r.agent_id, official_id = r.official_id, caller_id = r.caller_id,
  disposition = r.disposition, closed_at = r.closed_at, next_deadline = r.next_deadline, version = r.version,
  state = r.state, restricted_at = COALESCE(c.restricted_at, CASE WHEN r.restricted THEN clock_timestamp() END)`;

/** Stores changed cases with their new events and alerts, in one statement. Their rows are locked by the caller. */
export async function saveCases(manager: EntityManager, changes: readonly CaseChange[]): Promise<void> {
  const withFacts = changes.some(hasFacts);
  await manager.query(
    `WITH saved AS (
       UPDATE case_file c SET ${assignments} FROM jsonb_to_recordset($1::jsonb) AS r(${columns}) WHERE c.id = r.id),
     logged AS (${insertEvents('$2')})${withFacts ? `,${caseFactParts(4)}` : ''}
     ${insertAlerts('$3')}`,
    [JSON.stringify(changes.map(caseRow)), ...historyOf(changes), ...(withFacts ? factValues(changes) : [])],
  );
  await saveWords(manager, changes);
  const restricted = changes.filter(({ record }) => isOverWithoutConsent(record.state));
  if (restricted.length > 0)
    await manager.query('DELETE FROM case_search WHERE case_id = ANY($1)', [
      restricted.map(({ record }) => record.caseId),
    ]);
}

/**
 * Stores the changes of those cases whose rows are still what was read (their mark is `xmin`), and that nobody else has
 * locked, in one statement, which is its own transaction. It waits neither for a lock nor for the disk: if PostgreSQL
 * crashes before it is there, deadline and alert are as before and it is raised again, under the same id. Whatever is
 * stored on top of it brings it to the disk too.
 * @returns the cases that were stored.
 */
export async function saveUntouchedCases(
  run: Prepared,
  changes: readonly UntouchedChange[],
): Promise<ReadonlySet<string>> {
  const rows = changes.map((change) => ({ ...caseRow(change), mark: change.mark }));
  // What falls due ends no step but by chance: mostly the statement is the shorter one.
  const withFacts = changes.some(hasFacts);
  const stored = await run<{ id: string }>(
    withFacts ? 'save untouched cases with facts' : 'save untouched cases',
    `WITH changed AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${columns}, mark xid)),
     mine AS MATERIALIZED (
       SELECT c.id, set_config('synchronous_commit', 'off', true) FROM case_file c JOIN changed r ON c.id = r.id
       WHERE c.xmin = r.mark FOR NO KEY UPDATE OF c SKIP LOCKED),
     saved AS (
       UPDATE case_file c SET ${assignments} FROM changed r JOIN mine ON mine.id = r.id WHERE c.id = r.id
       RETURNING c.id),
     logged AS (${insertEvents('$2')} WHERE r.case_id IN (SELECT id FROM mine)),
     raised AS (${insertAlerts('$3')} WHERE r.case_id IN (SELECT id FROM mine))
       ${withFacts ? `,${caseFactParts(4, 'WHERE r.case_id IN (SELECT id FROM mine)')}` : ''}
     SELECT id FROM saved`,
    [JSON.stringify(rows), ...historyOf(changes), ...(withFacts ? factValues(changes) : [])],
  );
  return new Set(stored.map(({ id }) => id));
}

const historyOf = (changes: readonly CaseChange[]): [events: string, alerts: string] => [
  JSON.stringify(
    changes.flatMap(({ record, events }) => eventRows(record.caseId, record.version - events.length, events)),
  ),
  JSON.stringify(changes.flatMap(({ alerts }) => alertRows(alerts))),
];

const factValues = (changes: readonly CaseChange[]) => caseFactValues(changes.map(({ facts }) => facts));

const caseRow = ({ record: { caseId, version, state }, nextDeadline }: CaseChange) => ({
  id: caseId,
  status: state.status,
  agent_id: state.agentId,
  official_id: state.officialId,
  caller_id: state.callerId,
  // What a case ended as counts apart, whether its procedure or somebody ended it.
  disposition: state.endedAs ?? state.disposition,
  closed_at: isoOrNull(state.closedAt),
  next_deadline: isoOrNull(nextDeadline),
  version,
  state,
  restricted: isOverWithoutConsent(state),
});

/** Nobody reads it any more, as where a person asks for it (UU 27/2022, art. 9 and 11). */
const isOverWithoutConsent = ({ closedAt, basis }: CaseState): boolean => closedAt !== null && isDenied(basis);
