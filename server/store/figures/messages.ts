import type { DataSource } from 'typeorm';
import type { Asked, FigureStore, MessageFigures, MessageKey } from '../../app/ports/figures.ts';
import {
  askFacts,
  countOf,
  createConditions,
  type FigureRows,
  type Grouped,
  intervalOf,
  periodValues,
  type Source,
  spreadOf,
  toSpread,
  toTold,
} from './parts.ts';

/** Of a citizen's message: whose the ticket is; of ours: who wrote it. */
const agent = "(CASE m.direction WHEN 'in' THEN c.agent_id ELSE m.person_id END)";

const keys: Readonly<Record<MessageKey, string>> = {
  service: 'm.service_id',
  channel: 'm.channel',
  agent: `${agent}::text`,
  procedure: 'c.sop_id',
};

/** What a person wrote: whatever the system says by itself answers nobody. */
const byPeople = "('message', 'question', 'answer')";
/** A gateway has taken it. */
const gone = "status IN ('sent', 'delivered', 'read')";

const counts = ['received', 'turns', 'replied', 'sent', 'delivered', 'failed', 'queued', 'parts'] as const;

type Row = Grouped & { reply_mean: string | null; reply_ranks: number[] | null } & Record<
    (typeof counts)[number],
    string
  >;

const noMessages: MessageFigures = {
  ...{ received: 0, turns: 0, replied: 0, reply: { mean: null, median: null, p90: null } },
  ...{ sent: 0, delivered: 0, failed: 0, queued: 0, parts: 0 },
};

const reply = { where: 'turn AND replied_at IS NOT NULL', value: 'reply_ms' };
const sms = `NOT came AND channel = 'sms' AND ${gone}`;
const figures = {
  ...{ received: { where: 'came' }, turns: { where: 'turn' }, replied: { where: reply.where } },
  unreplied: { where: 'turn AND replied_at IS NULL' },
  ...{ replyMean: reply, replyMedian: reply, replyP90: reply },
  sent: { where: `NOT came AND ${gone}` },
  delivered: { where: "NOT came AND status IN ('delivered', 'read')" },
  failed: { where: "NOT came AND status = 'failed'" },
  queued: { where: "NOT came AND status = 'queued'" },
  parts: { where: sms, value: 'segments' },
} satisfies Record<string, FigureRows>;

/**
 * Messages with citizens, by when they were written. What a citizen writes after an answer, or first, is their turn: they
 * wait from then until a gateway has taken what a person wrote back; more that they write meanwhile is no other turn.
 */
export function messageSource(asked: Asked<MessageKey>): Source {
  const values: unknown[] = [...periodValues(asked)];
  const only = createConditions(values);
  only.is('m.service_id', asked.serviceId);
  only.is('m.channel', asked.channel);
  only.is('c.sop_id', asked.sopId);
  only.is(agent, asked.agentId);
  return {
    ...{ values, figures },
    tables: `WITH f AS (SELECT ${intervalOf(asked.interval, 'm.at')} AS at, ${keys[asked.by]} AS key,
           m.id, m.at AS moment, m.case_id, NULL AS call_id, ${agent} AS person_id, m.service_id, NULL AS step,
           m.direction = 'in' AS came, m.status, m.segments, m.channel, m.at AS written, m.direction = 'in' AND m.case_id IS NOT NULL
             AND coalesce(earlier.direction, 'out') = 'out' AS turn, reply.at AS replied_at
         FROM message m LEFT JOIN case_file c ON c.id = m.case_id
         LEFT JOIN LATERAL (SELECT p.direction FROM message p WHERE p.case_id = m.case_id AND p.seq < m.seq
             AND (p.direction = 'in' AND p.aside IS NULL OR p.purpose IN ${byPeople} AND p.${gone})
           ORDER BY p.seq DESC LIMIT 1) earlier ON m.direction = 'in'
         LEFT JOIN LATERAL (SELECT to_timestamp(coalesce(r.status_at->>'sent', r.status_at->>'delivered', r.status_at->>'read')::float8
               / 1000) AS at
             FROM message r WHERE r.case_id = m.case_id AND r.seq > m.seq AND r.purpose IN ${byPeople} AND r.${gone}
           ORDER BY r.seq LIMIT 1) reply ON m.direction = 'in'
         WHERE m.at >= $1 AND m.at < $2 AND m.aside IS NULL ${only.sql()}),
       g AS (SELECT *, extract(epoch FROM replied_at - written) * 1000 AS reply_ms FROM f)`,
  };
}

export function createMessageFigures(dataSource: DataSource): FigureStore['messages'] {
  return async (asked) => {
    const { tables, values } = messageSource(asked);
    const counted = ['received', 'turns', 'replied', 'sent', 'delivered', 'failed', 'queued'] as const;
    const rows: Row[] = await askFacts(
      dataSource,
      `${tables}
       SELECT GROUPING(at, key) AS what, at, key, ${[
         ...counted.map((name) => countOf(name, figures[name])),
         `coalesce(sum(segments) FILTER (WHERE ${sms}), 0) AS parts`,
         spreadOf('reply', reply.value, 'turn'),
       ].join(', ')}
       FROM g GROUP BY GROUPING SETS ((at), (key), ())`,
      values,
    );
    return toTold(rows, toFigures, noMessages);
  };
}

function toFigures(row: Row): MessageFigures {
  const n = (name: (typeof counts)[number]) => Number(row[name]);
  return {
    ...{ received: n('received'), turns: n('turns'), replied: n('replied') },
    reply: toSpread(row.reply_mean, row.reply_ranks),
    ...{ sent: n('sent'), delivered: n('delivered'), failed: n('failed'), queued: n('queued'), parts: n('parts') },
  };
}
