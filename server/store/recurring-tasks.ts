import type { EntityManager } from 'typeorm';
import type { CaseChange } from '../app/ports/ports.ts';
import type { TaskKey } from '../app/ports/tasks.ts';
import type { OfficeDay } from '../domain/calendar/office-day.ts';
import type { TaskMark } from '../domain/case/recurring-tasks.ts';
import { caseFactParts, caseFactValues } from './facts/write.ts';
import { alertRows, eventRows, insertAlerts, insertEvents } from './history.ts';
import { iso, isoOrNull } from './rows.ts';

/** The mark of a task, made if there is none, and locked until the transaction ends. One that rested begins anew now. */
export async function lockTaskMark(
  manager: EntityManager,
  { sopId, step, scope }: TaskKey,
  now: number,
): Promise<TaskMark> {
  // What is there is written as it is: that locks it, and returns it.
  const [row]: { since: Date; through: string | null }[] = await manager.query(
    `INSERT INTO recurring_task AS t (sop_id, step, scope, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT (sop_id, step, scope) DO UPDATE SET rested_at = NULL,
       since = CASE WHEN t.rested_at IS NULL THEN t.since ELSE excluded.since END RETURNING t.since, t.through`,
    [sopId, step, scope, iso(now)],
  );
  if (!row) throw new Error('an upsert returns its row');
  return { since: row.since.getTime(), through: row.through };
}

/** The tasks of procedures that no service works by rest from now on. @returns the cases of those that are open. */
export async function restTaskMarks(
  manager: EntityManager,
  worked: readonly string[],
  now: number,
): Promise<readonly string[]> {
  await manager.query('UPDATE recurring_task SET rested_at = $2 WHERE sop_id <> ALL($1) AND rested_at IS NULL', [
    worked,
    iso(now),
  ]);
  const rows: { id: string }[] = await manager.query(
    'SELECT id FROM case_file WHERE task_period IS NOT NULL AND closed_at IS NULL AND sop_id <> ALL($1)',
    [worked],
  );
  return rows.map(({ id }) => id);
}

export async function moveTaskMark(
  manager: EntityManager,
  { sopId, step, scope }: TaskKey,
  through: string,
): Promise<void> {
  await manager.query('UPDATE recurring_task SET through = $4 WHERE sop_id = $1 AND step = $2 AND scope = $3', [
    ...[sopId, step, scope],
    through,
  ]);
}

/** Stores a recurring task as it was opened; false: it was there already. */
export async function openRecurringTask(
  manager: EntityManager,
  officeDay: OfficeDay,
  { record, events, alerts, nextDeadline, facts }: CaseChange,
): Promise<boolean> {
  const { caseId, ticketNumber, openedAt, state } = record;
  const inserted: { id: string }[] = await manager.query(
    `INSERT INTO case_file (id, ticket_number, office_day, task_period, service_id, sop_id, sop_version, status, opened_at,
       next_deadline, version, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[caseId, ticketNumber, officeDay, record.task, record.serviceId, record.sopId],
      ...[record.sopVersion, state.status, iso(openedAt), isoOrNull(nextDeadline), record.version],
      JSON.stringify(state),
    ],
  );
  if (inserted.length === 0) return false;
  await manager.query(`WITH logged AS (${insertEvents('$1')}), ${caseFactParts(3)} ${insertAlerts('$2')}`, [
    JSON.stringify(eventRows(caseId, 0, events)),
    JSON.stringify(alertRows(alerts)),
    ...caseFactValues([facts]),
  ]);
  return true;
}
