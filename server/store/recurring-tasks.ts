import type { EntityManager } from 'typeorm';
import type { CaseChange } from '../app/ports/ports.ts';
import type { OfficeDay } from '../domain/calendar/office-day.ts';
import { alertRows, eventRows, insertAlerts, insertEvents } from './history.ts';
import { iso, isoOrNull } from './rows.ts';

/** Stores a recurring task as it was opened; false: it was there already. */
export async function openRecurringTask(
  manager: EntityManager,
  officeDay: OfficeDay,
  { record, events, alerts, nextDeadline }: CaseChange,
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
  await manager.query(`WITH logged AS (${insertEvents('$1')}) ${insertAlerts('$2')}`, [
    JSON.stringify(eventRows(caseId, 0, events)),
    JSON.stringify(alertRows(alerts)),
  ]);
  return true;
}
