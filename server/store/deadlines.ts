import type { DataSource } from 'typeorm';
import type { Deadline, Store } from '../app/ports.ts';
import { createPrepared } from './prepared.ts';
import { type CaseColumns, caseColumns, iso, toCase } from './rows.ts';
import { saveUntouchedCases } from './save-cases.ts';

interface DeadlineColumns {
  id: string;
  next_deadline: Date;
}

/** The column of deadlines: read in pages, and raised by whoever locks the row. */
export function createDeadlineStore(dataSource: DataSource): Pick<Store, 'deadlines' | 'deadlinesOf' | 'raiseDue'> {
  const run = createPrepared(dataSource);
  const select = async (rest: string, values: unknown[]): Promise<Deadline[]> => {
    const rows: DeadlineColumns[] = await dataSource.query(
      `SELECT id, next_deadline FROM case_file WHERE ${rest}`,
      values,
    );
    return rows.map((row) => ({ caseId: row.id, at: row.next_deadline.getTime() }));
  };

  return {
    deadlines: ({ after, until, last, limit }) => {
      const from = last ? `next_deadline >= $2 AND (next_deadline, id) > ($2, $4)` : 'next_deadline > $2';
      const start = last ? iso(last.at) : after === Number.NEGATIVE_INFINITY ? '-infinity' : iso(after);
      return select(`next_deadline <= $1 AND ${from} ORDER BY next_deadline, id LIMIT $3`, [
        ...[iso(until), start, limit],
        ...(last ? [last.caseId] : []),
      ]);
    },

    deadlinesOf: (caseIds) => select('id = ANY($1) AND next_deadline IS NOT NULL', [caseIds]),

    // Two round trips, whatever is raised: read, decide, and store what nobody has touched or locked meanwhile. Nobody
    // waits for the disk with an alert: if PostgreSQL crashes before it is there, deadline and alert are as before and it
    // is raised again, under the same id. Whatever is stored on top of it brings it to the disk too.
    raiseDue: async (caseIds, now, change) => {
      const rows = await run<CaseColumns & { seen: string }>(
        'read due cases',
        `SELECT ${caseColumns}, c.xmin::text AS seen FROM case_file c LEFT JOIN call k ON k.id = c.call_id
         WHERE c.id = ANY($1) AND c.next_deadline <= $2 ORDER BY c.next_deadline`,
        [caseIds, iso(now)],
      );
      if (rows.length === 0) return [];
      const changes = rows.map((row) => change(toCase(row)));
      const stored = await saveUntouchedCases(run, changes, new Map(rows.map(({ id, seen }) => [id, seen])));
      return changes.filter(({ record }) => stored.has(record.caseId));
    },
  };
}
