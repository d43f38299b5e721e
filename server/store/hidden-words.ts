import type { EntityManager } from 'typeorm';
import type { HiddenWords } from '../app/ports/cases.ts';
import type { Sealer } from './secrets/sealed.ts';

/** Seals words beside their case. */
export async function saveHiddenWords(
  manager: EntityManager,
  sealer: Sealer,
  words: readonly HiddenWords[],
): Promise<void> {
  if (words.length === 0) return;
  const rows = words.map(({ caseId, id, field, words: text, personId }) => ({
    case_id: caseId,
    id,
    field,
    words_sealed: sealer.seal(text),
    person_id: personId,
  }));
  await manager.query(
    `INSERT INTO hidden_words (case_id, id, field, words_sealed, person_id)
     SELECT case_id, id, field, words_sealed, person_id FROM jsonb_to_recordset($1::jsonb)
       AS r(case_id uuid, id text, field text, words_sealed text, person_id uuid)
     ON CONFLICT (case_id, id) DO UPDATE SET words_sealed = excluded.words_sealed, person_id = excluded.person_id,
       at = excluded.at`,
    [JSON.stringify(rows)],
  );
}

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** All of a case, the oldest first. */
export async function openHiddenWords(
  select: Select,
  sealer: Sealer,
  caseId: string,
): Promise<Pick<HiddenWords, 'field' | 'words'>[]> {
  const rows = await select<{ field: string; words_sealed: string }>(
    'SELECT field, words_sealed FROM hidden_words WHERE case_id = $1 ORDER BY at, id',
    [caseId],
  );
  return rows.map(({ field, words_sealed: sealed }) => ({ field, words: sealer.open(sealed) }));
}
