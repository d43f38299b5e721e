import type { DueReason } from '../../contract/actions.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** Why each step that runs is due when it is, in words. Pure. */
export function dueReasons(sops: SopRegistry, sop: SopDefinition, { serviceId, state }: CaseRecord): DueReason[] {
  const time = sops.timeOf(serviceId);
  return state.sop.runs.flatMap((run) => {
    const { budget } = stepOf(sop, run.step);
    if (run.verdict !== 'running' || run.dueAt === null || run.stoppedAt !== null) return [];
    if (!time.explain || budget === null || run.clock === null || run.spent > budget.amount) return [];
    const stretch = { from: run.stretchAt, amount: budget.amount - run.spent, begunAt: run.startedAt };
    const id = time.explain(run.clock, stretch, run.dueAt, 'id');
    const en = time.explain(run.clock, stretch, run.dueAt, 'en');
    return id === null || en === null ? [] : [{ runId: run.id, text: { id, en } }];
  });
}
