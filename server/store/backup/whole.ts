/** A question to the database, with its rows. */
export type Query = <R>(sql: string, values?: unknown[]) => Promise<R[]>;

/** How much there is of what must not get lost, by table. */
export type Counts = Readonly<Record<(typeof counted)[number], number>>;

const counted = ['case_file', 'case_event', 'call', 'message', 'file', 'paper', 'audit_entry', 'person'] as const;

export async function countAll(query: Query): Promise<Counts> {
  const counts: [string, number][] = [];
  for (const table of counted) {
    const [row] = await query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
    counts.push([table, Number(row?.n ?? 0)]);
  }
  return Object.fromEntries(counts) as Counts;
}

/** What is not as it must be; both empty where the database is whole. */
export interface Holes {
  /** Office days on which a number is missing, or was given without its case: `SBY 2026-12-01`. */
  readonly tickets: readonly string[];
  /** Tickets whose history has not as many events as the case has had. */
  readonly histories: readonly string[];
}

/** Looks whether ticket numbers have no gap, and whether each case has its whole history. */
export async function findHoles(query: Query): Promise<Holes> {
  const tickets = await query<{ day: string }>(
    `WITH given AS (
       SELECT split_part(ticket_number, '-', 1) AS code, office_day AS day, count(*) AS n,
         max(split_part(ticket_number, '-', 3)::int) AS highest
       FROM case_file WHERE task_period IS NULL GROUP BY 1, 2)
     SELECT coalesce(g.code, t.office_code) || ' ' || coalesce(g.day, t.office_day) AS day
     FROM given g FULL JOIN ticket_counter t ON t.office_code = g.code AND t.office_day = g.day
     WHERE g.n IS DISTINCT FROM t.last_number OR g.highest IS DISTINCT FROM t.last_number ORDER BY 1`,
  );
  const histories = await query<{ number: string }>(
    `SELECT c.ticket_number AS number FROM case_file c
     LEFT JOIN (SELECT case_id, count(*) AS n, max(seq) - min(seq) + 1 AS span FROM case_event GROUP BY 1) e ON e.case_id = c.id
     WHERE c.version IS DISTINCT FROM coalesce(e.n, 0) OR e.span IS DISTINCT FROM e.n ORDER BY 1`,
  );
  return { tickets: tickets.map(({ day }) => day), histories: histories.map(({ number }) => number) };
}
