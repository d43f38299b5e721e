import type { MigrationInterface, QueryRunner } from 'typeorm';
import { takingTime } from './taking-time.ts';

/**
 * How tickets are found among a million: whose they are, of which service and day, and by what a caller reads out from the end
 * of the number. Made beside the work (`CONCURRENTLY`), which no transaction may hold: a call's ticket waits for none of it.
 */
const indexes: Readonly<Record<string, string>> = {
  case_file_agent: '("agent_id", "opened_at")',
  case_file_official: '("official_id", "opened_at") WHERE official_id IS NOT NULL',
  case_file_service: '("service_id", "opened_at")',
  case_file_number_end: '(reverse("ticket_number") text_pattern_ops)',
  // Days stand nearly in the order in which they are written: of this a few kilobytes are enough.
  case_file_day: 'USING brin ("office_day")',
};

export class TicketsFound1763770000788 implements MigrationInterface {
  readonly name = 'TicketsFound1763770000788';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, of] of Object.entries(indexes)) await make(runner, name, of);
    // A database that sorts by bytes, as the embedded one does, finds beginnings by the index that keeps numbers unique.
    const [sorted]: { bytes: boolean }[] = await runner.query(
      `SELECT CASE coalesce(to_jsonb(d)->>'datlocprovider', 'c') WHEN 'b' THEN true WHEN 'c' THEN datcollate IN ('C', 'POSIX')
         ELSE false END AS bytes FROM pg_database d WHERE datname = current_database()`,
    );
    if (sorted?.bytes !== true) await make(runner, 'case_file_number_begin', '("ticket_number" text_pattern_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [...Object.keys(indexes), 'case_file_number_begin'])
      await runner.query(`DROP INDEX IF EXISTS "${name}"`);
  }
}

/** One that was broken off leaves an index behind that is none. */
async function make(runner: QueryRunner, name: string, of: string): Promise<void> {
  await takingTime(runner, `DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
  await takingTime(runner, `CREATE INDEX CONCURRENTLY "${name}" ON "case_file" ${of}`);
}
