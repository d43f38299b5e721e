import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeExchange } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** A number that keeps the office's hours, and one that is always there; a desk. */
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: office, name: { id: Kantor, en: Office }, channel: phone, sop: surabaya, hours: office, addresses: ['0315312144'], closes: true }
  - { id: desk, name: { id: Loket, en: Desk }, channel: walk_in, sop: offline, hours: office }
`;
const wib = (text: string) => Date.parse(`${text.replace(' ', 'T')}+07:00`);
const [today, line] = ['2027-04-05', '0315312144'];

let database: TestDatabase;
let dataDir: string;
let clock: TestClock;
let server: TestServer;
let admin: Client;
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-hours-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  // A Monday without holidays near.
  clock = createTestClock(wib(`${today} 17:00`));
  const exchange = createFakeExchange(clock.now);
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock, exchange });
  admin = await server.logIn('admin');
});
afterEach(async () => {
  await server?.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const span = (from: number, to: number) => ({ from: from * 60, to: to * 60 });
type Day = { open: ReturnType<typeof span>[]; breaks: ReturnType<typeof span>[] };
const daily = (...open: Day['open']): Day[] => Array.from({ length: 7 }, () => ({ open: [...open], breaks: [] }));
const save = (hours: Day[], from = today, calendarId = 'office', client = admin) =>
  client.call('saveHours', { params: { calendarId, from }, body: { hours } });
const why = async (asked: ReturnType<typeof save>) => {
  const { problem } = await asked;
  return [problem?.type, ...(problem?.errors?.map(({ field, code }) => `${field} ${code}`) ?? [])];
};
const comes = (dnis = line) => {
  const call = server.exchange.caller('081234567890', { dnis });
  server.exchange.happen(call.arrived());
  const { callId, ani } = call;
  return { call, asked: server.core.callEvents.register({ callId, at: clock.now(), ani, dnis }) };
};
const isClosed = async (dnis = line) => (await comes(dnis).asked).door?.turnsAway === 'closed';
const overview = () => admin.do('calendar', { query: {} });
const office = async () => (await overview()).calendars.find(({ id }) => id === 'office');
const takeIn = async () => {
  const body = { serviceId: 'desk', complaint: 'Antrean terlalu lama', callerName: 'Siti Aminah', address: 'Ungaran' };
  return (await (await server.logIn('sari')).do('takeIntake', { body })).caseId;
};
const dueAt = async (caseId: string) => {
  const { steps } = await (await server.logIn('rina')).do('getCase', { params: { caseId } });
  return steps.find(({ verdict }) => verdict === 'running')?.dueAt ?? 0;
};

it('hours hold at once for doors and new promises, without a restart; promises that were made stay', async () => {
  const before = await takeIn();
  const promised = await dueAt(before);
  expect(promised).toBeGreaterThan(wib('2027-04-06 07:30'));
  expect([await isClosed(), await isClosed('112')]).toEqual([true, false]);
  expect((await save(daily(span(8, 12), span(13, 21)))).status).toBe(204);
  expect([await isClosed(), await isClosed('112')]).toEqual([false, false]);
  expect(await dueAt(await takeIn())).toBeLessThan(wib(`${today} 21:00`));
  expect(await dueAt(before)).toBe(promised);
  expect(await office()).toMatchObject({ since: today, ahead: [], services: [{ en: 'Office' }, { en: 'Desk' }] });
});

it('a call goes on while the hours are changed so that its service is closed', async () => {
  await save(daily(span(0, 24)));
  const { call, asked } = comes();
  await asked;
  server.exchange.happen(call.queued(), call.offered('101'), call.answered('101'));
  await server.settled();
  const { length } = server.exchange.commands;
  await save(daily(span(8, 9)));
  expect(await isClosed()).toBe(true);
  await server.settled();
  const calls = () => server.sql<{ outcome: string | null }>(`SELECT outcome FROM call WHERE id = '${call.callId}'`);
  expect(await calls()).toEqual([{ outcome: null }]);
  expect(server.exchange.commands.slice(length)).toEqual([]);
  clock.move(60_000);
  server.exchange.happen(call.ended());
  await server.settled();
  expect(await calls()).toEqual([{ outcome: 'answered' }]);
});

it('hours of a later day hold from that day on, and are undone before it; those that have held are not', async () => {
  await save(daily(span(0, 24)), '2027-04-07');
  expect([await isClosed(), (await office())?.ahead.map(({ from }) => from)]).toEqual([true, ['2027-04-07']]);
  const [newest] = (await overview()).history;
  expect(newest).toMatchObject({ cause: 'hours', undoable: true, byName: 'admin Uji' });
  const [said] = newest?.lines ?? [];
  expect([said?.key, said?.before]).toEqual(['office@2027-04-07', { hours: (await office())?.hours }]);
  expect(said?.after).toEqual({ hours: daily(span(0, 24)) });
  const undo = (changeId = '') => why(admin.call('undoCalendarChange', { params: { changeId } }) as never);
  expect(await undo(newest?.changeId)).toEqual([undefined]);
  expect((await office())?.ahead).toEqual([]);

  await save(daily(span(0, 24)), '2027-04-07');
  clock.move(2 * 86_400_000);
  expect(await isClosed()).toBe(false);
  clock.move(86_400_000);
  const [held] = (await overview()).history;
  expect([held?.undoable, await undo(held?.changeId)]).toEqual([false, ['calendar_past']]);
  const audited = await server.sql<{ reason: string }>(
    "SELECT reason FROM audit_entry WHERE action = 'calendar.hours'",
  );
  expect(audited[0]?.reason).toContain('office@2027-04-07: – → Min 00:00-24:00, Sen 00:00-24:00');
});

it('hours that make no sense, of the past, of no calendar or by whoever does not administer are refused', async () => {
  const monday = (day: Partial<Day>) => daily().with(1, { open: [], breaks: [], ...day });
  expect(await why(save(daily()))).toEqual(['invalid', 'hours never_open']);
  expect(await why(save(monday({ open: [span(22, 6)] })))).toEqual(['invalid', 'hours.1.open hours_reversed']);
  expect(await why(save(monday({ open: [span(8, 12), span(11, 16)] })))).toEqual([
    ...['invalid', 'hours.1.open hours_overlap'],
  ]);
  expect(await why(save(monday({ open: [span(8, 12)], breaks: [span(12, 13)] })))).toEqual([
    ...['invalid', 'hours.1.breaks break_outside'],
  ]);
  expect((await why(save(daily(span(8, 25)))))[0]).toBe('invalid');
  expect((await why(save(daily(span(8, 12)).slice(1))))[0]).toBe('invalid');
  expect(await why(save(daily(span(8, 12)), '2027-04-04'))).toEqual(['calendar_past']);
  expect(await why(save(daily(span(8, 12)), today, 'nowhere'))).toEqual(['unknown_calendar']);
  expect(await why(save(daily(span(8, 12)), today, 'office', await server.logIn('rina')))).toEqual(['not_allowed']);
  expect(await server.sql('SELECT 1 FROM calendar_entry')).toEqual([]);
});

it('another server counts by them too', async () => {
  const other = await startTestServer({ databaseUrl: database.url, dataDir, clock });
  try {
    await save(daily(span(0, 24)));
    const there = await other.logIn('admin');
    await until('the other server knows it', async () => {
      const { calendars } = await there.do('calendar', { query: {} });
      return calendars.some(({ since }) => since === today);
    });
  } finally {
    await other.stop();
  }
});
