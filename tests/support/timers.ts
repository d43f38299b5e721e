import { createHash } from 'node:crypto';
import type { Hearing } from '../../server/app/calls/hearing.ts';
import type { CasePublisher } from '../../server/app/cases/case-publisher.ts';
import { createRaise } from '../../server/app/cases/raise-deadline.ts';
import { createDeadlines } from '../../server/app/deadlines/deadlines.ts';
import type { AlertRecord } from '../../server/app/ports/alerts.ts';
import type { Clock, Log } from '../../server/app/ports/ports.ts';
import { systemClock } from '../../server/clock.ts';
import { createDataSource } from '../../server/store/data-source.ts';
import { createSealer } from '../../server/store/secrets/sealed.ts';
import { createStore } from '../../server/store/store.ts';
import { hotlineUnder, shipped } from './sops.ts';

const quiet: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Nobody is on the line, or all that the exchange has to tell has been heard. */
export const hearingAll: Pick<Hearing, 'judging' | 'ask'> = { judging: () => 'now', ask: async () => true };

/** The timers of one server on a database, wired as in production, and the alerts they raised. */
export async function startTimers({ databaseUrl, clock = systemClock }: { databaseUrl: string; clock?: Clock }) {
  const dataSource = await createDataSource(databaseUrl, 8).initialize();
  const sealer = createSealer(createHash('sha256').update('timers').digest());
  const store = createStore({ dataSource, sealer, officeCode: 'SBY' });
  const sops = hotlineUnder(shipped('surabaya'));
  const raised: AlertRecord[] = [];
  const publisher: CasePublisher = {
    committed: ({ record, alerts, nextDeadline }) => {
      deadlines.watch(record.caseId, nextDeadline);
      raised.push(...alerts);
    },
  };
  const deadlines = createDeadlines({
    store,
    clock,
    log: quiet,
    ...createRaise({
      ...{ store, sops, clock, hearing: hearingAll, publisher: () => publisher },
      rewatch: (id, at) => deadlines.watch(id, at),
    }),
  });
  await deadlines.start();
  return {
    deadlines,
    store,
    /** What this server raised; another may have raised more. */
    raised: raised as readonly AlertRecord[],
    stop: async () => {
      await deadlines.stop();
      await dataSource.destroy();
    },
  };
}
