import { randomUUID } from 'node:crypto';
import { api, type RouteName } from '../../../server/contract/api.ts';
import { usualTiles } from '../../../server/contract/wallboard-tiles.ts';
import { type Client, connect, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
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

const add = (name: string) => admin.do('addWallboard', { body: { name } });
const enter = (token: string) => send(server.url, requestOf('enterWallboard', { body: { token } }));
const cookieOf = ({ headers }: Awaited<ReturnType<typeof enter>>) =>
  (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
const ask = (name: RouteName, cookie: string) =>
  send(server.url, requestOf(name, { headers: { cookie }, params: {} as never }));
const watch = (cookie: string, url = server.url) => connect(url, cookie, {}, { as: 'wallboard' });
const open = async (name: string) => {
  const { wallboardId, token } = await add(name);
  const cookie = cookieOf(await enter(token));
  return { wallboardId, token, cookie };
};
const listed = async (wallboardId: string) =>
  (await admin.do('wallboards')).wallboards.find((board) => board.wallboardId === wallboardId);

describe('a wallboard', () => {
  it('watches the floor by a link of its own, and may nothing else', async () => {
    const { cookie, wallboardId } = await open('Ruang agen');
    expect((await ask('myWallboard', cookie)).body).toEqual({
      ...{ wallboardId, name: 'Ruang agen', tiles: usualTiles },
      ...{ pages: [{ tiles: usualTiles, seconds: 20 }], limits: {} },
    });
    const socket = await watch(cookie);
    expect('error' in (await socket.emitWithAck('open', 'floor'))).toBe(false);
    for (const topic of [`desk:${wallboardId}`, 'inbox:agent', 'inbox:head', 'inbox:forwarded'])
      expect([topic, await socket.emitWithAck('open', topic)]).toEqual([topic, { error: 'not_allowed' }]);
    const own: readonly RouteName[] = ['myWallboard', 'leaveWallboard'];
    for (const name of Object.keys(api) as RouteName[]) {
      if (api[name].roles === 'public' || own.includes(name)) continue;
      expect([name, (await ask(name, cookie)).problem?.type]).toEqual([name, 'not_logged_in']);
    }
    // Without saying that it comes as a wallboard, it is nobody.
    await expect(connect(server.url, cookie)).rejects.toThrow('not_logged_in');
    socket.disconnect();
  });

  it('shows large what was chosen for its pages, and nothing twice on one, unknown or none at all', async () => {
    const { cookie, wallboardId } = await open('Ruang kepala');
    const choose = (pages: unknown, limits: unknown = {}) =>
      admin.call('changeWallboard', { params: { wallboardId }, body: { pages, limits } as never });
    const pages = [
      { tiles: ['breaches', 'serviceLevel'], seconds: 10 },
      { tiles: ['waiting', 'breaches'], seconds: 120 },
    ];
    const limits = { serviceLevel: { amber: 90, red: 80 }, waiting: { amber: null, red: 5 } };
    expect((await choose(pages, limits)).status).toBe(204);
    for (const wrong of [[], ['waiting', 'waiting'], ['bread'], [...usualTiles, 'serviceLevel', 'waiting']])
      expect([wrong, (await choose([{ tiles: wrong, seconds: 20 }])).status]).toEqual([wrong, 422]);
    for (const seconds of [9, 121, 20.5, null]) {
      const answer = await choose([{ tiles: ['waiting'], seconds }]);
      expect([seconds, answer.status]).toEqual([seconds, 422]);
    }
    const page = { tiles: ['waiting'], seconds: 20 };
    for (const wrong of [[], [page, page, page, page, page]]) expect((await choose(wrong)).status).toBe(422);
    // For a screen that was loaded when there was one page only its tiles are told too.
    const told = (await ask('myWallboard', cookie)).body;
    expect(told).toEqual({ wallboardId, name: 'Ruang kepala', pages, limits, tiles: ['breaches', 'serviceLevel'] });
    expect(await listed(wallboardId)).toMatchObject({ pages, limits });
    const nobody = { params: { wallboardId: randomUUID() }, body: { pages: [page], limits: {} } };
    expect((await admin.call('changeWallboard', nobody as never)).status).toBe(404);
  });

  it('warns from the figures on that its office sets, and from none that make no sense', async () => {
    const { wallboardId } = await open('Ruang pantau');
    const pages = [{ tiles: ['waiting', 'serviceLevel', 'talking'], seconds: 20 }];
    const choose = (limits: unknown) =>
      admin.call('changeWallboard', { params: { wallboardId }, body: { pages, limits } as never });
    const wrong = [
      [{ waiting: { amber: 5, red: 5 } }, 'red_before_amber'],
      [{ waiting: { amber: 5, red: 4 } }, 'red_before_amber'],
      [{ serviceLevel: { amber: 80, red: 90 } }, 'red_before_amber'],
      [{ serviceLevel: { amber: null, red: 101 } }, 'out_of_range'],
      [{ waiting: { amber: 0, red: null } }, 'out_of_range'],
      [{ waiting: { amber: null, red: 1.5 } }, 'not_whole'],
      [{ talking: { amber: null, red: 3 } }, 'not_measured'],
    ] as const;
    for (const [limits, why] of wrong) {
      const { status, problem } = await choose(limits);
      expect([status, problem?.errors?.[0]?.message]).toEqual([422, expect.stringContaining(why)]);
    }
    expect((await choose({ bread: { amber: null, red: 3 } })).status).toBe(422);
    const right = { waiting: { amber: 5, red: 6 }, serviceLevel: { amber: 80, red: 0 } };
    expect((await choose(right)).status).toBe(204);
    expect((await listed(wallboardId))?.limits).toEqual(right);
  });

  it('is known by a cookie that no script reads, and by nothing that lies in the database or the log', async () => {
    const { token } = await add('Lobi');
    const [line = ''] = (await enter(token)).headers['set-cookie'] ?? [];
    expect(line).toMatch(/^sigap\.wallboard=[\w-]{43}; Max-Age=31536000; Path=\/; .*HttpOnly; SameSite=Strict$/);
    const rows = await server.sql('SELECT * FROM wallboard');
    expect(JSON.stringify(rows)).not.toContain(token);
    const audit = await server.sql('SELECT * FROM audit_entry');
    expect(JSON.stringify([audit, server.log.lines()])).not.toContain(token);
  });

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(200), '; DROP TABLE wallboard'])(
    'is not let in by a token that is none (%p)',
    async (token) => {
      const answer = await enter(token);
      expect([answer.status, answer.headers['set-cookie']]).toEqual([token === '' ? 422 : 401, undefined]);
      await expect(watch(`sigap.wallboard=${encodeURIComponent(token)}`)).rejects.toThrow('not_logged_in');
    },
  );

  it('is revoked at once, also on sockets that are open, here and at another server', async () => {
    const other = await startTestServer({ databaseUrl: database.url });
    try {
      const { cookie, wallboardId, token } = await open('Dinding selatan');
      const { cookie: staying } = await open('Dinding utara');
      const [here, there, goesOn] = [await watch(cookie), await watch(cookie, other.url), await watch(staying)];
      let told = 0;
      for (const socket of [here, there])
        socket.on('sessionEnded', () => {
          told += 1;
        });
      expect((await admin.call('revokeWallboard', { params: { wallboardId } })).status).toBe(204);
      await until('both sockets are closed', () => here.disconnected && there.disconnected);
      expect([told, goesOn.connected]).toEqual([2, true]);
      await expect(watch(cookie)).rejects.toThrow('not_logged_in');
      expect((await ask('myWallboard', cookie)).status).toBe(401);
      expect((await enter(token)).problem?.type).toBe('wallboard_unknown');
      expect(await listed(wallboardId)).toBeUndefined();
      expect((await admin.call('revokeWallboard', { params: { wallboardId } })).status).toBe(404);
      goesOn.disconnect();
    } finally {
      await other.stop();
    }
  });

  it('lasts: no time ends it, nor that whoever made it leaves', async () => {
    const { cookie, wallboardId } = await open('Ruang rapat');
    const socket = await watch(cookie);
    await server.sql(
      `UPDATE wallboard SET added_at = added_at - interval '2 years', seen_at = seen_at - interval '1 year' WHERE id = $1`,
      [wallboardId],
    );
    await until('it was seen', async () => ((await listed(wallboardId))?.seenAt ?? 0) > Date.now() - 3_600_000);
    expect(socket.connected).toBe(true);
    await server.sql(`UPDATE person SET active = false WHERE username = 'admin'`);
    expect((await ask('myWallboard', cookie)).status).toBe(200);
    await server.sql(`UPDATE person SET active = true WHERE username = 'admin'`);
    expect((await listed(wallboardId))?.addedByName).toBe(admin.me.displayName);
    socket.disconnect();
  });

  it('may be in the browser of somebody who is logged in; neither is in the other’s way', async () => {
    const rina = await server.logIn('rina');
    const { cookie, wallboardId } = await open('Meja penyelia');
    const both = `${rina.cookie}; ${cookie}`;
    expect((await ask('me', both)).body).toMatchObject({ username: 'rina' });
    expect((await ask('myWallboard', both)).body).toMatchObject({ wallboardId });
    const [person, screen] = [await connect(server.url, both), await watch(both)];
    expect('error' in (await person.emitWithAck('open', 'inbox:supervisor'))).toBe(false);
    expect(await screen.emitWithAck('open', 'inbox:supervisor')).toEqual({ error: 'not_allowed' });
    for (const socket of [person, screen]) socket.disconnect();
  });

  it('is an entry of the audit when it is made, opened and revoked, each with its name', async () => {
    const { wallboardId } = await open('Papan tamu');
    await admin.do('revokeWallboard', { params: { wallboardId } });
    await until('all of it is kept', async () => {
      const rows = await server.sql<{ action: string; byAdmin: boolean }>(
        `SELECT action, person_id = $1 AS "byAdmin" FROM audit_entry WHERE subject LIKE 'Papan tamu%' ORDER BY seq`,
        [admin.me.userId],
      );
      return (
        JSON.stringify(rows.map(({ action, byAdmin }) => [action, byAdmin])) ===
        '[["wallboard.added",true],["wallboard.opened",null],["wallboard.revoked",true]]'
      );
    });
  });

  it('is given to nobody by a log-in whose person has not shown for a while who sits there', async () => {
    await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [
      admin.me.userId,
    ]);
    expect((await admin.call('addWallboard', { body: { name: 'Siapa pun' } })).problem?.type).toBe('proof_needed');
    await server.sql('UPDATE session SET proven_at = clock_timestamp()');
  });

  it('has a name of one line, and there are no more of them than walls', async () => {
    for (const name of ['', ' ', 'a\nb', 'x'.repeat(61)])
      expect([name, (await admin.call('addWallboard', { body: { name } })).problem?.errors?.[0]?.field]).toEqual([
        name,
        'name',
      ]);
    await server.sql(
      `INSERT INTO wallboard (id, name, token_hash, added_by, pages, limits)
       SELECT gen_random_uuid(), 'penuh', n::text, $1, '[{"tiles": ["waiting"], "seconds": 20}]', '{}' FROM generate_series(1, 100) AS n`,
      [admin.me.userId],
    );
    expect((await admin.call('addWallboard', { body: { name: 'Satu lagi' } })).problem?.type).toBe(
      'too_many_wallboards',
    );
  });
});
