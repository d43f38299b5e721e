import type { QueryInput, Response } from '../../../server/contract/api.ts';
import { heatMeasures } from '../../../server/contract/figure-columns.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let rina: Client;
const calls = 300;
const month = { from: '2026-11-01', to: '2026-11-30' } as const;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), calls);
  await factsFromLog(server, database.url);
  // Calls that the office placed are no part of when citizens call.
  await server.sql(
    `INSERT INTO call_fact (call_id, direction, arrived_at, answered_at, ended_at, outcome, ended_by, offers, transfers, talk_ms,
       holds, held_ms, estimated, heard)
     SELECT 'out-' || n, 'out', t, t, t, 'answered', 'caller', 0, 0, 0, 0, 0, true, true
     FROM generate_series(1, 40) n, LATERAL (SELECT '2026-11-03T03:00+07'::timestamptz + n * interval '1 minute' AS t) x`,
  );
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Query = Partial<QueryInput<'heatReport'>>;
type Heat = Response<'heatReport'>;
const heat = (query: Query = {}) => rina.do('heatReport', { query: { ...month, ...query } });

interface Raw {
  readonly weekday: number | null;
  readonly hour: number | null;
  readonly arrived: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly inTime: number;
  readonly median: number | null;
}

/** From the log alone, without any fact: each cell, each weekday, each hour, and all. */
const rawOf = (zone: string, where = 'true') =>
  server.sql<Raw>(
    `WITH first AS (SELECT c.call_id, min(e.at) AS at FROM case_event e JOIN case_file c ON c.id = e.case_id
         WHERE e.type = 'call.answered' GROUP BY 1),
       k AS (SELECT k.outcome, extract(epoch FROM first.at) * 1000 - (k.state->>'queuedAt')::numeric AS wait,
           to_char(k.arrived_at AT TIME ZONE '${zone}', 'ID')::int AS weekday,
           to_char(k.arrived_at AT TIME ZONE '${zone}', 'HH24')::int AS hour
         FROM call k LEFT JOIN first ON first.call_id = k.id WHERE ${where}
           AND k.arrived_at >= '2026-11-01'::timestamp AT TIME ZONE '${zone}'
           AND k.arrived_at < '2026-12-01'::timestamp AT TIME ZONE '${zone}')
     SELECT weekday, hour, count(*)::int AS arrived, count(*) FILTER (WHERE outcome = 'answered')::int AS answered,
       count(*) FILTER (WHERE outcome = 'abandoned')::int AS abandoned,
       count(*) FILTER (WHERE outcome = 'answered' AND wait <= 20000)::int AS "inTime",
       percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) AS median
     FROM k GROUP BY CUBE (weekday, hour)`,
  );

const asRaw = (weekday: number | null, hour: number | null, figures: Heat['whole'] | null): Raw[] => {
  if (figures === null) return [];
  const { arrived, answered, abandoned, inTime, answer } = figures;
  return [{ weekday, hour, arrived, answered, abandoned, inTime, median: answer.median }];
};
const allOf = ({ whole, byWeekday, byHour, cells }: Heat): Raw[] => [
  ...asRaw(null, null, whole),
  ...byWeekday.flatMap(({ weekday, figures }) => asRaw(weekday, null, figures)),
  ...byHour.flatMap(({ hour, figures }) => asRaw(null, hour, figures)),
  ...cells.flatMap(({ weekday, hour, figures }) => asRaw(weekday, hour, figures)),
];
/** A half of a millisecond is rounded as the interface does it. */
const sorted = (rows: readonly Raw[]) =>
  rows
    .map((row) => ({ ...row, median: row.median === null ? null : Math.round(row.median) }))
    .sort((a, b) => (a.weekday ?? 0) - (b.weekday ?? 0) || (a.hour ?? -1) - (b.hour ?? -1));

it.each(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'])(
  'on the wall of %s every cell and total is that of the log, counted without any fact',
  async (zone) => {
    const expected = await rawOf(zone);
    expect(sorted(allOf(await heat({ zone, threshold: 20 })))).toEqual(sorted(expected));
    expect(expected.length).toBeGreaterThan(7 + 24 + 60);
  },
);

it('a call a minute before midnight is of that evening, and in the zone to the east of the next morning', async () => {
  const at = ({ cells }: Heat, day: number, of: number) =>
    cells.find(({ weekday, hour }) => weekday === day && hour === of)?.figures?.arrived ?? 0;
  const [jakarta, makassar] = [await heat(), await heat({ zone: 'Asia/Makassar', to: '2026-12-01' })];
  // 70 seconds before midnight in Jakarta there are calls of the generated month on many days.
  const evenings = [1, 2, 3, 4, 5, 6].map((day) => at(jakarta, day, 23));
  expect(evenings.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10);
  expect([2, 3, 4, 5, 6, 7].map((day) => at(makassar, day, 0))).toEqual(evenings);
});

it('rows and columns come to the whole, which is that of the calls; nothing that the office placed is in it', async () => {
  const queries: Query[] = [{}, { service: 'hotline' }, { agent: people.sari.id }, { procedure: 'nobody' }];
  for (const query of [...queries, { channel: 'sms' }] as Query[]) {
    const report = await heat({ ...query, threshold: 20 });
    const { whole } = await rina.do('callReport', { query: { ...month, ...query, threshold: 20 } });
    for (const name of ['arrived', 'offered', 'answered', 'abandoned', 'inTime'] as const) {
      expect(report.whole[name]).toBe(whole[name]);
      for (const parts of [report.byWeekday, report.byHour, report.cells])
        expect(parts.reduce((sum, { figures }) => sum + (figures?.[name] ?? 0), 0)).toBe(whole[name]);
    }
    expect(report.whole.answer).toEqual(whole.answer);
    expect(report.whole.estimated).toBeLessThan(40);
    expect([report.byWeekday.length, report.byHour.length, report.cells.length]).toEqual([7, 24, 168]);
  }
  expect((await heat({ agent: people.sari.id })).whole.arrived).toBeGreaterThan(50);
});

it('stands beside the period before, which is told as it is told when it is asked for by itself', async () => {
  const half = { from: '2026-11-16', to: '2026-11-29', zone: 'Asia/Makassar', threshold: 20 };
  const { before, ...now } = await heat(half);
  const { before: _, zone, untold, ...alone } = await heat({ ...half, from: '2026-11-02', to: '2026-11-15' });
  expect(before).toEqual(alone);
  expect([before.whole.arrived > 50, before.whole.arrived === now.whole.arrived]).toEqual([true, false]);
  const { before: calls } = await rina.do('callReport', { query: half });
  expect([before.whole.arrived, before.whole.answer]).toEqual([calls.arrived, calls.answer]);
  const params = { report: 'heat', format: 'csv' } as const;
  const { body } = await rina.call('exportReport', { params, query: half as never });
  const lines = String(body)
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const total = lines.find(([weekday, hour]) => weekday === '""' && hour === '""');
  expect([Number(total?.[2]), Number(total?.[11])]).toEqual([now.whole.arrived, before.whole.arrived]);
  const hours = lines.filter(([weekday, hour]) => weekday === '""' && /^\d+$/.test(hour ?? ''));
  expect(hours.map((line) => Number(line[11]))).toEqual(before.byHour.map(({ figures }) => figures?.arrived ?? 0));
});

it('says how many of each weekday the period has', async () => {
  // The first of November 2026 is a Sunday.
  expect((await heat()).byWeekday.map(({ days }) => days)).toEqual([5, 4, 4, 4, 4, 4, 5]);
  const one = await heat({ from: '2026-11-04', to: '2026-11-04' });
  expect(one.byWeekday.map(({ days }) => days)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  expect(one.byWeekday.filter(({ figures }) => figures !== null).map(({ weekday }) => weekday)).toEqual([3]);
});

describe('what cannot be told', () => {
  it.each([
    [{ from: '2026-11-30', to: '2026-11-01' }, 'to', 'before_from'],
    [{ from: '2016-11-30', to: '2026-11-01' }, 'to', 'period_too_long'],
    [{ ...month, zone: 'Asia/Atlantis' }, 'zone', 'zone_unknown'],
    [{ from: '2026-02-30', to: '2026-03-01' }, 'from', 'date_invalid'],
    [{ ...month, threshold: '-1' }, 'threshold', 'out_of_range'],
    [{ ...month, agent: "x' OR 1=1" }, 'agent', 'unknown'],
  ])('%j is refused in words', async (query, field, code) => {
    const { status, problem } = await rina.call('heatReport', { query: query as never });
    expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
  });

  it('a figure that is none is refused, and a period in which nothing happened is told as such', async () => {
    const params = { report: 'heat', format: 'xlsx' } as const;
    const query = { ...month, measure: 'weather' } as never;
    const { status, problem } = await rina.call('exportReport', { params, query });
    expect([status, problem?.errors?.[0]?.field]).toEqual([422, 'measure']);
    const { whole, cells } = await heat({ from: '2025-02-01', to: '2025-02-28' });
    expect([whole.arrived, whole.answer.median, cells.every(({ figures }) => figures === null)]).toEqual([
      0,
      null,
      true,
    ]);
  });

  it.each(['sari', 'dewi', 'budi'] as const)('%s, who works on cases, sees none of it', async (name) => {
    const client = await server.logIn(name);
    expect((await client.call('heatReport', { query: month })).status).toBe(403);
  });
});

it('goes out as lines, of which each has a weekday and an hour with all figures', async () => {
  const params = { report: 'heat', format: 'csv' } as const;
  const { body } = await rina.call('exportReport', { params, query: { ...month, threshold: 20 } });
  const [head, ...lines] = String(body).replace('\ufeff', '').trim().split('\r\n');
  expect(head).toBe(
    '"weekday","hour","arrived","offered","answered","abandoned","inTime","answer.mean","answer.median","answer.p90","estimated",' +
      '"before.arrived","before.offered","before.answered","before.abandoned","before.inTime","before.answer.mean","before.answer.median","before.answer.p90","before.estimated"',
  );
  expect(lines).toHaveLength(1 + 7 + 24 + 168);
  const numbers = lines.map((line) => line.split(','));
  expect(numbers[0]?.slice(0, 3)).toEqual(['""', '""', String(calls)]);
  const cells = numbers.filter(([weekday, hour]) => weekday !== '""' && hour !== '""');
  expect(cells.reduce((sum, line) => sum + Number(line[2]), 0)).toBe(calls);
});

it('tells in time as a part of what was offered, by the threshold that was asked for', async () => {
  const [level] = heatMeasures.filter(({ name }) => name === 'ofOffered');
  const parts = await Promise.all(
    [0, 20, 3_600].map(async (threshold) => level?.of((await heat({ threshold })).whole)),
  );
  const { whole } = await heat();
  expect(parts[2]).toBeCloseTo(whole.answered / whole.offered, 10);
  expect(Number(parts[0])).toBeLessThan(Number(parts[1]));
  expect(Number(parts[1])).toBeLessThan(Number(parts[2]));
});
