import type { DataSource } from 'typeorm';

/** A case of which somebody got to see something. */
export interface Touched {
  readonly ticketNumber: string;
  readonly phoneMasked: string | null;
  /** Tells people apart: the fingerprint of their number, else their case. */
  readonly person: string;
  readonly actions: readonly string[];
  readonly by: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface TouchedFilter {
  /** Epoch ms; `until` is not included. */
  readonly from: number;
  readonly until: number;
  /** Whose account was misused; null: anybody's. */
  readonly personId: string | null;
  /** Of one citizen: the fingerprint of a number or NIK; null: of all. */
  readonly index: string | null;
}

/**
 * `seen`: entries by which somebody got to see data of a case, with its `case_id`.
 * @param which of `audit_entry`
 */
const seen = (which: string) => `e AS MATERIALIZED (
    SELECT at, action, subject, person_id FROM audit_entry
    WHERE ${which} AND action ~ '^(read|reveal|listen|subject|file|supervise)\\.'),
  seen AS (
    -- The case itself, or a file of it.
    SELECT substring(subject FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$')::uuid AS case_id, e.* FROM e
    WHERE action !~ '^(listen\\.recording|supervise\\.)' AND subject ~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    UNION ALL
    -- A call: that by which the case came, or one that we placed for it.
    SELECT c.id, e.* FROM e JOIN call n ON n.id = split_part(e.subject, ' ', 1)
      JOIN case_file c ON c.call_id = n.id OR c.id = n.case_id
    WHERE e.action ~ '^(listen\\.recording|supervise\\.(listen|whisper|barge))$')`;

/**
 * Each time that somebody got to see data of one of the cases, by the audit, in order.
 * @param since epoch ms: the oldest of them was opened then
 */
export async function looksAt(
  select: <Row>(sql: string, values?: unknown[]) => Promise<Row[]>,
  caseIds: readonly string[],
  since: number,
): Promise<readonly { readonly caseId: string; readonly at: number; readonly action: string }[]> {
  const rows = await select<{ caseId: string; at: Date; action: string }>(
    `WITH ${seen('at >= to_timestamp($2 / 1000.0)')}
     SELECT case_id AS "caseId", at, action FROM seen WHERE case_id = ANY($1) ORDER BY at`,
    [caseIds, since],
  );
  return rows.map(({ at, ...look }) => ({ ...look, at: at.getTime() }));
}

/** Who was touched, by the audit; the oldest ticket first. */
export async function touchedBy(
  dataSource: DataSource,
  { from, until, personId, index }: TouchedFilter,
): Promise<readonly Touched[]> {
  const rows: (Omit<Touched, 'firstAt' | 'lastAt'> & { readonly firstAt: Date; readonly lastAt: Date })[] =
    await dataSource.query(
      `WITH ${seen(`at >= to_timestamp($1 / 1000.0) AND at < to_timestamp($2 / 1000.0)
         AND ($3::uuid IS NULL OR person_id = $3)`)}
       SELECT c.ticket_number AS "ticketNumber", coalesce(c.sender_masked, k.phone_masked) AS "phoneMasked",
         coalesce(c.phone_index, c.id::text) AS person, array_agg(DISTINCT s.action) AS actions,
         coalesce(array_agg(DISTINCT p.username) FILTER (WHERE p.username IS NOT NULL), '{}') AS by,
         min(s.at) AS "firstAt", max(s.at) AS "lastAt"
       FROM seen s JOIN case_file c ON c.id = s.case_id LEFT JOIN call k ON k.id = c.call_id
       LEFT JOIN person p ON p.id = s.person_id
       WHERE $4::text IS NULL OR c.phone_index = $4
         OR EXISTS (SELECT FROM case_nik n WHERE n.case_id = c.id AND n.nik_index = $4)
       GROUP BY c.id, k.id ORDER BY c.opened_at, c.id`,
      [from, until, personId, index],
    );
  return rows.map(({ firstAt, lastAt, ...rest }) => ({
    ...rest,
    firstAt: firstAt.getTime(),
    lastAt: lastAt.getTime(),
  }));
}
