import { strFromU8, unzipSync } from 'fflate';
import type { QueryInput } from '../../../server/contract/api.ts';
import { figureWords } from '../../../server/contract/figure-words.ts';
import { figureReports } from '../../../server/contract/figures.ts';
import { type CallOptions, type Client, requestOf } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let rina: Client;
const calls = 120;
const month = { from: '2026-11-01', to: '2026-11-30' } as const;
const reports = figureReports;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), calls);
  await factsFromLog(server, database.url);
  await server.sql(
    `INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, agent_id, at)
     SELECT 'case:' || c.id, 'kemudahan', '1', 3, 'page', c.service_id, c.id, c.agent_id, c.opened_at FROM case_file c`,
  );
  await server.sql(`UPDATE person SET display_name = '=HYPERLINK("x")' WHERE id = $1`, [people.budi.id]);
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Taken = QueryInput<'exportReport'>;
const take = (report: (typeof reports)[number], format: 'csv' | 'xlsx' | 'pdf', query: Partial<Taken> = {}) =>
  bytesOf({ params: { report, format }, query: { ...month, ...query } as never });

/** As a browser keeps it: bytes, and no text. */
async function bytesOf(asked: CallOptions<'exportReport'>) {
  const answer = await fetch(new URL(requestOf('exportReport', asked).path, server.url), {
    headers: { cookie: rina.cookie },
  });
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** The rows of a sheet: words as they stand, numbers as numbers. */
async function sheetOf(...asked: [(typeof reports)[number], Partial<Taken>?]): Promise<(string | number | null)[][]> {
  const { status, bytes } = await take(asked[0], 'xlsx', asked[1]);
  expect(status).toBe(200);
  const files = unzipSync(bytes);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
  const plain = (xml: string) => xml.replace(/&(\w+);/g, (_, name: keyof typeof entities) => entities[name]);
  const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>.*?<t[^>]*>(.*?)<\/t>.*?<\/si>/gs)].map(([, t]) =>
    plain(t ?? ''),
  );
  const sheet = text('xl/worksheets/sheet1.xml');
  expect(sheet).not.toContain('<f>');
  return [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells: (string | number | null)[] = [];
    for (const [, column, more, value] of (row ?? '').matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const at = [...(column ?? '')].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;
      while (cells.length < at) cells.push(null);
      const number = /<v>(.*?)<\/v>/.exec(value ?? '')?.[1];
      cells.push(
        number === undefined ? null : /t="s"/.test(more ?? '') ? (shared[Number(number)] ?? '') : Number(number),
      );
    }
    return cells;
  });
}

it.each(reports)('%s go out as a spreadsheet in either language, each row as long as its head', async (report) => {
  for (const language of ['id', 'en'] as const) {
    const [head, ...rows] = await sheetOf(report, { language });
    const words = figureWords[language];
    expect(head?.slice(0, 2)).toEqual([words.part, words.row]);
    const known = new Set<string>([...Object.values(words.columns), ...words.weekdays, words.whole, words.before]);
    // Weekdays stand with how many of them the period has.
    const plain = (label: unknown) => (report === 'heat' ? String(label).replace(/ \(\d.*\)$/, '') : String(label));
    expect(head?.slice(2).filter((label) => !known.has(plain(label)))).toEqual([]);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => row.length <= (head?.length ?? 0))).toBe(true);
  }
});

it('numbers are numbers, and those of the log: counts, parts of one, parts of a day', async () => {
  const [expected] = await server.sql<{ arrived: number; talk: number; level: number }>(
    `WITH e AS (SELECT c.call_id, e.type, e.at, lead(e.at) OVER (PARTITION BY c.call_id ORDER BY e.at, e.seq) AS until
       FROM case_event e JOIN case_file c ON c.id = e.case_id
       WHERE e.type IN ('call.answered', 'call.held', 'call.resumed', 'call.released', 'call.ended')),
     first AS (SELECT c.call_id, min(e.at) AS at FROM case_event e JOIN case_file c ON c.id = e.case_id
       WHERE e.type = 'call.answered' GROUP BY 1)
     SELECT (SELECT count(*) FROM call)::int AS arrived,
       (SELECT sum(extract(epoch FROM until - at)) FROM e WHERE type IN ('call.answered', 'call.resumed'))::float8
         / (SELECT count(*) FROM first) / 86400 AS talk,
       (SELECT count(*) FROM call k JOIN first ON first.call_id = k.id
         WHERE extract(epoch FROM first.at) * 1000 - (k.state->>'queuedAt')::numeric <= 20000)::float8
         / (SELECT count(*) FROM call) AS level`,
  );
  const [head = [], ...rows] = await sheetOf('calls', { threshold: 20, by: 'agent' });
  const words = figureWords.id;
  const of = (row: (string | number | null)[] | undefined, name: keyof typeof words.columns) =>
    row?.[head.indexOf(words.columns[name])];
  const whole = rows.find((row) => row[1] === words.whole);
  expect(of(whole, 'arrived')).toBe(expected?.arrived);
  expect(of(whole, 'ofOffered')).toBeCloseTo(expected?.level ?? 0, 10);
  expect(of(whole, 'talk')).toBeCloseTo(expected?.talk ?? 0, 8);
  const agents = rows.filter((row) => row[0] === words.byKey(words.keys.agent));
  expect(agents.reduce((sum, row) => sum + Number(of(row, 'arrived')), 0)).toBe(calls);
  // A name that a spreadsheet would take for a formula is a text.
  expect(agents.map((row) => row[1])).toContain('=HYPERLINK("x")');
  expect(rows.filter((row) => row[0] === words.byInterval(words.intervals.day))).toHaveLength(30);
});

it.each(reports)(
  '%s go out as a paper that keeps, in either language',
  async (report) => {
    for (const language of ['id', 'en'] as const) {
      const { status, bytes, headers } = await take(report, 'pdf', {
        language,
        ...(report === 'calls' && { service: 'hotline' }),
      });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(headers.get('content-disposition')).toContain(`${report}-2026-11-01-2026-11-30.pdf`);
      const pdf = Buffer.from(bytes).toString('latin1');
      expect(pdf).toMatch(/pdfaid:part>2</);
      expect(pdf).toMatch(new RegExp(`/Lang ?\\(${language}`));
    }
  },
  60_000,
);

it('weekdays and hours go out with the figure that was chosen, whose rows and columns come to the whole', async () => {
  const [expected] = await server.sql<{ abandoned: number }>(
    "SELECT count(*)::int AS abandoned FROM call WHERE outcome = 'abandoned'",
  );
  const [head = [], ...rows] = await sheetOf('heat', { measure: 'abandoned' });
  expect(head.slice(2, 4)).toEqual(['Senin (5 hari)', 'Selasa (4 hari)']);
  const numbers = rows.map((row) => row.slice(2).map(Number));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  expect([numbers.length, numbers[24]?.[7]]).toEqual([26, expected?.abandoned]);
  // Nothing happened in the month before, and it says so.
  expect(rows[25]?.slice(1)).toEqual([figureWords.id.before, 0, 0, 0, 0, 0, 0, 0, 0]);
  for (const row of numbers) expect(sum(row.slice(0, 7))).toBe(row[7]);
  for (let column = 0; column < 8; column++)
    expect(sum(numbers.slice(0, 24).map((row) => row[column] ?? NaN))).toBe(numbers[24]?.[column]);
  expect(new Set(rows.map((row) => row[0]))).toEqual(new Set([figureWords.id.columns.abandoned]));
});

it('satisfaction goes out as lines too, each question with its service and agents, and late steps beside it as on the page', async () => {
  const { bytes } = await take('satisfaction', 'csv');
  const lines = Buffer.from(bytes).toString('utf8').replace('\ufeff', '').trim().split('\r\n');
  expect(lines[0]).toBe(
    '"","","answers","meanValue","value1","value2","value3","value4","lateRated","lateMean","inTimeRated","inTimeMean","cost"',
  );
  expect(lines[1]).toContain(`,${calls},3,0,0,${calls},0,"",`);
  const { steps } = await rina.do('satisfaction', { query: { from: month.from, until: month.to } });
  expect(steps.length).toBeGreaterThan(0);
  const words = figureWords.id;
  const told = steps.map(({ name, late, inTime, cost }) => [
    ...[words.stepCosts, name.id, late.count, late.mean, inTime.count, inTime.mean, cost],
  ]);
  const plain = (cell: string) => (cell === '""' ? null : cell.startsWith('"') ? cell.slice(1, -1) : Number(cell));
  const sheet = (await sheetOf('satisfaction')).filter(([part]) => part === words.stepCosts);
  expect(sheet.map((row) => [row[0], row[1], ...[8, 9, 10, 11, 12].map((at) => row[at] ?? null)])).toEqual(told);
  const ends = lines.filter((line) => line.startsWith(`"${words.stepCosts}"`)).map((line) => line.split(',').slice(-5));
  expect(ends.map((cells) => cells.map(plain))).toEqual(told.map((row) => row.slice(2)));
});

it('what is too much for a paper is refused in words, and goes out as a spreadsheet', async () => {
  await server.sql(
    `INSERT INTO call_fact (call_id, direction, arrived_at, ended_at, outcome, ended_by, offers, transfers, talk_ms, holds,
       held_ms, estimated, heard)
     SELECT 'many-' || n, 'in', t, t, 'abandoned', 'caller', 0, 0, 0, 0, 0, false, true
     FROM generate_series(1, 1500) n, LATERAL (SELECT '2026-10-01T00:00+07'::timestamptz + n * interval '15 minutes' AS t) x`,
  );
  const many = { from: '2026-10-01', to: '2026-10-31', interval: '15m' } as const;
  const { status, bytes } = await take('calls', 'pdf', many);
  expect([status, JSON.parse(Buffer.from(bytes).toString())]).toMatchObject([413, { type: 'paper_too_large' }]);
  expect((await sheetOf('calls', many)).length).toBeGreaterThan(31 * 96);
});

it.each(['xlsx', 'pdf'] as const)(
  'a period that ends before it begins is refused as %s too, and so is who works on cases',
  async (format) => {
    const { status } = await take('calls', format, { from: '2026-12-01', to: '2026-11-01' });
    expect(status).toBe(422);
    const sari = await server.logIn('sari');
    expect(
      (await sari.call('exportReport', { params: { report: 'calls', format }, query: month as never })).status,
    ).toBe(403);
  },
);
