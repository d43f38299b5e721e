import type { Client, View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

const prankster = '081234567890';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let rina: Client;
let desk: View;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  [sari, rina] = [await server.logIn('sari'), await server.logIn('rina')];
  desk = await sari.desk();
});
afterEach(async () => {
  await server.stop();
  server.log.assertNoPersonalData([prankster]);
  await database.drop();
});

/** A prank, recapped as one. */
async function prank(): Promise<{ caseId: string }> {
  const call = await answeredCall(server, sari, desk, prankster);
  server.exchange.happen(call.ended());
  await until('the call is over', async () => !(await sari.do('getCase', { params: call })).callLive);
  await sari.act(call, 'recap.saved', { disposition: 'prank', recapSummary: 'Iseng' });
  return { caseId: call.caseId };
}
const comes = async (ani: string | null, dnis: string) => {
  const call = server.exchange.caller(ani, { dnis });
  server.exchange.happen(call.arrived());
  const asked = { callId: call.callId, at: server.clock.now(), ani, dnis };
  return { call, door: (await server.core.callEvents.register(asked)).door };
};
const block = (who: Client, of: { caseId: string }, more: object = {}) =>
  who.call('blockCaller', {
    params: of,
    body: { days: 7, atEmergency: false, reason: 'iseng berulang kali', ...more },
  });
const stands = async (of: { caseId: string }) => (await rina.do('getCase', { params: of })).block;

it('is a supervisor’s decision from the third prank on, for a while, and no emergency number refuses without a word of it', async () => {
  const first = await prank();
  await prank();
  expect(await stands(first)).toEqual({ pranks: 2, fewest: 3, until: null, atEmergency: false });
  expect((await block(rina, first)).problem?.type).toBe('too_few_pranks');
  await prank();
  expect((await comes(prankster, '0315312144')).door).toBeUndefined();
  expect((await block(sari, first)).problem?.type).toBe('not_allowed');
  expect((await sari.do('getCase', { params: first })).block).toBeNull();
  expect((await block(rina, first, { days: 365 })).status).toBe(422);
  expect((await block(rina, first)).status).toBe(204);
  const refused = { tells: ['blocked'], turnsAway: 'blocked' };
  // However the operator writes the number.
  for (const ani of [prankster, '+6281234567890', '6281234567890'])
    expect((await comes(ani, '0315312144')).door).toEqual(refused);
  expect((await comes(prankster, '112')).door).toBeUndefined();
  expect((await comes('081298765432', '0315312144')).door).toBeUndefined();
  expect((await comes(null, '0315312144')).door).toBeUndefined();
  await block(rina, first, { atEmergency: true });
  expect((await comes(prankster, '112')).door).toEqual(refused);
  expect(await stands(first)).toMatchObject({ atEmergency: true });

  // Whoever is refused is no missed caller.
  const { call } = await comes(prankster, '0315312144');
  const away = { callId: call.callId, at: server.clock.now(), why: 'blocked' } as const;
  server.exchange.happen({ type: 'call.turned_away', id: `${call.callId}:turned-away`, ...away }, call.ended());
  await server.settled();
  expect(await server.sql('SELECT outcome FROM call WHERE id = $1', [call.callId])).toEqual([{ outcome: 'blocked' }]);
  expect(await server.sql('SELECT id FROM missed_caller')).toEqual([]);
  // In the clear it stands nowhere.
  const stored = await server.sql('SELECT * FROM blocked_caller');
  expect(JSON.stringify(stored)).not.toContain('1234567');
});

it('is lifted by a supervisor, or by its time, and both are accounted for', async () => {
  const [of] = [await prank(), await prank(), await prank()];
  await block(rina, of, { days: 1 });
  server.clock.move(25 * 3_600_000);
  expect((await comes(prankster, '0315312144')).door).toBeUndefined();
  await block(rina, of);
  expect((await comes(prankster, '0315312144')).door).toBeDefined();
  const lifted = await rina.call('unblockCaller', { params: of, body: { reason: 'salah orang, minta maaf' } });
  expect(lifted.status).toBe(204);
  expect((await comes(prankster, '0315312144')).door).toBeUndefined();
  const audited = await server.sql("SELECT action, reason FROM audit_entry WHERE action LIKE 'caller.%' ORDER BY seq");
  expect(audited.at(-1)).toEqual({ action: 'caller.unblocked', reason: 'salah orang, minta maaf' });
  expect(audited.map(({ action }) => action)).toEqual(['caller.blocked', 'caller.blocked', 'caller.unblocked']);
});
