import type { DataSource } from 'typeorm';
import type { LikeCaseReads, LikeQuestion } from '../app/ports/like-cases.ts';
import { isTooSlow, withinTime } from './within-time.ts';

/** Cases like this one are of no use to whoever has read on meanwhile, ms. */
const longestSearchMs = 1_500;
/** The words of so many are compared by PostgreSQL, and of the best ones everything by us. */
const mostCompared = 20_000;
const mostTold = 300;
/** The subject has no index: what is like it only by that is looked for among the newest. */
const newest = { among: 2_000, most: 50 } as const;

interface LikeColumns {
  id: string;
  service_id: string;
  kind: string;
  category: string | null;
  opened_at: Date;
  has: string[];
}

export function createLikeCaseReads(dataSource: DataSource): LikeCaseReads {
  const select = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => dataSource.query(sql, values);
  return {
    // Counted by ANALYZE, as autovacuum does it: nothing is counted here. A table that is still small has none.
    wordShares: async () => {
      const [size] = await select<{ cases: number }>(
        `SELECT greatest(reltuples, 0)::float8 AS cases FROM pg_class WHERE oid = 'case_search'::regclass`,
      );
      const rows = await select<{ word: string; share: number }>(
        `SELECT e.word, e.share::float8 AS share FROM pg_stats s,
           unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e(word, share)
         WHERE s.schemaname = current_schema() AND s.tablename = 'case_search' AND s.attname = 'words' AND e.word IS NOT NULL`,
      );
      return { cases: size?.cases ?? 0, shares: new Map(rows.map(({ word, share }) => [word, share])) };
    },
    likeCases: async (question) => {
      try {
        const rows = await withinTime(
          dataSource,
          longestSearchMs,
          (manager): Promise<LikeColumns[]> => manager.query(...statement(question)),
        );
        return rows.map(({ id, service_id: serviceId, kind, category, opened_at: openedAt, has }) => ({
          ...{ caseId: id, serviceId, kind, category, openedAt: openedAt.getTime(), has },
        }));
      } catch (error) {
        if (isTooSlow(error)) return [];
        throw error;
      }
    },
  };
}

/** Only what is asked for is in the statement. */
function statement({ caseId, sought, words, category, personId }: LikeQuestion): [sql: string, values: unknown[]] {
  const values: unknown[] = [caseId, words];
  const add = (value: unknown) => `$${values.push(value)}`;
  const theirs = personId === null ? '' : add(personId);
  const parts: string[] = [];
  if (sought !== null) {
    const query = `to_tsquery('simple', ${add(sought)})`;
    const any = `to_tsquery('simple', ${add(words.map((word) => `'${word}'`).join(' | '))})`;
    const among =
      personId === null
        ? ''
        : `JOIN case_file o ON o.id = s.case_id AND (o.official_id IS NULL OR o.official_id = ${theirs}::uuid)`;
    parts.push(
      `(SELECT case_id FROM (SELECT s.case_id, s.words FROM case_search s ${among} WHERE s.words @@ ${query} LIMIT ${mostCompared}) w
        ORDER BY ts_rank(words, ${any}) DESC LIMIT ${mostTold})`,
    );
  }
  if (category !== null) {
    const mine = personId === null ? '' : `AND (official_id IS NULL OR official_id = ${theirs}::uuid)`;
    parts.push(
      `(SELECT id FROM (SELECT id, state->>'category' AS category FROM case_file WHERE task_period IS NULL ${mine}
          ORDER BY opened_at DESC LIMIT ${newest.among}) n WHERE category = ${add(category)} LIMIT ${newest.most})`,
    );
  }
  if (parts.length === 0) parts.push('(SELECT id AS case_id FROM case_file WHERE false)');
  return [
    `SELECT c.id, c.service_id, c.state->>'kind' AS kind, c.state->>'category' AS category, c.opened_at,
       ARRAY(SELECT l FROM unnest(tsvector_to_array(s.words)) l WHERE l = ANY($2::text[])) AS has
     FROM (${parts.join(' UNION ')}) f(case_id) JOIN case_file c ON c.id = f.case_id
       LEFT JOIN case_search s ON s.case_id = c.id
     WHERE c.id <> $1 AND c.task_period IS NULL AND c.restricted_at IS NULL AND c.status <> 'abandoned'
       AND coalesce(c.disposition, '') NOT IN ('prank', 'junk')`,
    values,
  ];
}
