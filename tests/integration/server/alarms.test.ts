import { alarmKinds } from '../../../server/app/ports/alarms.ts';
import { AlarmCard } from '../../../server/contract/alarms.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, type QueuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let admin: Client;
let nadia: Client;
let call: QueuedCall;
beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  const sari = await server.logIn('sari');
  [admin, nadia] = await Promise.all([server.logIn('admin'), server.logIn('nadia')]);
  call = await answeredCall(server, sari, await sari.desk(), '081234567890');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const reason = 'warga datang ke loket';
const acknowledge = (client: Client, alarmId: string) => client.call('acknowledgeAlarm', { params: { alarmId } });
const actions = () =>
  server.sql<{ person_id: string; subject: string; reason: string }>(
    "SELECT person_id, subject, reason FROM audit_entry WHERE action = 'alarm.acknowledged' ORDER BY seq",
  );

it('a ticket that is not one’s work is told at once to those in charge, with ticket and reason, and to nobody else', async () => {
  const [officer, administrator] = [await nadia.open('alarms'), await admin.open('alarms')];
  const budi = await server.logIn('budi');
  await budi.do('openCase', { params: { caseId: call.caseId }, body: { reason } });
  for (const view of [officer, administrator]) {
    const alarm = await view.until('alarms', ({ kind }) => kind === 'read.reason');
    expect(alarm).toMatchObject({ ticketNumber: call.ticketNumber, reason, count: 1 });
    expect(alarm.personName).toBe(budi.me.displayName);
    expect(JSON.stringify(alarm)).not.toMatch(/81234567890|7890/);
  }
  for (const username of ['budi', 'rina', 'wati', 'hadi'] as const)
    await expect((await server.logIn(username)).open('alarms')).rejects.toThrow('not_allowed');
});

it('the same again is the same alarm, counted, with the last reason; looked at by one, it leaves both screens', async () => {
  const [officer, administrator] = [await nadia.open('alarms'), await admin.open('alarms')];
  const budi = await server.logIn('budi');
  await budi.do('openCase', { params: { caseId: call.caseId }, body: { reason: 'warga menelepon lagi' } });
  const { alarmId } = await officer.until('alarms', ({ count }) => count === 2);
  expect(officer.entries('alarms')).toMatchObject([{ reason: 'warga menelepon lagi' }]);
  expect((await acknowledge(nadia, alarmId)).status).toBe(204);
  for (const view of [officer, administrator]) await view.untilGone('alarms', (alarm) => alarm.alarmId === alarmId);
  expect((await acknowledge(admin, alarmId)).status).toBe(404);
  expect(await actions()).toEqual([{ person_id: nadia.me.userId, subject: people.budi.id, reason: 'read.reason' }]);
  await budi.do('openCase', { params: { caseId: call.caseId }, body: { reason } });
  expect(await officer.until('alarms', () => true)).toMatchObject({ count: 1 });
});

it('nobody puts away what is told of themselves, and nobody else any of it', async () => {
  const id = '11111111-1111-4111-8111-111111111111';
  await server.sql(
    "INSERT INTO alarm (id, same, kind, person_id, subject) VALUES ($1, 'x', 'login.emergency', $2, '127.0.0.1')",
    [id, admin.me.userId],
  );
  const officer = await nadia.open('alarms');
  // As another server would raise it.
  expect(await officer.until('alarms', ({ kind }) => kind === 'login.emergency')).toMatchObject({
    subject: '127.0.0.1',
  });
  expect((await acknowledge(admin, id)).problem?.type).toBe('four_eyes');
  for (const username of ['sari', 'rina', 'wati', 'joko'] as const)
    expect((await acknowledge(await server.logIn(username), id)).problem?.type).toBe('not_allowed');
  expect((await acknowledge(nadia, id)).status).toBe(204);
  await officer.untilGone('alarms', ({ kind }) => kind === 'login.emergency');
});

it('every kind that is raised has its words on the screens', () => {
  expect(AlarmCard.shape.kind.options).toEqual([...alarmKinds]);
});

it('whoever asks for too many numbers is told of, once and counted', async () => {
  const officer = await nadia.open('alarms');
  const rina = await server.logIn('rina');
  const reveal = () =>
    rina.call('reveal', { params: { caseId: call.caseId }, body: { field: 'phone', reason: 'menelepon balik' } });
  let answer = await reveal();
  for (let n = 0; n < 200 && answer.status === 200; n += 1) answer = await reveal();
  expect(answer.problem?.type).toBe('too_many_reveals');
  await reveal();
  await until('both are counted', () =>
    officer.entries('alarms').some(({ kind, count }) => kind === 'reveal.refused' && count === 2),
  );
});
