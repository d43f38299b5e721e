import type { DataSource } from 'typeorm';
import type { CodeInUse } from '../domain/service/catalogue-use.ts';

/**
 * What tickets say in fields that are chosen from a catalogue: each code once for each service and list. Of open tickets
 * alone it reads no others; of all it reads every case, which only taking a choice away is worth.
 */
export function createCatalogueUse(dataSource: DataSource) {
  return async (
    asked: readonly { readonly serviceId: string; readonly field: string; readonly list: string }[],
    which: 'open' | 'all',
  ): Promise<readonly CodeInUse[]> =>
    dataSource.query(
      `SELECT c.service_id AS "serviceId", a.list, a.code, count(*)::int AS tickets
       FROM case_file c
       CROSS JOIN LATERAL (
         SELECT w.list, coalesce(c.state->>w.field, c.state->'notes'->>w.field) AS code
         FROM jsonb_to_recordset($1::jsonb) AS w("serviceId" text, field text, list text)
         WHERE w."serviceId" = c.service_id
       ) AS a
       WHERE ${which === 'open' ? 'c.closed_at IS NULL AND' : ''} c.task_period IS NULL AND a.code IS NOT NULL
       GROUP BY c.service_id, a.list, a.code ORDER BY c.service_id, a.list, a.code`,
      [JSON.stringify(asked)],
    );
}
