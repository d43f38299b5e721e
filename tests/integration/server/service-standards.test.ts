import { createHash, randomUUID } from 'node:crypto';
import { idempotencyHeader, type RouteName } from '../../../server/contract/api.ts';
import type { StandardReport } from '../../../server/domain/reports/standard-figures.ts';
import { type CallOptions, type Client, requestOf } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { factsFromLog, insertMonth } from '../../support/fact-month.ts';
import { wordsOfPdf } from '../../support/pdf-words.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';

let database: TestDatabase;
let server: TestServer;
let joko: Client;
let rina: Client;
const november = { from: '2026-11-01', to: '2026-11-30' } as const;

beforeAll(async () => {
  database = await createServerDatabase();
  const clock = createTestClock(Date.parse('2026-12-02T08:00:00+07:00'));
  server = await startTestServer({ databaseUrl: database.url, clock });
  await insertMonth(server, Date.parse('2026-11-01T00:00:00+07:00'), 240);
  // Some came by a door that is gone, some ended before their procedure did, some are open still.
  await server.sql(
    `WITH n AS (SELECT id, row_number() OVER (ORDER BY ticket_number) AS n FROM case_file)
     UPDATE case_file c SET service_id = CASE WHEN n % 4 = 0 THEN 'old-door' ELSE service_id END,
       closed_at = CASE WHEN n % 9 > 0 THEN closed_at END,
       state = state || CASE WHEN n % 9 = 0 THEN '{"closedAt": null}'::jsonb
         WHEN n % 11 = 0 AND closed_at IS NOT NULL THEN '{"endedAs": "withdrawn"}'::jsonb
         WHEN n % 13 = 0 AND closed_at IS NOT NULL THEN '{"endedAs": "junk"}'::jsonb ELSE '{}'::jsonb END
     FROM n WHERE n.id = c.id`,
  );
  [joko, rina] = [await server.logIn('joko'), await server.logIn('rina')];
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function bytesOf<N extends RouteName>(who: Client, name: N, asked: CallOptions<N>) {
  const answer = await fetch(new URL(requestOf(name, asked).path, server.url), { headers: { cookie: who.cookie } });
  return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const kept = async () =>
  (await server.sql<{ report: StandardReport }>('SELECT report FROM standard_paper ORDER BY year, seq')).map(
    ({ report }) => report,
  );
const make = (body: { from: string; to: string; zone?: string; procedure?: string }, who = joko, key = randomUUID()) =>
  who.call('makeStandard', { body, headers: { [idempotencyHeader]: key } });

describe('a report on service standards is refused', () => {
  it('while tickets of its time are not counted, and numbers nothing; its draft says so', async () => {
    const { problem } = await make(november);
    expect(problem).toMatchObject({ errors: [{ field: 'to', code: 'facts_missing' }] });
    const { bytes } = await bytesOf(rina, 'draftStandard', { query: november });
    expect(await wordsOfPdf(bytes)).toMatch(/\d+ panggilan atau tiket dalam periode ini belum masuk hitungan/);
    await factsFromLog(server, database.url);
    expect(await kept()).toEqual([]);
  });

  it.each([
    [{ from: '2026-11-30', to: '2026-11-01' }, 'to', 'before_from'],
    [{ from: '2016-11-30', to: '2026-11-01' }, 'to', 'period_too_long'],
    [{ from: '2026-12-01', to: '2026-12-02' }, 'to', 'in_the_future'],
    [{ ...november, zone: 'Europe/Berlin' }, 'zone', 'zone_unknown'],
    [{ ...november, procedure: 'nothing' }, 'procedure', 'unknown'],
  ] as const)('of %j, by its field', async (body, field, code) => {
    expect((await make(body)).problem).toMatchObject({ status: 422, errors: [{ field, code }] });
    expect(await kept()).toEqual([]);
  });

  it('to whoever answers for nothing of it; a supervisor and an analyst read it, and do not make one', async () => {
    const hadi = await server.logIn('hadi');
    for (const who of [rina, hadi]) {
      expect(await who.do('serviceStandards')).toMatchObject({ mayMake: false, papers: [] });
      expect((await make(november, who)).status).toBe(403);
      expect((await bytesOf(who, 'draftStandard', { query: november })).status).toBe(200);
    }
    const sari = await server.logIn('sari');
    expect((await sari.call('serviceStandards')).status).toBe(403);
    expect((await bytesOf(sari, 'draftStandard', { query: november })).status).toBe(403);
    expect((await bytesOf(sari, 'takeStandard', { params: { paperId: randomUUID() } })).status).toBe(403);
    expect((await bytesOf(rina, 'takeStandard', { params: { paperId: randomUUID() } })).status).toBe(404);
    expect(await kept()).toEqual([]);
  });
});

/** Steps and tickets from the cases and their runs alone: no fact is read. */
const bounds = (zone: string) =>
  `<@ tstzrange('2026-11-01'::timestamp AT TIME ZONE '${zone}', '2026-12-01'::timestamp AT TIME ZONE '${zone}')`;
const rawSteps = (zone: string) => `
  SELECT r->>'step' AS step, r->>'clock' AS clock, count(*) FILTER (WHERE r->>'verdict' = 'met')::int AS met,
    count(*) FILTER (WHERE r->>'verdict' = 'breached')::int AS breached,
    count(*) FILTER (WHERE r->>'verdict' = 'cancelled')::int AS cancelled,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY (r->>'spent')::numeric) FILTER (WHERE r->>'verdict' <> 'cancelled') AS median,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY (r->>'spent')::numeric) FILTER (WHERE r->>'verdict' <> 'cancelled') AS p90
  FROM case_file c, jsonb_array_elements(c.state->'sop'->'runs') r
  WHERE r->>'verdict' <> 'running' AND to_timestamp((r->>'endedAt')::numeric / 1000) ${bounds(zone)} GROUP BY 1, 2`;
const rawServices = (zone: string) => `
  WITH till AS (SELECT least('2026-12-01'::timestamp AT TIME ZONE '${zone}', clock_timestamp()) AS at),
  x AS (SELECT coalesce(service_id, '') AS service, opened_at ${bounds(zone)} AS came, closed_at ${bounds(zone)} AS over,
    coalesce(closed_at, 'infinity') >= till.at AND opened_at < till.at AS open,
    state->>'endedAs' IS NOT DISTINCT FROM 'junk' OR coalesce(state->>'disposition' IN ('prank', 'ghost', 'junk'), false) AS prank,
    state->>'status' = 'abandoned' AND state->>'endedAs' IS NULL AS gone, state->>'endedAs' IS NOT NULL AS otherwise,
    state @? '$.sop.runs[*] ? (@.verdict == "breached")' AS late,
    state @? '$.sop.runs[*].endedBy ? (@.type == "solution.saved" || @.type == "solution.given" || @.type == "answer.sent")' AS answered
    FROM case_file, till)
  SELECT service, count(*) FILTER (WHERE came)::int AS opened, count(*) FILTER (WHERE open)::int AS open,
    count(*) FILTER (WHERE over AND prank)::int AS pranks, count(*) FILTER (WHERE over AND NOT prank AND gone)::int AS abandoned,
    count(*) FILTER (WHERE over AND NOT prank AND NOT gone AND NOT otherwise)::int AS closed,
    count(*) FILTER (WHERE over AND NOT prank AND NOT gone AND otherwise)::int AS otherwise,
    count(*) FILTER (WHERE over AND NOT prank AND NOT gone AND late)::int AS late,
    count(*) FILTER (WHERE over AND NOT prank AND NOT gone AND NOT late)::int AS "inTime",
    count(*) FILTER (WHERE over AND NOT prank AND NOT gone AND answered)::int AS answered
  FROM x GROUP BY ROLLUP (service)`;
type Row = Readonly<Record<string, unknown>>;
const jakarta = 'Asia/Jakarta';

it.each([jakarta, 'Asia/Makassar', 'Asia/Jayapura'])(
  'of a month in %s tells every figure as the tickets themselves have it, and parts come to the whole',
  async (zone) => {
    expect((await make({ ...november, zone })).status).toBe(200);
    const { procedures, ...of } = (await kept()).at(-1) as StandardReport;
    expect(of).toMatchObject({ ...november, zone, procedure: null });
    const [first, ...others] = procedures;
    expect(first?.sopId).toBe('surabaya');
    // Of procedures by which nobody came the standard is told, and that nothing happened.
    expect(others.length).toBeGreaterThan(0);
    for (const { services, steps } of others) {
      expect(services.at(-1)).toMatchObject({ opened: 0, closed: 0, otherwise: 0, open: 0 });
      expect(steps.filter(({ runs, cancelled }) => runs + cancelled > 0)).toEqual([]);
    }

    const steps = await server.sql<Row>(rawSteps(zone));
    const ran = (first?.steps ?? []).filter(({ runs, cancelled }) => runs + cancelled > 0);
    const asRaw = ran.map(({ step, clock, promised, runs, met, breached, cancelled, median, p90 }) => {
      const judged = promised === null ? { met: runs, breached: 0 } : { met, breached };
      return { step, clock, ...judged, cancelled, median, p90 };
    });
    const byStep = (a: Row, b: Row) => (`${a.step} ${a.clock}` < `${b.step} ${b.clock}` ? -1 : 1);
    expect([...asRaw].sort(byStep)).toEqual([...steps].sort(byStep));
    expect(ran.some(({ breached }) => (breached ?? 0) > 0)).toBe(true);
    expect(first?.steps.find(({ step }) => step === 'answer')).toMatchObject({ promised: '5 s', name: /^4\. / });

    const services = (await server.sql<Row>(rawServices(zone))).map(({ service, ...counts }) => ({
      ...{ serviceId: service ?? '*', ...counts },
    }));
    const byService = (a: Row, b: Row) => (String(a.serviceId) < String(b.serviceId) ? -1 : 1);
    const told = (first?.services ?? []).map(({ name: _, ...counts }) => counts);
    // A door by which nobody came is told too.
    const came = told.filter((one) => services.some(({ serviceId }) => serviceId === one.serviceId));
    expect([...came].sort(byService)).toEqual([...services].sort(byService));
    const whole = told.at(-1);
    for (const name of ['opened', 'closed', 'otherwise', 'pranks', 'abandoned', 'open', 'late'] as const) {
      expect([name, told.slice(0, -1).reduce((sum, one) => sum + one[name], 0)]).toEqual([name, whole?.[name]]);
      // On a machine that has not come so far none is open yet.
      if (name !== 'open') expect([name, (whole?.[name] ?? 0) > 0]).toEqual([name, true]);
    }
    expect(first?.reasons).toEqual([{ label: 'Dicabut oleh pelapor', count: whole?.otherwise }]);
  },
);

describe('a report on service standards that was made', () => {
  it('is numbered in order, once for each asking also when two ask at once, and stays what its hash says', async () => {
    const before = (await kept()).length;
    const key = randomUUID();
    const wati = await server.logIn('wati');
    const answers = await Promise.all([make(november, joko, key), make(november, joko, key), make(november, wati)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { papers, mayMake } = await wati.do('serviceStandards');
    expect([papers.length, mayMake]).toEqual([before + 2, true]);
    const numbers = papers.map(({ number }) => /^000\.8\.3\.2\/(\d+)\/[^/]+\/2026$/.exec(number)?.[1]);
    expect(numbers).toEqual(papers.map((_, at) => String(papers.length - at)));
    for (const { paperId, sha256: of, number } of papers) {
      const { bytes } = await bytesOf(rina, 'takeStandard', { params: { paperId } });
      expect(sha256(bytes)).toBe(of);
      expect(await wordsOfPdf(bytes)).toContain(number);
    }
    const noted = await server.sql('SELECT 1 FROM audit_entry WHERE action = $1 AND subject = ANY($2)', [
      ...['paper.made', papers.map(({ number }) => number)],
    ]);
    expect(noted.length).toBe(papers.length);
    await expect(server.sql('UPDATE standard_paper SET seq = seq + 100')).rejects.toThrow('never changed');
    await expect(server.sql('DELETE FROM standard_paper')).rejects.toThrow('never changed');
  });

  it('says in words what it counted, by all fourteen components; what Sigap does not know it does not invent', async () => {
    const { papers } = await joko.do('serviceStandards');
    const { bytes } = await bytesOf(joko, 'takeStandard', { params: { paperId: papers[0]?.paperId ?? '' } });
    const words = await wordsOfPdf(bytes);
    const report = (await kept()).at(-1);
    const [first] = report?.procedures ?? [];
    expect(first?.components.length).toBe(14);
    expect(first?.components.filter(({ published }) => published).length).toBe(6);
    for (const { title } of first?.components ?? []) expect(words).toContain(title.split('/')[0]);
    const unknown = words.split('Tidak tercatat di Sigap').length - 1;
    const components = (report?.procedures ?? []).flatMap((one) => one.components);
    expect(unknown).toBe(components.filter(({ text }) => text === null).length);
    expect(unknown).toBeGreaterThan(0);
    const [people] = await server.sql<{ n: number }>(
      `SELECT count(DISTINCT agent_id)::int AS n FROM case_file WHERE opened_at ${bounds(jakarta)} OR closed_at ${bounds(jakarta)}`,
    );
    const [steps, whole] = [first?.steps ?? [], first?.services.at(-1)];
    const sum = (name: 'met' | 'breached') => steps.reduce((all, one) => all + (one[name] ?? 0), 0);
    const ended = (whole?.closed ?? 0) + (whole?.otherwise ?? 0);
    expect(words).toContain(`${people?.n} petugas menangani tiket`);
    expect(words).toContain(`${whole?.opened} diterima dan ${ended} berakhir pada masa laporan, ${whole?.inTime} di`);
    expect(words.replaceAll('.', '')).toContain(`${sum('met')} dari ${sum('met') + sum('breached')} langkah yang`);
    expect(words).toContain('1 November 2026 – 30 November 2026 (WIB)');
    expect(words).toContain('Dicabut oleh pelapor');
    expect(words).not.toContain('KONSEP');
    const draft = await bytesOf(joko, 'draftStandard', { query: november });
    expect(await wordsOfPdf(draft.bytes)).toContain('KONSEP');
    expect((await kept()).length).toBe(papers.length);
  });

  it('is not changed by what is corrected later: the next one tells it, with before, now and the number', async () => {
    const [last] = (await joko.do('serviceStandards')).papers;
    const before = await bytesOf(joko, 'takeStandard', { params: { paperId: last?.paperId ?? '' } });
    const figures = (await kept()).at(-1);
    const [corrected] = await server.sql<{ case_id: string }>(
      `SELECT case_id FROM case_fact f WHERE NOT prank AND ended_as = 'closed' AND closed_at < '2026-11-30T00:00+07'
         AND NOT EXISTS (SELECT FROM step_fact s WHERE s.case_id = f.case_id AND s.verdict = 'breached') LIMIT 1`,
    );
    // As the exchange would tell it after a gap: the answer was late.
    const [run] = await server.sql<{ step: string }>(
      `UPDATE step_fact SET verdict = 'breached', corrected = true WHERE (case_id, run_id) IN (SELECT case_id, run_id
         FROM step_fact WHERE case_id = $1 AND verdict = 'met' AND step = 'answer' LIMIT 1) RETURNING step`,
      [corrected?.case_id],
    );
    expect(run).toBeDefined();

    expect((await make({ from: '2026-12-01', to: '2026-12-01' })).status).toBe(200);
    const [next, same] = (await joko.do('serviceStandards')).papers;
    expect(same).toEqual(last);
    const after = await bytesOf(joko, 'takeStandard', { params: { paperId: last?.paperId ?? '' } });
    expect(sha256(after.bytes)).toBe(sha256(before.bytes));
    expect((await kept()).at(-2)).toEqual(figures);

    const corrections = (await kept()).at(-1)?.corrections ?? [];
    expect(next?.corrections).toBe(corrections.length);
    const steps = figures?.procedures[0]?.steps.find(({ step }) => step === 'answer');
    const whole = figures?.procedures[0]?.services.at(-1);
    const paper = last?.number;
    expect(corrections.filter(({ section }) => section === 'surabaya/steps')).toMatchObject([
      { column: 'met', before: steps?.met, now: (steps?.met ?? 0) - 1, paper },
      { column: 'breached', before: steps?.breached, now: (steps?.breached ?? 0) + 1, paper },
    ]);
    expect(corrections.filter(({ row, section }) => row === '*' && section === 'surabaya/services')).toMatchObject([
      { column: 'inTime', before: whole?.inTime, now: (whole?.inTime ?? 0) - 1, paper },
      { column: 'late', before: whole?.late, now: (whole?.late ?? 0) + 1, paper },
    ]);
    const { bytes } = await bytesOf(joko, 'takeStandard', { params: { paperId: next?.paperId ?? '' } });
    expect(await wordsOfPdf(bytes)).toContain('Pembetulan atas laporan sebelumnya');
  });

  it('tells of one procedure alone where that is asked, and is compared with such ones only', async () => {
    expect((await make({ ...november, procedure: 'surabaya' })).status).toBe(200);
    const report = (await kept()).at(-1);
    expect(report).toMatchObject({ procedure: 'surabaya', corrections: [] });
    expect(report?.procedures.map(({ sopId }) => sopId)).toEqual(['surabaya']);
    const [card] = (await rina.do('serviceStandards')).papers;
    expect(card).toMatchObject({
      procedure: { id: report?.procedures[0]?.title },
      madeByName: people.joko.displayName,
    });
  });
});
