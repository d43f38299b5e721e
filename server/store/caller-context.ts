import type { CallerContext } from '../app/ports/known-callers.ts';
import { type BriefColumns, briefColumns, toBrief } from './rows.ts';

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** Candidates and tickets shown at once on a screen; a number shared by a whole office would fill pages. */
const shownAtMost = 8;

interface CandidateColumns {
  own_id: string;
  id: string;
  name: string | null;
  address: string | null;
  last_contact_at: Date;
  tickets: number;
  pranks: number;
}

/**
 * Who may be calling, and the other tickets of the number, of each of these cases: two queries however many they are.
 * @returns nothing for a case whose number is not known to anybody.
 */
export async function callerContexts(
  select: Select,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CallerContext>> {
  const [candidates, tickets] = await Promise.all([
    select<CandidateColumns>(
      `SELECT own.id AS own_id, r.id, r.name, r.address, r.last_contact_at, t.tickets, t.pranks FROM case_file own
       CROSS JOIN LATERAL (SELECT id, name, address, last_contact_at FROM caller
         WHERE phone_index = own.phone_index ORDER BY last_contact_at DESC LIMIT ${shownAtMost}) r
       CROSS JOIN LATERAL (SELECT count(*)::int AS tickets,
           (count(*) FILTER (WHERE x.disposition IN ('prank', 'junk')))::int AS pranks
         FROM case_file x WHERE x.caller_id = r.id) t
       WHERE own.id = ANY($1) ORDER BY r.last_contact_at DESC`,
      [caseIds],
    ),
    select<BriefColumns & { own_id: string }>(
      `SELECT own.id AS own_id, ${briefColumns} FROM case_file own
       CROSS JOIN LATERAL (SELECT * FROM case_file x
         WHERE x.phone_index = own.phone_index AND x.id <> own.id AND x.status <> 'abandoned'
         ORDER BY (x.closed_at IS NULL) DESC, x.opened_at DESC LIMIT ${shownAtMost}) c
       WHERE own.id = ANY($1) ORDER BY (c.closed_at IS NULL) DESC, c.opened_at DESC`,
      [caseIds],
    ),
  ]);
  const contexts = new Map<
    string,
    { candidates: CallerContext['candidates'][number][]; tickets: CallerContext['tickets'][number][] }
  >();
  const contextOf = (caseId: string) => {
    const known = contexts.get(caseId) ?? { candidates: [], tickets: [] };
    contexts.set(caseId, known);
    return known;
  };
  for (const row of candidates) {
    contextOf(row.own_id).candidates.push({
      callerId: row.id,
      name: row.name,
      address: row.address,
      lastContactAt: row.last_contact_at.getTime(),
      ticketCount: row.tickets,
      prankCount: row.pranks,
    });
  }
  for (const row of tickets) contextOf(row.own_id).tickets.push(toBrief(row));
  return contexts;
}
