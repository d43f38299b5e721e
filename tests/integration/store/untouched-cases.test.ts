import type { DataSource } from 'typeorm';
import { createRaise } from '../../../server/app/cases/raise-deadline.ts';
import type { DueCase } from '../../../server/app/ports/deadlines.ts';
import type { CaseChange } from '../../../server/app/ports/ports.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import { createStore } from '../../../server/store/store.ts';
import type { TestDatabase } from '../../support/database.ts';
import { insertDueCases } from '../../support/due-cases.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { hotlineUnder, shipped } from '../../support/sops.ts';
import { hearingAll } from '../../support/timers.ts';

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
  const read = (caseIds: readonly string[]) => store().dueCases(caseIds, 2_000);
  /** Stores them as answered; returns those that were stored. */
  const answer = async (cases: readonly DueCase[]) => {
    const event = { id: 'e', type: 'timer' as const, at: 1_000, data: {} };
    const changes = cases.map(({ record: read, mark }) => {
      const record = read();
      return {
        mark,
        record: { ...record, version: record.version + 1, state: { ...record.state, status: 'answered' as const } },
        events: [{ event, recordedAt: 2_000, personId: null }],
        alerts: [],
        facts: { steps: [], end: null },
        nextDeadline: null,
      };
    });
    return [...(await store().saveUntouched(changes))].sort();
  };

  it('are stored with their history, and are due no more', async () => {
    const ids = await dueCases(3);
    expect(await answer(await read(ids))).toEqual([...ids].sort());
    expect(await statuses()).toEqual(['answered', 'answered', 'answered']);
    expect(await dataSource.query('SELECT case_id FROM case_event')).toHaveLength(3);
    expect(await read(ids)).toEqual([]);
    expect(await store().deadlinesOf(ids)).toEqual([]);
  });

  it('are read with their deadline, up to the moment asked for', async () => {
    const ids = await dueCases(1);
    expect(await store().dueCases(ids, 999)).toEqual([]);
    const [found] = await store().dueCases(ids, 1_000);
    expect(found).toMatchObject({ caseId: ids[0], at: 1_000 });
    expect(found?.record()).toEqual(await store().caseById(ids[0] as string));
  });

  it('are left alone where somebody else holds them, without waiting', async () => {
    const ids = await dueCases(3);
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM case_file WHERE id = $1 FOR UPDATE', [ids[1]]);
    expect(await answer(await read(ids))).toHaveLength(2);
    await holder.rollbackTransaction();
    await holder.release();
    expect(await statuses()).toEqual(['answered', 'dispatched', 'answered']);
    expect(await dataSource.query('SELECT case_id FROM case_event')).toHaveLength(2);
  });

  it('are not written over where somebody else has changed them since they were read', async () => {
    const ids = await dueCases(2);
    const cases = await read(ids);
    // Neither its version nor its deadline: the mark alone tells.
    await dataSource.query("UPDATE case_file SET status = 'forwarded' WHERE id = $1", [ids[0]]);
    expect(await answer(cases)).toEqual([ids[1]]);
    expect(await statuses()).toEqual(['forwarded', 'answered']);
    expect(await dataSource.query('SELECT case_id FROM case_event')).toEqual([{ case_id: ids[1] }]);
    expect(await store().deadlinesOf([...ids])).toEqual([{ caseId: ids[0], at: 1_000 }]);
  });
});

describe('raising what is due', () => {
  const sops = hotlineUnder(shipped('surabaya'));
  /** As a server does it, with what it asked of the store. */
  function server() {
    const asked: string[] = [];
    const committed: CaseChange[] = [];
    const watched: (readonly [string, number | null])[] = [];
    const real = store();
    const noted =
      <Args extends unknown[], Answer>(what: string, ask: (...args: Args) => Answer) =>
      (...args: Args) => {
        asked.push(what);
        return ask(...args);
      };
    const raise = createRaise({
      hearing: hearingAll,
      sops,
      clock: { now: () => 2_000 },
      publisher: () => ({ committed: (change) => void committed.push(change) }),
      rewatch: (caseId, at) => void watched.push([caseId, at]),
      store: {
        dueCases: noted('read', real.dueCases),
        saveUntouched: noted('save', real.saveUntouched),
        deadlinesOf: noted('look', real.deadlinesOf),
      },
    });
    return { raise, asked, committed, watched };
  }
  const at = (caseId: string | undefined, moment = 1_000) => ({ caseId: caseId as string, at: moment });

  it('takes one statement when the case was read ahead, and two when it was not', async () => {
    const [one, other] = await dueCases(2);
    const { raise, asked, committed } = server();
    await raise.readAhead([at(one)]);
    expect(asked.splice(0)).toEqual(['read']);
    await raise.raise([one as string]);
    expect(asked.splice(0)).toEqual(['save']);
    await raise.raise([other as string]);
    expect(asked).toEqual(['read', 'save']);
    expect(committed.map(({ alerts }) => alerts.map(({ kind }) => kind))).toEqual([['escalation'], ['escalation']]);
  });

  it('reads a case again that was changed since it was read ahead', async () => {
    const [id] = await dueCases(1);
    const { raise, asked, committed } = server();
    await raise.readAhead([at(id)]);
    await dataSource.query("UPDATE case_file SET nik_masked = '3578' WHERE id = $1", [id]);
    await raise.raise([id as string]);
    expect(asked).toEqual(['read', 'save', 'read', 'save']);
    expect(committed.map(({ record }) => record.nikMasked)).toEqual(['3578']);
    expect(await dataSource.query('SELECT case_id FROM alert')).toHaveLength(1);
  });

  it('reads each case ahead once while its deadline stands, again when it moved, and keeps no others', async () => {
    const [one, other] = await dueCases(2);
    const { raise, asked } = server();
    await raise.readAhead([at(one)]);
    await raise.readAhead([at(one), at(other)]);
    await raise.readAhead([at(one), at(other)]);
    expect(asked.splice(0)).toEqual(['read', 'read']);
    await raise.readAhead([at(one, 1_500), at(other)]);
    expect(asked.splice(0)).toEqual(['read']);
    await raise.readAhead([]);
    await raise.raise([one as string, other as string]);
    expect(asked).toEqual(['read', 'save']);
  });

  it('leaves to the other server what that one has raised meanwhile', async () => {
    const [id] = await dueCases(1);
    const [first, second] = [server(), server()];
    await first.raise.readAhead([at(id)]);
    await second.raise.readAhead([at(id)]);
    await first.raise.raise([id as string]);
    await second.raise.raise([id as string]);
    expect([first.committed.length, second.committed.length]).toEqual([1, 0]);
    expect(second.watched).toEqual([[id, null]]);
    expect(await dataSource.query('SELECT case_id FROM alert')).toHaveLength(1);
  });
});
