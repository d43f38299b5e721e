import { sharedTopics } from '../../../server/app/people/policies.ts';
import { api, type RouteName } from '../../../server/contract/api.ts';
import { roles } from '../../../server/contract/people.ts';
import { type Client, connect, requestOf, send, type View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people, type Username } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall, queuedCall } from '../../support/server-scenario.ts';

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
    saveDraft: { body: { event: 'intake.saved', fields: { complaint: 'x' } } },
    chooseCaller: { body: { callerId: null } },
    performAction: { body: { event: 'case.archived' } },
    takeIntake: { body: { serviceId: 'desk', complaint: 'KTP belum jadi' } },
    reveal: { body: { field: 'phone', reason: 'menelepon balik' } },
    listen: { params: { callId: call.callId, reference: 'RE1' }, body: { reason: 'memeriksa mutu' } },
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
    const unseen = {
      agus: 404,
      tono: 404,
      hadi: 404,
      admin: 404,
      lia: 404,
      sinta: 404,
      putri: 404,
      yusuf: 404,
      nadia: 404,
    };
    // Not their work: they have to say why.
    const others = { budi: 403, dewi: 403 };
    expect(await asked('getCase', { params })).toEqual({ ...all(200), ...unseen, ...others });
    expect(await asked('reveal', { params, body: { field: 'phone', reason: 'menelepon balik' } })).toEqual({
      ...all(200),
      ...unseen,
      ...others,
    });
    const ownOnly = Object.fromEntries(Object.keys(unseen).map((username) => [username, 403]));
    expect(await asked('listCases', {})).toEqual({ ...all(200), ...ownOnly });
    expect(await asked('performAction', { params, body: { event: 'case.archived' } })).toEqual({
      ...all(409),
      ...unseen,
      ...others,
    });
    // The other agent's desk, and people without a telephone.
    expect((await client('budi').attempt(params, 'intake.saved', { complaint: 'x' })).status).toBe(403);
    expect((await client('rina').call('setState', { body: { state: 'ready' } })).problem?.type).toBe('no_telephone');
    expect(
      (await client('budi').call('leg', { params: { callId: call.callId }, body: { action: 'hangup' } })).status,
    ).toBe(409);
    expect(
      (await client('sari').call('leg', { params: { callId: call.callId }, body: { action: 'hold' } })).status,
    ).toBe(204);
    expect(server.exchange.commands.findLast(({ type }) => type === 'leg.hold')).toEqual({
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
    expect(
      (await client('sari').call('saveDraft', { ...nothing, body: { event: 'intake.saved', fields: {} } })).status,
    ).toBe(404);
  });
});

describe('a role that nobody knows', () => {
  it('is refused whatever asks for a log-in, and sees no live view', async () => {
    await server.sql(`UPDATE person SET role = 'tamu' WHERE username = 'yusuf'`);
    try {
      const { cookie } = client('yusuf');
      for (const name of guarded) {
        const wanted = sample(name);
        const answer = await send(server.url, { ...wanted, headers: { ...wanted.headers, cookie } });
        // A wallboard is nobody's log-in.
        const refused = api[name].roles === 'wallboard' ? 'not_logged_in' : 'not_allowed';
        expect([name, answer.problem?.type]).toEqual([name, refused]);
      }
      const socket = await connect(server.url, cookie).catch(() => null);
      for (const topic of [...sharedTopics, `desk:${people.yusuf.id}`])
        if (socket) expect(await socket.emitWithAck('open', topic)).toEqual({ error: 'not_allowed' });
      socket?.close();
    } finally {
      await server.sql(`UPDATE person SET role = 'assistant_information_officer' WHERE username = 'yusuf'`);
    }
  });
});

describe('every live view', () => {
  const may: Record<string, readonly Username[]> = {
    floor: ['rina', 'joko', 'wati', 'hadi', 'admin'],
    alarms: ['admin', 'nadia'],
    'inbox:agent': ['sari', 'budi', 'rina'],
    'inbox:dispatcher': ['dewi', 'rina'],
    'inbox:official': ['agus', 'tono', 'wati'],
    'inbox:agency': ['lia'],
    'inbox:supervisor': ['rina'],
    'inbox:coordinator': ['joko'],
    'inbox:secretary': ['sinta'],
    'inbox:information_officer': ['putri'],
    'inbox:assistant_information_officer': ['yusuf'],
    'inbox:head': ['wati'],
    'inbox:analyst': ['hadi'],
    'inbox:forwarded': ['wati'],
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

  it('names every topic that is shared', () => {
    expect(sharedTopics.filter((topic) => !(topic in may))).toEqual([]);
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
      body: { event: 'intake.saved', fields: { ...intake, nik: '3578014507900001' } },
    });
    const floor = await client('rina').open('floor');
    await floor.until('calls', (entry) => entry.callId === waiting.callId && entry.phase === 'ringing');
    // Moments and ids are digits too, any digits.
    const idOrMoment = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b\d{13}\b/g;
    const shown = JSON.stringify([floor.snapshot, floor.changes]).replace(idOrMoment, '');
    expect(shown).toContain(waiting.ticketNumber);
    for (const secret of ['5432', '7890', 'Siti', 'KTP belum', '3578']) expect(shown).not.toContain(secret);
    server.exchange.happen(waiting.lapsed('102', 'caller-gone'), waiting.ended());
  });
});
