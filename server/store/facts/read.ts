import type { KeptStepFact } from '../../domain/fact/step-fact.ts';

interface Row extends Pick<KeptStepFact, 'clock' | 'verdict' | 'estimated'> {
  readonly run_id: string;
  readonly budget: string | null;
  readonly ended_at: Date;
  readonly service_ms: string;
  readonly paused_ms: string;
  readonly spent: string;
}

type Select = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

/** What figures count of the steps of a case that have ended, the first that ended first. */
export async function stepFactsOf(select: Select, caseId: string): Promise<KeptStepFact[]> {
  const rows = await select<Row>(
    `SELECT run_id, clock, budget, ended_at, service_ms, paused_ms, spent, verdict, estimated
     FROM step_fact WHERE case_id = $1 ORDER BY ended_at, started_at, run_id`,
    [caseId],
  );
  return rows.map((row) => ({
    ...{ runId: row.run_id, clock: row.clock, verdict: row.verdict, estimated: row.estimated },
    ...{ budget: row.budget === null ? null : Number(row.budget), endedAt: row.ended_at.getTime() },
    ...{ serviceMs: Number(row.service_ms), pausedMs: Number(row.paused_ms), spent: Number(row.spent) },
  }));
}
