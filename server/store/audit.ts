import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { AuditFilter, AuditRecord, AuditStore, ChainEnd } from '../app/ports/audit.ts';
import { AuditEntity } from './entities/people.ts';

interface Row extends Omit<AuditRecord, 'seq' | 'at'> {
  readonly seq: string;
  readonly at: Date;
}

const wanted = `($1::uuid IS NULL OR e.person_id = $1) AND ($2::text IS NULL OR starts_with(e.action, $2))
  AND ($3::text IS NULL OR e.subject = $3)
  AND ($4::float8 IS NULL OR e.at >= to_timestamp($4 / 1000)) AND ($5::float8 IS NULL OR e.at < to_timestamp($5 / 1000))
  AND ($6::text IS NULL OR EXISTS (SELECT FROM case_file c WHERE c.ticket_number = $6
    AND (e.subject = c.id::text OR e.subject = c.call_id OR starts_with(e.subject, c.call_id || ' ')
      OR right(e.subject, 37) = ' ' || c.id::text
      OR c.id = (SELECT k.case_id FROM call k WHERE k.id = split_part(e.subject, ' ', 1)))))`;

const valuesOf = ({ personId, action, subject, ticket, from, until }: AuditFilter) => [
  personId ?? null,
  action || null,
  subject || null,
  from ?? null,
  until ?? null,
  ticket?.toUpperCase() || null,
];

/** What the entries of a part are about is looked up for that part alone. A recording is named by its call, as is its pause, a conversation by
 * its call and its agent. */
const told = (part: string) => `SELECT e.seq, e.at, e.person_id AS "personId", p.display_name AS "personName", e.action,
    e.subject, COALESCE(c.ticket_number, r.ticket_number) AS "ticketNumber", o.display_name AS "aboutName", e.reason
  FROM (SELECT e.*, substring(e.subject FROM '^(?:\\S+ )?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$')::uuid AS about
    FROM audit_entry e WHERE ${wanted} ${part}) e
  LEFT JOIN person p ON p.id = e.person_id
  LEFT JOIN case_file c ON c.id = e.about
  LEFT JOIN person o ON o.id = e.about
  LEFT JOIN LATERAL (SELECT f.ticket_number FROM case_file f WHERE (e.action = 'listen.recording' OR starts_with(e.action, 'supervise.') OR starts_with(e.action, 'recording.'))
    AND (f.call_id = split_part(e.subject, ' ', 1)
      OR f.id = (SELECT k.case_id FROM call k WHERE k.id = split_part(e.subject, ' ', 1))) ORDER BY f.opened_at LIMIT 1) r ON true
  ORDER BY e.seq DESC`;

/** A page of the chain, from what comes after an entry whose hash is known. */
const checkedPage = `SELECT count(*)::int AS entries, min(seq) FILTER (WHERE NOT fits)::text AS broken,
    max(seq)::text AS seq, (array_agg(hash ORDER BY seq DESC))[1] AS hash
  FROM (SELECT e.seq, encode(e.hash, 'hex') AS hash,
      e.hash = audit_digest(COALESCE(lag(e.hash) OVER w, NULLIF(decode($2, 'hex'), '')), e)
        AND e.seq = COALESCE(lag(e.seq) OVER w, $1::bigint) + 1 AS fits
    FROM audit_entry e WHERE e.seq > $1::bigint AND e.seq <= (SELECT max(seq) FROM (
        SELECT seq FROM audit_entry WHERE seq > $1::bigint ORDER BY seq LIMIT $3) AS page) WINDOW w AS (ORDER BY e.seq)) AS chained`;
const checkedAtOnce = 20_000;

/** The newest entries taken off the end fit: only who wrote down how far it went can tell. */
const missingEnd = (last: ChainEnd, known?: ChainEnd) => (known && known.seq > last.seq ? last.seq + 1 : null);

/** The audit in PostgreSQL, where triggers bind each entry to those before it and refuse every change. */
export function createAuditStore(dataSource: DataSource): AuditStore {
  const records = async (part: string, filter: AuditFilter, more: readonly unknown[]): Promise<AuditRecord[]> => {
    const rows: Row[] = await dataSource.query(told(part), [...valuesOf(filter), ...more]);
    return rows.map(({ seq, at, ...rest }) => ({ ...rest, seq: Number(seq), at: at.getTime() }));
  };
  return {
    note: async (entry) => void (await dataSource.getRepository(AuditEntity).insert({ id: randomUUID(), ...entry })),
    list: (filter, { limit, offset }) => records('ORDER BY e.seq DESC LIMIT $7 OFFSET $8', filter, [limit, offset]),
    before: (filter, seq, limit) =>
      records('AND ($7::bigint IS NULL OR e.seq < $7) ORDER BY e.seq DESC LIMIT $8', filter, [seq, limit]),
    count: async (filter) => {
      const [row]: { count: number }[] = await dataSource.query(
        `SELECT count(*)::int AS count FROM audit_entry e WHERE ${wanted}`,
        valuesOf(filter),
      );
      return row?.count ?? 0;
    },
    people: () =>
      dataSource.query(
        'SELECT id AS "personId", display_name AS "displayName", role, active FROM person ORDER BY active DESC, display_name',
      ),
    check: async (known, tell = () => {}) => {
      let last: ChainEnd = { seq: 0, hash: '' };
      for (let entries = 0; ; ) {
        const [page]: (ChainEnd & { entries: number; broken: string | null })[] = await dataSource.query(checkedPage, [
          last.seq,
          last.hash,
          checkedAtOnce,
        ]);
        if (!page || page.entries === 0) return { entries, brokenAt: missingEnd(last, known), last };
        entries += page.entries;
        const upTo = { seq: Number(page.seq), hash: page.hash };
        if (page.broken !== null) return { entries, brokenAt: Number(page.broken), last: upTo };
        if (known && known.seq > last.seq && known.seq <= upTo.seq) {
          const [row]: { hash: string }[] = await dataSource.query(
            "SELECT encode(hash, 'hex') AS hash FROM audit_entry WHERE seq = $1",
            [known.seq],
          );
          if (row?.hash !== known.hash) return { entries, brokenAt: known.seq, last: upTo };
        }
        last = upTo;
        tell(entries);
      }
    },
  };
}
