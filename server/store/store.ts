import type { DataSource } from 'typeorm';
import type { DeadlineStore } from '../app/ports/deadlines.ts';
import type { OutboxEntry } from '../app/ports/outbox.ts';
import type { Store } from '../app/ports/ports.ts';
import { createAlerts } from './alerts.ts';
import { createAnnouncementStore } from './announcements.ts';
import { createAnswerReads } from './answers.ts';
import { createArchiveReads } from './archive.ts';
import { createArrivals } from './arrivals.ts';
import { createBlockedStore } from './blocked.ts';
import { createCaseViewReads } from './case-views.ts';
import { createDeadlineStore } from './deadlines.ts';
import { createFileReads } from './files.ts';
import { createHeardStore } from './heard.ts';
import { createLikeCaseReads } from './like-cases.ts';
import { createMessageStore } from './messages/reads.ts';
import { createMissedStore } from './missed.ts';
import { createPaperReads } from './papers.ts';
import { createPeople } from './people.ts';
import { createQueries } from './queries.ts';
import { createQueueStore } from './queues.ts';
import { createRecordingStore } from './recordings.ts';
import type { Sealer } from './secrets/sealed.ts';
import { createSupervisionStore } from './supervision.ts';
import { createSurveyReads } from './surveys.ts';
import { inTransaction } from './transaction.ts';

export interface StoreDeps {
  readonly dataSource: DataSource;
  readonly sealer: Sealer;
  /** First part of every ticket number. */
  readonly officeCode: string;
}

/** PostgreSQL behind the use cases' port. */
export function createStore({ dataSource, sealer, officeCode }: StoreDeps): Store & DeadlineStore {
  const people = createPeople(dataSource);
  return {
    ...createQueries(dataSource, sealer),
    ...createAlerts(dataSource),
    ...createDeadlineStore(dataSource),
    ...createRecordingStore(dataSource, sealer),
    ...createSupervisionStore(dataSource),
    ...createHeardStore(dataSource),
    ...createMissedStore(dataSource),
    ...createAnnouncementStore(dataSource),
    ...createBlockedStore(dataSource, sealer),
    ...createFileReads(dataSource, sealer),
    ...createPaperReads(dataSource, sealer),
    ...createArchiveReads(dataSource, sealer),
    ...createQueueStore(dataSource),
    ...createAnswerReads(dataSource),
    ...createLikeCaseReads(dataSource),
    ...createCaseViewReads(dataSource, sealer),
    ...createSurveyReads(dataSource),
    transaction: (work) => dataSource.transaction((manager) => work(inTransaction(manager, sealer, officeCode))),
    messages: createMessageStore(dataSource, sealer),
    arrive: createArrivals({ dataSource, sealer, officeCode }),
    agents: people.agents,
    agentById: people.agentById,
    people: async () => (await people.list()).map(({ id, displayName, role }) => ({ userId: id, displayName, role })),

    outbox: async (limit) => {
      // The column is rounded to milliseconds, so an entry of this very moment may lie half a one ahead.
      const rows: (OutboxEntry & { attempts: number })[] = await dataSource.query(
        `SELECT id, kind, payload, attempts FROM outbox WHERE next_try_at <= clock_timestamp() + interval '1 ms'
         ORDER BY created_at, id LIMIT $1`,
        [limit],
      );
      return rows;
    },
    outboxDone: async (id) => void (await dataSource.query('DELETE FROM outbox WHERE id = $1', [id])),
    outboxRetry: async (id, afterMs) =>
      void (await dataSource.query(
        `UPDATE outbox SET attempts = attempts + 1, next_try_at = clock_timestamp() + $2 * interval '1 ms' WHERE id = $1`,
        [id, afterMs],
      )),
  };
}
