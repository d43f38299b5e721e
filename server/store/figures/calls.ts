import type { DataSource } from 'typeorm';
import type { CallFigures, CallKey, FigureStore } from '../../app/ports/figures.ts';
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

type Row = Grouped & { answer_mean: string | null; answer_ranks: number[] | null } & Record<
    (typeof counts)[number],
    string
  >;

const noCalls: CallFigures = {
  ...{ arrived: 0, turnedAway: 0, offered: 0, answered: 0, abandoned: 0, shortAbandoned: 0, inTime: 0 },
  ...{ answer: { mean: null, median: null, p90: null }, talkMs: 0, heldMs: 0, wrapUpMs: 0 },
  ...{ pranks: { offered: 0, answered: 0, inTime: 0, abandoned: 0 }, placed: 0, reached: 0, estimated: 0 },
};

/**
 * Calls by when they arrived. A wrap-up is the call's that it follows, whenever it ended; one that goes on counts nothing
 * yet. Whose call turned out to be a prank is known when its case has ended.
 */
export function createCallFigures(dataSource: DataSource): FigureStore['calls'] {
  return async (asked) => {
    const values: unknown[] = [...periodValues(asked), asked.thresholdMs];
    const only = createConditions(values);
    only.is('f.service_id', asked.serviceId);
    only.is('f.agent_id', asked.agentId);
    only.is('f.sop_id', asked.sopId);
    if (asked.channel !== undefined && asked.channel !== 'phone') return { whole: noCalls, byKey: [], byInterval: [] };
    const count = (name: string, where: string) => `count(*) FILTER (WHERE ${where}) AS ${name}`;
    const rows: Row[] = await dataSource.query(
      `WITH wrap AS (SELECT call_id, sum(extract(epoch FROM until - began_at)) * 1000 AS ms FROM (
           SELECT call_id, state, began_at, lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq) AS until
           FROM agent_stretch WHERE began_at >= $1 AND began_at < $2::timestamptz + interval '1 day') s
         WHERE state = 'wrap-up' AND call_id IS NOT NULL GROUP BY call_id),
       f AS (SELECT ${intervalOf(asked.interval, 'f.arrived_at')} AS at, ${keys[asked.by]} AS key, f.direction = 'in' AS came,
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
       FROM g GROUP BY GROUPING SETS ((at), (key), ())`,
      values,
    );
    return toTold(rows, toFigures, noCalls);
  };
}

function toFigures(row: Row): CallFigures {
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
