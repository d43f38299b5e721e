import { codeAt } from '../../support/authenticator.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people } from '../../support/server-people.ts';
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

const setUp = async (client: Client) => {
  const { secret } = await client.do('beginSecondFactor', { body: { password } });
  await client.do('confirmSecondFactor', { body: { code: codeAt(secret, server.clock.now()) } });
};
const accountOf = async (personId: string) =>
  (await admin.do('accounts', {})).accounts.find((account) => account.personId === personId);
const reset = (personId: string, client = admin) => client.call('resetSecondFactor', { params: { personId } });

it('an administrator sees how everybody logs in, and no secret of it', async () => {
  const dewi = await server.logIn('dewi');
  expect(await accountOf(people.dewi.id)).toEqual({
    ...{ personId: people.dewi.id, username: 'dewi', displayName: dewi.me.displayName, role: people.dewi.role },
    ...{ code: false, passkeys: 0, sessions: 1 },
  });
  await setUp(dewi);
  expect(await accountOf(people.dewi.id)).toMatchObject({ code: true, sessions: 1 });
});

it('whose second factor is taken away is told at the next log-in until it is read, and others in charge are told at once', async () => {
  const nadia = await server.logIn('nadia');
  const alarms = await nadia.open('alarms');
  const socket = await (await server.logIn('hadi')).socket();
  const hadi = await server.logIn('hadi');
  await setUp(hadi);
  expect((await reset(people.hadi.id)).status).toBe(204);
  await until('every log-in has ended', () => socket.disconnected);
  expect(await alarms.until('alarms', ({ kind }) => kind === 'second_factor.reset')).toMatchObject({
    personName: admin.me.displayName,
  });
  const again = await server.logIn('hadi');
  expect(again.me.factorTakenAt).toBeGreaterThan(0);
  await again.do('factorSeen', {});
  expect((await again.do('me', {})).factorTakenAt).toBeNull();
  // Nothing was there to take.
  expect((await reset(people.hadi.id)).status).toBe(404);
  expect((await server.logIn('hadi')).me.factorTakenAt).toBeNull();
});

it('nobody takes away their own, and nobody acts who did not show a moment ago who sits there', async () => {
  const own = await reset(people.admin.id);
  expect([own.status, own.problem?.type]).toEqual([403, 'four_eyes']);
  await server.sql(`UPDATE session SET proven_at = proven_at - interval '6 min' WHERE sess->>'userId' = $1`, [
    people.admin.id,
  ]);
  expect((await reset(people.dewi.id)).problem?.type).toBe('proof_needed');
});

it('ends every log-in of somebody, which the audit tells', async () => {
  const joko = await server.logIn('joko');
  expect((await admin.call('endSessionsOf', { params: { personId: people.joko.id } })).status).toBe(204);
  expect((await joko.call('me')).status).toBe(401);
  const nobody = { personId: '11111111-1111-4111-8111-111111111111' };
  expect((await admin.call('endSessionsOf', { params: nobody })).status).toBe(404);
  await until('it is accounted for', async () => {
    const noted = await server.sql(
      "SELECT 1 FROM audit_entry WHERE action = 'session.ended' AND person_id = $1 AND subject = $2",
      [people.admin.id, people.joko.id],
    );
    return noted.length === 1;
  });
});
