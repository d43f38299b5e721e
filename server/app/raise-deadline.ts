import { nextDeadline } from '../domain/sop/step.ts';
import type { Board } from './board.ts';
import { changeCase } from './case-writer.ts';
import type { Clock, Store } from './ports.ts';
import type { SopRegistry } from './sop-registry.ts';

export interface RaiseDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly board: () => Board;
  readonly rewatch: (caseId: string, at: number | null) => void;
}

/**
 * Raises what is due for one case. The case's row is locked, so of several servers one raises it and the others find
 * the deadline moved on.
 */
export function createRaise({ store, sops, clock, board, rewatch }: RaiseDeps) {
  return async (caseId: string): Promise<void> => {
    const outcome = await store.transaction(async (tx) => {
      const locked = await tx.lockCase(caseId, '');
      if (!locked || locked.record.state.closedAt !== null) return { next: null };
      const { record } = locked;
      const now = clock.now();
      const next = nextDeadline(sops.get(record.sopId, record.sopVersion), record.state.sop);
      if (next === null || next > now) return { next };
      // The version tells two deadlines of one moment apart, as after a clock was set back.
      const event = { id: `timer:${next}:${record.version}`, type: 'timer', at: next, data: {} } as const;
      const change = changeCase(sops, record, [event], null, now);
      await tx.saveCase(change);
      return { change };
    });
    if (outcome.change) board().committed(outcome.change);
    else rewatch(caseId, outcome.next);
  };
}
