import type { DataSource } from 'typeorm';
import type { CaseChange } from '../../../server/app/ports.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import { createStore } from '../../../server/store/store.ts';
import type { TestDatabase } from '../../support/database.ts';
import { insertDueCases } from '../../support/due-cases.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { shipped } from '../../support/sops.ts';

let database: TestDatabase;
let dataSource: DataSource;
beforeEach(async () => {
  database = await createServerDatabase();
  dataSource = await createDataSource(database.url, 4).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const store = () => createStore({ dataSource, sealer: createSealer(Buffer.alloc(32, 1)), officeCode: 'SBY' });
const dueCases = (count: number) =>
  insertDueCases((text, values) => dataSource.query(text, values), shipped('surabaya'), Array(count).fill(1_000));
const statuses = async (): Promise<string[]> => {
  const rows: { status: string }[] = await dataSource.query('SELECT status FROM case_file ORDER BY ticket_number');
  return rows.map(({ status }) => status);
};

describe('cases that are due', () => {
  /** Raises those that are due at 2,000; each becomes one that is answered. */
  const answered = (caseIds: readonly string[]) =>
    store().raiseDue(
      caseIds,
      2_000,
      (record): CaseChange => ({
        record: { ...record, version: record.version + 1, state: { ...record.state, status: 'answered' } },
        events: [{ event: { id: 'e', type: 'timer', at: 1_000, data: {} }, recordedAt: 2_000, personId: null }],
        alerts: [],
        nextDeadline: null,
      }),
    );

  it('are stored with their history, and are due no more', async () => {
    const ids = await dueCases(3);
    expect((await answered(ids)).map(({ record }) => record.caseId).sort()).toEqual([...ids].sort());
    expect(await statuses()).toEqual(['answered', 'answered', 'answered']);
    expect(await dataSource.query('SELECT case_id FROM case_event')).toHaveLength(3);
    expect(await answered(ids)).toEqual([]);
    expect(await store().deadlinesOf(ids)).toEqual([]);
  });

  it('are left alone where somebody else holds them, without waiting', async () => {
    const ids = await dueCases(3);
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM case_file WHERE id = $1 FOR UPDATE', [ids[1]]);
    expect(await answered(ids)).toHaveLength(2);
    await holder.rollbackTransaction();
    await holder.release();
    expect(await statuses()).toEqual(['answered', 'dispatched', 'answered']);
    expect(await dataSource.query('SELECT case_id FROM case_event')).toHaveLength(2);
  });

  it('are not written over where somebody else has changed them since they were read', async () => {
    const ids = await dueCases(2);
    // Between the two statements, where only another connection could come in.
    const reads = dataSource.driver as unknown as { master: { query(of: { name: string }): Promise<unknown> } };
    const real = reads.master.query.bind(reads.master);
    reads.master.query = async (of) => {
      const rows = await real(of);
      if (of.name === 'read due cases') {
        await dataSource.query("UPDATE case_file SET status = 'forwarded' WHERE id = $1", [ids[0]]);
      }
      return rows;
    };
    const stored = await answered(ids);
    expect(stored.map(({ record }) => record.caseId)).toEqual([ids[1]]);
    expect(await statuses()).toEqual(['forwarded', 'answered']);
    expect(await dataSource.query('SELECT case_id FROM case_event')).toEqual([{ case_id: ids[1] }]);
    expect(await store().deadlinesOf([...ids])).toEqual([{ caseId: ids[0], at: 1_000 }]);
  });
});
