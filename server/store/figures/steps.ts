import type { DataSource } from 'typeorm';
import type { Asked, FigureStore, StepFigures } from '../../app/ports/figures.ts';
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

interface Row extends Grouped {
  met: string;
  breached: string;
  cancelled: string;
  corrected: string;
  estimated: string;
  longest: string | null;
  spent_mean: string | null;
  spent_ranks: number[] | null;
  budget: string | null;
  clock: string | null;
}

const noSteps: StepFigures = {
  ...{ met: 0, breached: 0, cancelled: 0, corrected: 0, estimated: 0, budget: null, clock: null },
  spent: { mean: null, median: null, p90: null, longest: null },
};

const done = "verdict <> 'cancelled'";
const spent = { where: done, value: "CASE WHEN clock <> 'workday' THEN spent END" };
const met = { where: "verdict = 'met'" };
const figures = {
  ...{ met, breached: { where: "verdict = 'breached'" }, cancelled: { where: "verdict = 'cancelled'" }, kept: met },
  ...{ spentMedian: spent, spentP90: spent, longest: spent },
  ...{ corrected: { where: 'corrected' }, estimated: { where: 'estimated' } },
} satisfies Record<string, FigureRows>;

/** Steps by when they ended. */
export function stepSource(asked: Asked<'step'>): Source {
  const values: unknown[] = [...periodValues(asked)];
  const only = createConditions(values);
  only.is('service_id', asked.serviceId);
  only.is('person_id', asked.agentId);
  only.is('sop_id', asked.sopId);
  only.is('channel', asked.channel);
  return {
    ...{ values, figures },
    tables: `WITH g AS (SELECT ${intervalOf(asked.interval, 'ended_at')} AS at, sop_id || '/' || step AS key, verdict, corrected,
           estimated, spent, budget, clock, case_id || ' ' || run_id AS id, ended_at AS moment, case_id, NULL AS call_id,
           person_id, service_id, sop_id || '/' || step AS step
         FROM step_fact WHERE ended_at >= $1 AND ended_at < $2 ${only.sql()})`,
  };
}

/** What is counted by several clocks has no length in common. */
export function createStepFigures(dataSource: DataSource): FigureStore['steps'] {
  return async (asked) => {
    const { tables, values } = stepSource(asked);
    const counted = ['met', 'breached', 'cancelled', 'corrected', 'estimated'] as const;
    const rows: Row[] = await askFacts(
      dataSource,
      `${tables}
       SELECT GROUPING(at, key) AS what, at, key, ${counted.map((name) => countOf(name, figures[name])).join(', ')},
         max(spent) FILTER (WHERE ${done}) AS longest, ${spreadOf('spent', 'spent', done)},
         CASE WHEN min(budget) = max(budget) AND min(clock) = max(clock) THEN max(budget) END AS budget,
         CASE WHEN min(clock) = max(clock) THEN max(clock) END AS clock
       FROM g GROUP BY GROUPING SETS ((at), (key), ())`,
      values,
    );
    return toTold(rows, toFigures, noSteps);
  };
}

function toFigures(row: Row): StepFigures {
  const spread = toSpread(row.spent_mean, row.spent_ranks);
  const longest = row.longest === null ? null : Number(row.longest);
  return {
    ...{ met: Number(row.met), breached: Number(row.breached), cancelled: Number(row.cancelled) },
    ...{ corrected: Number(row.corrected), estimated: Number(row.estimated) },
    // Where the clocks differ, working days and milliseconds would be added up.
    spent: row.clock === null ? noSteps.spent : { ...spread, longest },
    ...{ budget: row.budget === null ? null : Number(row.budget), clock: row.clock },
  };
}
