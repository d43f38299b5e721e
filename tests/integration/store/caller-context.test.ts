import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createSealer } from '../../../server/store/secrets/sealed.ts';
import { createStore } from '../../../server/store/store.ts';
import type { TestDatabase } from '../../support/database.ts';
import { casesDueAt, insertCases } from '../../support/due-cases.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { shipped } from '../../support/sops.ts';

let database: TestDatabase;
let dataSource: DataSource;
beforeEach(async () => {
  database = await createServerDatabase();
  dataSource = await createDataSource(database.url, 2).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const storeOf = () => createStore({ dataSource, sealer: createSealer(Buffer.alloc(32, 1)), officeCode: 'SBY' });
const addCase = async (ticket: string, sender: string | null): Promise<string> => {
  const id = randomUUID();
  const sop = shipped('surabaya');
  const rows = '(SELECT $4::uuid AS id, $5::text AS ticket) AS one';
  await dataSource.query(insertCases(rows, 'NULL', '$3::jsonb', '$6::text'), [
    ...[sop.id, sop.version, JSON.stringify(casesDueAt(sop)(0)), id, ticket, sender],
  ]);
  return id;
};
const addCaller = async (name: string, sender: string, lastContactAt: number): Promise<string> => {
  const id = randomUUID();
  await dataSource.query('INSERT INTO caller (id, phone_index, name, last_contact_at) VALUES ($1, $2, $3, $4)', [
    ...[id, sender, name, new Date(lastContactAt).toISOString()],
  ]);
  return id;
};

describe('who may be calling', () => {
  it('is found for many cases at once, each with its own number’s people and other tickets', async () => {
    const [siti, budi] = [await addCaller('Siti', 'one', 1_000), await addCaller('Budi', 'one', 2_000)];
    const ani = await addCaller('Ani', 'two', 1_000);
    const [first, second] = [await addCase('T-1', 'one'), await addCase('T-2', 'one')];
    const [alone, unknown, without] = [
      await addCase('T-3', 'two'),
      await addCase('T-4', 'three'),
      await addCase('T-5', null),
    ];
    const contexts = await storeOf().callerContexts([first, second, alone, unknown, without]);
    const told = [...contexts].map(([id, { candidates, tickets }]) => [
      id,
      candidates.map(({ callerId }) => callerId),
      tickets.map(({ ticketNumber }) => ticketNumber),
    ]);
    // The one who called last stands first.
    expect(new Map(told.map(([id, ...rest]) => [id, rest]))).toEqual(
      new Map([
        [first, [[budi, siti], ['T-2']]],
        [second, [[budi, siti], ['T-1']]],
        [alone, [[ani], []]],
      ]),
    );
    expect(await storeOf().callerContext(first)).toEqual(contexts.get(first));
    expect(await storeOf().callerContext(without)).toEqual({ candidates: [], tickets: [] });
  });

  it('names no more than a screen shows, of each case', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      await addCaller(`C${n}`, 'office', n);
      ids.push(await addCase(`T-${n}`, 'office'));
    }
    for (const { candidates, tickets } of (await storeOf().callerContexts(ids)).values()) {
      expect([candidates.length, tickets.length]).toEqual([8, 8]);
      expect(candidates[0]?.name).toBe('C9');
    }
  });
});
