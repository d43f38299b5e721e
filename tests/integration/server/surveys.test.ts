import type { SurveyAnswered, SurveyValue } from '../../../telephony/survey.ts';
import { type Client, send, type View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall, queuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

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
  calls += 1;
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const talkedTo = async (): Promise<QueuedCall> => {
  const call = await answeredCall(server, sari, desk, `0812345670${10 + calls}`);
  await sari.act(call, 'intake.saved', { ...intake });
  server.exchange.happen(call.ended('agent'));
  await server.settled();
  return call;
};
const pressed = ({ callId }: { callId: string }, value: SurveyValue, key = 'pelayanan'): SurveyAnswered => {
  return { type: 'survey.answered', at: server.clock.now(), callId, key, version: '1', value };
};
const stored = (caseId: string) =>
  server.sql<{ occasion: string; question: string; value: number; channel: string; agent_id: string }>(
    `SELECT occasion, question, version, value, channel, service_id, call_id, agent_id
     FROM survey_answer WHERE case_id = $1 ORDER BY question`,
    [caseId],
  );
const close = (caseId: string, more = {}) =>
  server.sql(`UPDATE case_file SET closed_at = $2, next_deadline = NULL, state = state || $3::jsonb WHERE id = $1`, [
    caseId,
    new Date(server.clock.now()),
    JSON.stringify({ status: 'closed', closedAt: server.clock.now(), endedAs: null, ...more }),
  ]);
const post = (path: string, body: object) =>
  send(server.url, {
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { 'x-sigap': '1', 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1' },
  });
interface Page {
  readonly pass: string;
  readonly asks: readonly { key: string; version: string; text: { id: string }; values: unknown[] }[];
}
const look = async (call: QueuedCall): Promise<Page> => {
  const { body, status } = await post('/api/lacak', { ticket: call.ticketNumber, digits: `70${10 + calls}` });
  expect(status).toBe(200);
  return body as Page;
};
const answer = (page: Page, value: number, question: object = {}) =>
  post('/api/lacak/answers', {
    pass: page.pass,
    answers: [{ key: 'pelayanan', version: '1', value, ...question }],
  });

describe('a caller who presses a key when the talk is over', () => {
  it('has answered once, to the case, the call and who talked, however often and in whichever way it is told', async () => {
    const call = await talkedTo();
    const told = pressed(call, 4);
    const { history: _, ...now } = server.exchange.snapshot();
    const logged = { callId: call.callId, arrivedAt: told.at, ended: true, events: [], answers: [told] };
    server.exchange.tell(told, { ...told, at: told.at + 5 }, pressed(call, 1), {
      ...now,
      history: { until: server.clock.now(), calls: [logged] },
    });
    await server.settled();
    const expected = {
      ...{ occasion: `call:${call.callId}`, question: 'pelayanan', version: '1', value: 4, channel: 'call' },
      ...{ service_id: 'hotline', call_id: call.callId, agent_id: people.sari.id },
    };
    await until('it is stored', async () => (await stored(call.caseId)).length > 0);
    expect(await stored(call.caseId)).toEqual([expected]);
    server.exchange.tell(pressed(call, 2, 'penyelesaian'));
    await server.settled();
    expect((await stored(call.caseId)).map(({ question, value }) => [question, value])).toEqual([
      ['pelayanan', 4],
      ['penyelesaian', 2],
    ]);
  });

  it('in a gap has answered too, of a call that nobody here heard of', async () => {
    const caller = server.exchange.caller('081234567099', { at: server.clock.now() });
    const { history: _, ...now } = server.exchange.snapshot();
    const events = [
      caller.arrived(),
      caller.queued(),
      caller.offered('101'),
      caller.answered('101'),
      caller.ended('agent'),
    ];
    const { callId } = caller;
    const answers = [pressed(caller, 3)];
    server.exchange.tell({
      ...now,
      history: {
        until: server.clock.now(),
        calls: [{ callId, arrivedAt: server.clock.now(), ended: true, events, answers }],
      },
    });
    await server.settled();
    const rows = () => server.sql('SELECT value FROM survey_answer WHERE call_id = $1', [callId]);
    await until('it is stored', async () => (await rows()).length > 0);
    expect(await rows()).toEqual([{ value: 3 }]);
  });

  it('of a call that is not stored waits for it', async () => {
    const caller = server.exchange.caller('081234567098');
    server.exchange.tell(pressed(caller, 2));
    await server.settled();
    expect(server.log.lines().join()).toContain('an answer of a call that is not known waits');
    server.exchange.happen(caller.arrived(), caller.queued(), caller.ended());
    await until('it is stored', async () => {
      const rows = await server.sql('SELECT value FROM survey_answer WHERE call_id = $1', [caller.callId]);
      return rows.length === 1;
    });
  });

  it('is heard of by those who answer for the office, beside the case, and not by who served him', async () => {
    const call = await talkedTo();
    server.exchange.tell(pressed(call, 1));
    await until('it is stored', async () => (await stored(call.caseId)).length > 0);
    const params = { caseId: call.caseId };
    expect((await rina.do('getCase', { params })).answers).toEqual([
      {
        ...{ question: expect.objectContaining({ en: 'How was the service of our staff?' }), value: 1 },
        ...{ meaning: { id: 'Tidak baik', en: 'Not good' }, channel: 'call', at: expect.any(Number) },
      },
    ]);
    expect((await sari.do('getCase', { params })).answers).toEqual([]);
  });
});

describe('how satisfied citizens were', () => {
  const today = () => new Date(server.clock.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const figures = (client: Client, from = today(), until = today()) =>
    client.call('satisfaction', { query: { from, until } });

  it('is told by service and by agent, agrees with the rows, and hides what one or two said of one agent', async () => {
    const call = await talkedTo();
    server.exchange.tell(pressed(call, 3));
    const other = await queuedCall(server, `0812345671${10 + calls}`);
    const budi = await server.logIn('budi');
    const theirs = await budi.desk();
    const extension = budi.me.extension ?? '';
    server.exchange.happen(other.offered(extension), other.answered(extension));
    await theirs.until('cases', (entry) => entry.caseId === other.caseId && entry.status === 'open');
    server.exchange.happen(other.ended('agent'));
    server.exchange.tell(pressed(other, 1));
    await until('it is stored', async () => (await stored(other.caseId)).length > 0);
    await until('it is stored', async () => (await stored(call.caseId)).length > 0);

    const { status, body } = await figures(rina);
    expect(status).toBe(200);
    const rows = await server.sql<{ service_id: string; agent_id: string | null; question: string; value: number }>(
      'SELECT service_id, agent_id, question, value FROM survey_answer',
    );
    const of = (some: typeof rows) => ({
      count: some.length,
      mean: expect.closeTo(some.reduce((sum, { value }) => sum + value, 0) / some.length, 9),
      counts: [1, 2, 3, 4].map((value) => some.filter((row) => row.value === value).length),
    });
    const staff = rows.filter(({ question }) => question === 'pelayanan');
    expect(staff.length).toBeGreaterThan(4);
    const question = { question: 'pelayanan', version: '1', text: expect.objectContaining({ en: expect.any(String) }) };
    expect(body?.all).toContainEqual({ ...question, ...of(staff) });
    const hotline = body?.services.find(({ id }) => id === 'hotline');
    expect(hotline?.questions).toContainEqual({
      ...question,
      ...of(staff.filter((row) => row.service_id === 'hotline')),
    });
    const agent = (id: string) => body?.agents.find((one) => one.id === id);
    const saris = staff.filter((row) => row.agent_id === people.sari.id);
    expect(saris.length).toBeGreaterThan(2);
    // Of two, what the one got would tell what the other did.
    expect(agent(people.sari.id)?.questions).toContainEqual({
      ...question,
      ...{ count: saris.length, mean: null, counts: null },
    });
    expect(agent(people.budi.id)?.questions).toEqual([{ ...question, count: 1, mean: null, counts: null }]);
  });

  it('is told to those who answer for the office and to analysts, and to nobody else', async () => {
    for (const name of ['sari', 'admin'] as const)
      expect([name, (await figures(await server.logIn(name))).status]).toEqual([name, 403]);
    expect((await figures(rina, today(), '2020-01-01')).problem?.errors).toMatchObject([{ code: 'before_from' }]);
    expect((await figures(rina, '2020-01-01')).problem?.errors).toMatchObject([{ code: 'out_of_range' }]);
    expect((await figures(rina, 'yesterday')).status).toBe(422);
    expect((await figures(rina, '2020-01-01', '2020-12-31')).body).toEqual({
      ...{ all: [], services: [], agents: [], steps: [] },
    });
  });
});

describe('what was answered', () => {
  it('is never changed or taken away, and has no value beside 1 to 4', async () => {
    for (const sql of ['UPDATE survey_answer SET value = 4', 'DELETE FROM survey_answer', 'TRUNCATE survey_answer'])
      await expect(server.sql(sql)).rejects.toThrow('never changed or taken away');
    const call = await queuedCall(server, `0812345670${10 + calls}`);
    await expect(
      server.sql(
        `INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, at)
         VALUES ('x', 'x', '1', 5, 'page', 'hotline', $1, now())`,
        [call.caseId],
      ),
    ).rejects.toThrow('survey_answer_value');
    server.exchange.happen(call.ended());
  });
});

describe('the citizens’ page', () => {
  it('asks when the ticket is over, once, and keeps one answer of two in the same moment', async () => {
    const call = await talkedTo();
    const open = await look(call);
    expect(open.asks).toEqual([]);
    expect((await answer(open, 4)).problem?.type).toBe('not_asked');
    await close(call.caseId);
    const page = await look(call);
    expect(page.asks).toMatchObject([{ key: 'pelayanan', version: '1', text: { id: expect.any(String) } }]);
    expect(page.asks[0]?.values).toHaveLength(4);
    const answers = await Promise.all([answer(page, 2), answer(page, 2), answer(page, 2)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await answer(page, 4)).status).toBe(204);
    expect(await stored(call.caseId)).toEqual([
      expect.objectContaining({ occasion: `case:${call.caseId}`, value: 2, channel: 'page', agent_id: people.sari.id }),
    ]);
    expect((await look(call)).asks).toEqual([]);
  });

  it('takes no other question, version or value, and no pass that is none', async () => {
    const call = await talkedTo();
    await close(call.caseId);
    const page = await look(call);
    expect((await answer(page, 4, { key: 'penyelesaian' })).problem?.type).toBe('not_asked');
    expect((await answer(page, 4, { version: '2' })).problem?.type).toBe('not_asked');
    for (const value of [0, 5, 2.5, '3', null]) expect((await answer(page, value as number)).status).toBe(422);
    expect((await answer({ ...page, pass: 'x' }, 4)).problem?.type).toBe('lacak_over');
    expect(await stored(call.caseId)).toEqual([]);
  });

  it('asks nothing of what was ended as something else, long ago, or at the wish of a citizen whose data nobody reads', async () => {
    const call = await talkedTo();
    await close(call.caseId, { endedAs: 'duplicate' });
    expect((await look(call)).asks).toEqual([]);
    await close(call.caseId);
    const page = await look(call);
    expect(page.asks).toHaveLength(1);
    await server.sql('UPDATE case_file SET restricted_at = now() WHERE id = $1', [call.caseId]);
    expect((await answer(page, 1)).problem?.type).toBe('not_asked');
    await server.sql('UPDATE case_file SET restricted_at = NULL WHERE id = $1', [call.caseId]);
    await close(call.caseId, { closedAt: server.clock.now() - 31 * 24 * 3_600_000 });
    expect((await look(call)).asks).toEqual([]);
  });

  it('cannot be answered more often than a ticket is given words', async () => {
    const call = await talkedTo();
    await close(call.caseId);
    const page = await look(call);
    const statuses: number[] = [];
    for (let one = 0; one < 11; one += 1) statuses.push((await answer(page, 3)).status);
    expect(statuses).toEqual([...Array(10).fill(204), 429]);
  });
});
