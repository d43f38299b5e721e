import type { DataSource } from 'typeorm';
import type { QueryInput } from '../../../server/contract/api.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { rebuildFacts } from '../../../server/store/facts/rebuild.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let source: DataSource;
let server: TestServer;
let rina: Client;
const calls = 300;
const month = { from: '2026-11-01', to: '2026-11-30' } as const;

beforeAll(async () => {
  database = await createServerDatabase();
  source = await createDataSource(database.url, 2).initialize();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), calls);
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await source.destroy();
  await database.drop();
});

const ofCalls = (query: Partial<QueryInput<'callReport'>> = {}) =>
  rina.do('callReport', { query: { ...month, ...query } as never });

it('says how much of a period has no facts yet, and nothing once they are made', async () => {
  const before = await ofCalls();
  expect(before.untold).toBeGreaterThan(calls);
  expect(before.whole).toMatchObject({ arrived: 0, answer: { mean: null } });
  const { sops } = server.core;
  await rebuildFacts(source, { sopOf: sops.get, timeOf: sops.timeOf }, () => {});
  const { untold, whole } = await ofCalls();
  expect([untold, whole.arrived]).toEqual([0, calls]);
});

/** All that is asked of calls, from the log alone: no fact is read. */
const raw = (bucket: string, zone: string) => `
  WITH e AS (SELECT c.call_id, e.type, e.at, e.seq FROM case_event e JOIN case_file c ON c.id = e.case_id),
   first AS (SELECT call_id, min(at) AS at FROM e WHERE type = 'call.answered' GROUP BY call_id),
   spans AS (SELECT call_id, type, at, lead(at) OVER (PARTITION BY call_id ORDER BY at, seq) AS until FROM e
     WHERE type IN ('call.answered', 'call.held', 'call.resumed', 'call.released', 'call.ended')),
   sums AS (SELECT call_id,
     sum(extract(epoch FROM until - at)) FILTER (WHERE type IN ('call.answered', 'call.resumed')) AS talk,
     sum(extract(epoch FROM until - at)) FILTER (WHERE type = 'call.held') AS held FROM spans GROUP BY call_id),
   wrap AS (SELECT s.call_id, sum(extract(epoch FROM (SELECT min(n.began_at) FROM agent_stretch n
       WHERE n.person_id = s.person_id AND n.began_at > s.began_at) - s.began_at)) AS s FROM agent_stretch s
     WHERE s.state = 'wrap-up' AND EXISTS (SELECT FROM agent_stretch n WHERE n.person_id = s.person_id
       AND n.seq = s.seq + 1 AND n.began_at > s.began_at) GROUP BY s.call_id),
   k AS (SELECT k.outcome, coalesce(c.disposition IN ('prank', 'ghost'), false) AND c.closed_at IS NOT NULL AS prank,
     extract(epoch FROM first.at) * 1000 - (k.state->>'queuedAt')::numeric AS wait, sums.talk, sums.held, wrap.s AS wrap,
     k.agent_id, k.arrived_at AT TIME ZONE '${zone}' AS wall
     FROM call k JOIN case_file c ON c.call_id = k.id LEFT JOIN first ON first.call_id = k.id
     LEFT JOIN sums ON sums.call_id = k.id LEFT JOIN wrap ON wrap.call_id = k.id
     WHERE k.arrived_at >= '2026-11-01'::timestamp AT TIME ZONE '${zone}'
       AND k.arrived_at < '2026-12-01'::timestamp AT TIME ZONE '${zone}')
  SELECT ${bucket} AS bucket, count(*)::int AS arrived, count(*) FILTER (WHERE outcome = 'answered')::int AS answered,
    count(*) FILTER (WHERE outcome = 'abandoned')::int AS abandoned,
    count(*) FILTER (WHERE outcome = 'shortAbandoned')::int AS "shortAbandoned",
    count(*) FILTER (WHERE outcome = 'answered' AND wait <= 20000)::int AS "inTime",
    count(*) FILTER (WHERE outcome = 'answered' AND prank)::int AS pranks,
    (avg(wait) FILTER (WHERE outcome = 'answered'))::float8 AS mean,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) AS median,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY wait) AS p90,
    round(coalesce(sum(talk), 0) * 1000)::int AS "talkMs", round(coalesce(sum(held), 0) * 1000)::int AS "heldMs",
    round(coalesce(sum(wrap), 0) * 1000)::int AS "wrapUpMs"
  FROM k GROUP BY 1 ORDER BY 1`;

interface Raw {
  readonly bucket: string;
  readonly pranks: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
}

type CallFigures = Awaited<ReturnType<typeof ofCalls>>['whole'];
/** A half of a millisecond is rounded as the interface does it. */
const inWhole = (rows: readonly Raw[]): Raw[] => {
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  return rows.map((row) => ({ ...row, mean: whole(row.mean), median: whole(row.median), p90: whole(row.p90) }));
};
const asRaw = (bucket: string, of: CallFigures) => {
  const { arrived, answered, abandoned, shortAbandoned, inTime, talkMs, heldMs, wrapUpMs, answer, pranks } = of;
  return {
    ...{ bucket, arrived, answered, abandoned, shortAbandoned, inTime, pranks: pranks.answered, ...answer },
    ...{ talkMs, heldMs, wrapUpMs },
  };
};

it.each([
  ['Asia/Jakarta', 'day'],
  ['Asia/Makassar', 'day'],
  ['Asia/Jayapura', 'week'],
  ['Asia/Jakarta', 'hour'],
  ['Asia/Jakarta', '30m'],
  ['Asia/Jakarta', 'month'],
] as const)('calls in %s by the %s are those of the log, counted without any fact', async (zone, interval) => {
  const cut = interval === '30m' ? "date_bin('30 minutes', wall, '2001-01-01')" : `date_trunc('${interval}', wall)`;
  const expected = await server.sql<Raw>(raw(`to_char(${cut}, 'YYYY-MM-DD HH24:MI')`, zone));
  const { byInterval } = await ofCalls({ zone, interval, threshold: 20 } as never);
  const offset = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 }[zone] * 3_600_000;
  const found = byInterval.flatMap(({ at, figures }) =>
    figures ? [asRaw(new Date(at + offset).toISOString().slice(0, 16).replace('T', ' '), figures)] : [],
  );
  expect(found).toEqual(inWhole(expected));
  expect(expected.length).toBeGreaterThan(interval === 'month' ? 0 : 4);
});

it('the whole is what its parts come to, whatever they are told apart by', async () => {
  const [all] = inWhole(await server.sql<Raw>(raw("''", 'Asia/Jakarta')));
  const sums = ['arrived', 'offered', 'answered', 'abandoned', 'shortAbandoned', 'inTime', 'talkMs', 'heldMs'] as const;
  const add = (parts: readonly (CallFigures | null)[]) =>
    Object.fromEntries(sums.map((name) => [name, parts.reduce((sum, part) => sum + (part?.[name] ?? 0), 0)]));
  for (const by of ['service', 'agent', 'procedure', 'queue'] as const) {
    const { whole, byKey, byInterval } = await ofCalls({ by, threshold: 20 } as never);
    expect(asRaw('', whole)).toEqual(all);
    const expected = Object.fromEntries(sums.map((name) => [name, whole[name]]));
    expect(add(byKey.map(({ figures }) => figures))).toEqual(expected);
    expect(add(byInterval.map(({ figures }) => figures))).toEqual(expected);
    expect(whole.offered).toBe(whole.answered + whole.abandoned + whole.shortAbandoned);
    expect(whole.pranks.answered).toBeGreaterThan(5);
  }
  const { byKey } = await ofCalls({ by: 'agent' } as never);
  expect(byKey.map(({ label }) => label?.id)).toEqual(['budi Uji', 'sari Uji', undefined]);
  const only = await ofCalls({ agent: people.sari.id } as never);
  expect(only.whole).toEqual(byKey.find(({ key }) => key === people.sari.id)?.figures);
});

it('steps are kept to as the cases say, each once, also those that were corrected', async () => {
  const expected = await server.sql<{ key: string }>(
    `SELECT c.sop_id || '/' || (r->>'step') AS key, count(*) FILTER (WHERE r->>'verdict' = 'met')::int AS met,
       count(*) FILTER (WHERE r->>'verdict' = 'breached')::int AS breached,
       count(*) FILTER (WHERE r->>'verdict' = 'cancelled')::int AS cancelled,
       count(*) FILTER (WHERE (r->>'corrected')::boolean)::int AS corrected,
       max((r->>'spent')::bigint) FILTER (WHERE r->>'verdict' <> 'cancelled')::int AS longest
     FROM case_file c, jsonb_array_elements(c.state->'sop'->'runs') r
     WHERE r->>'verdict' <> 'running' AND to_timestamp((r->>'endedAt')::numeric / 1000) < '2026-12-01T00:00+07'
     GROUP BY 1 ORDER BY 1`,
  );
  const { byKey, whole, byInterval } = await rina.do('stepReport', { query: month });
  const found = byKey
    .map(({ key, figures: { met, breached, cancelled, corrected, spent } }) => {
      return { key, met, breached, cancelled, corrected, longest: spent.longest };
    })
    .sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  expect(found).toEqual([...expected].sort((a, b) => (a.key < b.key ? -1 : 1)));
  expect(whole.corrected).toBeGreaterThan(0);
  const total = (parts: readonly ({ met: number; breached: number } | null)[]) =>
    parts.reduce((sum, part) => sum + (part?.met ?? 0) + (part?.breached ?? 0), 0);
  expect(total(byKey.map(({ figures }) => figures))).toBe(whole.met + whole.breached);
  expect(total(byInterval.map(({ figures }) => figures))).toBe(whole.met + whole.breached);
  const answer = byKey.find(({ key }) => key === 'surabaya/answer');
  expect(answer?.figures).toMatchObject({ budget: 5_000, clock: 'call' });
  expect(answer?.label?.id).toMatch(/^4\. /);
});

it('cases are opened when they came and ended when they ended', async () => {
  const [expected] = await server.sql(
    `SELECT count(*) FILTER (WHERE opened_at < '2026-12-01T00:00+07')::int AS opened,
       count(*) FILTER (WHERE status = 'closed')::int AS closed, count(*) FILTER (WHERE status = 'abandoned')::int AS abandoned,
       count(*) FILTER (WHERE disposition = 'prank' AND closed_at IS NOT NULL)::int AS pranks FROM case_file
     WHERE closed_at IS NULL OR closed_at < '2026-12-01T00:00+07'`,
  );
  for (const by of ['service', 'channel', 'agent', 'procedure', 'category', 'kind'] as const) {
    const { whole, byKey } = await rina.do('caseReport', { query: { ...month, by } });
    expect(whole).toMatchObject(expected as object);
    expect(byKey.reduce((sum, { figures }) => sum + figures.opened + figures.closed, 0)).toBe(
      whole.opened + whole.closed,
    );
  }
});

it('agents stood as their stretches say, cut at the bounds of the period', async () => {
  const { byKey, whole } = await rina.do('agentReport', { query: { from: '2026-11-03', to: '2026-11-09' } });
  const expected = await server.sql<{ key: string; talking: string; wrap: string }>(
    `WITH b AS (SELECT '2026-11-03T00:00+07'::timestamptz AS f, '2026-11-10T00:00+07'::timestamptz AS u),
       s AS (SELECT a.person_id, a.state, a.began_at, (SELECT n.began_at FROM agent_stretch n
         WHERE n.person_id = a.person_id AND n.seq > a.seq ORDER BY n.seq LIMIT 1) AS until FROM agent_stretch a)
     SELECT person_id AS key, round(sum(extract(epoch FROM least(until, u) - greatest(began_at, f)) * 1000)
         FILTER (WHERE state = 'talking'))::text AS talking,
       round(sum(extract(epoch FROM least(until, u) - greatest(began_at, f)) * 1000)
         FILTER (WHERE state = 'wrap-up'))::text AS wrap
     FROM s, b WHERE began_at < u AND until > f GROUP BY 1`,
  );
  expect(expected).toHaveLength(2);
  for (const { key, talking, wrap } of expected) {
    const figures = byKey.find((one) => one.key === key)?.figures;
    expect([figures?.talkingMs, figures?.wrapUpMs]).toEqual([Number(talking), Number(wrap)]);
  }
  expect(whole.talkingMs).toBe(byKey.reduce((sum, { figures }) => sum + figures.talkingMs, 0));
  expect(whole.missed).toBeGreaterThan(0);
});

it('the period before is as long and ends where this one begins', async () => {
  const { before } = await ofCalls({ from: '2026-11-16', to: '2026-11-30' } as never);
  const first = await ofCalls({ from: '2026-11-01', to: '2026-11-15' } as never);
  expect(before).toEqual(first.whole);
});

describe('what cannot be told', () => {
  it.each([
    [{ from: '2026-11-30', to: '2026-11-01' }, 'to', 'before_from'],
    [{ from: '2016-11-30', to: '2026-11-01' }, 'to', 'period_too_long'],
    [{ from: '2026-01-01', to: '2026-03-01', interval: '15m' }, 'to', 'period_too_long'],
    [{ ...month, zone: 'Asia/Atlantis' }, 'zone', 'zone_unknown'],
    [{ from: '2026-02-30', to: '2026-03-01' }, 'from', 'date_invalid'],
    [{ ...month, threshold: '-1' }, 'threshold', 'out_of_range'],
    [{ ...month, by: 'weather' }, 'by', 'unknown'],
    [{ ...month, agent: "x' OR 1=1" }, 'agent', 'unknown'],
  ])('%j is refused in words', async (query, field, code) => {
    const { status, problem } = await rina.call('callReport', { query: query as never });
    expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
  });

  it('a period in which nothing happened is told as such, every interval of it', async () => {
    const { whole, byKey, byInterval } = await ofCalls({ from: '2025-02-01', to: '2025-02-28' } as never);
    expect([whole.arrived, whole.answer.median, byKey]).toEqual([0, null, []]);
    expect(byInterval.map(({ figures }) => figures)).toEqual(Array.from({ length: 28 }, () => null));
  });

  it.each(['sari', 'dewi', 'budi'] as const)('%s, who works on cases, sees no figures', async (name) => {
    const client = await server.logIn(name);
    for (const report of ['callReport', 'caseReport', 'stepReport', 'agentReport'] as const)
      expect((await client.call(report, { query: month as never })).status).toBe(403);
  });
});

it('a table is taken out line by line, and what looks like a formula does nothing in a spreadsheet', async () => {
  await server.sql(`UPDATE person SET display_name = '=HYPERLINK("x")' WHERE id = $1`, [people.budi.id]);
  const { body, headers, status } = await rina.call('exportReport', {
    params: { report: 'calls', format: 'csv' },
    query: { ...month, by: 'agent', language: 'en' } as never,
  });
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/csv');
  const lines = String(body).replace('\ufeff', '').trim().split('\r\n');
  expect(lines).toHaveLength(1 + 2 + 3 + 30);
  expect(lines[0]).toContain('"answer.median"');
  expect(lines[1]).toContain(`"Whole",${calls},`);
  expect(lines.join('\n')).toContain(`"'=HYPERLINK(""x"")"`);
});
