import type { DataSource, EntityManager } from 'typeorm';
import type { AlertRecord } from '../app/ports/alerts.ts';
import type { MissedRecord, MissedStore, MissedTransaction } from '../app/ports/missed.ts';
import type { MissedOutcome } from '../domain/call/missed.ts';
import { alertRows, insertAlerts } from './history.ts';
import { type AlertColumns, alertColumns, iso, isoOrNull, toAlert } from './rows.ts';

interface MissedColumns {
  id: string;
  service_id: string;
  case_id: string;
  ticket_number: string;
  phone_masked: string | null;
  phone_index: string | null;
  calls: number;
  tries: number;
  first_at: Date;
  last_at: Date;
  due_at: Date;
  provisional: boolean;
  since: Date;
  raised: number;
  next_alert_at: Date | null;
  settled_at: Date | null;
  outcome: MissedOutcome | null;
  settled_by: string | null;
}

const columns = `m.id, m.service_id, m.case_id, m.phone_index, m.calls, m.tries, m.first_at, m.last_at, m.due_at, m.provisional,
    m.since, m.raised, m.next_alert_at, m.settled_at, m.outcome, m.settled_by, c.ticket_number,
    coalesce(c.sender_masked, k.phone_masked) AS phone_masked`;
const ticket = 'JOIN case_file c ON c.id = m.case_id LEFT JOIN call k ON k.id = c.call_id';
const select = `SELECT ${columns} FROM missed_caller m ${ticket}`;

/** The list of missed callers. */
export const createMissedStore = (dataSource: DataSource): MissedStore => ({
  openMissed: async () =>
    ((await dataSource.query(`${select} WHERE m.settled_at IS NULL`)) as MissedColumns[]).map(toMissed),
  missedNumbers: async () => {
    const rows: { phone_index: string }[] = await dataSource.query(
      'SELECT phone_index FROM missed_caller WHERE settled_at IS NULL AND phone_index IS NOT NULL',
    );
    return new Set(rows.map((row) => row.phone_index));
  },
});

export function missedWrites(manager: EntityManager): MissedTransaction {
  const one = async (where: string, values: unknown[]): Promise<MissedRecord | null> => {
    const [row]: MissedColumns[] = await manager.query(`${select} WHERE ${where} FOR UPDATE OF m`, values);
    return row ? toMissed(row) : null;
  };
  const alertsWhere = async (where: string, values: unknown[]): Promise<readonly AlertRecord[]> => {
    const sql = `SELECT ${alertColumns} FROM alert a JOIN case_file c ON c.id = a.case_id WHERE ${where}`;
    return ((await manager.query(sql, values)) as AlertColumns[]).map(toAlert);
  };
  return {
    enter: async ({ id, serviceId, caseId, callId, lastAt, dueAt, provisional, since, nextAlertAt, settled }) => {
      const [row]: (MissedColumns & { added: boolean })[] = await manager.query(
        `WITH m AS (INSERT INTO missed_caller AS m (id, service_id, case_id, phone_index, calls, tries, first_at, last_at, due_at,
           since, raised, next_alert_at, settled_at, outcome, provisional)
         SELECT $1, $2, $3, CASE WHEN $7::timestamptz IS NULL THEN k.phone_index END, 1, 0, $5, $5, $6, $10, 0,
           CASE WHEN $7::timestamptz IS NULL THEN $11::timestamptz END, $7, $8, $12
         FROM call k WHERE k.id = $4 AND NOT EXISTS (
           SELECT FROM case_file c JOIN call o ON o.id = c.call_id
           WHERE c.phone_index = k.phone_index AND o.id <> k.id
             AND (o.state->'answered'->>'at')::bigint >= $9::bigint)
         ON CONFLICT (phone_index) WHERE settled_at IS NULL DO UPDATE SET calls = m.calls + 1,
           case_id = CASE WHEN excluded.last_at > m.last_at THEN excluded.case_id ELSE m.case_id END,
           first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)
         RETURNING m.*)
         SELECT ${columns}, m.id = $1 AS added FROM m ${ticket}`,
        [
          ...[id, serviceId, caseId, callId, iso(lastAt), iso(dueAt)],
          ...[isoOrNull(settled?.at ?? null), settled?.outcome ?? null, lastAt, iso(since), isoOrNull(nextAlertAt)],
          provisional,
        ],
      );
      return row ? { missed: toMissed(row), added: row.added } : null;
    },
    ofCall: (callId) =>
      one('m.settled_at IS NULL AND m.phone_index = (SELECT phone_index FROM call WHERE id = $1)', [callId]),
    move: async (id, caseId) =>
      void (await manager.query('UPDATE missed_caller SET case_id = $2 WHERE id = $1', [id, caseId])),
    byId: (id) => one('m.id = $1 AND m.settled_at IS NULL', [id]),
    save: async ({ id, tries, dueAt, provisional, since, raised, nextAlertAt, settled }) => {
      await manager.query(
        `UPDATE missed_caller SET tries = $2, due_at = $3, settled_at = $4, outcome = $5, settled_by = $6,
           phone_index = CASE WHEN $4::timestamptz IS NULL THEN phone_index END, since = $7, raised = $8,
           next_alert_at = CASE WHEN $4::timestamptz IS NULL THEN $9::timestamptz END, provisional = $10 WHERE id = $1`,
        [
          ...[id, tries, iso(dueAt), isoOrNull(settled?.at ?? null), settled?.outcome ?? null, settled?.by ?? null],
          ...[iso(since), raised, isoOrNull(nextAlertAt), provisional],
        ],
      );
    },
    overdue: async (now, limit) => {
      const due: MissedColumns[] = await manager.query(
        `${select} WHERE m.settled_at IS NULL AND m.next_alert_at <= $1 ORDER BY m.next_alert_at, m.id LIMIT $2
         FOR UPDATE OF m SKIP LOCKED`,
        [iso(now), limit],
      );
      return due.map(toMissed);
    },
    raise: async (alerts) => {
      if (alerts.length === 0) return [];
      await manager.query(`${insertAlerts('$1')} ON CONFLICT DO NOTHING`, [JSON.stringify(alertRows(alerts))]);
      return alertsWhere('a.id = ANY($1)', [alerts.map(({ alertId }) => alertId)]);
    },
    calm: async (alertIds, at, by) => {
      const [rows]: [{ id: string }[], number] = await manager.query(
        `UPDATE alert SET acknowledged_at = $2, acknowledged_by = $3
         WHERE id = ANY($1) AND acknowledged_at IS NULL RETURNING id`,
        [alertIds, iso(at), by],
      );
      return rows.length === 0 ? [] : alertsWhere('a.id = ANY($1)', [rows.map((row) => row.id)]);
    },
  };
}

const toMissed = (row: MissedColumns): MissedRecord => ({
  id: row.id,
  serviceId: row.service_id,
  caseId: row.case_id,
  ticketNumber: row.ticket_number,
  phoneMasked: row.phone_masked,
  number: row.phone_index,
  calls: row.calls,
  tries: row.tries,
  firstAt: row.first_at.getTime(),
  lastAt: row.last_at.getTime(),
  dueAt: row.due_at.getTime(),
  provisional: row.provisional,
  since: row.since.getTime(),
  raised: row.raised,
  nextAlertAt: row.next_alert_at?.getTime() ?? null,
  settled:
    row.settled_at && row.outcome ? { at: row.settled_at.getTime(), outcome: row.outcome, by: row.settled_by } : null,
});
