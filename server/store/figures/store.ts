import type { DataSource } from 'typeorm';
import type { FigureStore } from '../../app/ports/figures.ts';
import { createAgentFigures } from './agents.ts';
import { createBehindFigures } from './behind.ts';
import { createCallFigures, createHeatFigures } from './calls.ts';
import { createCaseFigures } from './cases.ts';
import { createEndedFigures, createPromiseFigures } from './kept.ts';
import { createMessageFigures } from './messages.ts';
import { createOpenFigures } from './open.ts';
import { periodValues } from './parts.ts';
import { createPlanningFacts } from './planning.ts';
import { createStepFigures } from './steps.ts';

/** Figures from the facts, in PostgreSQL. */
export function createFigureStore(dataSource: DataSource): FigureStore {
  return {
    calls: createCallFigures(dataSource),
    heat: createHeatFigures(dataSource),
    cases: createCaseFigures(dataSource),
    open: createOpenFigures(dataSource),
    messages: createMessageFigures(dataSource),
    steps: createStepFigures(dataSource),
    agents: createAgentFigures(dataSource),
    ended: createEndedFigures(dataSource),
    promises: createPromiseFigures(dataSource),
    behind: createBehindFigures(dataSource),
    planning: createPlanningFacts(dataSource),
    untold: async (period, sopId) => {
      const [from, until] = periodValues(period);
      const [row]: { untold: number }[] = await dataSource.query(
        // The bounds again, so that only the facts of the period are looked through.
        `SELECT (SELECT count(*) FROM call k WHERE k.arrived_at >= $1 AND k.arrived_at < $2 AND k.ended_at IS NOT NULL
             AND NOT EXISTS (SELECT FROM call_fact f WHERE f.call_id = k.id AND f.arrived_at >= $1 AND f.arrived_at < $2)
             AND ($3::text IS NULL OR EXISTS (SELECT FROM case_file o WHERE o.call_id = k.id AND o.sop_id = $3)))::int
           + (SELECT count(*) FROM case_file c WHERE c.opened_at >= $1 AND c.opened_at < $2 AND c.closed_at IS NOT NULL
             AND c.task_period IS NULL AND ($3::text IS NULL OR c.sop_id = $3) AND NOT EXISTS (SELECT FROM case_fact f WHERE f.case_id = c.id AND f.opened_at >= $1 AND f.opened_at < $2))::int AS untold`,
        [from, until, sopId ?? null],
      );
      return row?.untold ?? 0;
    },
  };
}
