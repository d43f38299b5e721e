import type { DataSource, QueryRunner } from 'typeorm';
import { applyCallEvent } from '../../../server/domain/call/call.ts';
import { newCase } from '../../../server/domain/case/case.ts';
import type { Sealer } from '../../../server/store/secrets/sealed.ts';

const atOnce = 20_000;

/** The invented number of earlier caller `n`, as he dials and in E.164. */
export const numberOf = (n: number) => {
  const digits = String(n).padStart(8, '0');
  return { dialled: `0812${digits}`, e164: `+62812${digits}` };
};

/** What a closed case holds, give or take. */
const closedState = JSON.stringify({
  ...newCase,
  status: 'closed',
  category: 'infrastructure',
  callerName: 'Warga Lama',
  address: 'Jalan Contoh 1, Surabaya',
  complaint: 'Lampu jalan di depan rumah padam sejak tiga malam yang lalu. '.repeat(4),
  problemFrame: 'Lampu penerangan jalan umum padam.',
  solution: 'Diteruskan kepada dinas yang berwenang dan diperbaiki keesokan harinya.',
  confirmed: true,
  disposition: 'resolved',
  recapSummary: 'Lampu jalan padam, sudah diperbaiki.',
  recapped: true,
  closedAt: 1_500_000_000_000,
});

/** What an ended call holds. */
const endedCall = JSON.stringify(
  applyCallEvent(null, {
    type: 'call.arrived',
    id: 'earlier',
    callId: 'earlier',
    at: 1_500_000_000_000,
    ani: numberOf(0).e164,
    dnis: 'hotline',
  }),
);

/**
 * Fills in `count` callers of earlier years with a call and its closed case each, every one under a number of his
 * own; those that stand there already stay. Index and seal of the numbers are real, so that a lookup does what it does in life.
 */
export async function ensureEarlierCallers(dataSource: DataSource, sealer: Sealer, count: number): Promise<void> {
  const runner = dataSource.createQueryRunner();
  // Longer than any statement of the server may take.
  await runner.query('SET statement_timeout = 0');
  await forgetLaterCalls(runner);
  await fillIn(runner, sealer, count);
  // Never of an empty table: what is checked against it would be planned as a scan, and stay so while it fills.
  await runner.query('VACUUM (ANALYZE) caller, call, case_file');
  await runner.query('CHECKPOINT');
  await runner.query('RESET statement_timeout');
  await runner.release();
}

async function fillIn(runner: QueryRunner, sealer: Sealer, count: number): Promise<void> {
  const [known]: { total: number }[] = await runner.query(
    "SELECT count(*)::int AS total FROM case_file WHERE office_day < '2020-01-01'",
  );
  const sealed = sealer.seal(numberOf(0).e164);
  for (let from = known?.total ?? 0; from < count; from += atOnce) {
    const indexes: string[] = [];
    for (let n = from; n < Math.min(count, from + atOnce); n += 1) indexes.push(sealer.index(numberOf(n).e164));
    await runner.query(
      `WITH given AS (
         SELECT index, $2::int + position - 1 AS n, md5('caller' || ($2::int + position - 1))::uuid AS caller_id,
           date '2015-01-01' + (($2::int + position - 1) / 1000)::int AS day
         FROM unnest($1::text[]) WITH ORDINALITY AS u(index, position)),
       callers AS (
         INSERT INTO caller (id, phone_index, phone_sealed, phone_masked, name, address, last_contact_at)
         SELECT caller_id, index, $3, '0812••••0000', 'Warga Lama', 'Jalan Contoh 1, Surabaya', day FROM given),
       calls AS (
         INSERT INTO call (id, exchange, phone_index, phone_sealed, phone_masked, state, arrived_at, ended_at, outcome)
         SELECT 'earlier-' || n, 'bench', index, $3, '0812••••0000', $5::jsonb, day, day, 'answered' FROM given)
       INSERT INTO case_file (id, ticket_number, office_day, call_id, service_id, sop_id, sop_version, status, caller_id,
         phone_index, disposition, opened_at, closed_at, version, state)
       SELECT md5('case' || n)::uuid, 'SBY-' || to_char(day, 'YYYYMMDD') || '-' || lpad((n % 1000 + 1)::text, 4, '0'), day,
         'earlier-' || n, 'hotline',
         'surabaya', '1', 'closed', caller_id, index, 'resolved', day, day, 14, $4::jsonb
       FROM given`,
      [indexes, from, sealed, closedState, endedCall],
    );
  }
}

/** What an earlier run left in a kept database: its calls would count as open, and be restored and ended. */
async function forgetLaterCalls(runner: QueryRunner): Promise<void> {
  await runner.query('TRUNCATE alert, case_event, outbox, ticket_counter, message, message_report, opt_out CASCADE');
  await runner.query("DELETE FROM case_file WHERE office_day >= '2020-01-01'");
  await runner.query("DELETE FROM call WHERE arrived_at >= '2020-01-01'");
}
