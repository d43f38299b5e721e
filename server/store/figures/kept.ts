import type { DataSource } from 'typeorm';
import type { FigureStore } from '../../app/ports/figures.ts';
import type { EndedFigures, PromiseFigures } from '../../domain/reports/standard-figures.ts';
import { askFacts, periodValues } from './parts.ts';

/** Citizens' tickets by when they ended, and as what: those in which a step was late apart. */
export function createEndedFigures(dataSource: DataSource): FigureStore['ended'] {
  return async (period) => {
    const [from, until] = periodValues(period);
    const rows: EndedFigures[] = await dataSource.query(
      `WITH x AS (SELECT sop_id, service_id, CASE WHEN prank THEN 'prank' ELSE ended_as END AS ended_as, answered,
           EXISTS (SELECT FROM step_fact s WHERE s.case_id = f.case_id AND s.verdict = 'breached') AS late
         FROM case_fact f WHERE closed_at >= $1 AND closed_at < $2)
       SELECT sop_id AS "sopId", service_id AS "serviceId", ended_as AS "endedAs", count(*)::int AS ended,
         (count(*) FILTER (WHERE answered))::int AS answered, (count(*) FILTER (WHERE late))::int AS late
       FROM x GROUP BY sop_id, service_id, ended_as ORDER BY sop_id, service_id, ended_as`,
      [from, until],
    );
    return rows;
  };
}

type PromiseRow = Omit<PromiseFigures, 'budget' | 'median' | 'p90'> & {
  readonly budget: string | null;
  readonly ranks: readonly (number | null)[] | null;
};

/** Steps by when they ended, each promise of a step by itself: what is counted by one clock alone has a length in common. */
export function createPromiseFigures(dataSource: DataSource): FigureStore['promises'] {
  return async (period) => {
    const [from, until] = periodValues(period);
    const rows: PromiseRow[] = await askFacts(
      dataSource,
      `SELECT sop_id AS "sopId", step, clock, budget, (count(*) FILTER (WHERE verdict = 'met'))::int AS met,
         (count(*) FILTER (WHERE verdict = 'breached'))::int AS breached,
         (count(*) FILTER (WHERE verdict = 'cancelled'))::int AS cancelled,
         (count(*) FILTER (WHERE estimated))::int AS estimated,
         percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY spent) FILTER (WHERE verdict <> 'cancelled') AS ranks
       FROM step_fact WHERE ended_at >= $1 AND ended_at < $2
       GROUP BY sop_id, step, clock, budget ORDER BY sop_id, step, clock NULLS FIRST, budget NULLS FIRST`,
      [from, until],
    );
    return rows.map(({ budget, ranks, ...row }) => ({
      ...row,
      budget: budget === null ? null : Number(budget),
      ...{ median: ranks?.[0] ?? null, p90: ranks?.[1] ?? null },
    }));
  };
}
