import { momentText, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { recount, recountEvent } from '../../domain/sop/recount.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createProgress } from '../shared/progress.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';

export interface RecountDeps {
  readonly store: Pick<Store, 'provisionalCases' | 'transaction'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: OfficeZone;
}

/**
 * Counts anew what was promised while a year had no table of holidays, once this server knows the table: at a start,
 * since calendars are read then, and before anything due is raised. Of several servers one recounts each case; the
 * others find nothing left to count. The case's history says what moved.
 */
export function createRecountPromises({ store, sops, publisher, clock, log, timeZone }: RecountDeps) {
  /** What moves, such as `2027-01-04 08:30 → 2027-01-05 08:30 WIB`; null: nothing does. */
  const movedIn = ({ sopId, sopVersion, serviceId, state }: CaseRecord): string | null => {
    const sop = sops.get(sopId, sopVersion);
    const time = sops.timeOf(serviceId);
    const moved = state.sop.runs.flatMap((run) => {
      const anew = recount(stepOf(sop, run.step), run, time);
      if (anew === run || anew.dueAt === null || run.dueAt === null) return [];
      return [`${momentText(run.dueAt, timeZone)} → ${momentText(anew.dueAt, timeZone)}`];
    });
    return moved.length === 0 ? null : [...new Set(moved)].join('; ');
  };

  const one = async (caseId: string): Promise<boolean> => {
    const change = await store.transaction(async (tx) => {
      const record = (await tx.lockCases([caseId])).get(caseId);
      const text = record && record.state.closedAt === null ? movedIn(record) : null;
      if (!record || text === null) return null;
      const at = clock.now();
      // Told by what it makes of the case: the version is another one each time.
      const event = { id: `recount:${record.version}`, type: recountEvent, at, data: { text } } as const;
      const changed = changeCase(sops, record, [event], null, at);
      await tx.saveCase(changed);
      return changed;
    });
    if (change) publisher.committed(change);
    return change !== null;
  };

  return async (): Promise<void> => {
    const cases = await store.provisionalCases();
    const progress = createProgress(clock, (soFar) => log.info(soFar, 'promises are being counted anew'));
    let recounted = 0;
    for (const [index, caseId] of cases.entries()) {
      if (await one(caseId)) recounted++;
      progress(index + 1, cases.length);
    }
    if (recounted > 0) log.info({ cases: recounted }, 'promises were counted anew: a table of holidays has come');
  };
}
