import type { DataSource, EntityManager } from 'typeorm';
import type { AnswerEvent, AnswerQuestion, AnswerReads, AnswerWrites, FoundAnswer } from '../app/ports/answers.ts';
import type { Answer, AnswerContent } from '../domain/answer/answer.ts';
import { indexed } from '../domain/search/words.ts';
import { iso } from './rows.ts';
import { isTooSlow, withinTime } from './within-time.ts';

interface AnswerColumns {
  readonly id: string;
  readonly version: number;
  readonly published: AnswerContent | null;
  readonly draft: AnswerContent | null;
  readonly stage: Answer['stage'];
  readonly writers: string[];
  readonly returned: string | null;
  readonly owner_id: string;
  readonly solved: number;
  readonly revision: number;
}
const columns =
  'a.id, a.version, a.published, a.draft, a.stage, a.writers, a.returned, a.owner_id, a.solved, a.revision';

const toAnswer = ({ owner_id: ownerId, ...rest }: AnswerColumns): Answer => ({ ...rest, ownerId });

/** A search while one types is of no use after this long, ms. */
const longestSearchMs = 1_500;

export function createAnswerReads(dataSource: DataSource): AnswerReads {
  const select = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => dataSource.query(sql, values);
  return {
    answers: async () =>
      (await select<AnswerColumns>(`SELECT ${columns} FROM answer a ORDER BY a.changed_at DESC, a.id`)).map(toAnswer),
    answerById: async (id) => {
      const [row] = await select<AnswerColumns>(`SELECT ${columns} FROM answer a WHERE a.id = $1`, [id]);
      return row ? toAnswer(row) : null;
    },
    answerHistory: async (id) => {
      const rows = await select<Omit<AnswerEvent, 'personId' | 'at'> & { person_id: string; at: Date }>(
        `SELECT revision, what, person_id, reason, before, after, at FROM answer_event WHERE answer_id = $1
         ORDER BY revision`,
        [id],
      );
      return rows.map(({ person_id: personId, at, ...rest }) => ({ ...rest, personId, at: at.getTime() }));
    },
    findAnswers: (question) => findAnswers(dataSource, question),
    synonyms: async () =>
      (await select<{ words: string[] }>('SELECT words FROM search_synonym ORDER BY id')).map(({ words }) => words),
    missingAnswers: async (limit) => {
      const rows = await select<{ words: string; asked: number; service_id: string; first_at: Date; last_at: Date }>(
        'SELECT words, asked, service_id, first_at, last_at FROM answer_missing ORDER BY asked DESC, last_at DESC LIMIT $1',
        [limit],
      );
      return rows.map((row) => ({
        ...{ words: row.words, asked: row.asked, serviceId: row.service_id },
        ...{ firstAt: row.first_at.getTime(), lastAt: row.last_at.getTime() },
      }));
    },
  };
}

const offered = '(a.expires_on IS NULL OR a.expires_on >= $1::date)';
/** What is meant for the service or subject of the case goes before what fits as well. */
const meantFor = `CASE WHEN a.published->'subjects' ? $2::text THEN 0.3 ELSE 0 END
  + CASE WHEN a.published->'services' ? $3::text THEN 0.2 ELSE 0 END`;

/** A word that was typed counts for more than a stem, which two words of different meaning may share. */
const byWords = `
  SELECT ${columns}, 4 * ts_rank(a.words, q.exact) + ts_rank(a.stems, q.stems) + 0.02 * ln(1 + a.solved) + ${meantFor} AS score
  FROM answer a, (SELECT to_tsquery('simple', $4) AS exact, to_tsquery('indonesian', $5) AS stems) q
  WHERE (a.words @@ q.exact OR a.stems @@ q.stems) AND ${offered} ORDER BY score DESC, a.id LIMIT $6`;

const byLetters = `
  SELECT ${columns}, avg(word_similarity(w.word, a.plain)) + ${meantFor} AS score
  FROM answer a JOIN unnest($4::text[]) AS w(word) ON w.word <% a.plain
  WHERE ${offered} GROUP BY a.id HAVING count(*) >= $5::int ORDER BY score DESC, a.id LIMIT $6`;

async function findAnswers(dataSource: DataSource, question: AnswerQuestion): Promise<readonly FoundAnswer[]> {
  const { query, today, subject, serviceId, limit, alike } = question;
  const facts = [today, subject, serviceId];
  try {
    return await withinTime(dataSource, longestSearchMs, async (manager) => {
      type Row = AnswerColumns & { readonly score: number };
      let rows: Row[] = await manager.query(byWords, [...facts, query.exact, query.stems, limit]);
      // Shorter words are like too many others.
      const words = query.words.filter((word) => word.length > 3);
      const nothing = rows.length === 0;
      if (nothing && alike && words.length > 0) {
        // Two letters changed places, one is missing: such words share under half of their groups of three letters.
        await manager.query(`SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', true)`);
        rows = await manager.query(byLetters, [...facts, words, Math.ceil(words.length / 2), limit]);
      }
      return rows.map(({ score, ...row }) => ({ answer: toAnswer(row), score: Number(score), alike: nothing }));
    });
  } catch (error) {
    if (isTooSlow(error)) return [];
    throw error;
  }
}

export const answerWrites = (manager: EntityManager): AnswerWrites => ({
  lockAnswer: async (id) => {
    const [row]: AnswerColumns[] = await manager.query(`SELECT ${columns} FROM answer a WHERE a.id = $1 FOR UPDATE`, [
      id,
    ]);
    return row ? toAnswer(row) : null;
  },
  saveAnswer: async (answer, event) => {
    const { published } = answer;
    const at = iso(event.at);
    await manager.query(
      `INSERT INTO answer (id, version, published, draft, stage, writers, returned, owner_id, revision, expires_on, changed_at,
         words, stems, plain)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
         setweight(to_tsvector('simple', $12), 'A') || setweight(to_tsvector('simple', $13), 'C'),
         setweight(to_tsvector('indonesian', $12), 'A') || setweight(to_tsvector('indonesian', $13), 'C'), $14)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, published = excluded.published, draft = excluded.draft,
         stage = excluded.stage, writers = excluded.writers, returned = excluded.returned, owner_id = excluded.owner_id,
         revision = excluded.revision, expires_on = excluded.expires_on, changed_at = excluded.changed_at,
         words = excluded.words, stems = excluded.stems, plain = excluded.plain`,
      [
        ...[answer.id, answer.version, jsonOrNull(published), jsonOrNull(answer.draft), answer.stage],
        ...[JSON.stringify(answer.writers), answer.returned, answer.ownerId, answer.revision],
        ...[published?.expiresOn ?? null, at, ...foundBy(published)],
      ],
    );
    await manager.query(
      `INSERT INTO answer_event (answer_id, revision, what, person_id, reason, before, after, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[answer.id, event.revision, event.what, event.personId, event.reason],
        ...[jsonOrNull(event.before), jsonOrNull(event.after), at],
      ],
    );
  },
  countSolved: async (id) => void (await manager.query('UPDATE answer SET solved = solved + 1 WHERE id = $1', [id])),
  saveSynonyms: async (groups) => {
    await manager.query('LOCK TABLE search_synonym IN SHARE ROW EXCLUSIVE MODE');
    await manager.query('DELETE FROM search_synonym');
    await manager.query(
      'INSERT INTO search_synonym (id, words) SELECT n, g FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS r(g, n)',
      [JSON.stringify(groups)],
    );
  },
  answerMissed: async (words, serviceId, at) =>
    void (await manager.query(
      `INSERT INTO answer_missing (words, service_id, first_at, last_at) VALUES ($1, $2, $3, $3)
       ON CONFLICT (words) DO UPDATE SET asked = answer_missing.asked + 1, last_at = excluded.last_at,
         service_id = coalesce(excluded.service_id, answer_missing.service_id)`,
      [words, serviceId, iso(at)],
    )),
  settleMissed: async (words) => {
    const [gone]: [{ asked: number }[]] = await manager.query(
      'DELETE FROM answer_missing WHERE words = $1 RETURNING asked',
      [words],
    );
    return gone[0]?.asked ?? null;
  },
});

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** What an answer that is offered is found by: its question, the rest, and all of it letter by letter. */
function foundBy(content: AnswerContent | null): [title: string | null, rest: string | null, plain: string | null] {
  if (content === null) return [null, null, null];
  const { title, body, folder, links } = content;
  const titles = `${title.id}\n${title.en}`;
  const rest = [body.id, body.en, folder, ...links.map(({ label }) => label)].join('\n');
  return [indexed(titles), indexed(rest), `${titles}\n${folder}\n${body.id}`.toLowerCase().slice(0, 4_000)];
}
