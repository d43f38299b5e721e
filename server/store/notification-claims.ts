import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ClaimedMessage, Language } from '../app/notification-ports.ts';
import type { SentMeans } from '../domain/notification/plan.ts';
import { type AlertColumns, alertColumns, iso, toAlert } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

/** Rows taken at once; a message is not cut in two as long as no more than these are due at a time. */
const rowsAtMost = 5_000;

interface DueRow extends AlertColumns {
  notification_id: string;
  to_person: string | null;
  means: SentMeans;
  message_id: string | null;
  written_at: Date | null;
  attempts: number;
  promised_at: string | null;
  ended_at: string | null;
}

/**
 * Takes what is due, one message for each person and means. What may have gone out already stays the message it was;
 * the rest is put together now. The id is stored before anything is sent, so that a server that is killed while it
 * sends leaves behind under which id it may have.
 */
export async function claimDue(
  manager: EntityManager,
  sealer: Sealer,
  { means, now, leaseMs, atMost }: { means: SentMeans; now: number; leaseMs: number; atMost: number },
): Promise<{ messages: ClaimedMessage[]; skipped: number }> {
  const rows: DueRow[] = await manager.query(
    `WITH due AS (
       SELECT id, alert_id, person_id, means, message_id, written_at, attempts FROM notification
       WHERE state = 'pending' AND means = $2 AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT ${rowsAtMost} FOR UPDATE SKIP LOCKED)
     SELECT due.id AS notification_id, due.person_id AS to_person, due.means, due.message_id, due.written_at,
       due.attempts,
       run->>'dueAt' AS promised_at, run->>'endedAt' AS ended_at, ${alertColumns}
     FROM due JOIN alert a ON a.id = due.alert_id JOIN case_file c ON c.id = a.case_id
     LEFT JOIN LATERAL (SELECT r AS run FROM jsonb_array_elements(c.state->'sop'->'runs') r WHERE r->>'id' = a.run_id LIMIT 1)
       AS found ON true
     ORDER BY a.due_at, a.id`,
    [iso(now), means],
  );
  if (rows.length === 0) return { messages: [], skipped: 0 };
  const addresses = await addressesOf(manager, rows);
  const reasonOf = (row: DueRow) => moot(row) ?? (isReachable(row, addresses) ? null : 'no_address');
  const left = rows.map((row) => ({ row, reason: reasonOf(row) }));
  const toSkip = left.flatMap(({ row, reason }) => (reason ? [{ row, reason }] : []));
  const toSend = left.flatMap(({ row, reason }) => (reason ? [] : [row]));

  const groups = new Map<string, DueRow[]>();
  for (const row of toSend) {
    const key = row.message_id ?? `${row.to_person}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const taken = [...groups.values()].slice(0, atMost);
  const messages = taken.map((group): ClaimedMessage => {
    const [first] = group as [DueRow];
    const address = first.to_person === null ? null : addresses.get(first.to_person);
    const sealed = first.means === 'email' ? address?.email_sealed : address?.mobile_sealed;
    return {
      id: first.message_id ?? randomUUID(),
      means: first.means,
      personId: first.to_person,
      to: sealed ? sealer.open(sealed) : null,
      language: address?.locale ?? null,
      writtenAt: first.written_at?.getTime() ?? now,
      again: first.message_id !== null,
      attempts: Math.max(...group.map(({ attempts }) => attempts)) + 1,
      alerts: group.map((row) => ({
        ...toAlert(row),
        promisedAt: row.promised_at === null ? null : Number(row.promised_at),
        endedAt: row.ended_at === null ? null : Number(row.ended_at),
      })),
    };
  });
  const claimed = taken.flatMap((group, index) =>
    group.map((row) => ({ id: row.notification_id, message_id: messages[index]?.id })),
  );
  await manager.query(
    `UPDATE notification n SET message_id = r.message_id, written_at = coalesce(n.written_at, $3), attempts = n.attempts + 1,
       next_try_at = $2
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, message_id uuid) WHERE n.id = r.id`,
    [JSON.stringify(claimed), iso(now + leaseMs), iso(now)],
  );
  await manager.query(
    `UPDATE notification n SET state = 'skipped', reason = r.reason, next_try_at = NULL
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, reason text) WHERE n.id = r.id`,
    [JSON.stringify(toSkip.map(({ row, reason }) => ({ id: row.notification_id, reason })))],
  );
  return { messages, skipped: toSkip.length };
}

/** Somebody has taken note, or the step was done in time after all. What may have gone out is seen to its end. */
function moot({ message_id, acknowledged_at, kind, ended_at }: DueRow): string | null {
  if (message_id !== null) return null;
  if (acknowledged_at !== null) return 'acknowledged';
  return kind === 'warning' && ended_at !== null ? 'settled' : null;
}

interface AddressColumns {
  id: string;
  locale: Language;
  mobile_sealed: string | null;
  email_sealed: string | null;
}

async function addressesOf(manager: EntityManager, rows: readonly DueRow[]): Promise<Map<string, AddressColumns>> {
  const ids = [...new Set(rows.flatMap(({ to_person }) => to_person ?? []))];
  const found: AddressColumns[] = await manager.query(
    `SELECT p.id, p.locale, k.mobile_sealed, k.email_sealed FROM person p
     LEFT JOIN person_contact k ON k.person_id = p.id WHERE p.active AND p.id = ANY($1)`,
    [ids],
  );
  return new Map(found.map((row) => [row.id, row]));
}

function isReachable({ to_person, means }: DueRow, addresses: ReadonlyMap<string, AddressColumns>): boolean {
  if (to_person === null) return true;
  const address = addresses.get(to_person);
  return Boolean(means === 'email' ? address?.email_sealed : address?.mobile_sealed);
}
