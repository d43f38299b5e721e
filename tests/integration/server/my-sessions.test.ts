import { createHash } from 'node:crypto';
import { connect, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('one’s own log-ins', () => {
  it('are locked with all that is open under them, and opened again by the password under the same session', async () => {
    const sari = await server.logIn('sari');
    const another = await server.logIn('sari');
    const [tab, elsewhere] = [await sari.socket(), await another.socket()];
    expect((await sari.call('lockScreen')).status).toBe(204);
    await until('what was open before is closed', () => tab.disconnected);
    for (const route of ['listCases', 'mySessions', 'services'] as const)
      expect([route, (await sari.call(route)).problem?.type]).toEqual([route, 'locked']);
    expect([(await sari.do('me')).owes, (await sari.call('phone')).status]).toEqual(['unlock', 200]);
    // Of its own desk it hears, so that a ring is heard; of nothing else.
    const behind = await connect(server.url, sari.cookie);
    expect(await behind.emitWithAck('open', `desk:${people.sari.id}`)).toMatchObject({ more: false });
    expect(await behind.emitWithAck('open', 'inbox:agent')).toEqual({ error: 'not_allowed' });
    const wrong = await sari.call('unlockScreen', { body: { password: 'salah' } });
    expect([wrong.status, wrong.problem?.errors?.[0]?.code]).toEqual([422, 'wrong_password']);
    expect((await sari.call('unlockScreen', { body: { password } })).status).toBe(204);
    expect([(await sari.do('me')).owes, (await sari.call('mySessions')).status]).toEqual([null, 200]);
    await until('the other tabs look anew', () => behind.disconnected);
    // Another log-in of the same person is none of it.
    expect([elsewhere.connected, (await another.call('mySessions')).status]).toEqual([true, 200]);
    await another.call('logOut');
    await sari.call('logOut');
  });

  it('are listed with where and by what they were begun, and nobody else’s', async () => {
    const headers = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0', 'x-nothing': 'x' };
    await send(server.url, requestOf('logIn', { body: { username: 'sari', password }, headers }));
    const [here] = [await server.logIn('sari'), await server.logIn('budi')];
    await server.sql(
      `UPDATE session SET expire = clock_timestamp() - interval '1 s' WHERE sess->>'userId' = $1 AND sess->>'browser' IS NULL
         AND sid <> $2`,
      [people.sari.id, decodeURIComponent(here.cookie).replace(/^.*?=s:([^.]+)\..*$/, '$1')],
    );
    const { sessions } = await here.do('mySessions');
    expect(sessions.map(({ browser, current }) => [browser, current])).toEqual([
      [null, true],
      [headers['user-agent'], false],
    ]);
    for (const { source, begunAt, usedAt } of sessions) {
      expect(source).toMatch(/^127\.0\.0\.1$|^::/);
      expect(usedAt).toBeGreaterThanOrEqual(begunAt);
    }
    // What is told of a session is no way into it.
    const cookies = await server.sql<{ sid: string }>('SELECT sid FROM session');
    for (const { sid } of cookies) expect(JSON.stringify(sessions)).not.toContain(sid);
  });

  it('are ended one by one, and their sockets with them, before anybody looks again', async () => {
    const [here, there] = [await server.logIn('dewi'), await server.logIn('dewi')];
    const [staying, closing] = [await here.socket(), await there.socket()];
    let told = 0;
    closing.on('sessionEnded', () => {
      told += 1;
    });
    const other = (await here.do('mySessions')).sessions.find(({ current }) => !current);
    const params = { sessionId: other?.sessionId ?? '' };
    expect((await here.call('endMySession', { params })).status).toBe(204);
    expect((await there.call('me')).status).toBe(401);
    await until('the socket is closed', () => closing.disconnected);
    expect([told, staying.connected]).toEqual([1, true]);
    await expect(connect(server.url, there.cookie)).rejects.toThrow('not_logged_in');
    expect((await here.do('mySessions')).sessions).toHaveLength(1);
    expect((await here.call('endMySession', { params })).status).toBe(404);
    await until(
      'it is accounted for',
      async () =>
        (
          await server.sql("SELECT 1 FROM audit_entry WHERE action = 'session.ended' AND person_id = $1", [
            people.dewi.id,
          ])
        ).length === 1,
    );
  });

  it('are ended all but this one', async () => {
    const [here, ...others] = [await server.logIn('agus'), await server.logIn('agus'), await server.logIn('agus')];
    expect((await here.call('endMyOtherSessions')).status).toBe(204);
    for (const other of others) expect((await other.call('me')).status).toBe(401);
    expect((await here.do('mySessions')).sessions.map(({ current }) => current)).toEqual([true]);
  });

  it('have another token once their person has shown again who it is: the former one opens nothing, and what is open stays', async () => {
    const sari = await server.logIn('sari');
    const [rina, socket] = [await server.logIn('rina'), await sari.socket()];
    const looked = await rina.socket();
    const { sessionId } = (await sari.do('mySessions')).sessions.find(({ current }) => current) ?? {};
    const tries: string[] = [];
    const show = {
      proof: () => sari.call('proveMyself', { body: { password } }),
      unlocking: async () => {
        // Sessions are looked at, all of them, and the socket of this one is still there.
        await server.sql("DELETE FROM session WHERE sess->>'userId' = $1", [people.rina.id]);
        await until('the sessions were looked at', () => looked.disconnected);
        expect(socket.connected).toBe(true);
        await sari.do('lockScreen');
        return sari.call('unlockScreen', { body: { password } });
      },
    };
    for (const way of ['proof', 'unlocking'] as const) {
      const before = sari.cookie;
      tries.push(before);
      expect((await show[way]()).status).toBe(204);
      expect(sari.cookie).not.toBe(before);
      expect((await sari.call('me', { headers: { cookie: before } })).status).toBe(401);
      await expect(connect(server.url, before)).rejects.toThrow('not_logged_in');
    }
    // What is answered late under a former one does not begin it anew, nor does it give it back to the browser.
    for (const cookie of tries) {
      const late = await sari.call('lockScreen', { headers: { cookie } });
      expect([late.status, late.headers['set-cookie']]).toEqual([401, undefined]);
    }
    expect((await sari.call('me')).status).toBe(200);
    const mine = (await sari.do('mySessions')).sessions.filter(({ current }) => current);
    expect(mine).toHaveLength(1);
    expect(mine[0]?.sessionId).not.toBe(sessionId);
    // What is opened under the new one ends with the log-in.
    const again = await connect(server.url, sari.cookie);
    await sari.do('logOut');
    await until('the socket is closed', () => again.disconnected);
  });

  it('that are ended ask again who sits there, once that is a while ago', async () => {
    const [here, there] = [await server.logIn('agus'), await server.logIn('agus')];
    await server.sql("UPDATE session SET proven_at = proven_at - interval '6 minutes' WHERE sess->>'userId' = $1", [
      people.agus.id,
    ]);
    const refused = await here.call('endMyOtherSessions');
    expect([refused.status, refused.problem?.type]).toEqual([403, 'proof_needed']);
    expect((await there.call('me')).status).toBe(200);
    await here.do('proveMyself', { body: { password } });
    await here.do('endMyOtherSessions');
    expect((await there.call('me')).status).toBe(401);
  });

  it('of others are not found, even by who knows their id', async () => {
    const [mine, rinas] = [await server.logIn('tono'), await server.logIn('rina')];
    const [session] = (await rinas.do('mySessions')).sessions;
    const params = { sessionId: session?.sessionId ?? '' };
    expect(params.sessionId).toBe(
      createHash('sha256')
        .update(decodeURIComponent(rinas.cookie).replace(/^.*?=s:([^.]+)\..*$/, '$1'))
        .digest('hex'),
    );
    expect((await mine.call('endMySession', { params })).status).toBe(404);
    expect((await rinas.call('me')).status).toBe(200);
  });
});
