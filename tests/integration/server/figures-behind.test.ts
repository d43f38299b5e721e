import type { QueryInput, Response } from '../../../server/contract/api.ts';
import {
  agentColumns,
  type Column,
  callColumns,
  caseColumns,
  heatMeasures,
  messageColumns,
  openColumns,
  stepColumns,
} from '../../../server/contract/figure-columns.ts';
import { type Client, unhurried } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let rina: Client;
const month = { from: '2026-11-01', to: '2026-11-30' } as const;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), 160);
  // Some citizens come again, some tickets are forwarded, some go on, and in some people write to each other.
  await server.sql(
    `WITH n AS (SELECT id, row_number() OVER (ORDER BY ticket_number) AS n FROM case_file)
     UPDATE case_file c SET phone_index = 'number-' || n % 23, official_id = CASE WHEN n % 3 = 0 THEN $1::uuid END,
       closed_at = CASE WHEN n % 7 > 0 THEN closed_at END,
       state = state || CASE WHEN n % 7 = 0 THEN '{"closedAt": null}'::jsonb ELSE '{}' END
         || CASE WHEN n % 2 = 0 THEN jsonb_build_object('notes', state->'notes' || '{"instruction": "views"}'::jsonb) ELSE '{}' END
     FROM n WHERE n.id = c.id`,
    [people.agus.id],
  );
  await server.sql(
    `INSERT INTO message (id, case_id, service_id, gateway, channel, direction, own_address, address_index, address_sealed,
       address_masked, body_sealed, purpose, segments, status, status_at, at, person_id)
     SELECT 'm' || n, c.id, c.service_id, 'test', (ARRAY['sms', 'email'])[1 + n % 2], w.way, 'office', 'i', 's', '•••', 'b',
       CASE w.way WHEN 'out' THEN (ARRAY['message', 'answer', 'acknowledgement'])[1 + n % 3] END, 1 + n % 3,
       CASE w.way WHEN 'out' THEN (ARRAY['sent', 'delivered', 'failed', 'queued'])[1 + n % 4] END,
       jsonb_build_object('sent', extract(epoch FROM w.at + interval '20 seconds') * 1000), w.at,
       CASE w.way WHEN 'out' THEN $1::uuid END
     FROM (SELECT *, row_number() OVER (ORDER BY ticket_number)::int AS row FROM case_file) c
     CROSS JOIN generate_series(0, 3) k
     CROSS JOIN LATERAL (SELECT c.row * 4 + k AS n) i
     CROSS JOIN LATERAL (SELECT (ARRAY['in', 'out'])[1 + (n * 7 + k) % 2] AS way, c.opened_at + k * interval '5 hours' AS at) w
     ORDER BY n`,
    [people.sari.id],
  );
  await factsFromLog(server, database.url);
  rina = unhurried(await server.logIn('rina'));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

type Name = 'calls' | 'heat' | 'cases' | 'open' | 'messages' | 'steps' | 'agents';
type Query = Partial<QueryInput<'behindFigure'>>;
const behind = (report: Name, query: Query & { figure: string }): Promise<Response<'behindFigure'>> =>
  rina.do('behindFigure', { params: { report }, query: { ...month, ...query } as never });

/** Everything behind a figure, page by page. */
async function allBehind(report: Name, query: Query & { figure: string }) {
  const { total, pageSize, rows } = await behind(report, query);
  const all = [...rows];
  for (let page = 2; all.length < total; page++) all.push(...(await behind(report, { ...query, page })).rows);
  expect([all.length, pageSize]).toEqual([total, 50]);
  return all;
}

/** By which figures a share is told: what is behind it is the part of that. */
type Of = Readonly<Partial<Record<'offered' | 'answered' | 'abandoned' | 'netOffered' | 'met' | 'breached', number>>>;
const shareOf: Readonly<Record<string, (of: Of) => number>> = {
  ofOffered: (of) => of.offered ?? NaN,
  ofAnsweredAndAbandoned: (of) => (of.answered ?? NaN) + (of.abandoned ?? NaN),
  ofAnswered: (of) => of.answered ?? NaN,
  netInTime: (of) => of.netOffered ?? NaN,
  firstContact: (of) => of.answered ?? NaN,
  kept: (of) => (of.met ?? NaN) + (of.breached ?? NaN),
};
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
/** As PostgreSQL and most of the field have it: between the two nearest. */
const rank = (values: readonly number[], part: number) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (high - low) * (at - Math.floor(at));
};
const told = (name: string, report: Name, values: readonly number[]): number => {
  if (name.endsWith('Median')) return rank(values, 0.5);
  if (name.endsWith('P90')) return rank(values, 0.9);
  if (name === 'longest' || name === 'oldest') return Math.max(...values);
  const adds = report === 'agents' && !['talk', 'held'].includes(name);
  return adds ? sumOf(values) : sumOf(values) / values.length;
};

interface Told {
  readonly whole: object;
  readonly before?: object;
  readonly byKey?: readonly { readonly key: string | null; readonly figures: object }[];
  readonly byInterval?: readonly { readonly at: number; readonly figures: object | null }[];
  readonly cells?: readonly { readonly weekday: number; readonly hour: number; readonly figures: object | null }[];
}
/** Every row of a report, and what asks for what is behind it; of intervals and cells every so manieth. */
function rowsOf({ whole, before, byKey = [], byInterval = [], cells = [] }: Told): [object, Query][] {
  const some = <T extends { readonly figures: object | null }>(of: readonly T[]) =>
    of.filter(({ figures }) => figures !== null).filter((_, at) => at % 6 === 0);
  return [
    [whole, {}],
    ...(before ? [[before, { part: 'before' }] as [object, Query]] : []),
    ...byKey.map(({ key, figures }): [object, Query] => [figures, { part: 'key', ...(key !== null && { key }) }]),
    ...some(byInterval).map(({ at, figures }): [object, Query] => [figures ?? {}, { part: 'interval', at }]),
    ...some(cells).map(({ weekday, hour, figures }): [object, Query] => [
      figures ?? {},
      { part: 'cell', weekday, hour },
    ]),
  ];
}

/** @returns how many figures were opened, and how many of them were other than nothing */
async function law(report: Name, columns: readonly Column<never>[], asked: Query, table: Told) {
  const seen = { opened: 0, something: 0 };
  for (const [figures, part] of rowsOf(table)) {
    const of: Of = {
      ...figures,
      ...Object.fromEntries(columns.map((one) => [one.name, Number(one.of(figures as never))])),
    };
    for (const { name, as, of: read } of columns) {
      // What a step has at most is promised, and made of nothing.
      if (name === 'budget') continue;
      const value = read(figures as never);
      const where = `${report} ${name} ${JSON.stringify({ ...asked, ...part })}`;
      const { total, rows } = await behind(report, { ...asked, ...part, figure: name });
      seen.opened += 1;
      seen.something += Number(total > 0);
      if (as === 'count') {
        const counted =
          name === 'parts'
            ? sumOf((await allBehind(report, { ...asked, ...part, figure: name })).map((row) => row.value ?? NaN))
            : total;
        expect([where, counted]).toEqual([where, value]);
      } else if (as === 'share' && shareOf[name]) {
        const whole = shareOf[name](of);
        expect([where, whole === 0 ? null : total / whole]).toEqual([where, value]);
      } else if (as === 'ms' && value !== null) {
        const all = total <= rows.length ? rows : await allBehind(report, { ...asked, ...part, figure: name });
        const values = all.map((row) => row.value ?? NaN);
        const off = Math.abs((values.length === 0 ? 0 : told(name, report, values)) - value);
        // Ages grow while they are looked at, and so does a stretch that goes on.
        expect([where, off < (report === 'open' ? 60_000 : 2)]).toEqual([where, true]);
      }
    }
  }
  return seen;
}

describe('a figure is what is behind it, whatever it is of', () => {
  it.each([
    [{ by: 'agent', interval: 'day', threshold: 20 }],
    [{ by: 'queue', interval: 'week', zone: 'Asia/Jayapura', from: '2026-11-10', to: '2026-11-20' }],
    [{ by: 'service', agent: people.sari.id, interval: 'month' }],
  ] as const)(
    'calls, %j',
    async (query) => {
      const table = await rina.do('callReport', { query: { ...month, ...query } });
      const { opened, something } = await law('calls', callColumns, query, table);
      expect(opened).toBeGreaterThan(60);
      expect(something / opened).toBeGreaterThan(0.3);
    },
    120_000,
  );

  it.each([
    [{ by: 'official' }],
    [{ by: 'field', field: 'instruction', interval: 'week' }],
    [{ by: 'agent', zone: 'Asia/Makassar' }],
  ] as const)(
    'tickets, those that are open, %j',
    async (query) => {
      const cases = await law(
        'cases',
        caseColumns,
        query,
        await rina.do('caseReport', { query: { ...month, ...query } }),
      );
      const open = await law(
        'open',
        openColumns,
        query,
        await rina.do('openCaseReport', { query: { ...month, ...query } }),
      );
      expect([cases.something > 15, open.something > 10]).toEqual([true, true]);
    },
    120_000,
  );

  it('messages, steps, agents, and calls by weekday and hour', async () => {
    const steps = await rina.do('stepReport', { query: month });
    const agents = await rina.do('agentReport', { query: { from: '2026-11-03', to: '2026-11-09' } });
    const heat = await rina.do('heatReport', { query: { ...month, zone: 'Asia/Makassar' } });
    const found = [
      await law(
        'messages',
        messageColumns,
        { by: 'channel' },
        await rina.do('messageReport', { query: { ...month, by: 'channel' } }),
      ),
      await law('steps', stepColumns, {}, { ...steps, byInterval: steps.byInterval.slice(0, 12) }),
      await law('agents', agentColumns, { from: '2026-11-03', to: '2026-11-09' }, { ...agents, byInterval: [] }),
      await law('heat', heatMeasures, { zone: 'Asia/Makassar' }, { ...heat, before: heat.before.whole }),
    ];
    expect(found.map(({ something }) => something > 15)).toEqual([true, true, true, true]);
  }, 120_000);
});

it('lists the very tickets that the log says, and leads to each', async () => {
  const numbers = async (report: Name, query: Query & { figure: string }) =>
    (await allBehind(report, query)).map(({ ticketNumber }) => ticketNumber).sort();
  const raw = async (sql: string) => (await server.sql<{ ticket: string }>(sql)).map(({ ticket }) => ticket).sort();
  expect(await numbers('calls', { figure: 'abandoned' })).toEqual(
    await raw(
      "SELECT c.ticket_number AS ticket FROM call k JOIN case_file c ON c.call_id = k.id WHERE k.outcome = 'abandoned'",
    ),
  );
  expect(await numbers('steps', { figure: 'breached' })).toEqual(
    await raw(`SELECT c.ticket_number AS ticket FROM case_file c, jsonb_array_elements(c.state->'sop'->'runs') r
       WHERE r->>'verdict' = 'breached' AND to_timestamp((r->>'endedAt')::numeric / 1000) < '2026-12-01T00:00+07'`),
  );
  const open = await raw('SELECT ticket_number AS ticket FROM case_file WHERE closed_at IS NULL');
  expect(open.length).toBeGreaterThan(15);
  expect(await numbers('open', { figure: 'open', from: '2026-12-01', to: '2026-12-31' })).toEqual(open);
  const { rows } = await behind('calls', { figure: 'answerP90' });
  const [first] = rows;
  expect(rows.map(({ value }) => value)).toEqual(
    [...rows.map(({ value }) => value)].sort((a, b) => (b ?? 0) - (a ?? 0)),
  );
  expect(first?.person).toMatch(/^(sari|budi) Uji$/);
  const named = await raw(`SELECT ticket_number AS ticket FROM case_file WHERE id = '${first?.caseId}'`);
  expect(named).toEqual([first?.ticketNumber]);
});

describe('what cannot be opened', () => {
  it.each([
    ['calls', { figure: 'weather' }, 'figure', 'unknown'],
    ['calls', { figure: 'constructor' }, 'figure', 'unknown'],
    ['steps', { figure: 'budget' }, 'figure', 'unknown'],
    ['calls', { figure: 'arrived', part: 'interval' }, 'at', 'required'],
    ['calls', { figure: 'arrived', part: 'interval', at: '9e15' }, 'at', 'out_of_range'],
    ['calls', { figure: 'arrived', part: 'cell', weekday: '1' }, 'part', 'unknown'],
    ['heat', { figure: 'arrived', part: 'interval', at: '0' }, 'part', 'unknown'],
    ['heat', { figure: 'arrived', part: 'cell', weekday: '8' }, 'weekday', 'out_of_range'],
    ['open', { figure: 'open', part: 'interval', at: '0' }, 'part', 'unknown'],
    ['calls', { figure: 'arrived', page: '0' }, 'page', 'out_of_range'],
    ['calls', { figure: 'arrived', from: '2026-12-01', to: '2026-11-01' }, 'to', 'before_from'],
  ] as const)('%s %j is refused in words', async (report, query, field, code) => {
    const asked = { params: { report }, query: { ...month, ...query } as never };
    const { status, problem } = await rina.call('behindFigure', asked);
    expect([status, problem?.errors?.map((error) => [error.field, error.code])]).toEqual([422, [[field, code]]]);
  });

  it('how single citizens answered is behind no figure', async () => {
    const { status } = await rina.call('behindFigure', {
      params: { report: 'satisfaction' as 'calls' },
      query: { ...month, figure: 'answers' },
    });
    expect(status).toBe(422);
  });

  it('who reads figures and no tickets opens none, nor does who works on cases', async () => {
    const asked = { params: { report: 'calls' }, query: { ...month, figure: 'arrived' } } as const;
    for (const name of ['sari', 'dewi', 'agus'] as const)
      expect([name, (await (await server.logIn(name)).call('behindFigure', asked)).status]).toEqual([name, 403]);
    await server.sql("UPDATE person SET role = 'analyst' WHERE id = $1", [people.rina.id]);
    const analyst = await server.logIn('rina');
    expect((await analyst.call('callReport', { query: month })).status).toBe(200);
    expect((await analyst.call('behindFigure', asked)).status).toBe(403);
    await server.sql("UPDATE person SET role = 'supervisor' WHERE id = $1", [people.rina.id]);
  });
});
