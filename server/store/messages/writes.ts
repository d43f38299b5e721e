import type { EntityManager } from 'typeorm';
import type { DeliveryReported, DeliveryStatus } from '../../../telephony/messaging/port.ts';
import type { ConversationKey, MessageTransaction, NewMessage, Tried } from '../../app/ports/messages.ts';
import { statusAfter, statusOrder } from '../../domain/message/status.ts';
import { iso } from '../rows.ts';
import type { Sealer } from '../secrets/sealed.ts';
import { correspondentOf, optedOut, talksWith } from './reads.ts';
import { type MessageColumns, messageColumns, messageRow, toMessage } from './rows.ts';
import { known, lockConversations } from './threads.ts';

/** The writes of messages in one transaction. */
export function messageWrites(manager: EntityManager, sealer: Sealer): MessageTransaction {
  const select = <Row>(sql: string, values: unknown[]): Promise<Row[]> => manager.query(sql, values);
  const addressOf = ({ channel, address }: ConversationKey) => [channel, sealer.index(address)];
  const lockOwn = async (where: string, values: unknown[]) => {
    const [row] = await select<MessageColumns & { reference: string | null }>(
      `SELECT ${messageColumns}, m.reference FROM message m WHERE ${where} AND m.direction = 'out' FOR UPDATE`,
      values,
    );
    return row ?? null;
  };

  return {
    lockConversations: lockConversations(manager, sealer),
    known: known(manager, sealer),

    add: async (messages) => {
      if (messages.length === 0) return new Set();
      const rows = await select<{ id: string }>(
        `INSERT INTO message (id, case_id, service_id, gateway, channel, direction, own_address, address_index,
           address_sealed, address_masked, body_sealed, purpose, segments, status, status_at, at, person_id, aside, next_try_at)
         SELECT id, case_id, service_id, gateway, channel, direction, own_address, address_index, address_sealed,
           address_masked, body_sealed, purpose, segments, status, status_at, at, person_id, aside,
           CASE WHEN ours THEN clock_timestamp() END
         FROM jsonb_to_recordset($1::jsonb) AS r(id text, case_id uuid, service_id text, gateway text, channel text,
           direction text, own_address text, address_index text, address_sealed text, address_masked text,
           body_sealed text, purpose text, segments integer, status text, status_at jsonb, ours boolean,
           at timestamptz, person_id uuid, aside text)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [JSON.stringify(messages.map((message) => messageRow(sealer, message)))],
      );
      const stored = new Set(rows.map(({ id }) => id));
      await keepMailIds(
        manager,
        sealer,
        messages.filter(({ id }) => stored.has(id)),
      );
      return stored;
    },

    optOut: async (key, out, at) => {
      const sql = out
        ? 'INSERT INTO opt_out (channel, address_index, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1'
        : 'WITH gone AS (DELETE FROM opt_out WHERE channel = $1 AND address_index = $2 RETURNING 1) SELECT 1 FROM gone';
      const rows = await select(sql, out ? [...addressOf(key), iso(at)] : addressOf(key));
      return rows.length > 0;
    },

    // One that may have gone out is looked for first; its sender finds out that the address wants none.
    cancelPending: async (key, at) => {
      await manager.query(
        `UPDATE message SET next_try_at = NULL, status = 'failed', error_code = 'opted_out',
           status_at = status_at || jsonb_build_object('failed', $3::bigint)
         WHERE channel = $1 AND address_index = $2 AND next_try_at IS NOT NULL AND NOT maybe_sent AND purpose <> 'stop'`,
        [...addressOf(key), at],
      );
    },

    correspondent: (caseId) => correspondentOf(select, sealer, caseId),
    isOptedOut: (channel, address) => optedOut(select, sealer, channel, address),
    talksWith: (caseId, personId) => talksWith(select, caseId, personId),

    wasAsked: async ({ serviceId, address }, since) => {
      const rows = await select(
        `SELECT 1 FROM message WHERE service_id = $1 AND address_index = $2 AND purpose = 'survey' AND at >= $3 LIMIT 1`,
        [serviceId, sealer.index(address), iso(since)],
      );
      return rows.length > 0;
    },
    isStored: async (id) => (await select('SELECT 1 FROM message WHERE id = $1', [id])).length > 0,

    markSeen: async (caseId, at) => {
      const seen = await select(
        `WITH seen AS (UPDATE message SET seen_at = $2 WHERE case_id = $1 AND direction = 'in' AND seen_at IS NULL
           RETURNING 1) SELECT 1 FROM seen`,
        [caseId, iso(at)],
      );
      return seen.length;
    },

    tried: (id, tried) => storeTry(manager, id, tried),
    caseOf: async ({ gateway, messageId, reference }) => {
      const [row] = await select<{ case_id: string | null }>(
        `SELECT case_id FROM message WHERE gateway = $1 AND ${messageId === null ? 'reference' : 'id'} = $2`,
        [gateway, messageId ?? reference],
      );
      return row?.case_id ?? null;
    },
    report: async (report) => {
      await lockReference(manager, report.gateway, report.reference);
      const fresh = await keepReport(manager, report);
      const row =
        report.messageId === null
          ? await lockOwn('m.gateway = $1 AND m.reference = $2', [report.gateway, report.reference])
          : await lockOwn('m.gateway = $1 AND m.id = $2', [report.gateway, report.messageId]);
      if (!row || !fresh) return null;
      await applyReports(manager, row.id, row.status ?? 'queued', [report]);
      const [after] = await select<MessageColumns>(`SELECT ${messageColumns} FROM message m WHERE id = $1`, [row.id]);
      return after ? toMessage(sealer, after) : null;
    },
  };
}

/** By what others call a mail, for the answers to it. */
async function keepMailIds(manager: EntityManager, sealer: Sealer, messages: readonly NewMessage[]): Promise<void> {
  const rows = messages.flatMap(({ id, mail }) =>
    mail?.messageId ? [{ message_id: id, mail_index: sealer.index(mail.messageId) }] : [],
  );
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO mail_id (mail_index, message_id) SELECT mail_index, message_id
     FROM jsonb_to_recordset($1::jsonb) AS r(mail_index text, message_id text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/** A report and the answer that names its reference may come at once: the later of the two sees the other. */
const lockReference = (manager: EntityManager, gateway: string, reference: string) =>
  manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`message ${gateway} ${reference}`]);

async function keepReport(manager: EntityManager, report: DeliveryReported): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `INSERT INTO message_report (gateway, reference, status, message_id, at, error_code) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [report.gateway, report.reference, report.status, report.messageId, iso(report.at), report.errorCode],
  );
  return rows.length > 0;
}

interface Told {
  readonly status: DeliveryStatus;
  readonly at: number;
  readonly errorCode: string | null;
}

/** The status that reports lead to, and when each was reached: the first moment told counts. */
async function applyReports(manager: EntityManager, id: string, from: DeliveryStatus, reports: readonly Told[]) {
  if (reports.length === 0) return from;
  const status = reports.reduce((current, report) => statusAfter(current, report.status), from);
  const moments = Object.fromEntries(reports.map((report) => [report.status, report.at]));
  const code = reports.find((report) => report.status === 'failed')?.errorCode ?? null;
  await manager.query(
    `UPDATE message SET status = $2, status_at = $3::jsonb || status_at, error_code = coalesce($4, error_code)
     WHERE id = $1`,
    [id, status, JSON.stringify(moments), code],
  );
  return status;
}

async function storeTry(manager: EntityManager, id: string, tried: Tried): Promise<DeliveryStatus | null> {
  if (tried.kind === 'later') {
    await manager.query(
      `UPDATE message SET maybe_sent = $2, next_try_at = clock_timestamp() + $3 * interval '1 ms' WHERE id = $1`,
      [id, tried.maybeSent, tried.afterMs],
    );
    return null;
  }
  if (tried.kind === 'failed') {
    await manager.query(
      `UPDATE message SET next_try_at = NULL, maybe_sent = false, status = 'failed', error_code = $2,
         status_at = jsonb_build_object('failed', $3::bigint) || status_at WHERE id = $1`,
      [id, tried.code, tried.at],
    );
    return 'failed';
  }
  const { gateway, reference, status, at } = tried;
  await lockReference(manager, gateway, reference);
  const [rows]: [{ status: DeliveryStatus }[], number] = await manager.query(
    `UPDATE message SET next_try_at = NULL, maybe_sent = false, reference = $2, error_code = NULL,
       status = CASE WHEN array_position($3::text[], $4) > array_position($3::text[], status) THEN $4 ELSE status END,
       status_at = jsonb_build_object($4::text, $5::bigint) || status_at
     WHERE id = $1 RETURNING status`,
    [id, reference, statusOrder, status, at],
  );
  const early: { status: DeliveryStatus; at: Date; error_code: string | null }[] = await manager.query(
    'SELECT status, at, error_code FROM message_report WHERE gateway = $1 AND reference = $2',
    [gateway, reference],
  );
  const told = early.map((one): Told => ({ status: one.status, at: one.at.getTime(), errorCode: one.error_code }));
  return applyReports(manager, id, rows[0]?.status ?? 'queued', told);
}
