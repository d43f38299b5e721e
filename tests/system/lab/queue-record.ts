import { until } from './processes.ts';
import type { Product } from './product.ts';

/** A call by Asterisk's own record of its queue, in whole seconds. */
export interface Recorded {
  readonly outcome: 'answered' | 'abandoned';
  readonly queuedAt: number;
  readonly answeredAt: number | null;
  /** 0: it goes on. */
  readonly endedAt: number;
}

/** The same call as it is stored here, in ms. */
export interface StoredCall {
  readonly id: string;
  readonly outcome: string;
  readonly queued_at: number;
  readonly answered_at: number | null;
  readonly ended_at: number;
  readonly source: string | null;
  readonly ticket: string;
}

/** Every caller of the queue, by the id of the caller's channel. */
export function recordOf(queueLog: string): Map<string, Recorded> {
  const calls = new Map<string, Recorded>();
  for (const line of queueLog.split('\n')) {
    const [at, id = '', , , what = ''] = line.split('|');
    const call = calls.get(id);
    const moment = Number(at);
    if (what === 'ENTERQUEUE') calls.set(id, { outcome: 'abandoned', queuedAt: moment, answeredAt: null, endedAt: 0 });
    else if (!call) continue;
    else if (what === 'CONNECT') calls.set(id, { ...call, outcome: 'answered', answeredAt: moment });
    else if (/^(COMPLETE|ABANDON)/.test(what)) calls.set(id, { ...call, endedAt: moment });
  }
  return calls;
}

const storedCalls = (product: Product): Promise<StoredCall[]> =>
  product.query<StoredCall>(
    `SELECT k.id, k.outcome, c.ticket_number AS ticket, (k.state->>'queuedAt')::float8 AS queued_at,
       (k.state->'answered'->>'at')::float8 AS answered_at, (k.state->'ended'->>'at')::float8 AS ended_at,
       k.state->'ended'->>'source' AS source
     FROM call k JOIN case_file c ON c.call_id = k.id AND c.linked_to IS NULL
     WHERE k.ended_at IS NOT NULL ORDER BY k.arrived_at`,
  );

/** How what is stored differs from Asterisk's record. */
export interface Comparison {
  readonly rows: readonly StoredCall[];
  /** Calls of other outcomes here than there. */
  readonly wrong: readonly string[];
  /** In seconds, the greatest of all calls. */
  readonly off: { readonly queued: number; readonly ended: number; readonly talk: number };
  /** Urgent alerts that fell due after their call had ended. */
  readonly dueAfterEnd: number;
}

/** Waits until every call of the record has ended here too, and compares them. What else is stored is left alone. */
export async function compare(product: Product, truth: ReadonlyMap<string, Recorded>): Promise<Comparison> {
  const rowsOf = async () => (await storedCalls(product)).filter(({ id }) => truth.has(id.replace('asterisk-', '')));
  await until('every call has ended here too', async () => (await rowsOf()).length === truth.size, 30_000);
  const rows = await rowsOf();
  const wrong: string[] = [];
  const off = { queued: 0, ended: 0, talk: 0 };
  for (const row of rows) {
    const call = truth.get(row.id.replace('asterisk-', ''));
    const outcome = row.outcome.replace('shortA', 'a');
    if (call?.outcome !== outcome || (row.answered_at === null) !== (call.answeredAt === null)) {
      wrong.push(`${row.id}: ${outcome} here, ${call?.outcome ?? 'unknown'} there`);
      continue;
    }
    off.queued = Math.max(off.queued, Math.abs(row.queued_at / 1000 - call.queuedAt));
    off.ended = Math.max(off.ended, Math.abs(row.ended_at / 1000 - call.endedAt));
    if (row.answered_at === null || call.answeredAt === null) continue;
    const talk = (row.ended_at - row.answered_at) / 1000;
    off.talk = Math.max(off.talk, Math.abs(talk - (call.endedAt - call.answeredAt)));
  }
  const [late] = await product.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM alert a JOIN case_file c ON c.id = a.case_id JOIN call k ON k.id = c.call_id
     WHERE a.urgent AND a.due_at > k.ended_at`,
  );
  return { rows, wrong, off, dueAfterEnd: late?.count ?? 0 };
}
