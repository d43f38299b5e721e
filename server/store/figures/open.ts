import type { DataSource } from 'typeorm';
import type { FigureStore, OpenFigures } from '../../app/ports/figures.ts';
import { caseColumnsOf, caseKeyColumns, ownField } from './cases.ts';
import { createConditions, type Grouped, periodValues, spreadOf, toSpread, toTold } from './parts.ts';

/** Name, and from which age on, in days; the next one's is its end. */
const ages = [
  ['under_one_day', 0],
  ['under_three_days', 1],
  ['under_seven_days', 3],
  ['under_thirty_days', 7],
  ['older', 30],
] as const;

type Row = Grouped &
  Record<(typeof ages)[number][0] | 'open', string> & {
    longest: string | null;
    age_mean: string | null;
    age_ranks: number[] | null;
  };

const noneOpen: OpenFigures = {
  ...{ open: 0, underOneDay: 0, underThreeDays: 0, underSevenDays: 0, underThirtyDays: 0, older: 0 },
  age: { mean: null, median: null, p90: null, longest: null },
};

/** Citizens' cases that were open at the end of the period, or are now where that lies ahead. */
export function createOpenFigures(dataSource: DataSource): FigureStore['open'] {
  return async (asked) => {
    const values: unknown[] = [...periodValues(asked)];
    const own = ownField(values, asked);
    const only = createConditions(values);
    only.is('service_id', asked.serviceId);
    only.is('agent_id', asked.agentId);
    only.is('sop_id', asked.sopId);
    only.is('channel', asked.channel);
    const dayMs = 86_400_000;
    const counts = ages.map(([name, from], at) => {
      const next = ages[at + 1]?.[1];
      const below = next === undefined ? '' : ` AND age < ${next * dayMs}`;
      return `count(*) FILTER (WHERE age >= ${from * dayMs}${below}) AS ${name}`;
    });
    const rows: Row[] = await dataSource.query(
      `WITH t AS (SELECT least($2::timestamptz, clock_timestamp()) AS at WHERE $1::timestamptz IS NOT NULL AND $3::text <> ''),
       o AS (SELECT extract(epoch FROM t.at - c.opened_at) * 1000 AS age, ${caseColumnsOf(own)} FROM case_file c, t
         WHERE c.opened_at < t.at AND (c.closed_at IS NULL OR c.closed_at >= t.at) AND c.task_period IS NULL)
       SELECT 2 + GROUPING(key) AS what, NULL AS at, key, count(*) AS open, ${counts.join(', ')}, max(age) AS longest,
         ${spreadOf('age', 'age', 'true')}
       FROM (SELECT age, ${caseKeyColumns[asked.by]} AS key FROM o WHERE true ${only.sql()}) f
       GROUP BY GROUPING SETS ((key), ())`,
      values,
    );
    return toTold(rows, toFigures, noneOpen);
  };
}

function toFigures(row: Row): OpenFigures {
  const n = (name: (typeof ages)[number][0] | 'open') => Number(row[name]);
  const longest = row.longest === null ? null : Math.round(Number(row.longest));
  return {
    ...{ open: n('open'), underOneDay: n('under_one_day'), underThreeDays: n('under_three_days') },
    ...{ underSevenDays: n('under_seven_days'), underThirtyDays: n('under_thirty_days'), older: n('older') },
    age: { ...toSpread(row.age_mean, row.age_ranks), longest },
  };
}
