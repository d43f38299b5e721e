import type { DataSource, EntityManager } from 'typeorm';
import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import type { DueMessage, MessageStore } from '../../app/ports/messages.ts';
import type { Purpose } from '../../domain/message/message.ts';
import { subjectOf } from '../../domain/message/subject.ts';
import type { Sealer } from '../secrets/sealed.ts';
import { openBody } from './rows.ts';

interface ClaimedRow {
  id: string;
  case_id: string | null;
  channel: MessageChannel;
  own_address: string;
  address_sealed: string;
  body_sealed: string;
  purpose: Purpose;
  person_id: string | null;
  at: Date;
  attempts: number;
  again: boolean;
  unwanted: boolean;
  ticket_number: string | null;
  /** Of an e-mail: the citizen's last mail in the case. */
  answers_sealed: string | null;
}

/**
 * Takes what is due. The gateway's row of pace is locked meanwhile: servers take turns, and together keep to the pace.
 * Each message taken is noted as perhaps sent before it is tried, so that after a crash the next one looks first.
 */
export function claimMessages(dataSource: DataSource, sealer: Sealer): MessageStore['claim'] {
  return async (gateway, { perSecond, limit, leaseMs }) => {
    // Without a lock and a transaction while nothing is to be done.
    const [due]: unknown[] = await dataSource.query(
      `SELECT 1 FROM message WHERE gateway = $1 AND next_try_at <= clock_timestamp() + interval '1 ms' LIMIT 1`,
      [gateway],
    );
    if (!due || limit < 1) return { messages: [], waitMs: null };
    return dataSource.transaction(async (manager) => {
      const aheadMs = await lockPace(manager, gateway);
      // A second's worth may go at once.
      const startMs = Math.max(aheadMs, -1_000);
      const allowed = Math.floor((-startMs / 1_000) * perSecond + 1e-6);
      if (allowed < 1) return { messages: [], waitMs: Math.max(1, Math.ceil(startMs + 1_000 / perSecond)) };
      const rows = await take(manager, gateway, Math.min(limit, allowed), leaseMs);
      if (rows.length > 0) {
        await manager.query(
          `UPDATE message_pace SET ready_at = clock_timestamp() + $2 * interval '1 ms' WHERE gateway = $1`,
          [gateway, startMs + (rows.length * 1_000) / perSecond],
        );
      }
      return { messages: rows.map((row) => toDue(sealer, row)), waitMs: null };
    });
  };
}

/** How far in the future the gateway's readiness lies, ms; below 0: since when it is ready. */
async function lockPace(manager: EntityManager, gateway: string): Promise<number> {
  const look = () =>
    manager.query(
      `SELECT extract(epoch FROM ready_at - clock_timestamp()) * 1000 AS ahead FROM message_pace WHERE gateway = $1
       FOR UPDATE`,
      [gateway],
    ) as Promise<{ ahead: string }[]>;
  let [row] = await look();
  if (!row) {
    await manager.query('INSERT INTO message_pace (gateway) VALUES ($1) ON CONFLICT DO NOTHING', [gateway]);
    [row] = await look();
  }
  return Number(row?.ahead ?? 0);
}

/** Of each conversation the oldest that waits: the second goes when the first has gone or been given up. */
async function take(manager: EntityManager, gateway: string, limit: number, leaseMs: number): Promise<ClaimedRow[]> {
  const [rows]: [ClaimedRow[], number] = await manager.query(
    `UPDATE message m SET next_try_at = clock_timestamp() + $3 * interval '1 ms', attempts = m.attempts + 1,
       maybe_sent = true
     FROM (
       SELECT d.id, d.maybe_sent FROM message d
       WHERE d.gateway = $1 AND d.next_try_at <= clock_timestamp() + interval '1 ms' AND NOT EXISTS (
         SELECT 1 FROM message e WHERE e.gateway = d.gateway AND e.address_index = d.address_index AND e.seq < d.seq
           AND e.next_try_at IS NOT NULL)
       ORDER BY d.seq LIMIT $2 FOR UPDATE OF d SKIP LOCKED) due
     WHERE m.id = due.id
     RETURNING m.id, m.seq, m.case_id, m.channel, m.own_address, m.address_sealed, m.body_sealed, m.purpose,
       m.person_id, m.at, m.attempts, due.maybe_sent AS again,
       EXISTS (SELECT 1 FROM opt_out o WHERE o.channel = m.channel AND o.address_index = m.address_index) AS unwanted,
       CASE WHEN m.channel = 'email' THEN (SELECT c.ticket_number FROM case_file c WHERE c.id = m.case_id) END AS ticket_number,
       CASE WHEN m.channel = 'email' THEN (SELECT a.body_sealed FROM message a WHERE a.case_id = m.case_id
         AND a.address_index = m.address_index AND a.direction = 'in' ORDER BY a.seq DESC LIMIT 1) END AS answers_sealed`,
    [gateway, limit, leaseMs],
  );
  return rows;
}

/** What is above the words of an e-mail. */
function letterOf(sealer: Sealer, { ticket_number: ticket, answers_sealed: answers, person_id }: ClaimedRow) {
  const mail = answers === null ? null : (openBody(sealer, answers).mail ?? null);
  return {
    subject: subjectOf(ticket, mail?.subject ?? ''),
    answers: mail?.messageId ?? null,
    automatic: person_id === null,
  };
}

function toDue(sealer: Sealer, row: ClaimedRow): DueMessage {
  const { text, template, happens = null, paper = null } = openBody(sealer, row.body_sealed);
  return {
    id: row.id,
    caseId: row.case_id,
    channel: row.channel,
    from: row.own_address,
    to: sealer.open(row.address_sealed),
    text,
    template,
    purpose: row.purpose,
    happens,
    paper,
    personId: row.person_id,
    writtenAt: row.at.getTime(),
    attempts: row.attempts,
    again: row.again,
    unwanted: row.unwanted,
    ...(row.channel === 'email' && { letter: letterOf(sealer, row) }),
  };
}
