import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueDraft } from '../../../server/contract/queues.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createFakeExchange } from '../../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { queuedCall } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: medical, name: { id: Medis, en: Medical }, channel: phone, sop: surabaya, hours: hotline-24h, addresses: ['119'] }
`;
const medical: QueueDraft = {
  name: { id: 'Medis', en: 'Medical' },
  services: ['medical'],
  skills: ['emergency'],
  strategy: 'turns',
  ringSeconds: 8,
  wrapUp: null,
  maxWaitSeconds: 60,
};
const queueId = { params: { queueId: 'medis' } };
const sariPlaced = { params: { userId: people.sari.id } };

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let admin: Client;

const start = async (definesQueues = true) => {
  const clock = createTestClock();
  const exchange = createFakeExchange(clock.now, definesQueues);
  server = await startTestServer({ databaseUrl: database.url, dataDir, clock, exchange });
  admin = await server.logIn('admin');
};
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-queues-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  await start();
});
afterEach(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const ready = async (username: 'sari' | 'budi') => {
  const client = await server.logIn(username);
  await client.do('setState', { body: { state: 'ready' } });
  await server.settled();
};
const place = async (queues: string[] | null, skills: Record<string, 1 | 2 | 3> = {}) => {
  const answer = await admin.do('placeAgent', { ...sariPlaced, body: { queues, skills } });
  await server.settled();
  return answer;
};
const why = async (asked: Promise<{ problem: { type: string } | null }>) => (await asked).problem?.type;
const placeOf = async (ani: string | null, dnis: string) => {
  const call = server.exchange.caller(ani, { dnis });
  server.exchange.happen(call.arrived());
  const asked = { callId: call.callId, at: server.clock.now(), ani, dnis };
  return { call, place: (await server.core.callEvents.register(asked)).place };
};

it('leaves an office that sets nothing as it was: one queue, everybody in it, no definition sent', async () => {
  await Promise.all([ready('sari'), ready('budi')]);
  expect(server.exchange.placesOf('101')).toEqual({ hotline: 0 });
  expect(server.exchange.placesOf('102')).toEqual({ hotline: 0 });
  expect((await placeOf('081234567890', '112')).place).toBeUndefined();
  const defined = server.exchange.commands.filter(({ type }) => type === 'queues.define');
  expect(defined.every((command) => command.type === 'queues.define' && command.queues.length === 0)).toBe(true);
  const overview = await admin.do('queues', {});
  expect(overview).toMatchObject({ first: 'hotline', makes: true, queues: [{ id: 'hotline', services: [] }] });
});

it('gives the exchange a queue and its agents at once, by their skills, and keeps who changed what', async () => {
  await ready('sari');
  expect(await admin.do('saveQueue', { ...queueId, body: medical })).toEqual({ notApplied: null });
  expect(server.exchange.commands.findLast(({ type }) => type === 'queues.define')).toEqual({
    type: 'queues.define',
    queues: [{ name: 'medis', strategy: 'turns', ringMs: 8_000 }],
  });
  await place(['medis', 'hotline'], { emergency: 2 });
  expect(server.exchange.placesOf('101')).toEqual({ medis: 1, hotline: 0 });
  await place(['medis']);
  expect(server.exchange.placesOf('101')).toEqual({ medis: 3 });
  expect((await placeOf('081234567890', '119')).place).toEqual({ queue: 'medis', priority: 0 });
  expect((await placeOf('081234567891', '112')).place).toBeUndefined();

  await admin.do('saveQueue', { ...queueId, body: { ...medical, ringSeconds: 10, skills: [] } });
  await server.settled();
  expect(server.exchange.placesOf('101')).toEqual({ medis: 0 });
  const audited = await server.sql<{ action: string; reason: string }>(
    "SELECT action, reason FROM audit_entry WHERE starts_with(action, 'queue.') ORDER BY seq",
  );
  expect(audited.map(({ action }) => action)).toEqual([
    ...['queue.saved', 'queue.placed', 'queue.placed', 'queue.saved'],
  ]);
  expect(audited[3]?.reason).toBe('skills: ["emergency"] → []; ringSeconds: 8 → 10');
});

it('says at once where nobody would be rung, and shows it on the floor', async () => {
  await admin.do('saveQueue', { ...queueId, body: medical });
  const floor = await (await server.logIn('rina')).open('floor');
  await floor.until('queues', (card) => card.queueId === 'medis' && card.maxWaitMs === 60_000);
  const { agents } = await admin.do('queues', {});
  expect(agents.filter(({ places }) => places.some(({ queue }) => queue === 'medis'))).toEqual([]);
  await place(['medis']);
  await floor.until('agents', (card) => card.userId === people.sari.id && card.queues.includes('medis'));
});

it('refuses what makes no sense, and says why', async () => {
  const save = (body: object) => why(admin.call('saveQueue', { ...queueId, body: { ...medical, ...body } }));
  expect(await save({ skills: ['juggling'] })).toBe('unknown_skill');
  expect(await save({ services: ['fire'] })).toBe('unknown_service');
  expect(await save({ ringSeconds: 0 })).toBe('invalid');
  const bad = { params: { queueId: 'Medis' }, body: medical };
  expect(await why(admin.call('saveQueue', bad))).toBe('bad_queue_name');
  await admin.do('saveQueue', { ...queueId, body: medical });
  const other = { params: { queueId: 'other' }, body: medical };
  expect(await why(admin.call('saveQueue', other))).toBe('service_taken');
  expect(await why(admin.call('removeQueue', { params: { queueId: 'hotline' } }))).toBe('queue_is_first');
  expect(await why(admin.call('removeQueue', { params: { queueId: 'gone' } }))).toBe('unknown_queue');
  const placed = (userId: string, body: object) =>
    why(admin.call('placeAgent', { params: { userId }, body: { queues: null, skills: {}, ...body } }));
  expect(await placed(people.sari.id, { queues: ['gone'] })).toBe('unknown_queue');
  expect(await placed(people.sari.id, { skills: { juggling: 3 } })).toBe('unknown_skill');
  expect(await placed(people.admin.id, {})).toBe('no_telephone');
  for (const username of ['sari', 'rina'] as const)
    expect(await why((await server.logIn(username)).call('saveQueue', { ...queueId, body: medical }))).toBe(
      'not_allowed',
    );
  const stored = await server.sql('SELECT id FROM call_queue');
  expect(stored).toEqual([{ id: 'medis' }]);
});

it('takes no queue away in which somebody waits; without it its agents are where they still are', async () => {
  await ready('sari');
  await admin.do('saveQueue', { ...queueId, body: medical });
  await place(['medis', 'hotline']);
  const { call } = await placeOf('081234567890', '119');
  server.exchange.happen({ ...call.queued(), queue: 'medis' } as never);
  expect(await why(admin.call('removeQueue', queueId))).toBe('queue_has_callers');
  const answered = call.answered('101');
  server.exchange.happen(call.offered('101'), answered);
  // Handed back to it, he waits there as before.
  server.exchange.happen(
    { ...answered, type: 'call.released', id: `${call.callId}:released` } as never,
    { ...call.queued(), id: `${call.callId}:again`, queue: 'medis' } as never,
  );
  expect(await why(admin.call('removeQueue', queueId))).toBe('queue_has_callers');
  server.exchange.happen(call.ended());
  expect(await admin.do('removeQueue', queueId)).toEqual({ notApplied: null });
  await server.settled();
  expect(server.exchange.placesOf('101')).toEqual({ hotline: 0 });
  expect((await placeOf('081234567890', '119')).place?.queue).toBeUndefined();
});

it('keeps what is saved while the exchange is away, and gives it when it is back', async () => {
  await ready('sari');
  server.exchange.cut();
  expect(await admin.do('saveQueue', { ...queueId, body: medical })).toEqual({ notApplied: 'away' });
  await admin.do('placeAgent', { ...sariPlaced, body: { queues: ['medis'], skills: { emergency: 3 } } });
  server.exchange.restore();
  await server.settled();
  expect(server.exchange.commands.findLast(({ type }) => type === 'queues.define')).toMatchObject({
    queues: [{ name: 'medis' }],
  });
  expect(server.exchange.placesOf('101')).toEqual({ medis: 0 });
});

it('makes no queues on an exchange that cannot have them, and chooses who is in the one there is', async () => {
  await server.stop();
  await start(false);
  expect((await admin.do('queues', {})).makes).toBe(false);
  expect(await why(admin.call('saveQueue', { ...queueId, body: medical }))).toBe('queues_not_here');
  await ready('sari');
  await place([]);
  expect(server.exchange.placesOf('101')).toEqual({});
  await place(null);
  expect(server.exchange.placesOf('101')).toEqual({ hotline: 0 });
});

it('serves before others whose ticket is open, and before these whom nobody answered', async () => {
  const first = await queuedCall(server, '081234567890');
  expect((await placeOf('081234567890', '112')).place).toEqual({ priority: 2 });
  server.clock.move(20_000);
  server.exchange.happen(first.ended());
  await server.settled();
  expect((await placeOf('081234567890', '112')).place).toEqual({ priority: 4 });
  expect((await placeOf('081234567899', '112')).place).toBeUndefined();
  expect((await placeOf(null, '112')).place).toBeUndefined();
});

it('says what is wrong where the exchange is there and its file cannot be written, and mends it by itself', async () => {
  await ready('sari');
  server.exchange.answerWith(({ type }) =>
    type === 'queues.define' ? { ok: false, kind: 'unwritable', reason: 'EACCES' } : { ok: true },
  );
  expect(await admin.do('saveQueue', { ...queueId, body: medical })).toEqual({ notApplied: 'unwritable' });
  expect(await admin.do('queues', {})).toMatchObject({ notApplied: 'unwritable' });
  server.exchange.answerWith(null);
  await until('it is tried again', async () => (await admin.do('queues', {})).notApplied === null, 30_000);
  expect(server.exchange.commands.findLast(({ type }) => type === 'queues.define')).toMatchObject({
    queues: [{ name: 'medis' }],
  });
});

it('leads callers on to another queue, at once where nobody of theirs is there, and never round', async () => {
  const to = (queue: string) => ({ ...medical, overflow: { queue, afterSeconds: 30 } });
  await admin.do('saveQueue', { ...queueId, body: to('hotline') });
  // Nobody of it is logged in, and somebody of the first one is.
  await ready('budi');
  expect((await placeOf('081234567890', '119')).place).toBeUndefined();
  await place(['medis']);
  await ready('sari');
  const { call, place: at } = await placeOf('081234567891', '119');
  expect(at).toEqual({ queue: 'medis', priority: 0, leads: [{ queue: 'hotline', afterMs: 30_000 }] });

  server.exchange.happen({ ...call.queued(), queue: 'medis' } as never);
  server.clock.move(30_000);
  server.exchange.happen({ ...call.queued(), id: `${call.callId}:queued:hotline` } as never);
  server.exchange.happen(call.ended());
  await server.settled();
  // One call, one ticket, one step of waiting, and the wait since he came to the first queue.
  const [stored, ...more] = await server.sql<{
    state: { queue: string; queuedAt: number; ended: { at: number } };
    outcome: string;
  }>('SELECT state, outcome FROM call WHERE id = $1', [call.callId]);
  expect(more).toEqual([]);
  expect([stored?.state.queue, stored?.outcome]).toEqual(['hotline', 'abandoned']);
  expect((stored?.state.ended.at ?? 0) - (stored?.state.queuedAt ?? 0)).toBeGreaterThanOrEqual(30_000);
  expect(await server.sql('SELECT 1 FROM case_file WHERE call_id = $1', [call.callId])).toHaveLength(1);

  const other = { params: { queueId: 'other' } };
  const round = { ...medical, services: [] };
  expect(
    await why(admin.call('saveQueue', { ...other, body: { ...round, overflow: { queue: 'gone', afterSeconds: 30 } } })),
  ).toBe('overflow_unknown');
  await admin.do('saveQueue', { ...other, body: { ...round, overflow: { queue: 'medis', afterSeconds: 30 } } });
  expect(await why(admin.call('saveQueue', { ...queueId, body: to('other') }))).toBe('overflow_round');
  expect(await why(admin.call('saveQueue', { ...queueId, body: to('medis') }))).toBe('overflow_round');
  expect(await why(admin.call('removeQueue', queueId))).toBe('queue_is_led_to');
});
