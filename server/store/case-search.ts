import type { EntityManager } from 'typeorm';
import type { CaseRecord, LoggedEvent } from '../app/ports/cases.ts';
import { contentsOf } from '../domain/case/contents.ts';
import { indexed } from '../domain/search/words.ts';

/** Whatever is written in a case is found by its words: of any field, a procedure's own too, but those that are sealed. */

/** Events that leave words behind. A ring, a hold or a deadline leaves none, and costs nothing here. */
const writes = ({ event }: LoggedEvent): boolean =>
  'fields' in event.data || event.type === 'report.received' || event.type === 'caller.chosen';

/** Keeps the words of those cases in which something was written. */
export async function saveWords(
  manager: EntityManager,
  changes: readonly {
    readonly record: Pick<CaseRecord, 'caseId' | 'state'>;
    readonly events: readonly LoggedEvent[];
  }[],
): Promise<void> {
  const written = changes.filter(({ events }) => events.some(writes));
  await saveWordsOf(
    manager,
    written.map(({ record }) => record),
  );
}

/** The same, of cases whose contents were changed by no event. */
export async function saveWordsOf(
  manager: EntityManager,
  records: readonly Pick<CaseRecord, 'caseId' | 'state'>[],
): Promise<void> {
  const rows = records
    .map(({ caseId, state }) => ({ id: caseId, words: indexed([...contentsOf(state).values()].join('\n')) }))
    .filter(({ words }) => words !== '');
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO case_search (case_id, opened_at, words)
     SELECT c.id, c.opened_at, to_tsvector('simple', r.words)
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, words text) JOIN case_file c ON c.id = r.id
     ON CONFLICT (case_id) DO UPDATE SET words = excluded.words`,
    [JSON.stringify(rows)],
  );
}
