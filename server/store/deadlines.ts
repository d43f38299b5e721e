import type { DataSource } from 'typeorm';
import type { Deadline, DeadlineStore } from '../app/ports/deadlines.ts';
import { createPrepared } from './prepared.ts';
import { type CaseColumns, caseFacts, iso, toCase } from './rows.ts';
import { saveUntouchedCases } from './save-cases.ts';

interface DeadlineColumns {
  id: string;
  next_deadline: Date;
}

interface DueColumns extends Omit<CaseColumns, 'state'> {
  state: string;
  next_deadline: Date;
  mark: string;
}

/** The column of deadlines: read in pages, and raised by whoever locks the row. */
export function createDeadlineStore(dataSource: DataSource): DeadlineStore {
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

    dueCases: async (caseIds, until) => {
      const rows = await run<DueColumns>(
        'read due cases',
        `SELECT ${caseFacts}, c.state::text AS state, c.next_deadline, c.xmin::text AS mark
         FROM case_file c LEFT JOIN call k ON k.id = c.call_id
         WHERE c.id = ANY($1) AND c.next_deadline <= $2 ORDER BY c.next_deadline`,
        [caseIds, iso(until)],
      );
      return rows.map((row) => ({
        caseId: row.id,
        callId: row.call_id,
        at: row.next_deadline.getTime(),
        mark: row.mark,
        record: () => toCase({ ...row, state: JSON.parse(row.state) }),
      }));
    },

    saveUntouched: (changes) => saveUntouchedCases(run, changes),
  };
}
