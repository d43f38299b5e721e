import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Arrival } from '../../../server/app/ports/arrivals.ts';
import { numberOf } from '../support/earlier.ts';
import { sealer } from '../support/sealer.ts';
import type { Way } from './way.ts';

export interface AlternativesDeps {
  readonly url: string;
  /** Connections: one for each caller, so that nobody waits for one. */
  readonly callers: number;
  /** What is stored for a caller. It is computed once, which spares the alternatives the SOP's first steps. */
  readonly sample: Arrival;
  readonly run: string;
}

/**
 * One caller's rows, the same columns as ours, in a single statement and round trip: the best a design of one insert
 * per call can do. `number` is an expression for the number.
 */
const insert = (name: string, number: string) => ({
  name,
  text: `WITH drawn AS (SELECT ${number} AS n),
    called AS (
      INSERT INTO call (id, exchange, phone_index, phone_sealed, phone_masked, state, arrived_at)
      VALUES ($1, 'bench', $3, $4, $5, $6, $7)),
    opened AS (
      INSERT INTO case_file (id, ticket_number, office_day, call_id, service_id, sop_id, sop_version, status, phone_index,
        opened_at, next_deadline, version, state)
      SELECT $2, $8 || lpad(n::text, 7, '0'), $9, $1, 'hotline', $10, $11, 'waiting', $3, $7, $12, 2, $13 FROM drawn)
    INSERT INTO case_event (case_id, id, seq, type, at, recorded_at, data)
    VALUES ($2, $14, 1, 'call.arrived', $7, $7, '{}'), ($2, $14 || ':numbered', 2, 'ticket.numbered', $7, $7, '{}')
    RETURNING (SELECT n FROM drawn)`,
});

const bySequence = insert('by-sequence', "nextval('bench_ticket')");
const byNumber = insert('by-number', '$15::int');
const drawNext = {
  name: 'draw',
  text: `UPDATE ticket_counter SET last_number = last_number + 1
    WHERE office_code = $1 AND office_day = '2000-01-01' RETURNING last_number`,
};
const nextval = { name: 'nextval', text: "SELECT nextval('bench_ticket')" };

/** The usual ways to numbered tickets, each caller with a connection of his own and every statement prepared. */
export async function alternatives({ url, callers, sample, run }: AlternativesDeps) {
  const pool = new pg.Pool({ connectionString: url, max: callers });
  let count = 0;
  const rows = (prefix: string): unknown[] => {
    count += 1;
    const callId = `${prefix}-${run}.${count}`;
    const { e164 } = numberOf(count % 1_000_000);
    const { call, phone, officeDay, sopId, sopVersion, state, nextDeadline } = sample;
    const deadline = nextDeadline === null ? null : new Date(nextDeadline);
    return [
      ...[callId, randomUUID(), sealer.index(e164), sealer.seal(e164), phone?.masked],
      ...[JSON.stringify({ ...call, callId }), new Date(), `${prefix}-${run}-`, officeDay, sopId, sopVersion, deadline],
      ...[JSON.stringify(state), `${callId}:arrived`],
    ];
  };
  const own = async (work: (client: pg.PoolClient) => Promise<unknown>) => {
    const client = await pool.connect();
    try {
      await work(client);
    } finally {
      client.release();
    }
  };
  const drawn = async (client: pg.PoolClient, code: string) =>
    (await client.query({ ...drawNext, values: [code] })).rows[0].last_number;

  const ways: Way[] = [
    {
      name: 'sequence, one insert per call (gaps after a crash)',
      kind: 'ticket',
      ticket: () => pool.query({ ...bySequence, values: rows('SEQ') }),
    },
    {
      name: 'counter in its own transaction, then the insert (gaps)',
      kind: 'ticket',
      ticket: () =>
        own(async (client) => {
          await client.query('BEGIN');
          const number = await drawn(client, 'OWN');
          await client.query('COMMIT');
          await client.query({ ...byNumber, values: [...rows('OWN'), number] });
        }),
    },
    {
      name: 'counter and insert in one transaction (gapless)',
      kind: 'ticket',
      ticket: () =>
        own(async (client) => {
          await client.query('BEGIN');
          const number = await drawn(client, 'ONE');
          await client.query({ ...byNumber, values: [...rows('ONE'), number] });
          await client.query('COMMIT');
        }),
    },
    { name: 'sequence, nextval', kind: 'number', ticket: () => pool.query(nextval) },
    {
      name: 'counter, one statement',
      kind: 'number',
      ticket: () => pool.query({ ...drawNext, values: ['ALONE'] }),
    },
  ];
  return { ways, close: () => pool.end() };
}
