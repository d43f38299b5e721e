import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventId } from '../../../telephony/ids.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeExchange, type FakeCall } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** One number keeps hours, the other is always there. */
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: office, name: { id: Kantor, en: Office }, channel: phone, sop: surabaya, hours: office, addresses: ['0315312144'], closes: true }
  - { id: busy, name: { id: Sibuk, en: Busy }, channel: phone, sop: surabaya, hours: hotline-24h, addresses: ['0315312145'], waiting: { says: true, call_back_after: 90 } }
`;
const hour = 3_600_000;

let database: TestDatabase;
let dataDir: string;
let clock: TestClock;
let server: TestServer;

const start = async (definesQueues = false) => {
  const exchange = createFakeExchange(clock.now, definesQueues);
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock, exchange });
};
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-doors-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  // A Monday without holidays near, 09:00 WIB.
  clock = createTestClock(Date.UTC(2026, 10, 23, 2, 0));
  await start();
});
afterEach(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const comes = (dnis: string) => {
  const call = server.exchange.caller('081234567890', { dnis });
  server.exchange.happen(call.arrived());
  return {
    call,
    asked: server.core.callEvents.register({ callId: call.callId, at: clock.now(), ani: call.ani, dnis }),
  };
};
const doorOf = async (dnis: string) => (await comes(dnis).asked).door;
const turnedAway = ({ callId }: FakeCall, why: 'closed' | 'announcement') =>
  ({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), callId, at: clock.now(), why }) as const;

it('closes by the hours and holidays of the service that says so, and no other', async () => {
  expect(await doorOf('0315312144')).toBeUndefined();
  clock.move(10 * hour);
  expect(await doorOf('0315312144')).toEqual({ tells: ['closed'], turnsAway: 'closed' });
  expect(await doorOf('112')).toBeUndefined();
  // Christmas, a Friday, at ten in the morning.
  clock.move(Date.UTC(2026, 11, 25, 3, 0) - clock.now());
  expect(await doorOf('0315312144')).toMatchObject({ turnsAway: 'closed' });
});

it('closes and opens with the holidays of the administration at once', async () => {
  const admin = await server.logIn('admin');
  const params = { day: '2026-11-23' };
  const body = { kind: 'local', name: { id: 'Pilkada', en: 'Local election' }, was: null } as const;
  await admin.do('saveHoliday', { params, body });
  expect(await doorOf('0315312144')).toMatchObject({ turnsAway: 'closed' });
  expect(await doorOf('112')).toBeUndefined();
  await admin.do('removeHoliday', { params });
  expect(await doorOf('0315312144')).toBeUndefined();
});

it('counts who was turned away as such, and lists him; who was let in all the same waits like anybody', async () => {
  clock.move(10 * hour);
  const { call } = comes('0315312144');
  server.exchange.happen(call.numberTold(), turnedAway(call, 'closed'));
  clock.move(20_000);
  server.exchange.happen(call.ended());
  const late = comes('0315312144').call;
  server.exchange.happen(turnedAway(late, 'closed'), late.queued());
  clock.move(20_000);
  server.exchange.happen(late.ended());
  await server.settled();
  const calls = await server.sql('SELECT outcome FROM call ORDER BY arrived_at');
  expect(calls).toEqual([{ outcome: 'closed' }, { outcome: 'abandoned' }]);
  const [missed] = await server.sql<{ calls: number; due_at: Date }>('SELECT calls, due_at FROM missed_caller');
  // Within half an hour of the next opening.
  expect(missed?.calls).toBe(2);
  expect(missed?.due_at.getTime()).toBeGreaterThan(clock.now() + 10 * hour);
  const rina = await server.logIn('rina');
  const floor = await rina.open('floor');
  await floor.until('counters', ({ offered, abandoned }) => offered === 1 && abandoned === 1);
  const history = await server.sql(
    "SELECT data->>'why' AS why FROM case_event WHERE type = 'call.turned_away' LIMIT 1",
  );
  expect(history).toEqual([{ why: 'closed' }]);
});

it('is announced at once by a supervisor, outlives a restart, and ends by itself', async () => {
  const rina = await server.logIn('rina');
  const floor = await rina.open('floor');
  const body = { name: 'emergency', turnsAway: false, minutes: 60 } as const;
  expect((await (await server.logIn('sari')).call('setAnnouncement', { body })).problem?.type).toBe('not_allowed');
  expect((await rina.call('setAnnouncement', { body: { ...body, minutes: 100_000 } })).status).toBe(422);
  expect((await rina.call('setAnnouncement', { body })).status).toBe(204);
  expect(await doorOf('112')).toEqual({ tells: ['emergency'], turnsAway: null });
  await floor.until('announcement', ({ name, by }) => name === 'emergency' && by === 'rina Uji');

  // Another takes its place; and where it is closed both are told.
  await rina.do('setAnnouncement', { body: { ...body, name: 'own', turnsAway: true } });
  expect(await doorOf('112')).toEqual({ tells: ['own'], turnsAway: 'announcement' });
  await server.stop();
  await start();
  expect(await doorOf('112')).toEqual({ tells: ['own'], turnsAway: 'announcement' });
  clock.move(61 * 60_000);
  expect(await doorOf('112')).toBeUndefined();

  const admin = await server.logIn('admin');
  await admin.do('setAnnouncement', { body });
  await admin.do('endAnnouncement', {});
  expect(await doorOf('112')).toBeUndefined();
  const audited = await server.sql("SELECT action FROM audit_entry WHERE action LIKE 'announcement%' ORDER BY seq");
  expect(audited.map(({ action }) => action)).toEqual([
    'announcement.set',
    'announcement.set',
    'announcement.set',
    'announcement.ended',
  ]);
});

it('is heard of by another server within seconds', async () => {
  const other = await startTestServer({ databaseUrl: database.url, dataDir, clock, exchange: server.exchange });
  const rina = await other.logIn('rina');
  await rina.do('setAnnouncement', { body: { name: 'disturbance', turnsAway: false, minutes: 60 } });
  await until(
    'the first server knows',
    () => server.core.doors.of('112', null, 'fake')?.tells[0] === 'disturbance',
    15_000,
  );
  await other.stop();
});

it('says the place and what others waited, and offers to call back those who can be called', async () => {
  const busy = '0315312145';
  const ask = async (ani: string | null) => {
    const call = server.exchange.caller(ani, { dnis: busy });
    server.exchange.happen(call.arrived());
    const of = { callId: call.callId, at: clock.now(), ani, dnis: busy };
    return { call, door: (await server.core.callEvents.register(of)).door };
  };
  // Nobody is before him: a telephone may ring at once.
  const first = await ask('081234567890');
  expect(first.door).toEqual({ tells: [], turnsAway: null, offersCallBackAfterMs: 90_000 });
  server.exchange.happen(first.call.queued());
  const second = await ask(null);
  expect(second.door).toEqual({ tells: [], turnsAway: null, wait: { place: 2, meanMs: null } });
  // Five who waited a minute each.
  for (let count = 0; count < 5; count += 1) {
    const { call } = await ask('081234567891');
    server.exchange.happen(call.queued());
    clock.move(60_000);
    server.exchange.happen(call.offered('101'), call.answered('101'), call.ended());
  }
  await server.settled();
  await until('the mean is known', () => server.core.doors.of(busy, null, 'fake')?.wait?.meanMs != null, 15_000);
  const mean = server.core.doors.of(busy, null, 'fake')?.wait?.meanMs ?? 0;
  expect(Math.round(mean / 60_000)).toBe(1);

  // He takes the offer: he gave up nothing, and stands on the list.
  server.exchange.happen({
    ...{ type: 'call.turned_away', id: eventId.turnedAway(first.call.callId, 'closed'), callId: first.call.callId },
    ...{ at: clock.now(), why: 'call_back' },
  });
  server.exchange.happen(first.call.ended());
  await server.settled();
  const [row] = await server.sql('SELECT outcome FROM call WHERE id = $1', [first.call.callId]);
  expect(row).toEqual({ outcome: 'call_back' });
  expect(await server.sql('SELECT outcome FROM missed_caller')).toEqual([{ outcome: null }]);
});

describe('a queue that leads its callers out of the office, or elsewhere while it is closed', () => {
  const transfers = 'outside:\n  - { id: PLN, name: PLN, number: "+62123", roles: [] }\n';
  const shut = '0315312144';
  const save = async (body: object, status = 200) => {
    const admin = await server.logIn('admin');
    const queue = { name: { id: 'A', en: 'A' }, services: ['office'], skills: [], strategy: 'turns' as const };
    const more = { ringSeconds: 6, wrapUp: null, maxWaitSeconds: null, overflow: null, whenClosed: null };
    const answer = await admin.call('saveQueue', { params: { queueId: 'a' }, body: { ...queue, ...more, ...body } });
    expect([status, answer.status]).toEqual([status, status]);
    return answer.problem?.type;
  };
  beforeEach(async () => {
    await server.stop();
    writeFileSync(join(dataDir, 'transfers.yaml'), transfers);
    await start(true);
  });
  const said = async (dnis: string) => {
    const { door, place } = await comes(dnis).asked;
    return { door, place };
  };

  it('refuses a number that is not in the list, and what leads to itself', async () => {
    expect(await save({ overflow: { outside: 'PDAM', afterSeconds: 60 } }, 422)).toBe('outside_unknown');
    expect(await save({ whenClosed: { outside: 'PDAM' } }, 422)).toBe('outside_unknown');
    expect(await save({ whenClosed: { queue: 'gone' } }, 422)).toBe('overflow_unknown');
    expect(await save({ whenClosed: { queue: 'a' } }, 422)).toBe('overflow_round');
    const admin = await server.logIn('admin');
    expect((await admin.do('queues', {})).outside).toEqual([{ id: 'PLN', name: 'PLN' }]);
  });

  it('says so with the ticket number, at once where nobody is logged in; whichever wait ends first holds', async () => {
    await save({ overflow: { outside: 'PLN', afterSeconds: 60 } });
    const led = { id: 'PLN', number: '+62123', atOnce: true };
    const open = { tells: [], turnsAway: null, longest: { ms: 60_000, to: 'outside' } };
    expect((await said(shut)).door).toEqual({ ...open, leadsOut: led });
    const sari = await server.logIn('sari');
    const admin = await server.logIn('admin');
    const { agents } = await admin.do('queues', {});
    const userId = agents.find(({ extension }) => extension === '101')?.userId ?? '';
    await admin.do('placeAgent', { params: { userId }, body: { queues: ['a'], skills: {} } });
    await sari.do('setState', { body: { state: 'ready' } });
    await server.settled();
    expect((await said(shut)).door).toEqual({ ...open, leadsOut: { ...led, atOnce: false } });
    // The list has it no more: as if nothing had been said.
    await server.stop();
    writeFileSync(join(dataDir, 'transfers.yaml'), 'outside: []\n');
    await start(true);
    expect((await said(shut)).door).toBeUndefined();
  });

  it('while it is closed, there before he is told so, or to those of another queue who are there', async () => {
    await save({ whenClosed: { outside: 'PLN' } });
    expect((await said(shut)).door).toBeUndefined();
    clock.move(10 * hour);
    const closed = { tells: ['closed'], turnsAway: 'closed' };
    const led = { ...closed, leadsOut: { id: 'PLN', number: '+62123', atOnce: true } };
    expect((await said(shut)).door).toEqual(led);
    // What a supervisor has said for now goes before it.
    const rina = await server.logIn('rina');
    await rina.do('setAnnouncement', { body: { name: 'own', turnsAway: true, minutes: 60 } });
    expect((await said(shut)).door).toEqual({ tells: ['own', 'closed'], turnsAway: 'closed' });
    await rina.do('endAnnouncement', {});

    await save({ whenClosed: { queue: 'hotline' } });
    expect(await said(shut)).toMatchObject({ door: closed, place: { queue: 'a' } });
    await (await server.logIn('budi')).do('setState', { body: { state: 'ready' } });
    await server.settled();
    const there = await said(shut);
    expect([there.door, there.place?.queue]).toEqual([undefined, undefined]);
  });

  it('counts who was answered there as led outside, and he is no missed caller', async () => {
    const { call } = comes(shut);
    const of = { callId: call.callId, transferId: '17', mode: 'overflow', extension: null } as const;
    const target = { kind: 'outside', id: 'PLN' } as const;
    const at = (step: 'begun' | 'done') =>
      ({
        type: 'call.transfer',
        id: eventId.transfer(call.callId, '17', step),
        at: clock.now(),
        step,
        target,
        ...of,
      }) as const;
    server.exchange.happen(at('begun'));
    clock.move(5_000);
    server.exchange.happen(at('done'));
    clock.move(60_000);
    server.exchange.happen(call.ended());
    await server.settled();
    expect(await server.sql('SELECT outcome FROM call')).toEqual([{ outcome: 'outside' }]);
    expect(await server.sql('SELECT outcome FROM call_fact')).toEqual([{ outcome: 'outside' }]);
    expect(await server.sql('SELECT 1 FROM missed_caller')).toEqual([]);
    expect(await server.sql("SELECT data->>'outsideName' AS to FROM case_event WHERE type = 'call.transfer'")).toEqual([
      ...[{ to: 'PLN' }, { to: 'PLN' }],
    ]);
  });
});
