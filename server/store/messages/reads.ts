import type { DataSource } from 'typeorm';
import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import type { ConversationFacts, Correspondent, MessageStore } from '../../app/ports/messages.ts';
import type { Sealer } from '../secrets/sealed.ts';
import { claimMessages } from './claim.ts';
import { type MessageColumns, messageColumns, toMessage } from './rows.ts';
import { createSetAsideStore } from './set-aside.ts';

export type Select = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

/** What is read of messages, and the taking of those to be sent. */
export function createMessageStore(dataSource: DataSource, sealer: Sealer): MessageStore {
  const select: Select = (sql, values) => dataSource.query(sql, values);
  return {
    messagesOf: async (caseId) => {
      const rows = await select<MessageColumns>(
        `SELECT * FROM (SELECT ${messageColumns}, m.seq FROM message m WHERE m.case_id = $1 ORDER BY m.seq DESC
           LIMIT ${shownAtMost}) x ORDER BY seq`,
        [caseId],
      );
      return rows.map((row) => toMessage(sealer, row));
    },
    conversations: (caseIds) => conversations(select, caseIds),
    correspondent: (caseId) => correspondentOf(select, sealer, caseId),
    isOptedOut: (channel, address) => optedOut(select, sealer, channel, address),
    talksWith: (caseId, personId) => talksWith(select, caseId, personId),
    claim: claimMessages(dataSource, sealer),
    setAside: createSetAsideStore(dataSource, sealer),
    holdGateway: async (gateway, forMs) => {
      await select(
        `INSERT INTO message_pace AS p (gateway, ready_at) VALUES ($1, clock_timestamp() + $2 * interval '1 ms')
         ON CONFLICT (gateway) DO UPDATE SET ready_at = greatest(p.ready_at, excluded.ready_at)`,
        [gateway, forMs],
      );
    },
    backlog: async () => {
      const rows = await select<{ gateway: string; count: number; oldest: Date }>(
        `SELECT gateway, count(*)::int AS count, min(created_at) AS oldest FROM message WHERE next_try_at IS NOT NULL
         GROUP BY gateway`,
        [],
      );
      return rows.map(({ gateway, count, oldest }) => ({ gateway, count, oldestAt: oldest.getTime() }));
    },
  };
}

/** The newest messages of a case that a screen shows. */
const shownAtMost = 500;

/** Whom the case's citizen is: who wrote last, else who called, or is kept as the report's sender. */
export async function correspondentOf(select: Select, sealer: Sealer, caseId: string): Promise<Correspondent | null> {
  const [row] = await select<{
    sealed: string | null;
    masked: string | null;
    service_id: string | null;
    own_address: string | null;
    last_inbound_at: Date | null;
  }>(
    `SELECT coalesce(m.address_sealed, c.sender_sealed, k.phone_sealed) AS sealed,
       coalesce(m.address_masked, c.sender_masked, k.phone_masked) AS masked, m.service_id, m.own_address,
       (SELECT max(i.at) FROM message i WHERE i.address_index = m.address_index AND i.service_id = m.service_id
          AND i.direction = 'in') AS last_inbound_at
     FROM case_file c LEFT JOIN call k ON k.id = c.call_id
     LEFT JOIN LATERAL (SELECT * FROM message m WHERE m.case_id = c.id AND m.service_id IS NOT NULL
       ORDER BY m.seq DESC LIMIT 1) m ON true
     WHERE c.id = $1`,
    [caseId],
  );
  if (!row?.sealed) return null;
  const { service_id: serviceId, own_address: ownAddress } = row;
  return {
    address: { key: sealer.open(row.sealed), masked: row.masked ?? '****' },
    last: serviceId === null ? null : { serviceId, ownAddress: ownAddress ?? '' },
    lastInboundAt: row.last_inbound_at?.getTime() ?? null,
  };
}

export async function optedOut(select: Select, sealer: Sealer, channel: MessageChannel, address: string) {
  const rows = await select('SELECT 1 FROM opt_out WHERE channel = $1 AND address_index = $2', [
    channel,
    sealer.index(address),
  ]);
  return rows.length > 0;
}

/** By the keyed fingerprint of the number: who rings again, or is called back, is another call and the same citizen. */
export async function talksWith(select: Select, caseId: string, personId: string): Promise<boolean> {
  const rows = await select(
    `SELECT 1 FROM case_file c JOIN case_file o ON o.phone_index = c.phone_index AND o.id <> c.id
     WHERE c.id = $1 AND o.closed_at IS NULL AND o.agent_id = $2 AND (o.state #>> '{sop,live}')::boolean
     UNION ALL
     SELECT 1 FROM case_file c JOIN call k ON k.case_id = c.id OR k.phone_index = c.phone_index
     WHERE c.id = $1 AND k.case_id IS NOT NULL AND k.ended_at IS NULL AND k.agent_id = $2
       AND k.state->'answered' <> 'null'`,
    [caseId, personId],
  );
  return rows.length > 0;
}

interface FactsRow {
  case_id: string;
  channel: MessageChannel;
  count: number;
  last_at: Date;
  last_direction: 'in' | 'out';
  unseen: number;
  waiting_since: Date | null;
  last_inbound_at: Date | null;
  failed: boolean;
  pending: number;
  opted_out: boolean;
  revision: string;
}

/** A citizen waits from the first message that no person of ours has answered; what we write by ourselves is no answer. */
async function conversations(select: Select, caseIds: readonly string[]): Promise<readonly ConversationFacts[]> {
  if (caseIds.length === 0) return [];
  const rows = await select<FactsRow>(
    `SELECT m.case_id, l.channel, count(*)::int AS count, max(m.at) AS last_at, l.direction AS last_direction,
       (count(*) FILTER (WHERE m.direction = 'in' AND m.seen_at IS NULL AND m.aside IS NULL))::int AS unseen,
       min(m.at) FILTER (WHERE m.direction = 'in' AND m.aside IS NULL AND m.seq > coalesce(p.seq, 0)) AS waiting_since,
       max(m.at) FILTER (WHERE m.direction = 'in') AS last_inbound_at,
       coalesce(bool_or(m.status = 'failed' AND m.seq > coalesce(w.seq, 0)), false) AS failed,
       (count(*) FILTER (WHERE m.next_try_at IS NOT NULL))::int AS pending,
       EXISTS (SELECT 1 FROM opt_out o WHERE o.channel = l.channel AND o.address_index = l.address_index) AS opted_out,
       md5(string_agg(m.id || coalesce(m.status, '') || (m.status_at::text) || (m.next_try_at IS NULL)
         || coalesce(m.error_code, '') || (m.seen_at IS NULL), ',' ORDER BY m.seq)) AS revision
     FROM message m
     JOIN LATERAL (SELECT * FROM message l WHERE l.case_id = m.case_id ORDER BY l.seq DESC LIMIT 1) l ON true
     LEFT JOIN LATERAL (SELECT p.seq FROM message p WHERE p.case_id = m.case_id AND p.direction = 'out'
       AND p.person_id IS NOT NULL AND p.status <> 'failed' ORDER BY p.seq DESC LIMIT 1) p ON true
     LEFT JOIN LATERAL (SELECT w.seq FROM message w WHERE w.case_id = m.case_id AND w.direction = 'out'
       AND w.status <> 'failed' AND w.next_try_at IS NULL ORDER BY w.seq DESC LIMIT 1) w ON true
     WHERE m.case_id = ANY($1)
     GROUP BY m.case_id, l.channel, l.direction, l.address_index, p.seq, w.seq`,
    [caseIds],
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    channel: row.channel,
    count: row.count,
    lastAt: row.last_at.getTime(),
    lastDirection: row.last_direction,
    unseen: row.unseen,
    waitingSince: row.waiting_since?.getTime() ?? null,
    lastInboundAt: row.last_inbound_at?.getTime() ?? null,
    failed: row.failed,
    pending: row.pending,
    optedOut: row.opted_out,
    revision: row.revision,
  }));
}
