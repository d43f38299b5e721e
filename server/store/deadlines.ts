import type { DataSource } from 'typeorm';
import type { Deadline, Store } from '../app/ports.ts';
import { type CaseColumns, caseColumns, iso, toCase } from './rows.ts';
import { saveCases } from './save-cases.ts';

interface DeadlineColumns {
  id: string;
  next_deadline: Date;
}

/** The column of deadlines: read in pages, and raised by whoever locks the row. */
export function createDeadlineStore(dataSource: DataSource): Pick<Store, 'deadlines' | 'deadlinesOf' | 'raiseDue'> {
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

    raiseDue: (caseIds, now, change) =>
      dataSource.transaction(async (manager) => {
        // Nobody waits for the disk with an alert: if PostgreSQL crashes before it is there, deadline and alert are as
        // before and it is raised again, under the same id. Whatever is stored on top of it brings it to the disk too.
        await manager.query('SET LOCAL synchronous_commit = off');
        const rows: CaseColumns[] = await manager.query(
          `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id
           WHERE c.id = ANY($1) AND c.next_deadline <= $2
           ORDER BY c.next_deadline FOR UPDATE OF c SKIP LOCKED`,
          [caseIds, iso(now)],
        );
        const changes = rows.map((row) => change(toCase(row)));
        if (changes.length > 0) await saveCases(manager, changes);
        return changes;
      }),
  };
}
