import type { DataSource } from 'typeorm';
import type { PastCase, PastCases } from '../app/procedures/preview.ts';
import { type HistoryColumns, historyColumns, iso, toLogged } from './rows.ts';

/** Cases with their histories, in pages: a month of them is never in memory at once. */
export function createPastCases(dataSource: DataSource): PastCases {
  return {
    count: async (sopId, from, until) => {
      const [row]: { total: number }[] = await dataSource.query(
        'SELECT count(*)::int AS total FROM case_file WHERE sop_id = $1 AND opened_at >= $2 AND opened_at < $3',
        [sopId, iso(from), iso(until)],
      );
      return row?.total ?? 0;
    },
    page: async (sopId, from, until, after, limit) => {
      const cases: { id: string; service_id: string; opened_at: Date }[] = await dataSource.query(
        `SELECT id, service_id, opened_at FROM case_file
         WHERE sop_id = $1 AND opened_at >= $2 AND opened_at < $3
           AND ($4::timestamptz IS NULL OR (opened_at, id) < ($4, $5::uuid))
         ORDER BY opened_at DESC, id DESC LIMIT $6`,
        [sopId, iso(from), iso(until), after && iso(after.openedAt), after?.caseId ?? null, limit],
      );
      const events: (HistoryColumns & { case_id: string })[] = await dataSource.query(
        `SELECT case_id, ${historyColumns} FROM case_event WHERE case_id = ANY($1) ORDER BY case_id, seq`,
        [cases.map(({ id }) => id)],
      );
      const histories = new Map<string, PastCase['history'][number][]>(cases.map(({ id }) => [id, []]));
      for (const row of events) histories.get(row.case_id)?.push(toLogged(row));
      return cases.map(
        (row): PastCase => ({
          caseId: row.id,
          serviceId: row.service_id,
          openedAt: row.opened_at.getTime(),
          history: histories.get(row.id) ?? [],
        }),
      );
    },
  };
}
