import type { DataSource } from 'typeorm';
import type { Asked, CallFigures, CallKey, FigureStore } from '../../app/ports/figures.ts';
import {
  askFacts,
  countOf,
  createConditions,
  type FigureRows,
  type Grouped,
  intervalOf,
  periodValues,
  type Source,
  spreadOf,
  toSpread,
  toTold,
} from './parts.ts';

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
  return async (asked) =>
    toTold(await count<Row>(dataSource, callSource(asked), '(at), (key), ()'), toFigures, noCalls);
}

/** The same calls by the weekday and the hour on the wall of the zone. */
export function createHeatFigures(dataSource: DataSource): FigureStore['heat'] {
  return async (asked) => {
    const sets = '(at, key), (at), (key), ()';
    const rows = await count<Counted & { at: number | null; key: number | null }>(dataSource, heatSource(asked), sets);
    return rows.map((row) => {
      const { arrived, offered, answered, abandoned, inTime, answer, estimated } = toFigures(row);
      return {
        ...{ weekday: row.at, hour: row.key },
        figures: { arrived, offered, answered, abandoned, inTime, answer, estimated },
      };
    });
  };
}

/** Its zone is `$3`. */
const wall = (part: string) => `extract(${part} FROM f.arrived_at AT TIME ZONE $3)::int`;

/** By what two things calls are told apart: expressions. */
interface Apart {
  readonly at: string;
  readonly key: string;
  /** Absent: both. */
  readonly direction?: 'in';
}

const hourApart: Apart = { at: wall('isodow'), key: wall('hour'), direction: 'in' };
const apartOf = (asked: Asked<CallKey>): Apart => ({
  ...{ at: intervalOf(asked.interval, 'f.arrived_at'), key: keys[asked.by] },
});

const inTime = { where: 'in_time' };
const answered = { where: 'answered' };
const abandoned = { where: "came AND outcome = 'abandoned'" };
const answerTime = { where: 'answered', value: 'answer_ms' };
const figures = {
  arrived: { where: 'came' },
  offered: { where: 'offered' },
  ...{ answered, abandoned, shortAbandoned: { where: "came AND outcome = 'shortAbandoned'" } },
  // Of a share, what it is a share of is told beside it.
  ...{ inTime, ofOffered: inTime, ofAnsweredAndAbandoned: inTime, ofAnswered: inTime },
  ...{ answerMean: answerTime, answerMedian: answerTime, answerP90: answerTime },
  talk: { where: 'answered', value: 'talk_ms' },
  held: { where: 'answered', value: 'held_ms' },
  wrapUp: { where: 'answered', value: 'wrap_ms' },
  handling: { where: 'answered', value: 'talk_ms + held_ms + wrap_ms' },
  netOffered: { where: 'offered AND NOT prank' },
  netAnswered: { where: 'answered AND NOT prank' },
  netInTime: { where: 'in_time AND NOT prank' },
  placed: { where: 'NOT came' },
  reached: { where: 'NOT came AND talked' },
  estimated: { where: 'estimated' },
} satisfies Record<string, FigureRows>;

export const callSource = (asked: Asked<CallKey>): Source => sourceOf(asked, apartOf(asked));
export const heatSource = (asked: Asked<string>): Source => sourceOf(asked, hourApart);

/**
 * A wrap-up is the call's that it follows, whenever it ended; one that goes on counts nothing yet. Whose call turned out to
 * be a prank is known when its case has ended.
 */
function sourceOf(asked: Asked<string>, { at, key, direction }: Apart): Source {
  const values: unknown[] = [...periodValues(asked), asked.thresholdMs];
  const only = createConditions(values);
  only.is('f.service_id', asked.serviceId);
  only.is('f.agent_id', asked.agentId);
  only.is('f.sop_id', asked.sopId);
  only.is('f.direction', direction);
  // Calls come by telephone.
  only.is("'phone'", asked.channel);
  return {
    ...{ values, figures },
    tables: `WITH wrap AS (SELECT call_id, sum(extract(epoch FROM until - began_at)) * 1000 AS ms FROM (
         SELECT call_id, state, began_at, lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq) AS until
         FROM agent_stretch WHERE began_at >= $1 AND began_at < $2::timestamptz + interval '1 day') s
       WHERE state = 'wrap-up' AND call_id IS NOT NULL GROUP BY call_id),
     f AS (SELECT ${at} AS at, ${key} AS key, f.direction = 'in' AS came,
       f.call_id AS id, f.call_id, f.arrived_at AS moment, f.case_id, f.agent_id AS person_id, f.service_id, NULL AS step,
       f.outcome, f.talk_ms, f.held_ms, f.estimated, f.answered_at IS NOT NULL AS talked,
       coalesce(x.prank, false) AS prank, coalesce(w.ms, 0) AS wrap_ms,
       greatest(0, extract(epoch FROM f.answered_at - coalesce(f.queued_at, f.arrived_at)) * 1000) AS answer_ms
       FROM call_fact f LEFT JOIN case_fact x ON x.case_id = f.case_id AND f.direction = 'in'
       LEFT JOIN wrap w ON w.call_id = f.call_id
       WHERE f.arrived_at >= $1 AND f.arrived_at < $2 ${only.sql()}),
     g AS (SELECT *, came AND outcome IN ('answered', 'abandoned', 'shortAbandoned') AS offered,
       came AND outcome = 'answered' AS answered, came AND outcome = 'answered' AND answer_ms <= $4 AS in_time FROM f)`,
  };
}

async function count<R>(dataSource: DataSource, { tables, values }: Source, sets: string): Promise<R[]> {
  const of = (name: string, where: string) => countOf(name, { where });
  return askFacts(
    dataSource,
    `${tables}
     SELECT GROUPING(at, key) AS what, at, key, ${[
       countOf('arrived', figures.arrived),
       of('turned_away', 'came AND NOT offered'),
       countOf('offered', figures.offered),
       countOf('answered', answered),
       countOf('abandoned', abandoned),
       countOf('short_abandoned', figures.shortAbandoned),
       countOf('in_time', inTime),
       ...['talk', 'held', 'wrap'].map(
         (name) => `coalesce(sum(${name}_ms) FILTER (WHERE came), 0) AS ${name === 'wrap' ? 'wrap_up' : name}`,
       ),
       of('prank_offered', 'offered AND prank'),
       of('prank_answered', 'answered AND prank'),
       of('prank_in_time', 'in_time AND prank'),
       of('prank_abandoned', `${abandoned.where} AND prank`),
       countOf('placed', figures.placed),
       countOf('reached', figures.reached),
       countOf('estimated', figures.estimated),
       spreadOf('answer', answerTime.value, answerTime.where),
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
