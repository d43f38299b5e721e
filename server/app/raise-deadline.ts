import { nextDeadline } from '../domain/sop/step.ts';
import type { Board } from './board.ts';
import { changeCase } from './case-writer.ts';
import type { CaseChange, CaseRecord, Clock, Store } from './ports.ts';
import type { SopRegistry } from './sop-registry.ts';

export interface RaiseDeps {
  readonly store: Pick<Store, 'raiseDue' | 'deadlinesOf'>;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly board: () => Board;
  readonly rewatch: (caseId: string, at: number | null) => void;
}

/** When a case that somebody else has under way is looked at again. */
const againMs = 50;

/**
 * Raises what is due for these cases, all in one transaction. Of several servers the one that locks a case's row raises
 * it; the others do not wait for it, and find the deadline moved on.
 */
export function createRaise({ store, sops, clock, board, rewatch }: RaiseDeps) {
  const raised = (record: CaseRecord, now: number): CaseChange => {
    const next = nextDeadline(sops.get(record.sopId, record.sopVersion), record.state.sop);
    // Not due by its own state: the change has no event and sets the column right.
    const isDue = record.state.closedAt === null && next !== null && next <= now;
    // The version tells two deadlines of one moment apart, as after a clock was set back.
    const id = `timer:${next}:${record.version}`;
    const events = isDue ? [{ id, type: 'timer', at: next, data: {} } as const] : [];
    return changeCase(sops, record, events, null, now);
  };

  return async (caseIds: readonly string[]): Promise<void> => {
    const now = clock.now();
    const changes = await store.raiseDue(caseIds, now, (record) => raised(record, now));
    for (const change of changes) board().committed(change);
    if (changes.length === caseIds.length) return;
    const mine = new Set(changes.map(({ record }) => record.caseId));
    const others = caseIds.filter((caseId) => !mine.has(caseId));
    const standing = new Map((await store.deadlinesOf(others)).map(({ caseId, at }) => [caseId, at]));
    for (const caseId of others) {
      const at = standing.get(caseId) ?? null;
      rewatch(caseId, at !== null && at <= now ? clock.now() + againMs : at);
    }
  };
}
