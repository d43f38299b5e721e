import { createPlanning } from '../../../server/app/figures/planning.ts';
import type { QueryInput, Response } from '../../../server/contract/api.ts';
import { erlangA } from '../../../server/domain/planning/erlang-a.ts';
import { erlangC } from '../../../server/domain/planning/erlang-c.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createFigureStore } from '../../../server/store/figures/store.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let rina: Client;
const halfHour = 1_800_000;
const week = 7 * 86_400_000;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), 900);
  await factsFromLog(server, database.url);
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Plan = Response<'planning'>;
const lastWeek = { from: '2026-11-22', to: '2026-11-28' } as const;
const plan = (query: Partial<QueryInput<'planning'>> = {}): Promise<Plan> =>
  rina.do('planning', { query: { ...lastWeek, threshold: 20, ...query } });

/** From the log alone, without any fact: what came in each half hour of November, by where it begins. */
async function rawCalls(): Promise<Map<number, { offered: number; gaveUp: number; inTime: number }>> {
  const rows = await server.sql<{ at: Date; offered: number; gaveUp: number; inTime: number }>(
    `WITH first AS (SELECT c.call_id, min(e.at) AS at FROM case_event e JOIN case_file c ON c.id = e.case_id
       WHERE e.type = 'call.answered' GROUP BY 1)
     SELECT date_bin('30 minutes', k.arrived_at, '2001-01-01T00:00Z') AS at, count(*)::int AS offered,
       count(*) FILTER (WHERE k.outcome <> 'answered')::int AS "gaveUp",
       count(*) FILTER (WHERE extract(epoch FROM first.at) * 1000 - (k.state->>'queuedAt')::numeric <= 20000)::int AS "inTime"
     FROM call k LEFT JOIN first ON first.call_id = k.id WHERE k.arrived_at < '2026-12-01T00:00+07' GROUP BY 1`,
  );
  return new Map(rows.map(({ at, ...row }) => [at.getTime(), row]));
}

it('foresees each half hour as the mean of the same weekday before, and tells what happened in it', async () => {
  const raw = await rawCalls();
  const { intervals, since } = await plan();
  expect(since).toBe('2026-11-01');
  expect(intervals.length).toBeGreaterThan(200);
  const offeredAt = (at: number) => raw.get(at)?.offered ?? 0;
  for (const { at, forecast, weeks, happened } of intervals) {
    // Four weeks are asked for, and only three are known.
    expect(weeks).toBe(3);
    expect(forecast).toBeCloseTo((offeredAt(at - week) + offeredAt(at - 2 * week) + offeredAt(at - 3 * week)) / 3, 10);
    expect(happened?.offered).toBe(offeredAt(at));
    expect(happened?.abandoned).toBe(raw.get(at)?.gaveUp ?? 0);
    expect(happened?.inTime).toBe(raw.get(at)?.inTime ?? 0);
  }
  const seen = intervals.reduce((sum, { happened }) => sum + (happened?.offered ?? 0), 0);
  const [from, until] = [Date.parse('2026-11-22T00:00+07:00'), Date.parse('2026-11-29T00:00+07:00')];
  expect(seen).toBe([...raw].reduce((sum, [at, { offered }]) => sum + (at >= from && at < until ? offered : 0), 0));
});

it('counts as agents those who were there, as long as they were, by their stretches alone', async () => {
  const stretches = await server.sql<{ person: string; at: Date }>(
    'SELECT person_id AS person, began_at AS at FROM agent_stretch ORDER BY began_at, seq',
  );
  // In the generated month nobody leaves: who has stood once is there from then on.
  const begins = [people.sari.id, people.budi.id].map(
    (id) => stretches.find(({ person }) => person === id)?.at.getTime() ?? 0,
  );
  const { intervals } = await plan({ from: '2026-11-01', to: '2026-11-02' });
  const latest = Math.max(...begins);
  const during = intervals.find(({ at }) => at <= latest && latest < at + halfHour);
  const share = begins.reduce((sum, began) => sum + Math.min(1, ((during?.at ?? 0) + halfHour - began) / halfHour), 0);
  expect(during?.happened?.agents).toBeCloseTo(share, 3);
  const after = intervals.filter(({ at }) => at > latest);
  expect(after.length).toBeGreaterThan(50);
  for (const { happened } of after) expect(happened?.agents).toBeCloseTo(2, 3);
});

it('asks both models of the calls that came and the agents who were there, by the time of the period itself', async () => {
  const { intervals, period, before } = await plan();
  const [waits] = await server.sql<{ waited: number; gaveUp: number }>(
    `WITH first AS (SELECT c.call_id, min(e.at) AS at FROM case_event e JOIN case_file c ON c.id = e.case_id
       WHERE e.type = 'call.answered' GROUP BY 1)
     SELECT sum(extract(epoch FROM coalesce(first.at, k.ended_at)) * 1000 - (k.state->>'queuedAt')::numeric)::float8 AS waited,
       count(*) FILTER (WHERE k.outcome <> 'answered')::int AS "gaveUp"
     FROM call k LEFT JOIN first ON first.call_id = k.id
     WHERE k.arrived_at >= '2026-11-22T00:00+07' AND k.arrived_at < '2026-11-29T00:00+07'`,
  );
  expect(period.patienceMs).toBe(Math.round((waits?.waited ?? 0) / (waits?.gaveUp ?? 1)));
  expect(period.abandoned).toBe(waits?.gaveUp);
  const { whole } = await rina.do('callReport', { query: { ...lastWeek, threshold: 20 } });
  expect(period.handleMs).toBe(Math.round((whole.talkMs + whole.heldMs + whole.wrapUpMs) / whole.answered));
  expect(period.offered).toBe(whole.offered);
  expect(before.offered).toBeGreaterThan(period.offered);

  const busy = intervals.filter(({ model }) => model !== null);
  expect(busy.length).toBeGreaterThan(100);
  for (const { model, happened } of busy) {
    const traffic = { callsPerSecond: (happened?.offered ?? 0) / 1_800, handleSeconds: (period.handleMs ?? 0) / 1_000 };
    expect(model?.c.inTime).toBeCloseTo(erlangC(2, traffic, 20).inTime, 4);
    expect(model?.a?.abandoned).toBeCloseTo(erlangA(2, traffic, (period.patienceMs ?? 0) / 1_000, 20).abandoned, 4);
  }
});

it('prints by how much the forecast and the models were wrong', async () => {
  const { intervals, error, replay } = await plan();
  const off = intervals.reduce(
    (sum, { forecast, happened }) => sum + Math.abs((forecast ?? 0) - (happened?.offered ?? 0)),
    0,
  );
  const calls = intervals.reduce((sum, { happened }) => sum + (happened?.offered ?? 0), 0);
  expect(error.weighted).toBeCloseTo(off / calls, 10);
  expect(error.weighted).toBeGreaterThan(0);
  expect(error.intervals).toBe(intervals.length);
  const inTime = intervals.reduce((sum, { happened }) => sum + (happened?.inTime ?? 0), 0);
  for (const told of [replay.c, replay.a]) expect(told?.happened).toBeCloseTo(inTime / calls, 10);
  expect(replay.abandoned?.off).toBeGreaterThan(0);
});

it('of days that lie ahead tells what is foreseen and needed, and of nothing that it happened', async () => {
  const source = await createDataSource(database.url, 2).initialize();
  const now = Date.parse('2026-11-25T10:10:00+07:00');
  const foresee = createPlanning({ store: createFigureStore(source), clock: { now: () => now } });
  const zone = 'Asia/Jakarta' as const;
  const asked = { from: '2026-11-25', to: '2026-12-05', zone, goal: { share: 0.8, seconds: 20 }, weeks: 2 };
  const { intervals, error } = await foresee(asked);
  await source.destroy();
  for (const { at, happened, weeks, needed } of intervals) {
    // The half hour that goes on has not happened yet; a week before some of these days is not over either.
    expect(happened === null).toBe(at + halfHour > now);
    const known = [1, 2].filter((n) => at - n * week + halfHour <= now).length;
    expect(weeks).toBe(known);
    if (known > 0) expect(needed?.c).not.toBeNull();
  }
  expect(error.intervals).toBe(intervals.filter(({ happened }) => happened !== null).length);
  expect(intervals.at(-1)?.at).toBeGreaterThan(now + 7 * 86_400_000);
});

it('of one service counts who was rung for it, without the time of other services’ calls', async () => {
  const hotline = server.core.sops.services.find(({ channel }) => channel === 'phone');
  const whole = await plan();
  expect(whole.services.map(({ id }) => id)).toContain(hotline?.id);
  const one = await plan({ service: hotline?.id });
  expect(one.period).toEqual(whole.period);
  await server.sql(
    "UPDATE call_fact SET service_id = 'elsewhere' WHERE arrived_at >= '2026-11-24T00:00+07' AND arrived_at < '2026-11-25T00:00+07'",
  );
  const less = await plan({ service: hotline?.id });
  const on = ({ intervals }: Plan, day: string) =>
    intervals.filter(({ at }) => new Date(at + 7 * 3_600_000).toISOString().startsWith(day));
  const agents = (of: Plan, day: string) => on(of, day).reduce((sum, { happened }) => sum + (happened?.agents ?? 0), 0);
  expect(on(less, '2026-11-24').every(({ happened }) => happened?.offered === 0)).toBe(true);
  expect(agents(less, '2026-11-24')).toBeLessThan(agents(one, '2026-11-24') - 0.1);
  expect(agents(less, '2026-11-26')).toBeCloseTo(agents(one, '2026-11-26'), 6);
  expect((await plan()).period).toEqual(whole.period);
});

it.each<[Partial<QueryInput<'planning'>>, string, string]>([
  [{ from: '2026-11-22', to: '2026-11-21' }, 'to', 'before_from'],
  [{ from: '2017-01-01', to: '2026-12-31' }, 'to', 'period_too_long'],
  [{ goal: 100 }, 'goal', 'out_of_range'],
  [{ goal: 0 }, 'goal', 'out_of_range'],
  [{ threshold: -1 }, 'threshold', 'out_of_range'],
  [{ weeks: 99 }, 'weeks', 'out_of_range'],
  [{ from: '2026-02-30' }, 'from', 'date_invalid'],
  [{ zone: 'Mars/Olympus' }, 'zone', 'zone_unknown'],
])('what makes no sense is refused by its field: %j', async (query, field, code) => {
  const { status, problem } = await rina.call('planning', { query: { ...lastWeek, ...query } });
  expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
});

it('a period, or a service, of which nothing is known has nothing to tell and nothing to compare', async () => {
  for (const query of [{ from: '2024-01-01', to: '2024-01-31' }, { service: 'nowhere' }]) {
    const told = await plan(query);
    expect(told.intervals).toEqual([]);
    expect(told.error).toEqual({ intervals: 0, weighted: null, mean: null, bias: null });
    expect(told.replay).toEqual({ c: null, a: null, abandoned: null });
    expect(told.period).toMatchObject({ offered: 0, handleMs: null, patienceMs: null });
  }
});
