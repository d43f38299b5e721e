import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  MailedPerson,
  NewRun,
  ReportScheduleStore,
  StoredRun,
  StoredSchedule,
} from '../app/ports/report-schedules.ts';
import type { AuditActionOf } from '../contract/audit.ts';
import { AuditEntity } from './entities/people.ts';
import { iso, isoOrNull } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface ScheduleColumns {
  id: string;
  owner_id: string;
  settings: StoredSchedule['settings'];
  active: boolean;
  next_at: Date | null;
}
interface RunColumns {
  run_id: string;
  due_at: Date;
  from_day: string;
  to_day: string;
  state: StoredRun['state'];
  reason: StoredRun['reason'];
  attempts: number;
  missed: number;
  told: StoredRun['told'];
  next_try_at: Date | null;
  sent_at: Date | null;
}
const runColumns =
  'r.id AS run_id, r.due_at, r.from_day, r.to_day, r.state, r.reason, r.attempts, r.missed, r.told, r.next_try_at, r.sent_at';
const scheduleColumns = 's.id, s.owner_id, s.settings, s.active, s.next_at';
/** How many runs of a schedule are kept, besides those under way. */
const runsKept = 20;

const toSchedule = (row: ScheduleColumns): StoredSchedule => ({
  ...{ scheduleId: row.id, ownerId: row.owner_id, settings: row.settings, active: row.active },
  nextAt: row.next_at?.getTime() ?? null,
});
const toRun = (row: RunColumns): StoredRun => ({
  ...{ runId: row.run_id, dueAt: row.due_at.getTime(), from: row.from_day, to: row.to_day, state: row.state },
  ...{ reason: row.reason, attempts: row.attempts, missed: row.missed, told: row.told },
  nextTryAt: row.next_try_at?.getTime() ?? null,
  sentAt: row.sent_at?.getTime() ?? null,
});

/** Schedules of reports and what became of their runs, in PostgreSQL. */
export function createReportSchedules(dataSource: DataSource, sealer: Sealer): ReportScheduleStore {
  const noted = (manager: EntityManager, personId: string | null, did: AuditActionOf<'schedule'>, name: string) =>
    manager.insert(AuditEntity, { id: randomUUID(), personId, action: `schedule.${did}`, subject: name, reason: null });
  return {
    list: async () => {
      const rows: (ScheduleColumns & Partial<RunColumns>)[] = await dataSource.query(
        `SELECT ${scheduleColumns}, ${runColumns} FROM report_schedule s
         LEFT JOIN LATERAL (SELECT * FROM report_run WHERE schedule_id = s.id ORDER BY due_at DESC LIMIT 1) r ON true
         ORDER BY lower(s.settings->>'name'), s.id`,
      );
      return rows.map((row) => ({ ...toSchedule(row), last: row.run_id ? toRun(row as RunColumns) : null }));
    },
    byId: async (scheduleId) => {
      const [row]: ScheduleColumns[] = await dataSource.query(
        `SELECT ${scheduleColumns} FROM report_schedule s WHERE s.id = $1`,
        [scheduleId],
      );
      return row ? toSchedule(row) : null;
    },
    save: (schedule, at, atMost) =>
      dataSource.transaction(async (manager) => {
        const { scheduleId, ownerId, settings, active, nextAt } = schedule;
        // Counted by one after the other.
        await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('report_schedule', 0))`);
        const [found]: { known: boolean; count: number }[] = await manager.query(
          'SELECT coalesce(bool_or(id = $1), false) AS known, count(*)::int AS count FROM report_schedule',
          [scheduleId],
        );
        if (!found?.known && (found?.count ?? 0) >= atMost) return false;
        await manager.query(
          `INSERT INTO report_schedule (id, owner_id, settings, active, next_at, changed_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, settings = excluded.settings,
             active = excluded.active, next_at = excluded.next_at, changed_at = excluded.changed_at`,
          [scheduleId, ownerId, JSON.stringify(settings), active, isoOrNull(nextAt), iso(at)],
        );
        await noted(manager, ownerId, found?.known ? 'changed' : 'made', settings.name);
        return true;
      }),
    delete: (scheduleId, { personId }) =>
      dataSource.transaction(async (manager) => {
        const [row]: { name: string }[] = await manager.query(
          `WITH gone AS (DELETE FROM report_schedule WHERE id = $1 RETURNING settings->>'name' AS name) SELECT name FROM gone`,
          [scheduleId],
        );
        if (!row) return false;
        await noted(manager, personId, 'deleted', row.name);
        return true;
      }),
    begin: (now, turn) =>
      dataSource.transaction(async (manager) => {
        const rows: ScheduleColumns[] = await manager.query(
          `SELECT ${scheduleColumns} FROM report_schedule s WHERE s.active AND s.next_at <= $1 FOR UPDATE SKIP LOCKED`,
          [iso(now)],
        );
        for (const row of rows) {
          const { run, next } = turn({ ...toSchedule(row), nextAt: row.next_at?.getTime() ?? now });
          if (run) await insertRun(manager, row.id, run, now);
          await manager.query('UPDATE report_schedule SET next_at = $2 WHERE id = $1', [row.id, iso(next)]);
        }
        return rows.length;
      }),
    beginNow: ({ scheduleId, settings }, run, personId) =>
      dataSource.transaction(async (manager) => {
        await manager.query('SELECT FROM report_schedule WHERE id = $1 FOR UPDATE', [scheduleId]);
        const pending: unknown[] = await manager.query(
          `SELECT FROM report_run WHERE schedule_id = $1 AND state = 'pending'`,
          [scheduleId],
        );
        if (pending.length > 0) return false;
        await insertRun(manager, scheduleId, run, run.dueAt);
        await noted(manager, personId, 'sent', settings.name);
        return true;
      }),
    claim: (now, leaseMs) =>
      dataSource.transaction(async (manager) => {
        const [row]: (ScheduleColumns & RunColumns)[] = await manager.query(
          `SELECT ${scheduleColumns}, ${runColumns} FROM report_run r JOIN report_schedule s ON s.id = r.schedule_id
           WHERE r.state = 'pending' AND r.next_try_at <= $1 ORDER BY r.next_try_at, r.id LIMIT 1
           FOR UPDATE OF r SKIP LOCKED`,
          [iso(now)],
        );
        if (!row) return null;
        await manager.query(
          'UPDATE report_run SET attempts = attempts + 1, next_try_at = $2, reason = NULL WHERE id = $1',
          [row.run_id, iso(now + leaseMs)],
        );
        const run = toRun(row);
        return { schedule: toSchedule(row), run: { ...run, attempts: run.attempts + 1 } };
      }),
    told: async (runId, personId, outcome, takenUntil) => {
      const [, count]: [unknown, number] = await dataSource.query(
        'UPDATE report_run SET told = told || jsonb_build_object($2::text, $3::text), next_try_at = $4 WHERE id = $1',
        [runId, personId, outcome, iso(takenUntil)],
      );
      return count > 0;
    },
    settle: async (runId, { state, reason, at, nextTryAt }) => {
      await dataSource.query(
        `UPDATE report_run SET state = $2, reason = $3, next_try_at = $4, sent_at = $5 WHERE id = $1`,
        [runId, state, reason, isoOrNull(nextTryAt), isoOrNull(state === 'sent' ? at : null)],
      );
    },
    people: async () => {
      const rows: (Omit<MailedPerson, 'email'> & { sealed: string | null })[] = await dataSource.query(
        `SELECT p.id AS "personId", p.display_name AS name, p.role, p.active, k.email_sealed AS sealed
         FROM person p LEFT JOIN person_contact k ON k.person_id = p.id ORDER BY lower(p.display_name), p.id`,
      );
      return rows.map(({ sealed, ...rest }) => ({ ...rest, email: opened(sealer, sealed) }));
    },
  };
}

async function insertRun(manager: EntityManager, scheduleId: string, run: NewRun, now: number): Promise<void> {
  await manager.query(
    `INSERT INTO report_run (id, schedule_id, due_at, from_day, to_day, state, attempts, missed, told, next_try_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', 0, $6, '{}', $7) ON CONFLICT (schedule_id, due_at) DO NOTHING`,
    [randomUUID(), scheduleId, iso(run.dueAt), run.from, run.to, run.missed, iso(now)],
  );
  await manager.query(
    `DELETE FROM report_run WHERE schedule_id = $1 AND state <> 'pending' AND id NOT IN
       (SELECT id FROM report_run WHERE schedule_id = $1 ORDER BY due_at DESC LIMIT $2)`,
    [scheduleId, runsKept],
  );
}

/** An address that a lost key has closed is none, and holds up nobody else's letter. */
function opened(sealer: Sealer, sealed: string | null): string | null {
  try {
    return sealed === null ? null : sealer.open(sealed);
  } catch {
    return null;
  }
}
