import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let admin: Client;
let sari: Client;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  [admin, sari] = [await server.logIn('admin'), await server.logIn('sari')];
  await sari.do('setState', { body: { state: 'ready' } });
  await until('she is rung', () => server.exchange.membership('101') === 'ready');
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const change = (part: { displayName?: string; extension?: string }) => {
  const { displayName, role, extension } = people.sari;
  const body = { ...{ displayName, role, extension, phone: 'browser' as const, locale: 'id' as const }, ...part };
  return admin.call('changePerson', { params: { personId: people.sari.id }, body });
};

it('the extension of an agent who has a call or its recap stays until it is over; the name is changed meanwhile', async () => {
  const call = server.exchange.caller('081200001111');
  const floor = await (await server.logIn('rina')).open('floor');
  const isIn = (state: string) =>
    floor.until('agents', (agent) => agent.userId === people.sari.id && agent.state === state);
  const refused = async () => {
    const { status, problem } = await change({ extension: '151' });
    expect([status, problem?.type]).toEqual([409, 'agent_in_call']);
  };
  server.exchange.happen(call.arrived(), call.queued(), call.offered('101'));
  await isIn('reserved');
  await refused();
  server.exchange.happen(call.answered('101'));
  await isIn('talking');
  await refused();
  expect((await change({ displayName: 'Sari Kusuma' })).status).toBe(204);
  server.exchange.happen(call.ended());
  await isIn('wrap-up');
  await refused();
  expect((await sari.call('me')).status).toBe(200);
});

it('the extension stays while the exchange cannot be told that the old one is rung no more, and is changed when it is back', async () => {
  server.exchange.cut();
  const { status, problem } = await change({ extension: '151' });
  expect([status, problem?.type]).toEqual([503, 'exchange_away']);
  const list = (await admin.do('peopleList', {})).people;
  expect(list.find(({ username }) => username === 'sari')?.extension).toBe('101');
  expect((await admin.do('personChanges', { params: { personId: people.sari.id } })).changes).toEqual([]);
  server.exchange.restore();
  await until('the exchange rings the old one no more', () => server.exchange.membership('101') === 'out');
  expect((await change({ extension: '151' })).status).toBe(204);
  expect((await server.logIn('sari')).me.extension).toBe('151');
});

it('the card of an agent who is deactivated leaves the floor at once, and is back with the agent', async () => {
  const floor = await (await server.logIn('rina')).open('floor');
  const isSari = (agent: { readonly userId: string }) => agent.userId === people.sari.id;
  await floor.until('agents', isSari);
  const setActive = (active: boolean) =>
    admin.do('setPersonActive', { params: { personId: people.sari.id }, body: { active } });
  await setActive(false);
  await floor.untilGone('agents', isSari);
  await setActive(true);
  expect((await floor.until('agents', isSari)).state).toBe('logged-out');
});
