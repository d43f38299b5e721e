type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** See `TiesStore`. Each part reads by an index; the first that holds ends it. */
export async function isTied(select: Select, caseId: string, userId: string): Promise<boolean> {
  const [row] = await select<{ tied: boolean }>(
    `SELECT EXISTS (SELECT FROM case_event WHERE case_id = $1 AND person_id = $2)
       OR EXISTS (SELECT FROM case_file c JOIN case_file own ON own.phone_index = c.phone_index
         WHERE c.id = $1 AND own.agent_id = $2 AND own.closed_at IS NULL)
       OR EXISTS (SELECT FROM case_file c JOIN case_file own ON own.ticket_number IN (c.linked_to, c.state->>'duplicateOf')
         WHERE c.id = $1 AND own.agent_id = $2)
       OR EXISTS (SELECT FROM audit_entry WHERE person_id = $2 AND at > clock_timestamp() - interval '1 hour'
         AND action = 'read.reason' AND subject = $1::uuid::text) AS tied`,
    [caseId, userId],
  );
  return row?.tied ?? false;
}
