import { api, type RouteName } from '../../../server/contract/api.ts';
import { roles } from '../../../server/contract/people.ts';
import { type Answer, type Client, connect, requestOf, send, type View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people, type Username } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall, queuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
const clients = new Map<Username, Client>();
let call: QueuedCall;
let desk: View;

const client = (username: Username): Client => {
  const found = clients.get(username);
  if (!found) throw new Error(`${username} is not logged in`);
  return found;
};
const usernames = Object.keys(people) as Username[];
const ofRole = (role: string) => usernames.filter((username) => people[username].role === role);

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  for (const username of usernames) clients.set(username, await server.logIn(username));
  desk = await client('sari').desk();
  call = await answeredCall(server, client('sari'), desk, '081234567890');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** A well-formed request of each route, to a case or call that exists where that decides. */
function sample(name: RouteName) {
  const options: Record<string, object> = {
    logIn: { body: { username: 'sari', password } },
    setState: { body: { state: 'ready' } },
    leg: { params: { callId: call.callId }, body: { action: 'mute' } },
    people: { query: { role: 'official' } },
    saveDraft: { body: {} },
    saveIntake: { body: intake },
    chooseCaller: { body: { callerId: null } },
    saveAnalysis: { body: { problemFrame: 'x' } },
    saveSolution: { body: { solution: 'x' } },
    dispatch: { body: { note: 'x' } },
    forward: { body: { officialId: people.agus.id } },
    answer: { body: { solution: 'x' } },
    confirm: { body: { confirmed: true, anotherComplaint: false } },
    recap: { body: { disposition: 'prank', summary: 'x' } },
    reveal: { body: { field: 'phone', reason: 'menelepon balik' } },
    acknowledge: { params: { alertId: 'none' } },
  };
  return requestOf(name, { params: { caseId: call.caseId }, ...options[name] } as never);
}

const guarded = (Object.keys(api) as RouteName[]).filter((name) => api[name].roles !== 'public');

describe('every route', () => {
  it.each(guarded)('%s asks for a session', async (name) => {
    for (const cookie of [undefined, 'sigap.sid=s%3Aforged.signature']) {
      const wanted = sample(name);
      const answer = await send(server.url, { ...wanted, headers: { ...wanted.headers, ...(cookie && { cookie }) } });
      expect(answer.status).toBe(401);
      expect(answer.problem?.type).toBe('not_logged_in');
    }
  });

  const limited = guarded.filter((name) => Array.isArray(api[name].roles));
  const refused = limited.flatMap((name) =>
    roles.filter((role) => !(api[name].roles as readonly string[]).includes(role)).map((role) => [name, role] as const),
  );
  it.each(refused)('%s is refused to the role %s', async (name, role) => {
    for (const username of ofRole(role)) {
      const wanted = sample(name);
      const answer = await send(server.url, {
        ...wanted,
        headers: { ...wanted.headers, cookie: client(username).cookie },
      });
      expect(answer.status).toBe(403);
      expect(answer.problem?.type).toBe('not_allowed');
    }
  });

  it('looks for each allowed role beyond the role itself', async () => {
    const params = { caseId: call.caseId };
    const asked = async <N extends RouteName>(name: N, options: object) =>
      Object.fromEntries(
        await Promise.all(
          usernames.map(
            async (username) => [username, (await client(username).call(name, options as never)).status] as const,
          ),
        ),
      );
    const all = (status: number) => Object.fromEntries(usernames.map((username) => [username, status]));
    const unseen = { agus: 404, tono: 404, hadi: 404, admin: 404 };
    expect(await asked('getCase', { params })).toEqual({ ...all(200), ...unseen });
    expect(await asked('reveal', { params, body: { field: 'phone', reason: 'menelepon balik' } })).toEqual({
      ...all(200),
      ...unseen,
    });
    expect(await asked('listCases', {})).toEqual({ ...all(200), agus: 403, tono: 403, hadi: 403, admin: 403 });
    // The other agent's desk, and people without a telephone.
    expect((await client('budi').call('saveAnalysis', { params, body: { problemFrame: 'x' } })).status).toBe(403);
    expect((await client('rina').call('setState', { body: { state: 'ready' } })).problem?.type).toBe('no_telephone');
    expect(
      (await client('budi').call('leg', { params: { callId: call.callId }, body: { action: 'hangup' } })).status,
    ).toBe(409);
    expect(
      (await client('sari').call('leg', { params: { callId: call.callId }, body: { action: 'hold' } })).status,
    ).toBe(204);
    expect(server.exchange.commands.at(-1)).toEqual({
      type: 'leg.hold',
      callId: call.callId,
      extension: '101',
      on: true,
    });
  });

  it('says of a case that is not there what it says of one that may not be seen', async () => {
    const nothing = { params: { caseId: people.sari.id } };
    const [there, missing] = [
      await client('agus').call('getCase', { params: { caseId: call.caseId } }),
      await client('agus').call('getCase', nothing),
    ];
    expect(missing.body).toEqual(there.body);
    expect((await client('sari').call('saveDraft', { ...nothing, body: {} })).status).toBe(404);
  });
});

describe('every live view', () => {
  const may: Record<string, readonly Username[]> = {
    floor: ['rina', 'joko', 'wati', 'hadi', 'admin'],
    'inbox:dispatcher': ['dewi', 'rina'],
    'inbox:official': ['wati'],
    [`desk:${people.sari.id}`]: ['sari'],
    [`desk:${people.agus.id}`]: ['agus'],
  };
  it.each(Object.keys(may))('%s opens to those it is for, and to nobody else', async (topic) => {
    for (const username of usernames) {
      const socket = await client(username).socket();
      const answer = await socket.emitWithAck('open', topic);
      expect([username, 'error' in answer ? answer.error : 'opened']).toEqual([
        username,
        may[topic]?.includes(username) ? 'opened' : 'not_allowed',
      ]);
    }
  });

  it('refuses topics that do not exist, and survives whatever is sent to it', async () => {
    const socket = await client('sari').socket();
    for (const topic of ['', 'desk:', 'floor ', 'desk:*', `person:${people.sari.id}`, 'x'.repeat(50_000)]) {
      expect(await socket.emitWithAck('open', topic)).toEqual({ error: 'unknown_topic' });
    }
    const raw = socket as unknown as { emit(...args: unknown[]): void };
    raw.emit('open', null, 'no function');
    raw.emit('open');
    raw.emit('delivered', { length: 3 });
    raw.emit('delivered', [null, 1, 'x\u0000', ...Array.from({ length: 500 }, (_, n) => `a${n}`)]);
    raw.emit('nonsense', Buffer.from('x'));
    expect('error' in (await socket.emitWithAck('open', `desk:${people.sari.id}`))).toBe(false);
  });

  it('lets nobody in without a session', async () => {
    for (const cookie of [null, 'sigap.sid=s%3Aforged.signature']) {
      await expect(connect(server.url, cookie)).rejects.toThrow('not_logged_in');
    }
  });

  it('shows the floor nothing of the citizen', async () => {
    const waiting = await queuedCall(server, '081298765432');
    server.exchange.happen(waiting.offered('102'));
    await client('sari').do('saveDraft', {
      params: { caseId: call.caseId },
      body: { ...intake, nik: '3578014507900001' },
    });
    const floor = await client('rina').open('floor');
    await floor.until('calls', (entry) => entry.callId === waiting.callId && entry.phase === 'ringing');
    const shown = JSON.stringify([floor.snapshot, floor.changes]);
    expect(shown).toContain(waiting.ticketNumber);
    for (const secret of ['5432', '7890', 'Siti', 'KTP belum', '3578']) expect(shown).not.toContain(secret);
    server.exchange.happen(waiting.lapsed('102', 'caller-gone'), waiting.ended());
  });
});

describe('a request that is not right', () => {
  const post = (
    body: string,
    headers: Record<string, string> = {},
    path = `/api/cases/${call.caseId}/intake`,
  ): Promise<Answer> =>
    send(server.url, {
      method: 'POST',
      path,
      body,
      headers: { 'x-sigap': '1', 'content-type': 'application/json', cookie: client('sari').cookie, ...headers },
    });

  it('is refused with 403 when it may come from a page of another site', async () => {
    for (const header of ['', '0', 'true']) {
      const answer = await post(JSON.stringify(intake), { 'x-sigap': header });
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

  it('is refused with 413 above 64 kB, with 400 when it is no JSON', async () => {
    expect((await post(JSON.stringify({ ...intake, complaint: 'x'.repeat(66_000) }))).problem).toMatchObject({
      status: 413,
      type: 'too_large',
    });
    for (const body of ['{"callerName":', '"text"', 'null']) expect((await post(body)).status).toBe(400);
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(422);
    expect((await post('{}', { 'content-encoding': 'nonsense' })).status).toBe(415);
  });

  it('names each field that is wrong, with a code', async () => {
    const bad = {
      callerName: ' ',
      kind: 'wish',
      category: 'ktp_el',
      complaint: 'a\u0007b',
      address: 'Jl. A\nB',
      nik: 5,
    };
    const { status, problem } = await post(JSON.stringify(bad));
    expect(status).toBe(422);
    const codes = Object.fromEntries((problem?.errors ?? []).map(({ field, code }) => [field, code]));
    expect(codes).toEqual({
      callerName: 'required',
      kind: 'invalid_value',
      complaint: 'control_characters',
      address: 'line_breaks',
      nik: 'invalid_type',
    });
    expect((await post(JSON.stringify({ ...intake, nik: '3578014507900' }))).problem?.errors).toEqual([
      expect.objectContaining({ field: 'nik', code: 'length' }),
    ]);
    expect((await post('[]')).status).toBe(422);
    const short = await client('sari').call('reveal', {
      params: { caseId: call.caseId },
      body: { field: 'nik', reason: 'x' },
    });
    expect(short.problem?.errors).toEqual([expect.objectContaining({ field: 'reason', code: 'reason_too_short' })]);
    expect((await client('sari').call('getCase', { params: { caseId: 'x' } })).problem?.errors?.[0]?.field).toBe(
      'caseId',
    );
    expect((await client('rina').call('listCases', { query: { page: 0 } })).problem?.errors?.[0]?.field).toBe('page');
  });

  it('is a mistake of the sender, not of ours, when its text is none PostgreSQL can keep', async () => {
    for (const complaint of ['\ud83d', 'a\u0000b']) {
      const { status, problem } = await post(JSON.stringify({ ...intake, complaint }));
      expect([status, problem?.errors?.[0]?.field]).toEqual([422, 'complaint']);
    }
    const answers = [
      await send(server.url, requestOf('logIn', { body: { username: 'sa\u0000ri', password } })),
      await client('rina').call('listCases', { query: { q: '\u0000' } }),
      await client('rina').call('acknowledge', { params: { alertId: 'x\u0000' } }),
      await client('sari').call('leg', { params: { callId: '\u0000' }, body: { action: 'mute' } }),
    ];
    for (const { status } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    const smile = await post(JSON.stringify({ ...intake, complaint: 'KTP 😀 "kutip" \\ \n\t baris' }));
    expect(smile.status).toBe(200);
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
    await until('he is paused', () => server.exchange.standing('102') === 'paused');
    await budi.do('logOut');
    await until('he is out', () => server.exchange.standing('102') === 'out');
  });

  it('ends everywhere, sockets too, when the password is reset', async () => {
    const tono = await server.logIn('tono');
    const socket = await tono.socket();
    // As the command line does it, in a process of its own.
    await server.sql(`DELETE FROM session WHERE sess->>'userId' = $1`, [people.tono.id]);
    expect((await tono.call('me')).status).toBe(401);
    await until('the socket is closed', () => socket.disconnected, 12_000);
  }, 15_000);

  it('gets another id at log-in, and a cookie no script and no other site can use', async () => {
    const answer = await send(server.url, requestOf('logIn', { body: { username: 'SARI', password } }));
    const [line = ''] = answer.headers['set-cookie'] ?? [];
    expect(line).toMatch(/^sigap\.sid=/);
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(line).toContain(attribute);
    expect(line).not.toContain(client('sari').cookie.split('=')[1]);
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|argon/i);
  });

  it('is not for guessers: a wrong password is slow, and the eleventh guess is not looked at', async () => {
    const guess = () => send(server.url, requestOf('logIn', { body: { username: 'hadi', password: 'salah' } }));
    const startedAt = performance.now();
    const [known, unknown] = await Promise.all([
      guess(),
      send(server.url, requestOf('logIn', { body: { username: 'nobody', password: 'salah' } })),
    ]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(490);
    expect(known.status).toBe(401);
    expect(known.body).toEqual(unknown.body);
    const answers = await Promise.all(Array.from({ length: 10 }, guess));
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(1);
    const right = await send(server.url, requestOf('logIn', { body: { username: ' Hadi', password } }));
    expect(right.problem).toMatchObject({ status: 429, type: 'too_many_attempts' });
    expect((await send(server.url, requestOf('logIn', { body: { username: 'rina', password } }))).status).toBe(200);
  });
});
