import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ClaimedMessage, Language } from '../app/ports/notifications.ts';
import { callBackStep } from '../domain/call/missed.ts';
import type { SentMeans } from '../domain/notification/plan.ts';
import { type AlertColumns, alertColumns, iso, toAlert } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface DueRow {
  id: string;
  alert_id: string;
  person_id: string | null;
  means: SentMeans;
  message_id: string | null;
  written_at: Date | null;
  attempts: number;
}

type DueAlert = ClaimedMessage['alerts'][number];

/**
 * Takes what is due, one message for each person and means, whole however many alerts it tells of. What may have gone out
 * already stays the message it was; the rest is put together now. The id is stored before anything is sent, so that a
 * server that is killed while it sends leaves behind under which id it may have.
 */
export async function claimDue(
  manager: EntityManager,
  sealer: Sealer,
  { means, now, leaseMs, atMost }: { means: SentMeans; now: number; leaseMs: number; atMost: number },
): Promise<{ messages: ClaimedMessage[]; skipped: number }> {
  const due = `state = 'pending' AND means = $2 AND next_try_at <= $1`;
  const rows: DueRow[] = await manager.query(
    `WITH chosen AS (
       SELECT person_id, message_id FROM notification WHERE ${due}
       GROUP BY person_id, message_id ORDER BY min(next_try_at) LIMIT $3)
     SELECT n.id, n.alert_id, n.person_id, n.means, n.message_id, n.written_at, n.attempts
     FROM notification n JOIN chosen c
       ON n.person_id IS NOT DISTINCT FROM c.person_id AND n.message_id IS NOT DISTINCT FROM c.message_id
     WHERE ${due} ORDER BY n.id FOR UPDATE OF n SKIP LOCKED`,
    [iso(now), means, atMost],
  );
  if (rows.length === 0) return { messages: [], skipped: 0 };
  const alerts = await alertsOf(manager, rows);
  const addresses = await addressesOf(manager, sealer, means, rows);
  const toSkip: { id: string; reason: string }[] = [];
  const groups = new Map<string, [DueRow, ...DueRow[]]>();
  for (const row of rows) {
    const reason =
      moot(row, alerts.get(row.alert_id) as DueAlert) ??
      (row.person_id === null || addresses.has(row.person_id) ? null : 'no_address');
    if (reason) {
      toSkip.push({ id: row.id, reason });
      continue;
    }
    const key = row.message_id ?? `${row.person_id}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const messages = [...groups.values()].map((group) => {
    const [{ person_id: personId, message_id: messageId, written_at: writtenAt }] = group;
    const address = personId === null ? undefined : addresses.get(personId);
    const message: ClaimedMessage = {
      id: messageId ?? randomUUID(),
      means,
      personId,
      to: address?.to ?? null,
      language: address?.language ?? null,
      writtenAt: writtenAt?.getTime() ?? now,
      again: messageId !== null,
      attempts: Math.max(...group.map(({ attempts }) => attempts)) + 1,
      alerts: group.map((row) => alerts.get(row.alert_id) as DueAlert),
    };
    return { message, ids: group.map(({ id }) => id) };
  });
  for (const { message, ids } of messages) {
    await manager.query(
      `UPDATE notification SET message_id = $2, written_at = $3, attempts = attempts + 1, next_try_at = $4 WHERE id = ANY($1)`,
      [ids, message.id, iso(message.writtenAt), iso(now + leaseMs)],
    );
  }
  await manager.query(
    `UPDATE notification n SET state = 'skipped', reason = r.reason, next_try_at = NULL
     FROM jsonb_to_recordset($1::jsonb) AS r(id text, reason text) WHERE n.id = r.id`,
    [JSON.stringify(toSkip)],
  );
  return { messages: messages.map(({ message }) => message), skipped: toSkip.length };
}

/** The alerts that are told of, each once, with when their step was to be done and was. */
async function alertsOf(manager: EntityManager, rows: readonly DueRow[]): Promise<ReadonlyMap<string, DueAlert>> {
  const found: (AlertColumns & { promised_at: string | null; ended_at: string | null })[] = await manager.query(
    `SELECT coalesce(run->>'dueAt', (extract(epoch FROM m.due_at) * 1000)::bigint::text) AS promised_at,
       run->>'endedAt' AS ended_at, ${alertColumns}
     FROM alert a JOIN case_file c ON c.id = a.case_id
     LEFT JOIN LATERAL (SELECT r AS run FROM jsonb_array_elements(c.state->'sop'->'runs') r WHERE r->>'id' = a.run_id LIMIT 1)
       AS found ON true
     LEFT JOIN missed_caller m ON m.id::text = split_part(a.run_id, ':', 2) AND a.step = '${callBackStep}'
     WHERE a.id = ANY($1) ORDER BY a.due_at, a.id`,
    [[...new Set(rows.map((row) => row.alert_id))]],
  );
  const moment = (text: string | null) => (text === null ? null : Number(text));
  return new Map(
    found.map((row) => [
      row.id,
      { ...toAlert(row), promisedAt: moment(row.promised_at), endedAt: moment(row.ended_at) },
    ]),
  );
}

/** Somebody has taken note, or the step was done in time after all. What may have gone out is seen to its end. */
function moot({ message_id }: DueRow, { acknowledgedAt, kind, endedAt }: DueAlert): string | null {
  if (message_id !== null) return null;
  if (acknowledgedAt !== null) return 'acknowledged';
  return kind === 'warning' && endedAt !== null ? 'settled' : null;
}

interface Address {
  readonly to: string;
  readonly language: Language;
}

/** Of those who have one for the means that can be opened: a lost key must not hold up the others' messages. */
async function addressesOf(
  manager: EntityManager,
  sealer: Sealer,
  means: SentMeans,
  rows: readonly DueRow[],
): Promise<ReadonlyMap<string, Address>> {
  const column = means === 'email' ? 'email_sealed' : 'mobile_sealed';
  const found: { id: string; locale: Language; sealed: string }[] = await manager.query(
    `SELECT p.id, p.locale, k.${column} AS sealed FROM person p JOIN person_contact k ON k.person_id = p.id
     WHERE p.active AND k.${column} IS NOT NULL AND p.id = ANY($1)`,
    [[...new Set(rows.flatMap(({ person_id }) => person_id ?? []))]],
  );
  const addresses = new Map<string, Address>();
  for (const { id, locale, sealed } of found) {
    const to = opened(sealer, sealed);
    if (to !== null) addresses.set(id, { to, language: locale });
  }
  return addresses;
}

function opened(sealer: Sealer, sealed: string): string | null {
  try {
    return sealer.open(sealed);
  } catch {
    return null;
  }
}
