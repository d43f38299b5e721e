import type { DataSource } from 'typeorm';

/** What the alternatives need, and nothing left of an earlier run that would count as ours. */
export async function prepare(dataSource: DataSource): Promise<void> {
  await dataSource.query('DROP SEQUENCE IF EXISTS bench_ticket');
  await dataSource.query('CREATE SEQUENCE bench_ticket');
  await dataSource.query(
    `INSERT INTO ticket_counter (office_code, office_day, last_number)
     SELECT code, '2000-01-01', 0 FROM unnest(ARRAY['OWN', 'ONE', 'ALONE']) AS code
     ON CONFLICT (office_code, office_day) DO UPDATE SET last_number = 0`,
  );
  await dataSource.query('DELETE FROM ticket_counter WHERE office_code = $1', ['BATCH']);
}

/**
 * Says whether every office day's numbers run from 1 to the counter without a gap or a double.
 * @param served tickets handed out in this run: no more may be stored than were ever handed out.
 */
export async function gaplessBy(dataSource: DataSource, served: number): Promise<string> {
  const days: { day: string; last: number; stored: number; lowest: number; highest: number }[] = await dataSource.query(
    `SELECT t.office_day::text AS day, t.last_number AS last, count(c.n)::int AS stored, min(c.n)::int AS lowest,
       max(c.n)::int AS highest
     FROM ticket_counter t LEFT JOIN (
       SELECT DISTINCT office_day, split_part(ticket_number, '-', 3)::int AS n FROM case_file
       WHERE office_day >= '2020-01-01' AND ticket_number LIKE 'SBY-%') c USING (office_day)
     WHERE t.office_code = 'SBY' GROUP BY t.office_day, t.last_number ORDER BY 1`,
  );
  const broken = days.filter(
    ({ last, stored, lowest, highest }) => stored !== last || lowest !== 1 || highest !== last,
  );
  const shown = days
    .map(({ day, lowest, highest, stored }) => `${day}: ${lowest}–${highest}, ${stored} cases`)
    .join('; ');
  const enough = days.reduce((sum, { stored }) => sum + stored, 0) >= served;
  return broken.length === 0 && enough
    ? `Gapless: ${shown}; ${served} of them handed out in this run.`
    : `FAILED, numbers are missing or double: ${shown}; ${served} handed out.`;
}
