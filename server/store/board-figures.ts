import type { DataSource } from 'typeorm';
import type { BoardFigureStore, LateStep } from '../app/ports/board-figures.ts';
import { iso } from './rows.ts';

/** What screens on walls show beside the day's counts, counted in PostgreSQL. */
export function createBoardFigures(dataSource: DataSource): BoardFigureStore {
  const query = <Row>(sql: string, values: unknown[]): Promise<Row[]> => dataSource.query(sql, values);
  return {
    waitingMessages: async () => {
      // As a conversation waits on its card: what we write by ourselves is no answer, and what was set aside asks for none.
      const [row] = await query<{ messages: number; tickets: number; oldest: Date | null }>(
        `SELECT count(*)::int AS messages, count(DISTINCT c.id)::int AS tickets, min(m.at) AS oldest
         FROM case_file c
         JOIN message m ON m.case_id = c.id AND m.direction = 'in' AND m.aside IS NULL
         LEFT JOIN LATERAL (SELECT p.seq FROM message p WHERE p.case_id = c.id AND p.direction = 'out'
           AND p.person_id IS NOT NULL AND p.status <> 'failed' ORDER BY p.seq DESC LIMIT 1) p ON true
         WHERE c.closed_at IS NULL AND m.seq > coalesce(p.seq, 0)`,
        [],
      );
      return { messages: row?.messages ?? 0, tickets: row?.tickets ?? 0, oldestAt: row?.oldest?.getTime() ?? null };
    },
    openSince: async (before) => {
      // `width_bucket` finds the place among moments in ascending order: 0 is before the first.
      const rows = await query<{ place: number; cases: number }>(
        `SELECT width_bucket(opened_at, $1::timestamptz[]) AS place, count(*)::int AS cases
         FROM case_file WHERE closed_at IS NULL AND task_period IS NULL GROUP BY 1`,
        [before.map(iso).toReversed()],
      );
      const of = (place: number) => rows.find((row) => row.place === place)?.cases ?? 0;
      return [...before.keys(), before.length].map((nth) => of(before.length - nth));
    },
    lateSteps: async (steps, since, now) =>
      steps.length === 0
        ? []
        : query<LateStep>(
            `WITH asked AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS a(procedure text, step text)),
               raised AS (SELECT c.sop_id, a.step, count(*) AS breaches
                 FROM alert a JOIN case_file c ON c.id = a.case_id
                 WHERE a.fired_at >= $2 AND a.kind = 'breach' GROUP BY 1, 2),
               late AS (SELECT c.sop_id, r->>'step' AS step, count(*) AS runs
                 FROM case_file c CROSS JOIN jsonb_array_elements(c.state->'sop'->'runs') AS r
                 WHERE c.closed_at IS NULL AND c.sop_id IN (SELECT procedure FROM asked) AND r->>'verdict' = 'running'
                   AND (r->>'dueAt')::bigint < coalesce((r->>'stoppedAt')::bigint, $3::bigint) GROUP BY 1, 2)
             SELECT asked.procedure, asked.step, coalesce(raised.breaches, 0)::int AS today, coalesce(late.runs, 0)::int AS now
             FROM asked
             LEFT JOIN raised ON raised.sop_id = asked.procedure AND raised.step = asked.step
             LEFT JOIN late ON late.sop_id = asked.procedure AND late.step = asked.step
             ORDER BY 1, 2`,
            [JSON.stringify(steps), iso(since), now],
          ),
  };
}
