import { type Client, requestOf, send, type View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let rina: Client;
let desk: View;
let calls = 0;
let elapsed = 0;

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url, env: { TRUST_PROXY: '1' }, elapsed: () => elapsed });
  sari = await server.logIn('sari');
  rina = await server.logIn('rina');
  desk = await sari.desk();
});
beforeEach(() => {
  elapsed += 100 * 3_600_000;
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const closed = async (more: object = {}): Promise<QueuedCall> => {
  calls += 1;
  const call = await answeredCall(server, sari, desk, `0812345670${10 + calls}`);
  await sari.act(call, 'intake.saved', { ...intake });
  server.exchange.happen(call.ended('agent'));
  await server.settled();
  const now = server.clock.now();
  await server.sql(
    `UPDATE case_file SET closed_at = $2, next_deadline = NULL, state = state || $3::jsonb WHERE id = $1`,
    [call.caseId, new Date(now), JSON.stringify({ status: 'closed', closedAt: now, endedAs: null, ...more })],
  );
  return call;
};
const post = (path: string, body: object) =>
  send(server.url, {
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { 'x-sigap': '1', 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${calls}` },
  });
interface Page {
  readonly pass: string;
  readonly ikm: readonly { key: string; version: string; values: unknown[] }[];
}
const look = async (call: QueuedCall): Promise<Page> => {
  const { body, status } = await post('/api/lacak', { ticket: call.ticketNumber, digits: `70${10 + calls}` });
  expect(status).toBe(200);
  return body as Page;
};
const codes = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'] as const;
const nine = (value: number, more: object = {}) => ({
  ...Object.fromEntries(codes.map((code) => [code, value])),
  ...more,
});
const answer = ({ pass }: Page, answers: object) => post('/api/lacak/ikm', { pass, answers });
const stored = (caseId: string) =>
  server.sql<{ question: string; value: number; agent_id: string | null }>(
    `SELECT question, value, agent_id FROM survey_answer WHERE case_id = $1 ORDER BY question`,
    [caseId],
  );
const today = () => new Date(server.clock.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const report = (client: Client, from = today(), until = today()) => client.call('ikm', { query: { from, until } });

describe('the public satisfaction survey on the citizens’ page', () => {
  it('is asked when the ticket is over, kept as a whole and once, and is no answer about an agent', async () => {
    const call = await closed();
    const page = await look(call);
    expect(page.ikm.map(({ key }) => key)).toEqual(codes);
    expect((await answer(page, nine(3, { u8: 1, u9: 4 }))).status).toBe(204);
    const rows = await stored(call.caseId);
    expect(rows.map(({ question, value }) => [question, value])).toEqual([
      ...codes.slice(0, 7).map((code) => [code, 3]),
      ['u8', 1],
      ['u9', 4],
    ]);
    expect(new Set(rows.map(({ agent_id }) => agent_id))).toEqual(new Set([null]));
    await Promise.all([answer(page, nine(1)), answer(page, nine(2))]);
    expect(await stored(call.caseId)).toEqual(rows);
    expect((await look(call)).ikm).toEqual([]);
    // Who reads the case reads nothing of it, and the questions of the office are asked as before.
    expect((await rina.do('getCase', { params: { caseId: call.caseId } })).answers).toEqual([]);
    expect((await rina.do('satisfaction', { query: { from: today(), until: today() } })).all).toEqual([]);
  });

  it.each([
    ['one is missing', { u9: undefined }],
    ['one is too many', { u10: 4 }],
    ['one is no value', { u1: 5 }],
    ['one is no number', { u1: 'baik' }],
  ])('takes nothing where %s', async (_, more) => {
    const call = await closed();
    expect((await answer(await look(call), nine(4, more))).status).toBe(422);
    expect(await stored(call.caseId)).toEqual([]);
  });

  it('is not asked of what goes on, was junk, or is long over', async () => {
    const call = await closed({ status: 'open', closedAt: null });
    await server.sql('UPDATE case_file SET closed_at = NULL WHERE id = $1', [call.caseId]);
    const open = await look(call);
    expect([open.ikm, (await answer(open, nine(4))).status]).toEqual([[], 409]);
    const junk = await look(await closed({ endedAs: 'junk' }));
    expect([junk.ikm, (await answer(junk, nine(4))).status]).toEqual([[], 409]);
    expect((await answer({ ...junk, pass: 'made up' }, nine(4))).status).toBe(401);
    const late = await look(await closed({ closedAt: server.clock.now() - 31 * 24 * 3_600_000 }));
    expect([late.ikm, (await answer(late, nine(4))).status]).toEqual([[], 409]);
  });
});

describe('the index', () => {
  it('agrees with the rows, of all and by service, with what late steps go with, and goes out as a table', async () => {
    const values = [4, 4, 3, 3];
    for (const [at, value] of values.entries()) {
      const call = await closed();
      await server.sql(
        `INSERT INTO case_fact (case_id, service_id, channel, sop_id, sop_version, kind, opened_at, closed_at, ended_as, prank, follows,
           answered, handed_over, first_contact)
         SELECT id, service_id, 'phone', sop_id, sop_version, 'complaint', opened_at, closed_at, 'closed', false, false, true, false, true
         FROM case_file WHERE id = $1 ON CONFLICT DO NOTHING`,
        [call.caseId],
      );
      await server.sql(
        `INSERT INTO step_fact (case_id, run_id, service_id, channel, sop_id, sop_version, step, actor, clock, budget, started_at, ended_at,
           wall_ms, service_ms, paused_ms, spent, verdict, corrected, estimated)
         SELECT id, 'made', service_id, 'phone', sop_id, sop_version, 'made_step', 'agent', 'call', 1000, opened_at, closed_at, 1, 1, 0, 1,
           $2, false, false FROM case_file WHERE id = $1`,
        [call.caseId, at === 0 ? 'met' : 'breached'],
      );
      expect((await answer(await look(call), nine(value, { u4: 4 }))).status).toBe(204);
    }
    const [sums] = await server.sql<{ total: number; people: number }>(
      `SELECT sum(value)::int AS total, count(DISTINCT case_id)::int AS people FROM survey_answer
       WHERE starts_with(occasion, 'ikm:') AND at >= $1`,
      [new Date(`${today()}T00:00:00+07:00`)],
    );
    const { total = 0, people = 0 } = sums ?? {};
    const { body } = await report(rina);
    const index = Math.round((total / people / 9) * 25 * 100) / 100;
    // One of the first test, and these four.
    expect(people).toBe(5);
    expect(body?.all).toMatchObject({ respondents: people, population: 4, sample: 4, index, grade: 'B' });
    expect(body?.all.elements?.find(({ code }) => code === 'u4')).toMatchObject({ mean: 19 / 5 });
    expect(body?.services.map(({ id, respondents }) => [id, respondents])).toEqual([['hotline', 5]]);
    const of = body?.services[0];
    expect([of?.index, of?.name.id]).toEqual([index, expect.any(String)]);
    const step = body?.steps.find(({ key }) => key.endsWith('/made_step'));
    const lateMean = [4, 3, 3].map((value) => (value * 8 + 4) / 9).reduce((sum, one) => sum + one, 0) / 3;
    expect(step).toMatchObject({
      ...{ inTime: { count: 1, mean: null }, cost: null },
      late: { count: 3, mean: expect.closeTo(lateMean, 9) },
    });

    const query = { from: today(), to: today(), language: 'id' } as const;
    const asked = { params: { report: 'ikm' as const, format: 'csv' as const }, query };
    const { path } = requestOf('exportReport', asked);
    const csv = await send(server.url, { method: 'GET', path, headers: { cookie: rina.cookie } });
    expect(csv.body).toContain(`mutu B, baik",${index},5,4,4,`);
    expect(csv.body).toMatch(new RegExp(`made_step",("",)+3,${step?.late.mean},1,"",""`));
    for (const format of ['xlsx', 'pdf'] as const)
      expect((await rina.call('exportReport', { params: { report: 'ikm', format }, query })).status).toBe(200);
  });

  it('is told to those who answer for the office and to analysts, and to nobody else', async () => {
    for (const name of ['sari', 'admin'] as const)
      expect([name, (await report(await server.logIn(name))).status]).toEqual([name, 403]);
    expect((await report(rina, today(), '2020-01-01')).problem?.errors).toMatchObject([{ code: 'before_from' }]);
    const { body } = await report(rina, '2020-01-01', '2020-12-31');
    expect(body).toMatchObject({ all: { respondents: 0, index: null, grade: null }, services: [], steps: [] });
  });
});
