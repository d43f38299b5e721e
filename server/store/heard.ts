import type { DataSource } from 'typeorm';
import type { Store } from '../app/ports/ports.ts';
import { iso } from './rows.ts';

/** Until when each exchange has been heard. */
export function createHeardStore(dataSource: DataSource): Pick<Store, 'heardUntil' | 'saveHeardUntil'> {
  return {
    heardUntil: async (exchange) => {
      const [row]: { heard_until: Date }[] = await dataSource.query(
        'SELECT heard_until FROM exchange_heard WHERE exchange = $1',
        [exchange],
      );
      return row?.heard_until.getTime() ?? null;
    },
    saveHeardUntil: async (exchange, until) =>
      void (await dataSource.query(
        `INSERT INTO exchange_heard (exchange, heard_until) VALUES ($1, $2)
         ON CONFLICT (exchange) DO UPDATE SET heard_until = excluded.heard_until`,
        [exchange, iso(until)],
      )),
  };
}
