import type { DataSource } from 'typeorm';
import type { OutboxEntry, Store } from '../app/ports.ts';
import { createAlerts } from './alerts.ts';
import { createArrivals } from './arrivals.ts';
import { createPeople } from './people.ts';
import { createQueries } from './queries.ts';
import { iso } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';
import { inTransaction } from './transaction.ts';

export interface StoreDeps {
  readonly dataSource: DataSource;
  readonly sealer: Sealer;
  /** First part of every ticket number. */
  readonly officeCode: string;
}

/** PostgreSQL behind the use cases' port. */
export function createStore({ dataSource, sealer, officeCode }: StoreDeps): Store {
  const people = createPeople(dataSource);
  return {
    ...createQueries(dataSource, sealer),
    ...createAlerts(dataSource),
    transaction: (work) => dataSource.transaction((manager) => work(inTransaction(manager, sealer, officeCode))),
    arrive: createArrivals({ dataSource, sealer, officeCode }),
    agents: people.agents,
    people: async () => (await people.list()).map(({ id, displayName, role }) => ({ userId: id, displayName, role })),

    outbox: async (limit, now) => {
      const rows: (OutboxEntry & { attempts: number })[] = await dataSource.query(
        'SELECT id, kind, payload, attempts FROM outbox WHERE next_try_at <= $2 ORDER BY created_at, id LIMIT $1',
        [limit, iso(now)],
      );
      return rows;
    },
    outboxDone: async (id) => void (await dataSource.query('DELETE FROM outbox WHERE id = $1', [id])),
    outboxRetry: async (id, nextTryAt) =>
      void (await dataSource.query('UPDATE outbox SET attempts = attempts + 1, next_try_at = $2 WHERE id = $1', [
        id,
        iso(nextTryAt),
      ])),
  };
}
