import type { DataSource } from 'typeorm';
import { createDataSource } from '../../../server/store/data-source.ts';
import { rebuildFacts } from '../../../server/store/facts/rebuild.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factRows, factTables } from '../../support/fact-rows.ts';
import type { FakeCall } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { intake, queuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let source: DataSource;
let server: TestServer;

beforeAll(async () => {
  database = await createServerDatabase();
  source = await createDataSource(database.url, 2).initialize();
  server = await startTestServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.stop();
  await source.destroy();
  await database.drop();
});

/** Repeats for ever the numbers of a seed, each at least 0 and below 1. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const rebuild = (of: TestServer) =>
  rebuildFacts(source, { sopOf: of.core.sops.get, timeOf: of.core.sops.timeOf }, () => {});

/** A call that goes as chance has it; now and then it is told twice, or the link is cut in the middle of it. */
async function randomCall(random: () => number, ani: string): Promise<FakeCall> {
  const { exchange, clock } = server;
  const call = await queuedCall(server, ani);
  const happen = (event: Parameters<typeof exchange.happen>[0]) => {
    exchange.happen(event);
    if (random() < 0.2) exchange.tell(event);
    clock.move(Math.floor(random() * 20_000));
  };
  const cuts = random() < 0.3;
  for (const extension of ['101', '102']) {
    happen(call.offered(extension));
    if (random() < 0.5) happen(call.lapsed(extension, random() < 0.5 ? 'no-answer' : 'refused'));
    else {
      happen(call.answered(extension));
      if (cuts) exchange.cut();
      for (let n = 0; n < 3; n += 1) {
        if (random() < 0.5) continue;
        happen(call.held());
        happen(call.resumed());
      }
      break;
    }
  }
  happen(call.ended(random() < 0.5 ? 'caller' : 'agent'));
  if (cuts) exchange.restore();
  return call;
}

it('after random calls, links cut, things told twice and a restart, facts made anew from the log are those stored', async () => {
  const random = chance(11);
  for (let n = 0; n < 14; n += 1) {
    await randomCall(random, `0812345670${String(n).padStart(2, '0')}`);
    await server.settled();
    if (n !== 7) continue;
    const { exchange, clock } = server;
    exchange.cut({ silently: true });
    await server.stop();
    server = await startTestServer({ databaseUrl: database.url, exchange, clock });
  }
  await until('all calls are over', async () => {
    const rows = await server.sql('SELECT 1 FROM call WHERE ended_at IS NULL');
    return rows.length === 0;
  });
  const clients = await Promise.all(['sari', 'budi', 'rina'].map((name) => server.logIn(name as 'sari')));
  // Some are recapped, one of them as a prank, and one is corrected when it is closed.
  const cases = await server.sql<{ id: string }>(
    'SELECT id FROM case_file WHERE closed_at IS NULL ORDER BY id LIMIT 8',
  );
  for (const [index, { id }] of cases.entries()) {
    const disposition = index % 2 === 0 ? 'prank' : 'information';
    // By whoever has it: of a supervisor the answer is no where another talks or wraps up.
    for (const [event, fields] of [
      ['intake.saved', intake],
      ['recap.saved', { disposition, recapSummary: 'ringkas' }],
    ] as const)
      for (const client of clients) await client.attempt({ caseId: id }, event, fields);
  }
  await server.settled();

  const stored = await factRows(server);
  for (const table of factTables) expect([table, (stored[table] ?? []).length > 3]).toEqual([table, true]);
  await rebuild(server);
  expect(await factRows(server)).toEqual(stored);
  // And from nothing.
  for (const table of factTables) await server.sql(`DELETE FROM ${table}`);
  await rebuild(server);
  expect(await factRows(server)).toEqual(stored);
});

it('talks and holds are those of the raw log, added up otherwise', async () => {
  const [row] = await server.sql<{ wrong: number; talks: number; held: number }>(
    `WITH e AS (SELECT DISTINCT ON (c.call_id, e.id) c.call_id, e.type, e.at, e.seq FROM case_event e
         JOIN case_file c ON c.id = e.case_id WHERE e.type IN ('call.answered', 'call.held', 'call.resumed', 'call.ended')
         ORDER BY c.call_id, e.id, e.seq),
       spans AS (SELECT call_id, type, at, lead(at) OVER (PARTITION BY call_id ORDER BY at, seq) AS until FROM e),
       sums AS (SELECT call_id,
         coalesce(sum(extract(epoch FROM until - at)) FILTER (WHERE type IN ('call.answered', 'call.resumed')), 0) AS talk,
         coalesce(sum(extract(epoch FROM until - at)) FILTER (WHERE type = 'call.held'), 0) AS held
         FROM spans WHERE type <> 'call.ended' GROUP BY call_id)
     SELECT count(*) FILTER (WHERE f.talk_ms <> round(s.talk * 1000) OR f.held_ms <> round(s.held * 1000))::int AS wrong,
       count(*)::int AS talks, count(*) FILTER (WHERE f.held_ms > 0)::int AS held
     FROM sums s JOIN call_fact f USING (call_id) WHERE NOT f.estimated AND f.heard`,
  );
  expect(row?.wrong).toBe(0);
  expect(row?.talks).toBeGreaterThan(3);
  expect(row?.held).toBeGreaterThan(1);
});

it('every step that ended stands among the facts once, with the moments of its history and who did it', async () => {
  const [row] = await server.sql<{ missing: number; wrong: number; all: number }>(
    `WITH runs AS (SELECT c.id AS case_id, r FROM case_file c, jsonb_array_elements(c.state->'sop'->'runs') r
       WHERE r->>'verdict' <> 'running')
     SELECT count(*)::int AS all, count(*) FILTER (WHERE f.case_id IS NULL)::int AS missing,
       count(*) FILTER (WHERE extract(epoch FROM f.ended_at) * 1000 <> (r->>'endedAt')::numeric
         OR f.verdict <> r->>'verdict' OR f.wall_ms <> (r->>'endedAt')::numeric - (r->>'startedAt')::numeric)::int AS wrong
     FROM runs LEFT JOIN step_fact f ON f.case_id = runs.case_id AND f.run_id = r->>'id'`,
  );
  expect(row).toMatchObject({ missing: 0, wrong: 0 });
  expect(row?.all).toBeGreaterThan(20);
  const who = await server.sql(
    "SELECT DISTINCT person_id AS id FROM step_fact WHERE step = 'answer' AND verdict = 'met'",
  );
  expect(who).toEqual(expect.arrayContaining([{ id: people.sari.id }]));
});

it('a fact holds ids and choices, and nothing that a citizen said or is reached by', async () => {
  const columns = await server.sql<{ name: string }>(
    `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_name LIKE '%\\_fact'
     AND column_name ~ 'phone|nik|name|address|complaint|solution|sealed|masked|words|text'`,
  );
  expect(columns).toEqual([]);
  const rows = JSON.stringify(await factRows(server));
  expect(rows).not.toContain('Siti Aminah');
  expect(rows).not.toMatch(/81234567/);
});
