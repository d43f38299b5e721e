import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, queuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

const views = ['agent_state', 'call', 'case', 'message', 'person', 'ring', 'step'].map((name) => `reporting_${name}`);
const citizen = '081234567890';

let database: TestDatabase;
let server: TestServer;
let reader: pg.Client;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  const sari = await server.logIn('sari');
  const talk = await answeredCall(server, sari, await sari.desk(), citizen);
  server.exchange.happen(talk.ended());
  const gaveUp = await queuedCall(server, citizen);
  server.clock.move(30_000);
  server.exchange.happen(gaveUp.ended());
  await server.settled();
  // As the page for operators says, with a role of one's own.
  const role = `reader_${new URL(database.url).pathname.slice(1)}`;
  await server.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'for-this-test-only'`);
  await server.sql(`GRANT SELECT ON ${views.join(', ')} TO ${role}`);
  const url = new URL(database.url);
  [url.username, url.password] = [role, 'for-this-test-only'];
  reader = new pg.Client({ connectionString: url.href });
  await reader.connect();
});
afterAll(async () => {
  await reader.end();
  const role = `reader_${new URL(database.url).pathname.slice(1)}`;
  await server.sql(`DROP OWNED BY ${role}`);
  await server.sql(`DROP ROLE ${role}`);
  await server.stop();
  await database.drop();
});

const rows = async (sql: string) => (await reader.query(sql)).rows;

it('shows calls, rings, ended steps, cases, states of agents and people, to who may read the views alone', async () => {
  const calls = await until('both calls are over', async () => {
    const found = await rows(
      'SELECT service, outcome, person_id, talk_ms, estimated FROM reporting_call ORDER BY arrived_at',
    );
    return found.length === 2 && found;
  });
  expect(calls).toMatchObject([
    { service: 'hotline', outcome: 'answered', person_id: people.sari.id, estimated: false },
    { service: 'hotline', outcome: 'abandoned', person_id: null, talk_ms: '0' },
  ]);
  expect(await rows('SELECT result, person_id FROM reporting_ring')).toEqual([
    { result: 'answered', person_id: people.sari.id },
  ]);
  expect(await rows("SELECT role, verdict, estimated FROM reporting_step WHERE step = 'answer'")).toMatchObject([
    { role: 'agent', verdict: 'met', estimated: false },
  ]);
  expect(await rows('SELECT procedure, ended_as, answered FROM reporting_case')).toEqual([
    { procedure: 'surabaya', ended_as: 'abandoned', answered: false },
  ]);
  expect(await rows('SELECT name, role FROM reporting_person WHERE name LIKE $$sari%$$')).toEqual([
    { name: people.sari.displayName, role: 'agent' },
  ]);
  const states = await rows('SELECT state, began_at, ended_at FROM reporting_agent_state ORDER BY began_at');
  expect(states.map(({ state }) => state)).toEqual(['talking', 'wrap-up']);
  expect(states.at(-1)?.ended_at).toBeNull();
  for (const [index, { ended_at }] of states.slice(0, -1).entries())
    expect(ended_at).toEqual(states[index + 1].began_at);
  expect(await rows('SELECT count(*)::int AS messages FROM reporting_message')).toEqual([{ messages: 0 }]);
});

it('answers the questions of its page', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../deploy/reporting.md'), 'utf8');
  const asked = [...page.matchAll(/^(SELECT [^;]+);$/gm)].map(([, sql = '']) => sql);
  expect(asked).toHaveLength(2);
  const [byDay, bySteps] = await Promise.all(asked.map(rows));
  expect(byDay).toEqual([{ day: expect.any(Date), in_time: '1', offered: '2' }]);
  expect(bySteps).toContainEqual({ procedure: 'surabaya', step: 'answer', met: '1', judged: '1' });
  const granted = [...page.matchAll(/reporting_[a-z_]+(?=[ ,]| TO)/g)].map(([name]) => name);
  expect([...new Set(granted)].sort()).toEqual(views);
});

it('holds nothing of a citizen, and opens no table', async () => {
  const columns: { column: string; table: string }[] = await server.sql(
    `SELECT column_name AS column, table_name AS table FROM information_schema.columns WHERE table_name LIKE 'reporting\\_%'`,
  );
  expect([...new Set(columns.map(({ table }) => table))].sort()).toEqual(views);
  expect(columns.filter(({ column }) => /phone|nik|address|sealed|masked|body|text|words|state$/.test(column))).toEqual(
    [expect.objectContaining({ column: 'state', table: 'reporting_agent_state' })],
  );
  for (const view of views) expect(JSON.stringify(await rows(`SELECT * FROM ${view}`))).not.toContain('1234567890');
  const tables: { name: string }[] = await server.sql(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  expect(tables.length).toBeGreaterThan(50);
  for (const { name } of tables)
    await expect(rows(`SELECT 1 FROM "${name}" LIMIT 1`)).rejects.toThrow('permission denied');
  for (const view of views) await expect(rows(`DELETE FROM ${view}`)).rejects.toThrow();
});
