import type { DataSource, EntityManager } from 'typeorm';
import type { NotificationRecord, NotificationStore } from '../app/ports/notifications.ts';
import {
  gatherMs,
  laneOf,
  type PersonalMeans,
  type PlannedNotification,
  type SentMeans,
} from '../domain/notification/plan.ts';
import { createContacts, defaultContact } from './contacts.ts';
import { claimDue } from './notification-claims.ts';
import { type AlertColumns, alertColumns, iso, isoOrNull, toAlert } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

/** Held by the server that plans; of two at once one message a minute would become two. */
const planning = 7_463_212;

/** Who is told what by which means: planned, taken to be sent, and what became of it. */
export function createNotificationStore(dataSource: DataSource, sealer: Sealer): NotificationStore {
  const update = async (set: string, values: unknown[]): Promise<number> => {
    const [, count]: [unknown, number] = await dataSource.query(`UPDATE notification SET ${set}`, values);
    return count;
  };
  return {
    ...createContacts(dataSource, sealer),

    plan: (limit, now, work) =>
      dataSource.transaction(async (manager) => {
        const [lock]: { mine: boolean }[] = await manager.query('SELECT pg_try_advisory_xact_lock($1) AS mine', [
          planning,
        ]);
        if (!lock?.mine) return { alerts: 0, skipped: [] };
        const rows: AlertColumns[] = await manager.query(
          `SELECT ${alertColumns} FROM alert a JOIN case_file c ON c.id = a.case_id
           WHERE a.notify ORDER BY a.fired_at, a.id LIMIT $1`,
          [limit],
        );
        if (rows.length === 0) return { alerts: 0, skipped: [] };
        const planned = work(rows.map(toAlert), await notifiedPeople(manager), await lanesSince(manager, now));
        await insert(manager, planned);
        await manager.query('UPDATE alert SET notify = false WHERE id = ANY($1)', [rows.map(({ id }) => id)]);
        return { alerts: rows.length, skipped: planned.flatMap(({ skipped, means }) => (skipped ? [means] : [])) };
      }),

    claim: (means, now, leaseMs, atMost) =>
      dataSource.transaction((manager) => claimDue(manager, sealer, { means, now, leaseMs, atMost })),

    abandon: async (means) => {
      await update(
        `state = 'failed', reason = 'not_set_up', next_try_at = NULL WHERE state = 'pending' AND means = ANY($1)`,
        [means],
      );
    },

    sent: async (messageId, at, delivered, reference) => {
      await update(
        `state = $2, sent_at = $3, delivered_at = $4, reference = $5, next_try_at = NULL
         WHERE message_id = $1 AND state = 'pending'`,
        [messageId, delivered ? 'delivered' : 'sent', iso(at), isoOrNull(delivered ? at : null), reference],
      );
    },

    failed: async (messageId, reason) => {
      await update(`state = 'failed', reason = $2, next_try_at = NULL WHERE message_id = $1 AND state = 'pending'`, [
        messageId,
        reason,
      ]);
    },

    retry: async (messageId, at, mayBeOut) => {
      await update(
        `next_try_at = $2, message_id = CASE WHEN $3 THEN message_id END,
           written_at = CASE WHEN $3 THEN written_at END WHERE message_id = $1 AND state = 'pending'`,
        [messageId, iso(at), mayBeOut],
      );
    },

    reported: async ({ messageId, reference }, at, failed) => {
      const isOurs = messageId !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(messageId);
      const key = isOurs ? 'message_id = $1::uuid' : 'reference = $1';
      // What reached a telephone did, whatever else is told of it.
      const set =
        failed === null
          ? `state = 'delivered', reason = NULL, delivered_at = $2, sent_at = coalesce(sent_at, $2)
             WHERE ${key} AND state IN ('pending', 'sent', 'failed')`
          : `state = 'failed', reason = $2 WHERE ${key} AND state IN ('pending', 'sent')`;
      const [rows]: [{ means: SentMeans }[], number] = await dataSource.query(
        `UPDATE notification SET next_try_at = NULL, ${set} RETURNING means`,
        [isOurs ? messageId : reference, failed ?? iso(at)],
      );
      return rows[0]?.means ?? null;
    },

    shown: async (alertIds, personId, at) => {
      await dataSource.query(
        `INSERT INTO notification (id, alert_id, person_id, means, urgent, state, delivered_at)
         SELECT a.id || ':' || $2::text || ':screen', a.id, $2::uuid, 'screen', a.urgent, 'delivered', $3
         FROM alert a WHERE a.id = ANY($1) AND 'screen' = ANY(a.level_by)
         ON CONFLICT (id) DO NOTHING`,
        [alertIds, personId, iso(at)],
      );
    },

    ofAlert: async (alertId) => {
      const rows: {
        person_id: string | null;
        means: NotificationRecord['means'];
        state: NotificationRecord['state'];
        reason: string | null;
        send_at: Date | null;
        sent_at: Date | null;
        delivered_at: Date | null;
        attempts: number;
      }[] = await dataSource.query(
        `SELECT person_id, means, state, reason, send_at, sent_at, delivered_at, attempts FROM notification
         WHERE alert_id = $1 ORDER BY means, person_id`,
        [alertId],
      );
      return rows.map((row) => ({
        personId: row.person_id,
        means: row.means,
        state: row.state,
        reason: row.reason,
        sendAt: row.send_at?.getTime() ?? null,
        sentAt: row.sent_at?.getTime() ?? null,
        deliveredAt: row.delivered_at?.getTime() ?? null,
        attempts: row.attempts,
      }));
    },
  };
}

async function notifiedPeople(manager: EntityManager) {
  const rows: {
    id: string;
    role: string;
    mobile: boolean;
    email: boolean;
    escalations: PersonalMeans[] | null;
    own: PersonalMeans[] | null;
    quiet: string | null;
  }[] = await manager.query(
    `SELECT p.id, p.role, k.mobile_sealed IS NOT NULL AS mobile, k.email_sealed IS NOT NULL AS email,
       k.escalations, k.own, k.quiet
     FROM person p LEFT JOIN person_contact k ON k.person_id = p.id WHERE p.active ORDER BY p.id`,
  );
  return rows.map((row) => ({
    userId: row.id,
    role: row.role,
    reachable: [...(row.mobile ? (['sms', 'whatsapp'] as const) : []), ...(row.email ? (['email'] as const) : [])],
    escalations: row.escalations ?? defaultContact.escalations,
    own: row.own ?? defaultContact.own,
    quiet: row.quiet ?? defaultContact.quiet,
  }));
}

async function lanesSince(manager: EntityManager, now: number): Promise<ReadonlyMap<string, number>> {
  const rows: { person_id: string | null; means: string; urgent: boolean; last: Date }[] = await manager.query(
    `SELECT person_id, means, urgent, max(send_at) AS last FROM notification WHERE send_at > $1 GROUP BY 1, 2, 3`,
    [iso(now - gatherMs)],
  );
  return new Map(rows.map((row) => [laneOf({ ...row, personId: row.person_id }), row.last.getTime()]));
}

async function insert(manager: EntityManager, planned: readonly PlannedNotification[]): Promise<void> {
  await manager.query(
    `INSERT INTO notification (id, alert_id, person_id, means, urgent, state, reason, send_at, next_try_at)
     SELECT id, alert_id, person_id, means, urgent, CASE WHEN send_at IS NULL THEN 'skipped' ELSE 'pending' END,
       reason, send_at, send_at
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, alert_id text, person_id uuid, means text, urgent boolean,
       reason text, send_at timestamptz)
     ON CONFLICT (id) DO NOTHING`,
    [
      JSON.stringify(
        planned.map(({ id, alertId, personId, means, urgent, sendAt, skipped }) => ({
          id,
          alert_id: alertId,
          person_id: personId,
          means,
          urgent,
          reason: skipped,
          send_at: isoOrNull(sendAt),
        })),
      ),
    ],
  );
}
