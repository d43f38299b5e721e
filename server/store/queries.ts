import type { DataSource } from 'typeorm';
import { messageCaseId } from '../app/calls/voicemail.ts';
import type { CallerContext } from '../app/ports/known-callers.ts';
import type { Store } from '../app/ports/ports.ts';
import { callerContexts } from './caller-context.ts';
import { stepFactsOf } from './facts/read.ts';
import { openHiddenWords } from './hidden-words.ts';
import { eventsOf } from './history.ts';
import { listCases } from './list-cases.ts';
import { type CallColumns, type CaseColumns, caseColumns, iso, toCall, toCase } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';
import { isTied } from './ties.ts';

type Queries = Pick<
  Store,
  | 'openCalls'
  | 'openCases'
  | 'provisionalCases'
  | 'caseById'
  | 'caseOfCall'
  | 'messageCase'
  | 'isTied'
  | 'casesByIds'
  | 'listCases'
  | 'historyOf'
  | 'stepFactsOf'
  | 'callerContext'
  | 'callerContexts'
  | 'callerById'
  | 'unseal'
  | 'hiddenWordsOf'
  | 'countsSince'
  | 'meanWait'
  | 'ping'
>;

const nobody: CallerContext = { candidates: [], tickets: [] };
const fromCase = 'FROM case_file c LEFT JOIN call k ON k.id = c.call_id';

/** What is read of cases, calls and callers. */
export function createQueries(dataSource: DataSource, sealer: Sealer): Queries {
  const select = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => dataSource.query(sql, values);

  return {
    openCalls: async () =>
      (
        await select<CallColumns>(
          `SELECT k.state, k.phone_masked, k.agent_id, k.case_id, c.ticket_number
           FROM call k LEFT JOIN case_file c ON c.id = k.case_id WHERE k.ended_at IS NULL`,
        )
      ).map(toCall),

    openCases: async () =>
      (await select<CaseColumns>(`SELECT ${caseColumns} ${fromCase} WHERE c.closed_at IS NULL`)).map(toCase),

    provisionalCases: async () => {
      const promised = `state->'sop'->'runs' @> '[{"provisional": true, "verdict": "running"}]'`;
      const wanted = `SELECT id FROM case_file WHERE closed_at IS NULL AND ${promised} ORDER BY opened_at, id`;
      return (await select<{ id: string }>(wanted)).map(({ id }) => id);
    },

    caseById: async (caseId) => {
      const [row] = await select<CaseColumns>(`SELECT ${caseColumns} ${fromCase} WHERE c.id = $1`, [caseId]);
      return row ? toCase(row) : null;
    },

    caseOfCall: async (callId) => {
      const [row] = await select<CaseColumns & { call_ended: Date }>(
        `SELECT ${caseColumns}, k.ended_at AS call_ended ${fromCase}
         WHERE c.call_id = $1 AND c.linked_to IS NULL AND k.ended_at IS NOT NULL`,
        [callId],
      );
      return row ? { record: toCase(row), endedAt: row.call_ended.getTime() } : null;
    },
    messageCase: async (callId) => {
      const [row] = await select<CaseColumns>(`SELECT ${caseColumns} ${fromCase} WHERE c.id = $1`, [
        messageCaseId(callId),
      ]);
      return row ? toCase(row) : null;
    },

    isTied: (caseId, userId) => isTied(select, caseId, userId),

    casesByIds: async (caseIds) =>
      (await select<CaseColumns>(`SELECT ${caseColumns} ${fromCase} WHERE c.id = ANY($1)`, [caseIds])).map(toCase),

    listCases: (filter) => listCases(select, sealer, filter),

    historyOf: (caseId) => eventsOf(select, caseId),
    stepFactsOf: (caseId) => stepFactsOf(select, caseId),

    callerContext: async (caseId) => (await callerContexts(select, [caseId])).get(caseId) ?? nobody,
    callerContexts: (caseIds) => callerContexts(select, caseIds),

    callerById: async (callerId) => {
      const [row] = await select<{ name: string | null; address: string | null }>(
        'SELECT name, address FROM caller WHERE id = $1',
        [callerId],
      );
      return row ?? null;
    },

    unseal: async (caseId, field) => {
      const own = { phone: 'coalesce(c.sender_sealed, k.phone_sealed)', nik: 'c.nik_sealed' } as const;
      const [row] =
        field === 'phone' || field === 'nik'
          ? await select<{ sealed: string | null }>(`SELECT ${own[field]} AS sealed ${fromCase} WHERE c.id = $1`, [
              caseId,
            ])
          : await select<{ sealed: string | null }>(
              'SELECT sealed FROM case_secret WHERE case_id = $1 AND field = $2',
              [caseId, field],
            );
      return row?.sealed ? sealer.open(row.sealed) : null;
    },

    hiddenWordsOf: (caseId) => openHiddenWords(select, sealer, caseId),

    countsSince: (since) => countsSince(select, since),
    meanWait: (since) => meanWait(select, since),

    ping: createPing(select),
  };
}

/** A connection may be silent without being closed, such as behind a cable that was pulled out: 1.5 s of silence. */
const silences = { of: 250, times: 6 } as const;

/** One look at a time: looks at a silent database must not use up the connections. */
function createPing(select: Select): () => Promise<void> {
  let looking: Promise<void> | null = null;
  return async () => {
    looking ??= select('SELECT 1')
      .then(() => {})
      .finally(() => {
        looking = null;
      });
    let timer: NodeJS.Timeout | undefined;
    let silent = 0;
    // Counted by the moments at which we listened: of a time in which this process stood still, the database is not guilty.
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setInterval(() => {
        silent += 1;
        if (silent === silences.times) reject(new Error('connection timeout: the database is silent'));
      }, silences.of);
    });
    await Promise.race([looking, silence]).finally(() => clearInterval(timer));
  };
}

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** Fewer answers say nothing of how long the next caller waits. */
const fewestAnswers = 5;

async function meanWait(select: Select, since: number): Promise<number | null> {
  const [row] = await select<{ calls: number; mean: number | null }>(
    `SELECT count(*)::int AS calls, avg((state->'answered'->>'at')::bigint - (state->>'queuedAt')::bigint)::float8 AS mean
     FROM (SELECT state FROM call WHERE arrived_at > $1 AND case_id IS NULL
       AND state->'answered'->>'at' IS NOT NULL AND state->>'queuedAt' IS NOT NULL ORDER BY arrived_at DESC LIMIT 20) k`,
    [iso(since)],
  );
  return row && row.calls >= fewestAnswers ? row.mean : null;
}

/** Counts by the moment of arrival. Who gave up before the queue, and not at once, had been offered too. An answer is in target when what its procedure promises of that very ring was met. */
async function countsSince(select: Select, since: number) {
  const [calls] = await select<{
    offered: number;
    answered: number;
    in_target: number;
    abandoned: number;
    short: number;
  }>(
    `SELECT count(*) FILTER (WHERE k.state->>'queuedAt' IS NOT NULL OR k.outcome = 'abandoned')::int AS offered,
       count(*) FILTER (WHERE k.state->>'answered' IS NOT NULL)::int AS answered,
       count(*) FILTER (WHERE jsonb_path_exists(c.state, '$.sop.runs[*] ? (@.key != null && @.endedBy.type == "call.answered" && @.verdict == "met")'))::int
         AS in_target,
       count(*) FILTER (WHERE k.outcome = 'abandoned')::int AS abandoned,
       count(*) FILTER (WHERE k.outcome = 'shortAbandoned')::int AS short
     FROM call k JOIN case_file c ON c.call_id = k.id AND c.linked_to IS NULL WHERE k.arrived_at >= $1`,
    [iso(since)],
  );
  const [alerts] = await select<{ warnings: number; breaches: number }>(
    `SELECT count(*) FILTER (WHERE kind = 'warning')::int AS warnings, count(*) FILTER (WHERE kind = 'breach')::int AS breaches
     FROM alert WHERE fired_at >= $1`,
    [iso(since)],
  );
  return {
    offered: calls?.offered ?? 0,
    answered: calls?.answered ?? 0,
    answeredInTarget: calls?.in_target ?? 0,
    abandoned: calls?.abandoned ?? 0,
    shortAbandoned: calls?.short ?? 0,
    warnings: alerts?.warnings ?? 0,
    breaches: alerts?.breaches ?? 0,
  };
}
