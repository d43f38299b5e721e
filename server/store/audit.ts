import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { AuditRecord, AuditStore } from '../app/ports/audit.ts';
import { AuditEntity } from './entities/people.ts';

interface Row extends Omit<AuditRecord, 'seq' | 'at'> {
  readonly seq: string;
  readonly at: Date;
  readonly total: number;
}

/** The audit in PostgreSQL, where triggers bind each entry to those before it and refuse every change. */
export function createAuditStore(dataSource: DataSource): AuditStore {
  return {
    note: async (entry) => void (await dataSource.getRepository(AuditEntity).insert({ id: randomUUID(), ...entry })),
    list: async ({ personId, action, subject, from, until, limit, offset }) => {
      const rows: Row[] = await dataSource.query(
        `SELECT seq, at, person_id AS "personId", action, subject, reason, count(*) OVER ()::int AS total
         FROM audit_entry
         WHERE ($1::uuid IS NULL OR person_id = $1) AND ($2::text IS NULL OR starts_with(action, $2))
           AND ($3::text IS NULL OR subject = $3)
           AND ($4::float8 IS NULL OR at >= to_timestamp($4 / 1000)) AND ($5::float8 IS NULL OR at < to_timestamp($5 / 1000))
         ORDER BY seq DESC LIMIT $6 OFFSET $7`,
        [personId ?? null, action ?? null, subject ?? null, from ?? null, until ?? null, limit, offset],
      );
      return {
        entries: rows.map(({ total: _, seq, at, ...rest }) => ({ ...rest, seq: Number(seq), at: at.getTime() })),
        total: rows[0]?.total ?? 0,
      };
    },
    check: async () => {
      const [row]: { entries: number; broken: string | null }[] = await dataSource.query(
        `SELECT count(*)::int AS entries, min(seq) FILTER (WHERE NOT fits) AS broken FROM (
           SELECT e.seq, e.hash = audit_digest(lag(e.hash) OVER w, e)
             AND e.seq = COALESCE(lag(e.seq) OVER w, 0) + 1 AS fits
           FROM audit_entry e WINDOW w AS (ORDER BY e.seq)) AS chained`,
      );
      return { entries: row?.entries ?? 0, brokenAt: row?.broken ? Number(row.broken) : null };
    },
  };
}
