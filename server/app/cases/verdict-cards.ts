import type { RunVerdict, WholeVerdict } from '../../contract/verdicts.ts';
import { responsibleFor } from '../../domain/case/case.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { roleName } from '../../domain/sop/definition.ts';
import { spentUntil } from '../../domain/sop/runs.ts';
import type { StepRun } from '../../domain/sop/state.ts';
import { breachAnnounced, stepOf } from '../../domain/sop/thresholds.ts';
import type { Timekeeper } from '../../domain/sop/timekeeper.ts';
import { verdictOf } from '../../domain/sop/verdict.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseRecord, LoggedEvent } from '../ports/cases.ts';

export interface VerdictsOf {
  readonly record: CaseRecord;
  readonly sop: SopDefinition;
  readonly time: Timekeeper;
  readonly history: readonly LoggedEvent[];
  readonly directory: Pick<Directory, 'nameOf'>;
  /** Epoch ms. */
  readonly now: number;
}

/** What came of a case's procedure until now, for people. Pure, but for the names. */
export function verdictCards(of: VerdictsOf): { readonly verdict: WholeVerdict; readonly runs: RunVerdict[] } {
  const { record, sop } = of;
  const { skipped, ...whole } = verdictOf(sop, record.state.sop);
  const named = (id: string) => {
    const { number, name } = stepOf(sop, id);
    return { number, name };
  };
  return {
    verdict: { ...whole, skipped: skipped.map(named) },
    runs: record.state.sop.runs.map((run) => runVerdict(of, run)),
  };
}

function runVerdict({ record, sop, time, history, directory, now }: VerdictsOf, run: StepRun): RunVerdict {
  const step = stepOf(sop, run.step);
  return {
    runId: run.id,
    step: step.id,
    number: step.number,
    name: step.name,
    actor: roleName(sop, step.actor),
    responsible: directory.nameOf(responsibleFor(record.state, step.actor, run.ownerId)),
    verdict: run.verdict,
    overdue: run.verdict === 'running' && breachAnnounced(step, run),
    corrected: run.corrected,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    dueAt: run.dueAt,
    elapsed: spentUntil(run, run.endedAt ?? Math.max(now, run.startedAt), time),
    budget: step.budget?.amount ?? null,
    unit: step.budget?.clock === 'workday' ? 'workdays' : 'ms',
    endedBy: run.endedBy && { type: run.endedBy.type, name: directory.nameOf(doerOf(history, run.endedBy.id)) },
  };
}

/** The person who did it, or whose telephone it was. */
function doerOf(history: readonly LoggedEvent[], eventId: string): string | null {
  const found = history.find(({ event }) => event.id === eventId || `${event.id}:closed` === eventId);
  if (!found) return null;
  const { agentId } = found.event.data as { readonly agentId?: unknown };
  return found.personId ?? (typeof agentId === 'string' ? agentId : null);
}
