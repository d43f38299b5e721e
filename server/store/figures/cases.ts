import type { DataSource } from 'typeorm';
import type { CaseFigures, CaseKey, FigureStore } from '../../app/ports/figures.ts';
import { createConditions, type Grouped, intervalOf, periodValues, spreadOf, toSpread, toTold } from './parts.ts';

/** Of an open case and of a fact alike, where `c` is what it is read from. */
const keys: Readonly<Record<CaseKey, string>> = {
  service: 'service_id',
  channel: 'channel',
  agent: 'agent_id::text',
  procedure: 'sop_id',
  category: 'category',
  kind: 'kind',
};

const counts = [
  ...['opened', 'closed', 'abandoned', 'otherwise', 'answered', 'first_contact', 'handed_over', 'pranks', 'follows'],
] as const;

type Row = Grouped & { length_mean: string | null; length_ranks: number[] | null } & Record<string, unknown>;

const noCases: CaseFigures = {
  ...{ opened: 0, closed: 0, abandoned: 0, otherwise: 0, answered: 0, firstContact: 0, handedOver: 0, pranks: 0 },
  ...{ follows: 0, length: { mean: null, median: null, p90: null } },
};

/** Citizens' cases: those opened by when they came, all else by when they ended. */
export function createCaseFigures(dataSource: DataSource): FigureStore['cases'] {
  return async (asked) => {
    const values: unknown[] = [...periodValues(asked)];
    const only = createConditions(values);
    only.is('service_id', asked.serviceId);
    only.is('agent_id', asked.agentId);
    only.is('sop_id', asked.sopId);
    only.is('channel', asked.channel);
    const count = (name: string, where: string) => `count(*) FILTER (WHERE ${where}) AS ${name}`;
    const rows: Row[] = await dataSource.query(
      `WITH came AS (SELECT opened_at, service_id, agent_id, sop_id, state->>'channel' AS channel,
           state->>'category' AS category, state->>'kind' AS kind
           FROM case_file WHERE opened_at >= $1 AND opened_at < $2 AND task_period IS NULL),
       f AS (
         SELECT ${intervalOf(asked.interval, 'opened_at')} AS at, ${keys[asked.by]} AS key, true AS came, NULL AS ended_as,
           false AS answered, false AS first_contact, false AS handed_over, false AS prank, false AS follows, NULL::numeric AS ms
         FROM came WHERE true ${only.sql()}
         UNION ALL
         SELECT ${intervalOf(asked.interval, 'closed_at')}, ${keys[asked.by]}, false, ended_as, answered, first_contact,
           handed_over, prank, follows, extract(epoch FROM closed_at - opened_at) * 1000
         FROM case_fact WHERE closed_at >= $1 AND closed_at < $2 ${only.sql()})
       SELECT GROUPING(at, key) AS what, at, key, ${[
         count('opened', 'came'),
         count('closed', "ended_as = 'closed'"),
         count('abandoned', "ended_as = 'abandoned'"),
         count('otherwise', "ended_as NOT IN ('closed', 'abandoned')"),
         ...['answered', 'first_contact', 'handed_over', 'follows'].map((name) => count(name, name)),
         count('pranks', 'prank'),
         spreadOf('length', 'ms', "ended_as = 'closed'"),
       ].join(', ')}
       FROM f GROUP BY GROUPING SETS ((at), (key), ())`,
      values,
    );
    return toTold(rows, toFigures, noCases);
  };
}

function toFigures(row: Row): CaseFigures {
  const n = (name: (typeof counts)[number]) => Number(row[name]);
  return {
    ...{ opened: n('opened'), closed: n('closed'), abandoned: n('abandoned'), otherwise: n('otherwise') },
    ...{ answered: n('answered'), firstContact: n('first_contact'), handedOver: n('handed_over') },
    ...{ pranks: n('pranks'), follows: n('follows'), length: toSpread(row.length_mean, row.length_ranks) },
  };
}
