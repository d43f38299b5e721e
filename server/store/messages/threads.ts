import type { EntityManager } from 'typeorm';
import type { Asked, ConversationKey, Known, MessageTransaction } from '../../app/ports/messages.ts';
import type { ThreadCase } from '../../domain/message/thread.ts';
import type { Sealer } from '../secrets/sealed.ts';

/** Locks are taken of so many drawers, so that a large batch does not use up the server's room for locks. */
const drawers = 4_096;
/** Ours among the advisory locks of the database. */
const lockClass = 1_763;

/** In the order of their numbers, so that two servers with the same conversations cannot wait for each other. */
export function lockConversations(manager: EntityManager, sealer: Sealer) {
  return async (keys: readonly Pick<ConversationKey, 'address'>[]): Promise<void> => {
    if (keys.length === 0) return;
    // By the citizen alone: a case may be written to through a door at which nothing was said before.
    const names = keys.map(({ address }) => sealer.index(address));
    await manager.query(
      `SELECT pg_advisory_xact_lock(${lockClass}, drawer) FROM
         (SELECT DISTINCT abs(hashtext(name) % ${drawers}) AS drawer FROM unnest($1::text[]) AS name ORDER BY 1) d`,
      [names],
    );
  };
}

interface KnownRow {
  seen: boolean;
  opted_out: boolean;
  acknowledged: number;
  named: ThreadRow | null;
  strange: ThreadRow | null;
  last: ThreadRow | null;
}
interface ThreadRow {
  id: string;
  ticket_number: string;
  closed_at: string | null;
}

/** How many of the newest messages of a conversation are looked through for an open case. */
const lookBack = 50;

/** The cases that a message speaks of: by their numbers, or as an answer to what was said in them. */
const meant = `(c.ticket_number = ANY(q.tickets) OR (q.ours || q.others <> '{}' AND c.id IN (
  SELECT m.case_id FROM message m WHERE m.id = ANY(q.ours)
  UNION ALL SELECT m.case_id FROM mail_id i JOIN message m ON m.id = i.message_id WHERE i.mail_index = ANY(q.others))))`;
/** Who writes is the case's citizen. What a stranger sent along with its number makes him none (no service). */
const knownThere = `(c.phone_index = q.address_index OR EXISTS (SELECT 1 FROM message m
  WHERE m.case_id = c.id AND m.address_index = q.address_index AND m.service_id IS NOT NULL))`;
/** What is named says more than what is answered. */
const likeliest = `(c.closed_at IS NULL) DESC, (c.ticket_number = ANY(q.tickets)) DESC, c.opened_at DESC`;

export function known(manager: EntityManager, sealer: Sealer): MessageTransaction['known'] {
  return async (asked: readonly Asked[]): Promise<readonly Known[]> => {
    if (asked.length === 0) return [];
    const questions = asked.map(({ id, serviceId, channel, address, tickets, answersOurs, answers }, n) => ({
      n,
      id,
      service_id: serviceId,
      channel,
      address_index: sealer.index(address),
      tickets,
      ours: answersOurs,
      others: answers.map((one) => sealer.index(one)),
    }));
    const rows: KnownRow[] = await manager.query(
      `SELECT EXISTS (SELECT 1 FROM message m WHERE m.id = q.id) AS seen,
         EXISTS (SELECT 1 FROM opt_out o WHERE o.channel = q.channel AND o.address_index = q.address_index) AS opted_out,
         (SELECT count(*)::int FROM message m WHERE m.service_id = q.service_id AND m.address_index = q.address_index
            AND m.purpose = 'acknowledgement' AND m.created_at > clock_timestamp() - interval '1 hour') AS acknowledged,
         (SELECT to_jsonb(x) FROM (
            SELECT c.id, c.ticket_number, c.closed_at FROM case_file c
            WHERE ${meant} AND ${knownThere}
            ORDER BY ${likeliest} LIMIT 1) x) AS named,
         (SELECT to_jsonb(x) FROM (
            SELECT c.id, c.ticket_number, c.closed_at FROM case_file c
            WHERE q.channel = 'email' AND c.closed_at IS NULL AND ${meant} AND NOT ${knownThere}
            ORDER BY ${likeliest} LIMIT 1) x) AS strange,
         (SELECT to_jsonb(x) FROM (
            SELECT c.id, c.ticket_number, c.closed_at FROM (
              SELECT m.case_id, m.seq FROM message m
              WHERE m.service_id = q.service_id AND m.address_index = q.address_index AND m.case_id IS NOT NULL
              ORDER BY m.seq DESC LIMIT ${lookBack}) t JOIN case_file c ON c.id = t.case_id
            ORDER BY (c.closed_at IS NULL) DESC, t.seq DESC LIMIT 1) x) AS last
       FROM jsonb_to_recordset($1::jsonb)
         AS q(n int, id text, service_id text, channel text, address_index text, tickets text[], ours text[],
           others text[]) ORDER BY q.n`,
      [JSON.stringify(questions)],
    );
    return rows.map((row) => ({
      seen: row.seen,
      optedOut: row.opted_out,
      acknowledged: row.acknowledged,
      named: toThread(row.named),
      strange: toThread(row.strange),
      last: toThread(row.last),
    }));
  };
}

const toThread = (row: ThreadRow | null): ThreadCase | null =>
  row && {
    caseId: row.id,
    ticketNumber: row.ticket_number,
    closedAt: row.closed_at === null ? null : Date.parse(row.closed_at),
  };
