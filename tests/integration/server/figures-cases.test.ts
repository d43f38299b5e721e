import type { QueryInput } from '../../../server/contract/api.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let rina: Client;
const month = { from: '2026-11-01', to: '2026-11-30' } as const;
const keys = ['service', 'channel', 'agent', 'official', 'procedure', 'category', 'kind'] as const;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), 200);
  // Some citizens come again, some tickets are forwarded, some chosen for, and some go on.
  await server.sql(
    `WITH n AS (SELECT id, row_number() OVER (ORDER BY ticket_number) AS n FROM case_file)
     UPDATE case_file c SET phone_index = CASE WHEN n % 5 > 0 THEN 'number-' || n % 23 END,
       official_id = CASE WHEN n % 3 = 0 THEN $1::uuid END,
       closed_at = CASE WHEN n % 7 > 0 THEN closed_at END,
       state = state
         || CASE WHEN n % 7 = 0 THEN '{"closedAt": null}'::jsonb ELSE '{}' END
         || jsonb_build_object('category', (ARRAY['land', 'gone', NULL])[1 + n % 3],
           'notes', CASE WHEN n % 2 = 0 THEN jsonb_build_object('instruction', (ARRAY['views', 'proceed'])[1 + n % 4 / 2])
             ELSE '{}' END)
     FROM n WHERE n.id = c.id`,
    [people.agus.id],
  );
  await factsFromLog(server, database.url);
  rina = await server.logIn('rina');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

type Query = Partial<QueryInput<'caseReport'>>;
const ofCases = (query: Query = {}) => rina.do('caseReport', { query: { ...month, ...query } as never });
const ofOpen = (query: Query = {}) => rina.do('openCaseReport', { query: { ...month, ...query } as never });
const sumOf = (parts: readonly (number | undefined)[]) => parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);

it('citizens who come again within seven days are those of the tickets, counted pair by pair', async () => {
  const [expected] = await server.sql<{ repeats: number }>(
    `SELECT count(DISTINCT b.id)::int AS repeats FROM case_file a JOIN case_file b ON a.phone_index = b.phone_index
     WHERE a.id <> b.id AND a.opened_at < b.opened_at AND b.opened_at - a.opened_at <= interval '7 days'
       AND b.opened_at < '2026-12-01T00:00+07'`,
  );
  const { whole, byKey, byInterval } = await ofCases();
  expect(expected?.repeats).toBeGreaterThan(20);
  expect(whole.repeats).toBe(expected?.repeats);
  expect(whole.repeats).toBeLessThan(whole.opened);
  expect(sumOf(byKey.map(({ figures }) => figures.repeats))).toBe(whole.repeats);
  expect(sumOf(byInterval.map(({ figures }) => figures?.repeats))).toBe(whole.repeats);
});

it.each([...keys, 'field'] as const)('the whole is what its parts come to, told apart by %s', async (by) => {
  const query = { by, ...(by === 'field' && { field: 'instruction' }) };
  const cases = await ofCases(query);
  for (const name of ['opened', 'repeats', 'closed', 'abandoned', 'otherwise', 'answered', 'pranks'] as const)
    expect([name, sumOf(cases.byKey.map(({ figures }) => figures[name]))]).toEqual([name, cases.whole[name]]);
  expect(cases.whole).toEqual((await ofCases()).whole);
  const open = await ofOpen(query);
  for (const name of ['open', 'underOneDay', 'underThreeDays', 'underSevenDays', 'underThirtyDays', 'older'] as const)
    expect([name, sumOf(open.byKey.map(({ figures }) => figures[name]))]).toEqual([name, open.whole[name]]);
});

it('by whom it was forwarded to, by subject and by a field of the office’s own, each is that of the tickets, by its name', async () => {
  const raw = async (column: string) =>
    Object.fromEntries(
      (
        await server.sql<{ key: string | null; opened: number; closed: number }>(
          `SELECT ${column} AS key, count(*) FILTER (WHERE opened_at < '2026-12-01T00:00+07')::int AS opened,
             count(*) FILTER (WHERE status = 'closed' AND closed_at < '2026-12-01T00:00+07')::int AS closed
           FROM case_file GROUP BY 1`,
        )
      ).map(({ key, opened, closed }) => [key ?? '', [opened, closed]]),
    );
  const told = ({ byKey }: Awaited<ReturnType<typeof ofCases>>) =>
    Object.fromEntries(byKey.map(({ key, figures }) => [key ?? '', [figures.opened, figures.closed]]));
  const labels = ({ byKey }: Awaited<ReturnType<typeof ofCases>>) =>
    Object.fromEntries(byKey.map(({ key, label }) => [key ?? '', label?.en]));
  const officials = await ofCases({ by: 'official' });
  expect(told(officials)).toEqual(await raw('official_id::text'));
  expect(labels(officials)).toEqual({ [people.agus.id]: 'agus Uji', '': undefined });
  const subjects = await ofCases({ by: 'category' });
  expect(told(subjects)).toEqual(await raw("state->>'category'"));
  // What no list has any more stands there by its code.
  expect(labels(subjects)).toMatchObject({ gone: undefined, '': undefined });
  expect(labels(subjects).land).toBe('Land');
  const own = await ofCases({ by: 'field', field: 'instruction' });
  expect(told(own)).toEqual(await raw("state->'notes'->>'instruction'"));
  expect(labels(own)).toEqual({ views: 'Give views and advice', proceed: 'Proceed', '': undefined });
  expect(own.fields).toContainEqual({
    name: 'instruction',
    label: expect.objectContaining({ en: expect.any(String) }),
  });
  expect(labels(await ofCases({ by: 'channel' }))).toEqual({ phone: 'Telephone' });
});

it.each([
  ['2026-11-30', '2026-12-01T00:00+07'],
  ['2026-11-15', '2026-11-16T00:00+07'],
] as const)('what was open at the end of %s was so by the tickets, and as old', async (to, end) => {
  const [expected] = await server.sql<{ open: number; day: number; week: number; oldest: number; median: number }>(
    `SELECT count(*)::int AS open, count(*) FILTER (WHERE age < interval '1 day')::int AS day,
       count(*) FILTER (WHERE age >= interval '7 days' AND age < interval '30 days')::int AS month,
       round(extract(epoch FROM max(age)) * 1000)::int8::float8 AS oldest,
       round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM age)) * 1000)::numeric)::float8 AS median
     FROM (SELECT '${end}'::timestamptz - opened_at AS age FROM case_file
       WHERE opened_at < '${end}' AND (closed_at IS NULL OR closed_at >= '${end}')) o`,
  );
  const { whole, byInterval } = await ofOpen({ to });
  const { open, underOneDay, underThirtyDays, age } = whole;
  expect({ open, day: underOneDay, month: underThirtyDays, oldest: age.longest, median: age.median }).toEqual(expected);
  expect(open).toBeGreaterThan(10);
  expect(byInterval.every(({ figures }) => figures === null)).toBe(true);
});

it('what was open before is what was open where the period began', async () => {
  const { before } = await ofOpen({ from: '2026-11-16', to: '2026-11-30' });
  expect(before).toEqual((await ofOpen({ from: '2026-11-01', to: '2026-11-15' })).whole);
});

it.each(['complaint', 'callerName', "x' OR 1=1", undefined])(
  'tickets are told apart by no field such as %j: it is refused, and nothing of it told',
  async (field) => {
    for (const report of ['caseReport', 'openCaseReport'] as const) {
      const query = { ...month, by: 'field', ...(field !== undefined && { field }) };
      const { status, problem } = await rina.call(report, { query: query as never });
      expect([status, problem?.errors?.map((one) => [one.field, one.code])]).toEqual([422, [['field', 'unknown']]]);
    }
  },
);

it('open tickets are taken out as they are told, and by nobody who works on cases', async () => {
  const query = { ...month, by: 'kind', language: 'en' } as never;
  const { body } = await rina.call('exportReport', { params: { report: 'open', format: 'csv' }, query });
  const { whole } = await ofOpen();
  expect(String(body)).toContain(`"Whole",${whole.open},${whole.underOneDay},`);
  const sari = await server.logIn('sari');
  expect((await sari.call('openCaseReport', { query: month as never })).status).toBe(403);
});
