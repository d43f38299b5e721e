import type { BodyInput } from '../../../server/contract/api.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let rina: Client;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const usual: BodyInput<'whatIf'> = {
  ...{ threshold: 20, goal: 80, handleSeconds: 180, patienceSeconds: 120 },
  rows: [
    { calls: 100, agents: 14 },
    { calls: 50, agents: 0 },
  ],
};

it('tells of a roster by both models, weighted by calls; where nobody is there, all give up', async () => {
  const { rows, whole } = await rina.do('whatIf', { body: usual });
  expect(rows[0]?.c.inTime).toBeCloseTo(0.8883, 3);
  expect(rows[0]?.needed.c).toBe(14);
  expect(rows[1]).toMatchObject({ c: { inTime: 0, waitSeconds: null }, a: { inTime: 0, abandoned: 1 } });
  expect(whole?.c).toBeCloseTo((0.8883 * 100) / 150, 3);
  expect(whole?.a?.abandoned).toBeCloseTo(((rows[0]?.a?.abandoned ?? 0) * 100 + 50) / 150, 10);
});

it('shorter handling needs fewer agents, and nobody who calls needs none', async () => {
  const { rows } = await rina.do('whatIf', { body: { ...usual, handleSeconds: 120 } });
  expect(rows[0]?.needed.c).toBeLessThan(14);
  const none = await rina.do('whatIf', { body: { ...usual, rows: [{ calls: 0, agents: 3 }] } });
  expect(none).toMatchObject({ whole: null, rows: [{ needed: { c: 0, a: 0 } }] });
});

it('without a patience Erlang A says nothing', async () => {
  const { rows, whole } = await rina.do('whatIf', { body: { ...usual, patienceSeconds: null } });
  expect(rows.map(({ a }) => a)).toEqual([null, null]);
  expect(whole?.a).toBeNull();
});

it('what a thousand agents cannot carry is said to need more', async () => {
  const body = { ...usual, handleSeconds: 7_200, patienceSeconds: 3_600, rows: [{ calls: 10_000, agents: 1_000 }] };
  const { rows } = await rina.do('whatIf', { body });
  expect(rows[0]).toMatchObject({ needed: { c: null, a: null }, c: { inTime: 0 } });
  expect(rows[0]?.a?.abandoned).toBeCloseTo(1 - 1_000 / ((10_000 / 1_800) * 7_200), 3);
});

it.each<[string, string, Partial<Record<keyof typeof usual, unknown>>]>([
  ['rows.0.agents', 'out_of_range', { rows: [{ calls: 10, agents: 1_000_000 }] }],
  ['rows.0.agents', 'out_of_range', { rows: [{ calls: 10, agents: -1 }] }],
  ['rows.0.calls', 'number_invalid', { rows: [{ calls: 'many', agents: 1 }] }],
  ['rows', 'required', { rows: [] }],
  ['rows', 'too_many', { rows: Array.from({ length: 49 }, () => ({ calls: 1, agents: 1 })) }],
  ['handleSeconds', 'out_of_range', { handleSeconds: 0 }],
  ['patienceSeconds', 'out_of_range', { patienceSeconds: 1e12 }],
  ['goal', 'out_of_range', { goal: 100 }],
])('%s that makes no sense is refused: %s', async (field, code, wrong) => {
  const { status, problem } = await rina.call('whatIf', { body: { ...usual, ...wrong } as typeof usual });
  expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
});
