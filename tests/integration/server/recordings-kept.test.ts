import { createDataSource } from '../../../server/store/data-source.ts';
import { createRetentionStore } from '../../../server/store/retention.ts';
import { linearOf } from '../../../telephony/g711.ts';
import type { HandedOver } from '../../../telephony/recording.ts';
import { type Client, requestOf, type View } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, type QueuedCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

/** Sari talks to a citizen, at an exchange that records by itself and hands over. */
let database: TestDatabase;
let server: TestServer;
let sari: Client;
let desk: View;
let call: QueuedCall;

beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  sari = await server.logIn('sari');
  desk = await sari.desk();
  call = await answeredCall(server, sari, desk, '081234567890');
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const tell = (type: 'recording.on' | 'recording.paused' | 'recording.resumed') =>
  server.exchange.tell({ type, at: server.clock.now(), callId: call.callId });
const stands = (state: string) => desk.until('calls', ({ recording }) => recording?.state === state);
const pause = (paused: boolean, who: Client = sari, callId = call.callId) =>
  who.call('pauseRecording', { params: { callId }, body: { paused } });
const audited = () =>
  server.sql<{ action: string; person_id: string; subject: string }>(
    "SELECT action, person_id, subject FROM audit_entry WHERE starts_with(action, 'recording.') ORDER BY seq",
  );
const pauses = () =>
  server.sql<{ began_at: Date; ended_at: Date | null }>('SELECT began_at, ended_at FROM recording_pause');

/** So many signs, of which no piece is like another. */
const soundOf = (signs: number) => Buffer.from(Array.from({ length: signs }, (_, at) => (at * 7 + (at >> 8)) % 256));
const made = (sound: Buffer, more: Partial<HandedOver> = {}): HandedOver => ({
  callId: call.callId,
  kind: 'talk',
  reference: 'talk-1.2',
  lengthMs: Math.round(sound.length / 8),
  whole: true,
  sound: async function* () {
    for (let at = 0; at < sound.length; at += 4_000) yield sound.subarray(at, at + 4_000);
  },
  ...more,
});
/** A talk so long, and its recording. */
async function ends(afterMs: number) {
  server.clock.move(afterMs);
  server.exchange.happen(call.ended());
  await server.settled();
}
const cardOf = async (who: Client) => (await who.do('getCase', { params: { caseId: call.caseId } })).recordings;

describe('a recording that goes on', () => {
  it('is shown to whoever talks, and paused and resumed by her word, which is kept with its moments', async () => {
    expect((await pause(true)).problem?.type).toBe('not_recorded');
    tell('recording.on');
    await stands('on');
    server.clock.move(5_000);
    expect((await pause(true)).status).toBe(204);
    expect(server.exchange.commands.at(-1)).toEqual({
      ...{ type: 'recording.pause', callId: call.callId, extension: '101', on: true },
    });
    const from = server.clock.now();
    tell('recording.paused');
    await stands('paused');
    tell('recording.paused');
    server.clock.move(7_000);
    expect((await pause(false)).status).toBe(204);
    tell('recording.resumed');
    await stands('on');
    await server.settled();
    const [one, ...more] = await pauses();
    expect(more).toEqual([]);
    expect(Math.abs((one?.began_at.getTime() ?? 0) - from)).toBeLessThan(2_000);
    const paused = (one?.ended_at?.getTime() ?? 0) - (one?.began_at.getTime() ?? 0);
    expect([paused >= 7_000, paused < 10_000]).toEqual([true, true]);
    const by = { person_id: people.sari.id, subject: call.callId };
    await until('it is in the audit', async () => (await audited()).length === 2);
    expect(await audited()).toEqual([
      { action: 'recording.paused', ...by },
      { action: 'recording.resumed', ...by },
    ]);
    const { entries } = await (await server.logIn('wati')).do('listAudit', { query: { action: 'recording.' } });
    expect(entries[0]).toMatchObject({ ticketNumber: call.ticketNumber });
    // And of the call nothing has changed.
    const history = await server.sql('SELECT type FROM case_event WHERE case_id = $1', [call.caseId]);
    expect(JSON.stringify(history)).not.toContain('recording');
  });

  it('is paused by nobody who does not talk there, and says so when the exchange does not', async () => {
    tell('recording.on');
    await stands('on');
    for (const name of ['budi', 'rina'] as const)
      expect((await pause(true, await server.logIn(name))).problem?.type).toBe('not_your_call');
    expect((await pause(true, sari, 'fake-nobody.1')).problem?.type).toBe('not_your_call');
    server.exchange.answerWith(() => ({ ok: false, kind: 'timeout', reason: 'silent' }));
    expect((await pause(true)).problem?.type).toBe('exchange_silent');
    expect(await audited()).toEqual([]);
  });

  it('stands as it stood after a restart in the middle of a pause', async () => {
    tell('recording.on');
    tell('recording.paused');
    await stands('paused');
    await server.settled();
    const { exchange, clock } = server;
    await server.stop();
    server = await startTestServer({ databaseUrl: database.url, exchange, clock });
    sari = await server.logIn('sari');
    desk = await sari.desk();
    await stands('paused');
    await server.settled();
    expect(await pauses()).toHaveLength(1);
    tell('recording.resumed');
    await stands('on');
    await server.settled();
    expect(await pauses()).toEqual([{ began_at: expect.any(Date), ended_at: expect.any(Date) }]);
  });

  it('that fails is told to the agent in words and is an alarm until somebody has looked; the call goes on', async () => {
    const admin = await server.logIn('admin');
    const alarms = await admin.open('alarms');
    tell('recording.on');
    server.exchange.tell({ type: 'recording.failed', at: server.clock.now(), callId: call.callId, why: 'full' });
    expect((await stands('failed')).recording).toMatchObject({ why: 'full' });
    const alarm = await alarms.until('alarms', ({ kind }) => kind === 'recording.failed');
    expect(alarm).toMatchObject({ personName: null, subject: 'full', count: 1 });
    // Of what follows nobody knows whether it is there.
    tell('recording.resumed');
    expect((await desk.until('calls', () => true)).recording?.state).toBe('failed');
    expect((await admin.call('acknowledgeAlarm', { params: { alarmId: alarm.alarmId } })).status).toBe(204);
    await ends(1_000);
  });
});

describe('a recording that is handed over', () => {
  it('waits for its call, is kept once with all its sound sealed, and is heard as it was, for a reason', async () => {
    const sound = soundOf(24_001);
    expect(await server.exchange.handOver(made(sound))).toBe('later');
    await ends(3_500);
    expect(await server.exchange.handOver(made(sound, { callId: 'fake-nobody.1' }))).toBe('later');
    expect([await server.exchange.handOver(made(sound)), await server.exchange.handOver(made(sound))]).toEqual([
      ...['kept', 'kept'],
    ]);
    const parts = await server.sql<{ sound_sealed: string }>('SELECT sound_sealed FROM recording_sound ORDER BY part');
    expect(parts).toHaveLength(7);
    for (const { sound_sealed: sealed } of parts) expect(sealed).toMatch(/^v1\./);
    const rina = await server.logIn('rina');
    expect(await cardOf(rina)).toEqual([
      {
        callId: call.callId,
        kind: 'talk',
        reference: 'talk-1.2',
        startedAt: expect.any(Number),
        lengthMs: 3_000,
        whole: true,
        pauses: [],
      },
    ]);
    const listen = requestOf('listen', {
      ...{ params: { callId: call.callId, reference: 'talk-1.2' }, body: { reason: 'mutu layanan' } },
    });
    const { method, path, headers, body = '' } = listen;
    const heard = await fetch(server.url + path, { method, body, headers: { ...headers, cookie: rina.cookie } });
    expect([heard.status, heard.headers.get('content-type'), heard.headers.get('content-length')]).toEqual([
      ...[200, 'audio/wav', String(44 + 2 * sound.length)],
    ]);
    const wav = Buffer.from(await heard.arrayBuffer());
    expect([wav.subarray(0, 4).toString(), wav.subarray(44).equals(linearOf(sound))]).toEqual(['RIFF', true]);
    expect(await server.sql("SELECT reason FROM audit_entry WHERE action = 'listen.recording'")).toEqual([
      { reason: 'mutu layanan' },
    ]);
  });

  it('is not whole when it is shorter than the talk, or the exchange says so, or in the middle of it the disk ends', async () => {
    await ends(20_000);
    expect(await server.exchange.handOver(made(soundOf(8_000)))).toBe('kept');
    const broken = made(soundOf(8_000), {
      reference: 'talk-broken',
      sound: async function* () {
        yield soundOf(4_000);
        throw new Error('input/output error');
      },
    });
    expect(await server.exchange.handOver(broken)).toBe('later');
    expect(await server.exchange.handOver(made(soundOf(160_000), { reference: 'talk-3', whole: false }))).toBe('kept');
    expect(await server.exchange.handOver(made(soundOf(160_000), { reference: 'talk-4' }))).toBe('kept');
    expect((await cardOf(await server.logIn('rina'))).map(({ reference, whole }) => [reference, whole])).toEqual([
      ['talk-1.2', false],
      ['talk-3', false],
      ['talk-4', true],
    ]);
    expect(await server.sql("SELECT 1 FROM recording_sound WHERE reference = 'talk-broken'")).toEqual([]);
  });

  it('goes with its sound when its time is over, and nothing is asked of the exchange', async () => {
    await ends(1_000);
    await server.exchange.handOver(made(soundOf(8_000)));
    const source = await createDataSource(database.url, 1).initialize();
    const store = createRetentionStore(source, { sealer: server.sealer, sopOf: () => null as never });
    await store.letGo('recordings', server.clock.now() + 1_000, async () => true);
    await source.destroy();
    expect(await server.sql('SELECT 1 FROM recording')).toEqual([]);
    expect(await server.sql('SELECT 1 FROM recording_sound')).toEqual([]);
    expect(await server.sql('SELECT 1 FROM outside_erasure')).toEqual([]);
  });
});
