import type { DataSource } from 'typeorm';

const atOnce = 50_000;
/** Facts of each earlier call and its case: its own, its case's, an offer, a stretch of its agent, and its steps. */
const steps = 6;
export const factsEach = 4 + steps;

/** Earlier callers come a thousand a day (see `ensureEarlierCallers`), each day from six in the morning on. */
const moment = `(date '2015-01-01' + (n / 1000)::int)::timestamp AT TIME ZONE 'Asia/Jakarta' + interval '6 hours' + (n % 1000) * interval '57 seconds'`;
/** Differs from row to row, and not from run to run: 0 to `below` - 1. */
const mixed = (salt: number, below: number) => `((hashint8extended(n, ${salt}) & 9007199254740991) % ${below})::int`;
const given = `SELECT n, md5('case' || n)::uuid AS case_id, 'earlier-' || n AS call_id, ${moment} AS at,
    md5('agent' || ${mixed(1, 50)})::uuid AS agent_id, 1000 + ${mixed(2, 9_000)} AS waited,
    30000 + ${mixed(3, 300_000)} AS talked, ${mixed(4, 20)} = 0 AS lost, ${mixed(5, 40)} = 0 AS prank
  FROM generate_series($1::bigint, $2::bigint) n`;
const later = (ms: string) => `at + (${ms}) * interval '1 millisecond'`;

const tables: Readonly<Record<string, string>> = {
  call_fact: `INSERT INTO call_fact SELECT call_id, 'in', case_id, 'hotline', 'surabaya', NULL,
      CASE WHEN NOT lost THEN agent_id END, at, at, CASE WHEN NOT lost THEN ${later('waited')} END,
      ${later('waited + CASE WHEN lost THEN 0 ELSE talked END')}, CASE WHEN lost THEN 'abandoned' ELSE 'answered' END, 'caller',
      1, 0, CASE WHEN lost THEN 0 ELSE talked END, 0, 0, false, true FROM given`,
  offer_fact: `INSERT INTO offer_fact SELECT call_id, '1', 'hotline', agent_id, at, CASE WHEN NOT lost THEN ${later('waited')} END,
      ${later('waited')}, CASE WHEN lost THEN 'no-answer' ELSE 'answered' END, CASE WHEN lost THEN 0 ELSE talked END, 0 FROM given`,
  case_fact: `INSERT INTO case_fact SELECT case_id, call_id, 'hotline', 'phone', 'surabaya', '1', 'complaint', 'infrastructure',
      agent_id, at, ${later('waited + talked + 60000')}, CASE WHEN lost THEN 'abandoned' ELSE 'closed' END, NULL, prank, false,
      NOT lost, false, NOT lost FROM given`,
  step_fact: `INSERT INTO step_fact SELECT case_id, step::text, 'hotline', 'phone', 'surabaya', '1', 'step-' || step, 'agent',
      agent_id, 'wall', 20000, at, ${later('step * 15000 + waited')}, waited + step * 3000, waited + step * 3000, 0,
      waited + step * 3000, CASE WHEN waited + step * 3000 <= 20000 THEN 'met' ELSE 'breached' END, false, false
      FROM given, generate_series(1, ${steps}) step`,
  agent_stretch: `INSERT INTO agent_stretch (id, person_id, state, call_id, cause, began_at)
      SELECT md5('stretch' || n)::uuid, agent_id, 'wrap-up', call_id, 'call', ${later('waited + talked')} FROM given`,
};

/** Fills in the facts of so many earlier callers; those that stand there already stay. */
export async function ensureFacts(dataSource: DataSource, count: number): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runner.query('SET statement_timeout = 0');
  await runner.query('SET synchronous_commit = off');
  await runner.query("SET session_replication_role = 'replica'");
  for (const [name, statement] of Object.entries(tables)) {
    const per = name === 'step_fact' ? steps : 1;
    const [known]: { total: number }[] = await runner.query(`SELECT count(*)::int AS total FROM ${name}`);
    for (let from = (known?.total ?? 0) / per; from < count; from += atOnce)
      await runner.query(`WITH given AS (${given}) ${statement}`, [from, Math.min(count, from + atOnce) - 1]);
    await runner.query(`VACUUM (ANALYZE) ${name}`);
  }
  await runner.query('CHECKPOINT');
  await runner.release();
}
