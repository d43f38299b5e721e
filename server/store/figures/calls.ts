import type { DataSource } from 'typeorm';
import type { Asked, CallFigures, CallKey, FigureStore } from '../../app/ports/figures.ts';
import { createConditions, type Grouped, intervalOf, periodValues, spreadOf, toSpread, toTold } from './parts.ts';

const keys: Readonly<Record<CallKey, string>> = {
  service: 'f.service_id',
  agent: 'f.agent_id::text',
  procedure: 'f.sop_id',
  queue: 'f.queue',
};

const counts = [
  ...['arrived', 'turned_away', 'offered', 'answered', 'abandoned', 'short_abandoned', 'in_time', 'talk', 'held'],
  ...[
    'wrap_up',
    'prank_offered',
    'prank_answered',
    'prank_in_time',
    'prank_abandoned',
    'placed',
    'reached',
    'estimated',
  ],
] as const;

type Counted = Record<(typeof counts)[number], string> & { answer_mean: string | null; answer_ranks: number[] | null };
type Row = Grouped & Counted;

const noCalls: CallFigures = {
  ...{ arrived: 0, turnedAway: 0, offered: 0, answered: 0, abandoned: 0, shortAbandoned: 0, inTime: 0 },
  ...{ answer: { mean: null, median: null, p90: null }, talkMs: 0, heldMs: 0, wrapUpMs: 0 },
  ...{ pranks: { offered: 0, answered: 0, inTime: 0, abandoned: 0 }, placed: 0, reached: 0, estimated: 0 },
};

/** Calls by when they arrived. */
export function createCallFigures(dataSource: DataSource): FigureStore['calls'] {
  return async (asked) => {
    const rows = await askCalls<Row>(dataSource, asked, {
      ...{ at: intervalOf(asked.interval, 'f.arrived_at'), key: keys[asked.by], sets: '(at), (key), ()' },
    });
    return toTold(rows, toFigures, noCalls);
  };
}

/** The same calls by the weekday and the hour on the wall of the zone, which is `$3`. */
export function createHeatFigures(dataSource: DataSource): FigureStore['heat'] {
  const wall = (part: string) => `extract(${part} FROM f.arrived_at AT TIME ZONE $3)::int`;
  return async (asked) => {
    const rows = await askCalls<Counted & { at: number | null; key: number | null }>(dataSource, asked, {
      ...{ at: wall('isodow'), key: wall('hour'), sets: '(at, key), (at), (key), ()', direction: 'in' },
    });
    return rows.map((row) => {
      const { arrived, offered, answered, abandoned, inTime, answer, estimated } = toFigures(row);
      const figures = { arrived, offered, answered, abandoned, inTime, answer, estimated };
      return { weekday: row.at, hour: row.key, figures };
    });
  };
}

/** By what two things calls are told apart (expressions), and how these are put together. */
interface Apart {
  readonly at: string;
  readonly key: string;
  readonly sets: string;
  /** Absent: both. */
  readonly direction?: 'in';
}

/**
 * A wrap-up is the call's that it follows, whenever it ended; one that goes on counts nothing yet. Whose call turned out to
 * be a prank is known when its case has ended.
 */
async function askCalls<R>(dataSource: DataSource, asked: Asked<string>, apart: Apart): Promise<R[]> {
  const { at, key, sets } = apart;
  const values: unknown[] = [...periodValues(asked), asked.thresholdMs];
  const only = createConditions(values);
  only.is('f.service_id', asked.serviceId);
  only.is('f.agent_id', asked.agentId);
  only.is('f.sop_id', asked.sopId);
  only.is('f.direction', apart.direction);
  if (asked.channel !== undefined && asked.channel !== 'phone') return [];
  const count = (name: string, where: string) => `count(*) FILTER (WHERE ${where}) AS ${name}`;
  return dataSource.query(
    `WITH wrap AS (SELECT call_id, sum(extract(epoch FROM until - began_at)) * 1000 AS ms FROM (
         SELECT call_id, state, began_at, lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq) AS until
         FROM agent_stretch WHERE began_at >= $1 AND began_at < $2::timestamptz + interval '1 day') s
       WHERE state = 'wrap-up' AND call_id IS NOT NULL GROUP BY call_id),
     f AS (SELECT ${at} AS at, ${key} AS key, f.direction = 'in' AS came,
       f.outcome, f.talk_ms, f.held_ms, f.estimated, f.answered_at IS NOT NULL AS talked,
       coalesce(x.prank, false) AS prank, coalesce(w.ms, 0) AS wrap_ms,
       greatest(0, extract(epoch FROM f.answered_at - coalesce(f.queued_at, f.arrived_at)) * 1000) AS answer_ms
       FROM call_fact f LEFT JOIN case_fact x ON x.case_id = f.case_id AND f.direction = 'in'
       LEFT JOIN wrap w ON w.call_id = f.call_id
       WHERE f.arrived_at >= $1 AND f.arrived_at < $2 ${only.sql()}),
     g AS (SELECT *, came AND outcome IN ('answered', 'abandoned', 'shortAbandoned') AS offered,
       came AND outcome = 'answered' AS answered, came AND outcome = 'answered' AND answer_ms <= $4 AS in_time FROM f)
     SELECT GROUPING(at, key) AS what, at, key, ${[
       count('arrived', 'came'),
       count('turned_away', 'came AND NOT offered'),
       count('offered', 'offered'),
       count('answered', 'answered'),
       count('abandoned', "came AND outcome = 'abandoned'"),
       count('short_abandoned', "came AND outcome = 'shortAbandoned'"),
       count('in_time', 'in_time'),
       ...['talk', 'held', 'wrap'].map(
         (name) => `coalesce(sum(${name}_ms) FILTER (WHERE came), 0) AS ${name === 'wrap' ? 'wrap_up' : name}`,
       ),
       count('prank_offered', 'offered AND prank'),
       count('prank_answered', 'answered AND prank'),
       count('prank_in_time', 'in_time AND prank'),
       count('prank_abandoned', "came AND outcome = 'abandoned' AND prank"),
       count('placed', 'NOT came'),
       count('reached', 'NOT came AND talked'),
       count('estimated', 'estimated'),
       spreadOf('answer', 'answer_ms', 'answered'),
     ].join(', ')}
     FROM g GROUP BY GROUPING SETS (${sets})`,
    values,
  );
}

function toFigures(row: Counted): CallFigures {
  const n = (name: (typeof counts)[number]) => Math.round(Number(row[name]));
  return {
    ...{ arrived: n('arrived'), turnedAway: n('turned_away'), offered: n('offered'), answered: n('answered') },
    ...{ abandoned: n('abandoned'), shortAbandoned: n('short_abandoned'), inTime: n('in_time') },
    answer: toSpread(row.answer_mean, row.answer_ranks),
    ...{ talkMs: n('talk'), heldMs: n('held'), wrapUpMs: n('wrap_up') },
    pranks: {
      ...{ offered: n('prank_offered'), answered: n('prank_answered') },
      ...{ inTime: n('prank_in_time'), abandoned: n('prank_abandoned') },
    },
    ...{ placed: n('placed'), reached: n('reached'), estimated: n('estimated') },
  };
}
