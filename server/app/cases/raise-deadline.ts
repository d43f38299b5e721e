import { nextDeadline } from '../../domain/sop/step.ts';
import type { Raise } from '../deadlines/deadlines.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { DeadlineStore, DueCase } from '../ports/deadlines.ts';
import type { CaseChange, Clock } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';

/** Whether all is known by which something that falls due is judged. */
export interface Judging {
  /**
   * How what fell due at a moment can be judged; `callId` null: nobody is on the line. `later`: ask again.
   * `estimated`: the exchange has been silent for so long that it is judged by what is known.
   */
  judging(callId: string | null, dueAt: number): 'now' | 'estimated' | 'later';
  /** Asks the exchange of this call whether we have heard everything by now; whether it says so. */
  ask(callId: string): Promise<boolean>;
}

export interface RaiseDeps {
  readonly store: Pick<DeadlineStore, 'dueCases' | 'saveUntouched' | 'deadlinesOf'>;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly publisher: () => CasePublisher;
  readonly rewatch: (caseId: string, at: number | null) => void;
  readonly hearing: Judging;
}

/** When a case that somebody else has under way is looked at again. */
const againMs = 50;
/** Cases read in one statement: more would hold up what falls due meanwhile. */
const pageSize = 100;

/**
 * Raises what is due for cases, all in one transaction. Of several servers the one that locks a case's row raises it; the
 * others do not wait for it, and find the deadline moved on. A case read ahead is stored with one statement; one that was
 * changed since is read again.
 */
export function createRaise({ store, sops, clock, publisher, rewatch, hearing }: RaiseDeps): Raise {
  let ahead = new Map<string, DueCase>();

  const raised = (record: CaseRecord, now: number, estimated: boolean): CaseChange => {
    const next = nextDeadline(sops.get(record.sopId, record.sopVersion), record.state.sop);
    // Not due by its own state: the change has no event and sets the column right.
    const isDue = record.state.closedAt === null && next !== null && next <= now;
    // The version tells two deadlines of one moment apart, as after a clock was set back.
    const id = `timer:${next}:${record.version}`;
    const events = isDue ? [{ id, type: 'timer', at: next, data: estimated ? { estimated } : {} } as const] : [];
    return changeCase(sops, record, events, null, now);
  };

  /**
   * Of a call that the exchange may know more about nothing is raised yet.
   * @param held is given the cases that have to wait
   * @returns the cases that were stored.
   */
  const save = async (cases: readonly DueCase[], now: number, held: Set<string>): Promise<ReadonlySet<string>> => {
    const changes = cases.flatMap(({ caseId, callId, at, record, mark }) => {
      const judging = hearing.judging(callId, at);
      if (judging !== 'later' || callId === null) return [{ ...raised(record(), now, judging === 'estimated'), mark }];
      // Seen again when the exchange has said that there is no more to tell, or by the sweep.
      void hearing.ask(callId).then((heard) => {
        if (heard) rewatch(caseId, hearing.judging(callId, at) === 'later' ? clock.now() + againMs : at);
      });
      held.add(caseId);
      return [];
    });
    if (changes.length === 0) return new Set();
    const stored = await store.saveUntouched(changes);
    for (const change of changes) if (stored.has(change.record.caseId)) publisher().committed(change);
    return stored;
  };

  return {
    readAhead: async (deadlines) => {
      const standing = deadlines.flatMap(({ caseId, at }) => {
        const known = ahead.get(caseId);
        return known?.at === at ? [[caseId, known] as const] : [];
      });
      ahead = new Map(standing);
      const missing = deadlines.filter(({ caseId }) => !ahead.has(caseId));
      for (let from = 0; from < missing.length; from += pageSize) {
        const page = missing.slice(from, from + pageSize);
        const ids = page.map(({ caseId }) => caseId);
        const cases = await store.dueCases(ids, Math.max(...page.map(({ at }) => at)));
        for (const found of cases) ahead.set(found.caseId, found);
      }
    },

    raise: async (caseIds) => {
      const now = clock.now();
      const known = caseIds.flatMap((caseId) => ahead.get(caseId) ?? []).filter(({ at }) => at <= now);
      for (const caseId of caseIds) ahead.delete(caseId);
      const held = new Set<string>();
      const stored = await save(known, now, held);
      const left = caseIds.filter((caseId) => !stored.has(caseId) && !held.has(caseId));
      if (left.length === 0) return;
      const read = await save(await store.dueCases(left, now), now, held);
      const others = left.filter((caseId) => !read.has(caseId) && !held.has(caseId));
      if (others.length === 0) return;
      const standing = new Map((await store.deadlinesOf(others)).map(({ caseId, at }) => [caseId, at]));
      for (const caseId of others) {
        const at = standing.get(caseId) ?? null;
        rewatch(caseId, at !== null && at <= now ? clock.now() + againMs : at);
      }
    },
  };
}
