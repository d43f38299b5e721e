import type { DataSource } from 'typeorm';
import type { Asked, CaseKey, FigureStore, OpenFigures } from '../../app/ports/figures.ts';
import { caseColumnsOf, caseKeyColumns, ownField } from './cases.ts';
import {
  askFacts,
  countOf,
  createConditions,
  type FigureRows,
  type Grouped,
  periodValues,
  type Source,
  spreadOf,
  toSpread,
  toTold,
} from './parts.ts';

const columns = [
  ['open', 'open'],
  ['under_one_day', 'underOneDay'],
  ['under_three_days', 'underThreeDays'],
  ['under_seven_days', 'underSevenDays'],
  ['under_thirty_days', 'underThirtyDays'],
  ['older', 'older'],
] as const;

type Row = Grouped &
  Record<(typeof columns)[number][0], string> & {
    longest: string | null;
    age_mean: string | null;
    age_ranks: number[] | null;
  };

const noneOpen: OpenFigures = {
  ...{ open: 0, underOneDay: 0, underThreeDays: 0, underSevenDays: 0, underThirtyDays: 0, older: 0 },
  age: { mean: null, median: null, p90: null, longest: null },
};

const dayMs = 86_400_000;
const ofAge = (from: number, below?: number): FigureRows => ({
  where: `age >= ${from * dayMs}${below === undefined ? '' : ` AND age < ${below * dayMs}`}`,
});
const age = { where: 'true', value: 'age' };
const figures = {
  open: { where: 'true' },
  ...{ underOneDay: ofAge(0, 1), underThreeDays: ofAge(1, 3), underSevenDays: ofAge(3, 7) },
  ...{ underThirtyDays: ofAge(7, 30), older: ofAge(30), ageMedian: age, ageP90: age, oldest: age },
} satisfies Record<string, FigureRows>;

/** Citizens' cases that were open at the end of the period, or are now where that lies ahead. */
export function openSource(asked: Asked<CaseKey>): Source {
  const values: unknown[] = [...periodValues(asked)];
  const own = ownField(values, asked);
  const only = createConditions(values);
  only.is('service_id', asked.serviceId);
  only.is('agent_id', asked.agentId);
  only.is('sop_id', asked.sopId);
  only.is('channel', asked.channel);
  return {
    ...{ values, figures },
    tables: `WITH t AS (SELECT least($2::timestamptz, clock_timestamp()) AS at
         WHERE $1::timestamptz IS NOT NULL AND $3::text <> ''),
       o AS (SELECT extract(epoch FROM t.at - c.opened_at) * 1000 AS age, c.id AS case_id, c.opened_at, ${caseColumnsOf(own)}
         FROM case_file c, t
         WHERE c.opened_at < t.at AND (c.closed_at IS NULL OR c.closed_at >= t.at) AND c.task_period IS NULL),
       g AS (SELECT age, NULL AS at, ${caseKeyColumns[asked.by]} AS key, case_id::text AS id, opened_at AS moment, case_id,
           NULL AS call_id, agent_id AS person_id, service_id, NULL AS step
         FROM o WHERE true ${only.sql()})`,
  };
}

/** How old they were by then. */
export function createOpenFigures(dataSource: DataSource): FigureStore['open'] {
  return async (asked) => {
    const { tables, values } = openSource(asked);
    const counts = columns.map(([column, name]) => countOf(column, figures[name]));
    const rows: Row[] = await askFacts(
      dataSource,
      `${tables}
       SELECT 2 + GROUPING(key) AS what, NULL AS at, key, ${counts.join(', ')}, max(age) AS longest,
         ${spreadOf('age', 'age', 'true')}
       FROM g GROUP BY GROUPING SETS ((key), ())`,
      values,
    );
    return toTold(rows, toFigures, noneOpen);
  };
}

function toFigures(row: Row): OpenFigures {
  const n = (name: (typeof columns)[number][0]) => Number(row[name]);
  const longest = row.longest === null ? null : Math.round(Number(row.longest));
  return {
    ...{ open: n('open'), underOneDay: n('under_one_day'), underThreeDays: n('under_three_days') },
    ...{ underSevenDays: n('under_seven_days'), underThirtyDays: n('under_thirty_days'), older: n('older') },
    age: { ...toSpread(row.age_mean, row.age_ranks), longest },
  };
}
