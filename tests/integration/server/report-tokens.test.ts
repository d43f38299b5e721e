import { randomUUID } from 'node:crypto';
import { api, type RouteName } from '../../../server/contract/api.ts';
import { tokenReports } from '../../../server/contract/token-reports.ts';
import { type Client, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let admin: Client;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  admin = await server.logIn('admin');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const period = { from: '2026-11-01', to: '2026-11-30' } as const;
type Report = (typeof tokenReports)[number];

const make = (reports: readonly Report[] = tokenReports, more: { name?: string; days?: number } = {}) =>
  admin.do('addReportToken', { body: { name: 'Dasbor kabupaten', reports: [...reports], ...more } });
const bearer = (token: string, more = {}) => ({ authorization: `Bearer ${token}`, ...more });
const get = (path: string, headers: Record<string, string> = {}, url = server.url) =>
  send(url, { method: 'GET', path, headers });
const read = (token: string, path: string, query: Record<string, string> = {}) =>
  get(`${path}?${new URLSearchParams({ ...period, ...query })}`, bearer(token));
const listed = async (tokenId: string) =>
  (await admin.do('reportTokens')).tokens.find((one) => one.tokenId === tokenId);
const audited = (name: string) =>
  server.sql<{ action: string; person_id: string | null; subject: string }>(
    `SELECT action, person_id, subject FROM audit_entry WHERE action LIKE 'token.%' AND subject LIKE $1 ORDER BY seq`,
    [`${name} %`],
  );

const paths: Readonly<Record<Report, string>> = {
  ...{ calls: '/api/reports/calls', heat: '/api/reports/heat', cases: '/api/reports/cases', open: '/api/reports/open' },
  ...{ messages: '/api/reports/messages', steps: '/api/reports/steps', ikm: '/api/ikm' },
};
const queryOf = (report: Report): Record<string, string> => (report === 'ikm' ? { until: period.to } : {});

describe('a token for reports', () => {
  it.each(tokenReports)('reads %s word for word as its page does, as JSON and as CSV', async (report) => {
    const rina = await server.logIn('rina');
    const { token } = await make([report]);
    const query = new URLSearchParams({ ...period, ...queryOf(report) });
    for (const path of [`${paths[report]}?${query}`, `/api/reports/${report}/csv?${query}`]) {
      const [byProgram, byPerson] = [await get(path, bearer(token)), await get(path, { cookie: rina.cookie })];
      expect([path, byProgram.status]).toEqual([path, 200]);
      expect(byProgram.body).toEqual(byPerson.body);
      expect(byProgram.headers['content-type']).toBe(byPerson.headers['content-type']);
      expect([byProgram.headers['set-cookie'], byProgram.headers['cache-control']]).toEqual([undefined, 'no-store']);
    }
  });

  it('reads no report but those that it was made for', async () => {
    const { token } = await make(['calls', 'cases']);
    for (const report of tokenReports) {
      const mine = report === 'calls' || report === 'cases';
      for (const path of [paths[report], `/api/reports/${report}/csv`]) {
        const answer = await read(token, path, queryOf(report));
        expect([path, answer.status, answer.problem?.type]).toEqual([
          ...[path, mine ? 200 : 403],
          mine ? undefined : 'token_not_covered',
        ]);
        if (mine) continue;
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="sigap", error="insufficient_scope"');
        expect(answer.problem?.detail).toContain('calls, cases');
      }
    }
  });

  it('tells of nobody by name, and makes no papers', async () => {
    const { token } = await make();
    const named = [
      ...['calls', 'cases', 'open', 'messages'].map((report) => [`/api/reports/${report}`, { by: 'agent' }] as const),
      ['/api/reports/cases', { by: 'official' }] as const,
      ...tokenReports.map((report) => [`/api/reports/${report}/csv`, { agent: people.sari.id }] as const),
      ['/api/reports/calls/csv', { by: 'agent' }] as const,
      ['/api/reports/steps', { agent: people.sari.id }] as const,
      ['/api/reports/agents', {}] as const,
      ...['agents/csv', 'satisfaction/csv', 'calls/xlsx', 'calls/pdf'].map((of) => [`/api/reports/${of}`, {}] as const),
    ];
    for (const [path, query] of named) {
      const { problem } = await read(token, path, query);
      expect([path, query, problem?.type]).toEqual([path, query, 'token_not_covered']);
    }
  });

  it('opens no other route, whatever it is called with', async () => {
    const others = (Object.keys(api) as RouteName[]).filter(
      (name) => !('token' in api[name]) && api[name].roles !== 'public',
    );
    let token = '';
    for (const [place, name] of others.entries()) {
      // Of one no more are let in at once.
      if (place % 50 === 0) token = (await make()).token;
      const answer = await send(server.url, requestOf(name, { headers: bearer(token), params: {} as never }));
      expect([name, answer.status, answer.problem?.type]).toEqual([name, 403, 'token_not_covered']);
    }
    expect(others.length).toBeGreaterThan(100);
  });

  it('is told by its words alone: wrong ones, parts, addresses and cookies open nothing', async () => {
    const { token } = await make(['calls']);
    const path = `/api/reports/calls?${new URLSearchParams(period)}`;
    const wrong = [
      ...['sgp_', `sgp_${'A'.repeat(43)}`, token.slice(0, -1), `${token}A`, token.slice(4), 'x', `${token} ${token}`],
      ...["sgp_'; DROP TABLE report_token", `sgp_${'é'.repeat(43)}`],
    ];
    for (const one of wrong) {
      const answer = await get(path, { authorization: `Bearer ${encodeURI(one)}` });
      expect([one, answer.status, answer.problem?.type]).toEqual([one, 401, 'token_unknown']);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="sigap", error="invalid_token"');
    }
    for (const name of ['token', 'access_token', 'authorization'])
      expect((await get(`${path}&${name}=${token}`)).problem?.type).toBe('not_logged_in');
    expect((await get(path, { cookie: `sigap.sid=${token}; sigap.wallboard=${token.slice(4)}` })).status).toBe(401);
    expect((await get(path, { authorization: `Basic ${btoa(`x:${token}`)}` })).problem?.type).toBe('token_unknown');
    expect((await get(path, { authorization: `bearer ${token}` })).status).toBe(200);
  });

  it('goes before a log-in that is sent besides, and a log-in goes on as ever beside what is no token of ours', async () => {
    const rina = await server.logIn('rina');
    const { token, tokenId } = await make(['calls']);
    const both = { cookie: rina.cookie, ...bearer(token) };
    const me = (headers: Record<string, string>) => send(server.url, requestOf('me', { headers }));
    expect((await me(both)).problem?.type).toBe('token_not_covered');
    await admin.do('revokeReportToken', { params: { tokenId } });
    expect((await get(`/api/reports/calls?${new URLSearchParams(period)}`, both)).problem?.type).toBe('token_revoked');
    // As a proxy before the server may send of its own.
    expect((await me({ cookie: rina.cookie, ...bearer('eyJhbGciOi') })).status).toBe(200);
  });
});

describe('how a token ends', () => {
  it('revoked, it reads nothing from that moment on, and the list says so', async () => {
    const { token, tokenId } = await make(['calls'], { name: 'Dicabut' });
    expect((await read(token, '/api/reports/calls')).status).toBe(200);
    await admin.do('revokeReportToken', { params: { tokenId } });
    const answer = await read(token, '/api/reports/calls');
    expect([answer.status, answer.problem?.type, answer.problem?.detail]).toEqual([
      ...[401, 'token_revoked'],
      'The token was revoked by an administrator.',
    ]);
    expect(await listed(tokenId)).toMatchObject({ live: false, revokedAt: expect.any(Number) });
    expect((await admin.call('revokeReportToken', { params: { tokenId } })).status).toBe(404);
    expect((await admin.call('revokeReportToken', { params: { tokenId: randomUUID() } })).status).toBe(404);
  });

  it('expired, it says so; that whoever made it has left does not end it', async () => {
    const { token, tokenId } = await make(['calls']);
    await server.sql(`UPDATE person SET active = false WHERE username = 'admin'`);
    expect((await read(token, '/api/reports/calls')).status).toBe(200);
    await server.sql(`UPDATE person SET active = true WHERE username = 'admin'`);
    await server.sql(`UPDATE report_token SET expires_at = clock_timestamp() WHERE id = $1`, [tokenId]);
    expect((await read(token, '/api/reports/calls')).problem?.type).toBe('token_expired');
    admin = await server.logIn('admin');
    expect(await listed(tokenId)).toMatchObject({ live: false, revokedAt: null });
    // What is over for long stands in the audit alone.
    await server.sql(`UPDATE report_token SET expires_at = clock_timestamp() - interval '91 days' WHERE id = $1`, [
      tokenId,
    ]);
    expect(await listed(tokenId)).toBeUndefined();
    await make();
    expect(await server.sql('SELECT id FROM report_token WHERE id = $1', [tokenId])).toEqual([]);
  });

  it('lasts a year where nobody says otherwise, and two at most', async () => {
    const day = 24 * 3_600_000;
    const lasts = async (days?: number) => {
      const { tokenId } = await make(['calls'], days === undefined ? {} : { days });
      const { expiresAt, addedAt } = (await listed(tokenId)) as NonNullable<Awaited<ReturnType<typeof listed>>>;
      return Math.round((expiresAt - addedAt) / day);
    };
    expect([await lasts(), await lasts(1), await lasts(730)]).toEqual([365, 1, 730]);
    for (const days of [0, -1, 731, 1.5, '30', null])
      expect([
        days,
        (await admin.call('addReportToken', { body: { name: 'x', reports: ['calls'], days: days as never } })).status,
      ]).toEqual([days, 422]);
  });
});

describe('what is kept of a token', () => {
  it('is its hash and how it begins; the whole stands in no table, list or line of the log', async () => {
    const { token, tokenId } = await make(['calls', 'steps'], { name: 'Rahasia' });
    expect(token).toMatch(/^sgp_[\w-]{43}$/);
    await read(token, '/api/reports/calls');
    await read(token, '/api/reports/heat');
    await get(`/api/nowhere/${period.from}`, bearer(token));
    await read(`${token}A`, '/api/reports/calls');
    await until('its use is kept', async () => (await audited('Rahasia')).length === 2);
    const card = await listed(tokenId);
    expect(card).toMatchObject({
      ...{ name: 'Rahasia', prefix: token.slice(0, 10), reports: ['calls', 'steps'], live: true, revokedAt: null },
      ...{ addedByName: admin.me.displayName, usedAt: expect.any(Number) },
    });
    const kept = [
      await server.sql('SELECT * FROM report_token'),
      await server.sql('SELECT * FROM audit_entry'),
      await server.sql('SELECT * FROM tally'),
      [card, server.log.lines()],
    ];
    expect(JSON.stringify(kept)).not.toContain(token.slice(10));
    const sql = 'SELECT token_hash FROM report_token WHERE id = $1';
    const [row] = await server.sql<{ token_hash: string }>(sql, [tokenId]);
    expect(row?.token_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is an entry of the audit when it is made, first used on a day of the office, and revoked', async () => {
    const { token, tokenId } = await make(['calls'], { name: 'Tercatat' });
    const twice = await Promise.all([read(token, '/api/reports/calls'), read(token, '/api/reports/calls')]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    await until('the first use is kept', async () => (await audited('Tercatat')).length === 2);
    await server.sql(`UPDATE report_token SET used_at = used_at - interval '1 day' WHERE id = $1`, [tokenId]);
    for (const _ of [1, 2, 3]) await read(token, '/api/reports/calls');
    await admin.do('revokeReportToken', { params: { tokenId } });
    await until('all of it is kept', async () => (await audited('Tercatat')).length >= 4);
    const { userId } = admin.me;
    expect((await audited('Tercatat')).map(({ action, person_id }) => [action, person_id])).toEqual([
      ...[
        ['token.made', userId],
        ['token.used', null],
        ['token.used', null],
      ],
      ['token.revoked', userId],
    ]);
    expect((await audited('Tercatat'))[0]?.subject).toBe(`Tercatat ${token.slice(0, 10)}: calls`);
  });
});

describe('who makes tokens', () => {
  it('is an administrator who has just shown who sits there', async () => {
    const rina = await server.logIn('rina');
    const body = { name: 'Milik penyelia', reports: ['calls' as const] };
    expect((await rina.call('addReportToken', { body })).problem?.type).toBe('not_allowed');
    expect((await rina.call('reportTokens')).problem?.type).toBe('not_allowed');
    await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [
      admin.me.userId,
    ]);
    expect((await admin.call('addReportToken', { body })).problem?.type).toBe('proof_needed');
    await server.sql('UPDATE session SET proven_at = clock_timestamp()');
  });

  it('names it in one line and chooses reports that there are, each once; there are no more than programs', async () => {
    for (const [field, body] of [
      ...['', ' ', 'a\nb', 'x'.repeat(61)].map((name) => ['name', { name, reports: ['calls'] }] as const),
      ...[[], ['agents'], ['satisfaction'], ['calls', 'calls'], ['']].map(
        (reports) => ['reports', { name: 'Dasbor', reports }] as const,
      ),
    ]) {
      const { problem } = await admin.call('addReportToken', { body: body as never });
      expect([body, problem?.errors?.[0]?.field.split('.')[0]]).toEqual([body, field]);
    }
    await server.sql(
      `INSERT INTO report_token (id, name, prefix, token_hash, reports, added_by, expires_at)
       SELECT gen_random_uuid(), 'penuh', 'sgp_', n::text, '[]', $1, clock_timestamp() + interval '1 day'
       FROM generate_series(1, 100) AS n`,
      [admin.me.userId],
    );
    const full = await admin.call('addReportToken', { body: { name: 'Satu lagi', reports: ['calls'] } });
    expect(full.problem?.type).toBe('too_many_tokens');
    await server.sql(`DELETE FROM report_token WHERE name = 'penuh'`);
  });
});

it('a program that asks too much is told when to come back, and holds up neither another nor a person', async () => {
  const [greedy, calm] = [await make(['calls']), await make(['calls'])];
  const rina = await server.logIn('rina');
  const answers: Awaited<ReturnType<typeof read>>[] = [];
  const refused = () => answers.filter(({ status }) => status === 429);
  // However slow the machine: it answers more than one a second.
  while (refused().length === 0)
    answers.push(...(await Promise.all(Array.from({ length: 70 }, () => read(greedy.token, '/api/reports/calls')))));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(60);
  expect(refused()[0]?.problem?.type).toBe('too_many_requests');
  expect(Number(refused()[0]?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect((await read(calm.token, '/api/reports/calls')).status).toBe(200);
  expect((await rina.call('me')).status).toBe(200);
});

it('the document of the interface says which routes a token opens', async () => {
  const { body } = await get('/api/openapi.json');
  const { components, paths: told } = body as {
    components: { securitySchemes: Record<string, unknown> };
    paths: Record<string, Record<string, { security?: Record<string, unknown>[] }>>;
  };
  expect(components.securitySchemes.token).toMatchObject({ type: 'http', scheme: 'bearer' });
  const open = Object.entries(told).flatMap(([path, ways]) =>
    Object.values(ways).flatMap(({ security }) => (security?.some((one) => 'token' in one) ? [path] : [])),
  );
  expect(open.sort()).toEqual([...Object.values(paths), '/api/reports/{report}/{format}'].sort());
});
