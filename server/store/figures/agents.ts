import type { DataSource } from 'typeorm';
import type { AgentFigures, Asked, FigureStore } from '../../app/ports/figures.ts';
import {
  askFacts,
  countOf,
  createConditions,
  type FigureRows,
  type Grouped,
  periodValues,
  type Source,
  toTold,
} from './parts.ts';

const states = ['ready', 'reserved', 'talking', 'wrap-up', 'not-ready'] as const;
const rings = ['rung', 'answered', 'missed', 'refused', 'talk', 'held'] as const;

type Row = Grouped & Record<(typeof states)[number] | (typeof rings)[number], string>;

const noAgents: AgentFigures = {
  ...{ readyMs: 0, reservedMs: 0, talkingMs: 0, wrapUpMs: 0, notReadyMs: 0 },
  ...{ rung: 0, answered: 0, missed: 0, refused: 0, talkMs: 0, heldMs: 0 },
};

const busy = "state IN ('reserved', 'talking', 'wrap-up')";
const standing = (state: (typeof states)[number]): FigureRows => ({ where: `state = '${state}'`, value: 'ms' });
const answered = { where: "result = 'answered'" };
const figures = {
  ...{ rung: { where: 'result IS NOT NULL' }, answered, missed: { where: "result = 'no-answer'" } },
  refused: { where: "result = 'refused'" },
  ...{ talk: { ...answered, value: 'talk_ms' }, held: { ...answered, value: 'held_ms' } },
  ...{ ready: standing('ready'), talking: standing('talking'), inWrapUp: standing('wrap-up') },
  ...{ notReady: standing('not-ready'), occupancy: { where: busy, value: 'ms' } },
} satisfies Record<string, FigureRows>;

/**
 * How agents stood within the period, to the millisecond at its bounds, and what rang at their telephones. A stretch that
 * goes on counts until now. Nobody is logged in for longer than 16 hours, so one of more than a day before tells nothing.
 */
export function agentSource(asked: Asked<'agent'>): Source {
  const values: unknown[] = [...periodValues(asked)];
  const only = createConditions(values);
  only.is('person_id', asked.agentId);
  const rung = createConditions(values);
  rung.is('agent_id', asked.agentId);
  rung.is('service_id', asked.serviceId);
  const row = (person: string) => `NULL::timestamptz AS at, ${person}::text AS key, ${person} AS person_id, call_id,
         NULL::uuid AS case_id, NULL AS step`;
  return {
    ...{ values, figures },
    tables: `WITH s AS (SELECT id, call_id, person_id, state, greatest(began_at, $1) AS began,
           least(coalesce(lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq), clock_timestamp()), $2) AS until
           FROM agent_stretch WHERE began_at >= $1::timestamptz - interval '1 day' AND began_at < $2 ${only.sql()}),
       g AS (
         SELECT ${row('person_id')}, id::text AS id, began AS moment, NULL AS service_id, state,
           extract(epoch FROM until - began) * 1000 AS ms, NULL AS result, 0::bigint AS talk_ms, 0::bigint AS held_ms
         FROM s WHERE until > began AND $3::text <> ''
         UNION ALL
         SELECT ${row('agent_id')}, call_id || ' ' || offer_id, offered_at, service_id, NULL, NULL, result, talk_ms, held_ms
         FROM offer_fact WHERE offered_at >= $1 AND offered_at < $2 AND agent_id IS NOT NULL ${rung.sql()})`,
  };
}

export function createAgentFigures(dataSource: DataSource): FigureStore['agents'] {
  return async (asked) => {
    const { tables, values } = agentSource(asked);
    const rows: Row[] = await askFacts(
      dataSource,
      `${tables}
       SELECT 2 + GROUPING(key) AS what, NULL AS at, key,
         ${states.map((state) => `coalesce(sum(ms) FILTER (WHERE state = '${state}'), 0) AS "${state}"`).join(', ')},
         ${(['rung', 'answered', 'missed', 'refused'] as const).map((name) => countOf(name, figures[name])).join(', ')},
         coalesce(sum(talk_ms), 0) AS talk, coalesce(sum(held_ms), 0) AS held
       FROM g GROUP BY GROUPING SETS ((key), ())`,
      values,
    );
    return toTold(rows, toFigures, noAgents);
  };
}

function toFigures(row: Row): AgentFigures {
  const n = (name: (typeof states)[number] | (typeof rings)[number]) => Math.round(Number(row[name]));
  return {
    ...{ readyMs: n('ready'), reservedMs: n('reserved'), talkingMs: n('talking'), wrapUpMs: n('wrap-up') },
    ...{ notReadyMs: n('not-ready'), rung: n('rung'), answered: n('answered'), missed: n('missed') },
    ...{ refused: n('refused'), talkMs: n('talk'), heldMs: n('held') },
  };
}
