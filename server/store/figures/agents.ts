import type { DataSource } from 'typeorm';
import type { AgentFigures, FigureStore } from '../../app/ports/figures.ts';
import { createConditions, type Grouped, periodValues, toTold } from './parts.ts';

const states = ['ready', 'reserved', 'talking', 'wrap-up', 'not-ready'] as const;
const rings = ['rung', 'answered', 'missed', 'refused', 'talk', 'held'] as const;

type Row = Grouped & Record<(typeof states)[number] | (typeof rings)[number], string>;

const noAgents: AgentFigures = {
  ...{ readyMs: 0, reservedMs: 0, talkingMs: 0, wrapUpMs: 0, notReadyMs: 0 },
  ...{ rung: 0, answered: 0, missed: 0, refused: 0, talkMs: 0, heldMs: 0 },
};

/**
 * How agents stood within the period, to the millisecond at its bounds, and what rang at their telephones. A stretch that
 * goes on counts until now. Nobody is logged in for longer than 16 hours, so one of more than a day before tells nothing.
 */
export function createAgentFigures(dataSource: DataSource): FigureStore['agents'] {
  return async (asked) => {
    const values: unknown[] = [...periodValues(asked)];
    const only = createConditions(values);
    only.is('person_id', asked.agentId);
    const rung = createConditions(values);
    rung.is('agent_id', asked.agentId);
    rung.is('service_id', asked.serviceId);
    const rows: Row[] = await dataSource.query(
      `WITH s AS (SELECT person_id, state, greatest(began_at, $1) AS began,
           least(coalesce(lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq), clock_timestamp()), $2) AS until
           FROM agent_stretch WHERE began_at >= $1::timestamptz - interval '1 day' AND began_at < $2 ${only.sql()}),
       f AS (
         SELECT person_id::text AS key, state, extract(epoch FROM until - began) * 1000 AS ms, NULL AS result,
           0::bigint AS talk_ms, 0::bigint AS held_ms FROM s WHERE until > began AND $3::text <> ''
         UNION ALL
         SELECT agent_id::text, NULL, NULL, result, talk_ms, held_ms FROM offer_fact
         WHERE offered_at >= $1 AND offered_at < $2 AND agent_id IS NOT NULL ${rung.sql()})
       SELECT 2 + GROUPING(key) AS what, NULL AS at, key,
         ${states.map((state) => `coalesce(sum(ms) FILTER (WHERE state = '${state}'), 0) AS "${state}"`).join(', ')},
         count(result) AS rung, count(*) FILTER (WHERE result = 'answered') AS answered,
         count(*) FILTER (WHERE result = 'no-answer') AS missed, count(*) FILTER (WHERE result = 'refused') AS refused,
         coalesce(sum(talk_ms), 0) AS talk, coalesce(sum(held_ms), 0) AS held
       FROM f GROUP BY GROUPING SETS ((key), ())`,
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
