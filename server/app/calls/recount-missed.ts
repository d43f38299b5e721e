import { momentText, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { recountedClock } from '../../domain/call/missed.ts';
import { recountEvent } from '../../domain/sop/recount.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { MissedCallers } from './missed-callers.ts';

export interface RecountMissedDeps {
  readonly store: Pick<Store, 'openMissed' | 'transaction'>;
  readonly missed: Pick<MissedCallers, 'rulesOf' | 'timeOf' | 'committed'>;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeZone: OfficeZone;
}

/**
 * Counts anew until when missed callers are to be called, where that was promised while a year had no table of holidays:
 * as the promises of steps are, at a start, and with a line in the history of his ticket.
 */
export function createRecountMissed({ store, missed, sops, publisher, clock, log, timeZone }: RecountMissedDeps) {
  const one = (id: string, caseId: string) =>
    store.transaction(async (tx) => {
      const record = (await tx.lockCases([caseId])).get(caseId);
      const caller = record && (await tx.missed.byId(id));
      // He may have called again meanwhile, from another ticket: another server's start, or the next, finds him there.
      if (!caller || caller.caseId !== caseId) return null;
      const time = missed.timeOf(caller.serviceId, caller.since);
      const anew = recountedClock(caller, missed.rulesOf(caller.serviceId), time);
      if (!anew) return null;
      const after = { ...caller, ...anew };
      await tx.missed.save(after);
      if (anew.dueAt === caller.dueAt) return { after, change: null };
      const at = clock.now();
      const text = `${momentText(caller.dueAt, timeZone)} → ${momentText(anew.dueAt, timeZone)}`;
      const event = { id: `recount:${record.version}`, type: recountEvent, at, data: { text } } as const;
      const change = changeCase(sops, record, [event], null, at);
      await tx.saveCase(change);
      return { after, change };
    });

  return async (): Promise<void> => {
    let recounted = 0;
    for (const { id, caseId, provisional } of await store.openMissed()) {
      const done = provisional ? await one(id, caseId) : null;
      if (!done) continue;
      missed.committed({ missed: done.after, told: [], calmed: [] });
      if (done.change) publisher.committed(done.change);
      recounted += 1;
    }
    if (recounted > 0)
      log.info({ callers: recounted }, 'missed callers were counted anew: a table of holidays has come');
  };
}
