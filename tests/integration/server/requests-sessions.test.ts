import { type Answer, type Client, connect, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
const clients = new Map<string, Client>();
let call: QueuedCall;

const client = (username: 'sari' | 'rina'): Client => {
  const found = clients.get(username);
  if (!found) throw new Error(`${username} is not logged in`);
  return found;
};

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  for (const username of ['sari', 'rina'] as const) clients.set(username, await server.logIn(username));
  call = await answeredCall(server, client('sari'), await client('sari').desk(), '081234567890');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('a request that is not right', () => {
  const saved = (fields: object, event = 'intake.saved') => JSON.stringify({ event, fields });
  const post = (
    body: string,
    headers: Record<string, string> = {},
    path = `/api/cases/${call.caseId}/actions`,
  ): Promise<Answer> =>
    send(server.url, {
      method: 'POST',
      path,
      body,
      headers: { 'x-sigap': '1', 'content-type': 'application/json', cookie: client('sari').cookie, ...headers },
    });

  it('is refused with 403 when it may come from a page of another site', async () => {
    for (const header of ['', '0', 'true']) {
      const answer = await post(saved(intake), { 'x-sigap': header });
      expect(answer.problem).toMatchObject({ status: 403, type: 'forged' });
    }
    const logOut = await send(server.url, {
      method: 'DELETE',
      path: '/api/session',
      headers: { cookie: client('sari').cookie },
    });
    expect(logOut.status).toBe(403);
    expect((await client('sari').call('me')).status).toBe(200);
  });

  it('of another origin is told nothing it might read; no answer is kept, and no address told elsewhere', async () => {
    for (const path of ['/api/session', '/api/sops', '/api/office', '/api/nothing']) {
      const { headers } = await send(server.url, {
        ...{ method: 'GET', path },
        headers: { cookie: client('sari').cookie, origin: 'https://jahat.example' },
      });
      expect([path, headers['cache-control'], headers['access-control-allow-origin']]).toEqual([
        ...[path, 'no-store', undefined],
      ]);
      expect([path, headers['referrer-policy']]).toEqual([path, 'no-referrer']);
    }
    const traced = await send(server.url, { method: 'TRACE', path: '/api/session', headers: { 'x-sigap': '1' } });
    expect([traced.status, JSON.stringify(traced.body)]).toEqual([404, expect.not.stringContaining('TRACE /')]);
  });

  it('is refused with 413 above 64 kB, with 400 when it is no JSON', async () => {
    expect((await post(saved({ ...intake, complaint: 'x'.repeat(66_000) }))).problem).toMatchObject({
      status: 413,
      type: 'too_large',
    });
    for (const body of ['{"callerName":', '"text"', 'null']) expect((await post(body)).status).toBe(400);
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(422);
    expect((await post('{}', { 'content-encoding': 'nonsense' })).status).toBe(415);
  });

  it('names each field that is wrong, with a code', async () => {
    const codesOf = async (fields: object) => {
      const { status, problem } = await post(saved(fields));
      expect(status).toBe(422);
      return Object.fromEntries((problem?.errors ?? []).map(({ field, code }) => [field, code]));
    };
    expect(await codesOf({ complaint: 'a\u0007b', nik: 5 })).toEqual({
      'fields.complaint': 'control_characters',
      'fields.nik': 'invalid',
    });
    expect(await codesOf({ kind: 'wish', category: 'ktp_el', complaint: ' ', address: 'Jl. A\nB' })).toEqual({
      'fields.kind': 'unknown',
      'fields.callerName': 'required',
      'fields.complaint': 'required',
      'fields.address': 'line_breaks',
    });
    expect(await codesOf({ ...intake, nik: '3578014507900' })).toEqual({ 'fields.nik': 'length' });
    expect((await post('[]')).status).toBe(422);
    const short = await client('sari').call('reveal', {
      params: { caseId: call.caseId },
      body: { field: 'nik', reason: 'x' },
    });
    expect(short.problem?.errors).toEqual([expect.objectContaining({ field: 'reason', code: 'reason_too_short' })]);
    expect((await client('sari').call('getCase', { params: { caseId: 'x' } })).problem?.errors?.[0]?.field).toBe(
      'caseId',
    );
    expect((await client('rina').call('listCases', { body: { page: 0 } })).problem?.errors?.[0]?.field).toBe('page');
  });

  it('is refused by the name of each text that could not be kept as it was sent, wherever it stands', async () => {
    expect((await post(saved({ callerName: 'Siti', complaint: 'air mati' }))).status).toBe(200);
    const wrong = ({ status, problem }: Awaited<ReturnType<typeof post>>) => [
      status,
      ...(problem?.errors ?? []).map(({ field, code }) => `${field} ${code}`),
    ];
    for (const sign of ['\u0000', '\ud83d', '\ude4f', '\u0007', '\u001b', '\u0085'])
      expect(wrong(await post(saved({ complaint: `air${sign} mati` }, 'case.corrected')))).toEqual([
        422,
        'fields.complaint control_characters',
      ]);
    const answers = [
      await send(server.url, requestOf('logIn', { body: { username: 'sa\u0000ri', password } })),
      await client('rina').call('listCases', { body: { q: '\u0000' } }),
      await client('rina').call('acknowledge', { params: { alertId: 'x\u0000' } }),
      await client('sari').call('leg', { params: { callId: '\u0000' }, body: { action: 'mute' } }),
    ];
    expect(answers.map(wrong)).toEqual(
      ['username', 'q', 'alertId', 'callId'].map((field) => [422, `${field} control_characters`]),
    );
    expect((await client('sari').call('getCase', { params: { caseId: call.caseId } })).body.complaint).toBe('air mati');
  });

  it('is kept as it was typed, but for what turns the writing of the rest', async () => {
    for (const [complaint, kept] of [
      ['KTP 😀 "kutip" \\ \n\t baris', 'KTP 😀 "kutip" \\ \n\t baris'],
      ['satu\u2028dua', 'satu\u2028dua'],
      ['lampu \u202egnp.exe\u202c \u2066mati\u2069', 'lampu gnp.exe mati'],
    ] as const) {
      expect((await post(saved({ complaint }, 'case.corrected'))).status).toBe(200);
      const { body } = await client('sari').call('getCase', { params: { caseId: call.caseId } });
      expect(body.complaint).toBe(kept);
    }
    const broken = await post(saved({ address: 'Jl. Mawar\u2028RT 5' }, 'case.corrected'));
    expect(broken.problem?.errors?.[0]).toMatchObject({ field: 'fields.address', code: 'line_breaks' });
  });

  it('finds nothing at an address that is none, in the same form', async () => {
    for (const path of ['/api/nothing', '/socket.io/nothing', '/api/%zz']) {
      const answer = await send(server.url, { method: 'GET', path, headers: { cookie: client('sari').cookie } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    const missing = await send(server.url, { method: 'GET', path: '/api/nothing' });
    expect(missing.problem).toMatchObject({ status: 404, type: 'not_found' });
  });
});

describe('a session', () => {
  it('ends with log-out: its sockets are told and closed, the others of the person go on', async () => {
    const [here, there] = [await server.logIn('dewi'), await server.logIn('dewi')];
    const [closing, staying] = [await here.socket(), await there.socket()];
    let told = 0;
    closing.on('sessionEnded', () => {
      told += 1;
    });
    expect((await here.call('logOut')).status).toBe(204);
    await until('its socket is closed', () => closing.disconnected);
    expect(told).toBe(1);
    expect(staying.connected).toBe(true);
    expect((await here.call('me')).status).toBe(401);
    await expect(connect(server.url, here.cookie)).rejects.toThrow('not_logged_in');
    expect((await there.call('me')).status).toBe(200);
  });

  it('takes the agent out of the queue when it ends', async () => {
    const budi = await server.logIn('budi');
    await budi.do('setState', { body: { state: 'not-ready', reason: 'prayer' } });
    await until('he is paused', () => server.exchange.membership('102') === 'paused');
    await budi.do('logOut');
    await until('he is out', () => server.exchange.membership('102') === 'out');
  });

  it('ends everywhere, sockets too, when the password is reset', async () => {
    const tono = await server.logIn('tono');
    const socket = await tono.socket();
    // As the command line does it, in a process of its own.
    await server.sql(`DELETE FROM session WHERE sess->>'userId' = $1`, [people.tono.id]);
    expect((await tono.call('me')).status).toBe(401);
    await until('the socket is closed', () => socket.disconnected, 12_000);
  });

  it('gets another id at log-in, and a cookie no script and no other site can use', async () => {
    const answer = await send(server.url, requestOf('logIn', { body: { username: 'SARI', password } }));
    const lines = answer.headers['set-cookie'] ?? [];
    for (const one of lines)
      for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(one).toContain(attribute);
    const line = lines.find((one) => one.startsWith('sigap.sid=')) ?? '';
    expect(line).not.toBe('');
    expect(line).not.toContain(client('sari').cookie.split('=')[1]);
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|argon/i);
  });

  it('is not for guessers: each wrong password is slow, and tells nothing of the name', async () => {
    const guess = (username: string) => send(server.url, requestOf('logIn', { body: { username, password: 'salah' } }));
    const startedAt = performance.now();
    const [known, unknown] = await Promise.all([guess('hadi'), guess('nobody')]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(490);
    expect(known.status).toBe(401);
    expect(known.body).toEqual(unknown.body);
  });
});
