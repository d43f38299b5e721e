import { eventId } from '../../../telephony/ids.ts';
import { type Client, send } from '../../support/client.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people, type Username } from '../../support/server-people.ts';
import { queuedCall } from '../../support/server-scenario.ts';
import { ani, openTwilioHotline, type TwilioHotline } from '../../support/twilio-hotline.ts';
import { account, publicUrl } from '../../support/twilio-server.ts';
import { createWebhooks } from '../../support/twilio-stand-in/webhooks.ts';
import { until } from '../../support/until.ts';

const reason = 'memeriksa mutu layanan';
interface Stored {
  readonly exchange: string;
  readonly reference: string;
  readonly call_id: string;
  readonly started_at: Date | null;
  readonly length_ms: number;
}
const storedOn = (server: Pick<TestServer, 'sql'>) =>
  server.sql<Stored>('SELECT exchange, reference, call_id, started_at, length_ms FROM recording ORDER BY reference');

describe('a recorded call through Twilio', () => {
  let hotline: TwilioHotline;
  let sari: Client;

  beforeEach(async () => {
    hotline = await openTwilioHotline({ record: true });
    sari = await hotline.ready('sari');
  });
  afterEach(async () => {
    await hotline.close();
    for (const { lines } of [hotline.server.log, hotline.world.log])
      expect(lines().filter((line) => /api\.twilio\.com|\.mp3|memeriksa|given up/.test(line))).toEqual([]);
  });

  const stored = () => storedOn(hotline.server);
  const listings = () => hotline.world.cloud.requests.filter(({ path }) => path === '/Recordings.json').length;
  async function talk() {
    const caller = await hotline.call();
    const ring = await hotline.ringAt();
    ring.answer();
    return { caller, ring };
  }
  /** A conversation of seven seconds that the caller ends. */
  async function conversation() {
    const desk = await sari.desk();
    const { caller } = await talk();
    const { caseId } = await desk.until('cases', (entry) => entry.callLive && entry.status === 'open');
    hotline.world.clock.move(7_000);
    caller.hangUp();
    await hotline.settled();
    const recording = hotline.world.voice.recordings.made[0];
    if (caseId === null || !recording) throw new Error('nothing was recorded');
    return { caseId, caller, recording, callId: `twilio-${caller.sid}` };
  }
  /** Twilio says so again, as its retries do. */
  const again = async ({ url, fields }: { url: string; fields: Readonly<Record<string, string>> }) => {
    const webhooks = createWebhooks({ authToken: account.authToken, publicUrl, localUrl: hotline.server.url });
    return (await webhooks.post(url, fields)).status;
  };

  it('is stored once, however often and in whatever order Twilio says so', async () => {
    hotline.world.voice.setWeather({ times: () => 3, delayMs: () => Math.random() * 60 });
    const { callId, recording } = await conversation();
    hotline.world.voice.setWeather({});
    expect(await again(recording)).toBe(204);
    await hotline.server.settled();
    const rows = await stored();
    expect(rows).toEqual([
      {
        exchange: 'twilio',
        reference: recording.sid,
        call_id: callId,
        started_at: expect.any(Date),
        length_ms: Number(recording.fields.RecordingDuration) * 1_000,
      },
    ]);
    expect(rows[0]?.length_ms).toBeGreaterThanOrEqual(6_000);
    expect(rows[0]?.started_at?.getTime()).toBe(Date.parse(recording.fields.RecordingStartTime ?? ''));
  });

  it('is known to a server that was started after the call, and to one told of it before the call had ended', async () => {
    const { recording, callId } = await conversation();
    await hotline.startAnother();
    await until('it has asked', () => listings() === 2);
    await hotline.server.settled();
    await hotline.server.sql('DELETE FROM recording');
    expect(await again(recording)).toBe(204);
    await hotline.server.settled();
    expect((await stored()).map((row) => [row.reference, row.call_id])).toEqual([[recording.sid, callId]]);

    const caller = await hotline.call();
    const early = {
      url: recording.url.replace(/CA\w+$/, caller.sid),
      fields: { ...recording.fields, RecordingSid: `RE${'a'.repeat(32)}`, RecordingStartTime: '' },
    };
    expect(await again(early)).toBe(204);
    await hotline.server.settled();
    expect(await stored()).toContainEqual(
      expect.objectContaining({
        reference: early.fields.RecordingSid,
        call_id: `twilio-${caller.sid}`,
        started_at: null,
      }),
    );
    caller.hangUp();
    await hotline.world.voice.settled();
  });

  it('whose report nobody took is asked for by the next server, with everything else of that day', async () => {
    const { recording } = await conversation();
    // The first one's agent has yet to write her recap.
    const budi = await hotline.ready('budi');
    const desk = await budi.desk();
    const { caller, ring } = await talk();
    await desk.until('calls', (entry) => entry.phase === 'talking');
    hotline.world.vanish();
    hotline.world.clock.move(4_000);
    ring.hangUp();
    await hotline.world.voice.settled();
    expect(await stored()).toHaveLength(1);
    expect(hotline.world.voice.recordings.made).toHaveLength(2);

    await hotline.startAnother();
    await until('it is stored', async () => (await stored()).length === 2);
    const [, missed] = hotline.world.voice.recordings.made;
    const rows = await stored();
    expect(rows.map((row) => [row.reference, row.call_id])).toContainEqual([missed?.sid, `twilio-${caller.sid}`]);
    expect(rows.map((row) => row.reference)).toContain(recording.sid);
    // Once for each of the two servers.
    expect(listings()).toBe(2);
  });

  it('is passed over when there is nothing in it or its word makes no sense', async () => {
    const { recording } = await conversation();
    await hotline.server.sql('DELETE FROM recording');
    const { anomalies } = hotline.server.exchange.status();
    const { RecordingDuration: _, ...lengthless } = recording.fields;
    expect(await again({ ...recording, fields: lengthless })).toBe(204);
    expect(await again({ ...recording, fields: { ...recording.fields, RecordingStatus: 'absent' } })).toBe(204);
    await hotline.server.settled();
    expect(await stored()).toEqual([]);
    expect(hotline.server.exchange.status().anomalies).toBe(anomalies + 1);
  });

  it('is shown to its agent and to those who oversee, and heard by those who give a reason, which is kept', async () => {
    const { caseId, callId, recording } = await conversation();
    const shownTo = async (username: Username) => {
      const client = username === 'sari' ? sari : await hotline.server.logIn(username);
      return (await client.call('getCase', { params: { caseId } })).body.recordings;
    };
    const card = {
      callId,
      reference: recording.sid,
      startedAt: Date.parse(recording.fields.RecordingStartTime ?? ''),
      lengthMs: Number(recording.fields.RecordingDuration) * 1_000,
      ...{ kind: 'talk', whole: true, pauses: [] },
    };
    for (const username of ['sari', 'rina', 'joko', 'wati'] as const) expect(await shownTo(username)).toEqual([card]);
    for (const username of ['budi', 'dewi'] as const) {
      const client = await hotline.server.logIn(username);
      await client.do('openCase', { params: { caseId }, body: { reason } });
      expect(await shownTo(username)).toEqual([]);
    }

    const params = { callId, reference: recording.sid };
    const audits = () =>
      hotline.server.sql(
        "SELECT person_id, subject, reason FROM audit_entry WHERE action = 'listen.recording' ORDER BY at",
      );
    for (const username of ['sari', 'budi', 'dewi', 'hadi', 'admin'] as const) {
      const client = username === 'sari' ? sari : await hotline.server.logIn(username);
      expect((await client.call('listen', { params, body: { reason } })).status).toBe(403);
    }
    const rina = await hotline.server.logIn('rina');
    const unexplained = await rina.call('listen', { params, body: { reason: 'x' } });
    expect([unexplained.status, unexplained.problem?.errors?.[0]?.field]).toEqual([422, 'reason']);
    for (const missing of [
      { ...params, reference: `RE${'0'.repeat(32)}` },
      { ...params, callId: 'twilio-none' },
    ])
      expect((await rina.call('listen', { params: missing, body: { reason } })).problem?.type).toBe('no_recording');
    expect(await audits()).toEqual([]);

    for (const username of ['rina', 'joko', 'wati'] as const) {
      const answer = await (await hotline.server.logIn(username)).call('listen', { params, body: { reason } });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ 'content-type': 'audio/mpeg', 'cache-control': 'no-store' });
      expect(answer.body).toBe(hotline.world.voice.recordings.sounds.get(recording.sid)?.toString());
    }
    expect(await audits()).toEqual(
      (['rina', 'joko', 'wati'] as const).map((username) => ({
        person_id: people[username].id,
        subject: `${callId} ${recording.sid}`,
        reason,
      })),
    );
  });

  it('that Twilio has no more, or cannot be asked for, is said so', async () => {
    const { callId, recording } = await conversation();
    const rina = await hotline.server.logIn('rina');
    const listened = async () => {
      const params = { callId, reference: recording.sid };
      const { status, problem } = await rina.call('listen', { params, body: { reason } });
      return [status, problem?.type];
    };
    hotline.world.cloud.next({ status: 500 });
    expect(await listened()).toEqual([503, 'recording_away']);
    hotline.world.cloud.next({ status: 200, json: {} });
    expect(await listened()).toEqual([503, 'recording_away']);
    await hotline.world.cloud.away();
    expect(await listened()).toEqual([503, 'recording_away']);
    await hotline.world.cloud.open();
    hotline.world.voice.recordings.forget(recording.sid);
    expect(await listened()).toEqual([404, 'no_recording']);
  });
});

describe('a recording of any exchange', () => {
  it('of a call that is not stored is counted and waits for it; an exchange without sound says so', async () => {
    const database = await createServerDatabase();
    const server = await startTestServer({ databaseUrl: database.url });
    const caller = server.exchange.caller(ani);
    const { callId } = caller;
    const recorded = {
      type: 'call.recorded',
      callId,
      startedAt: null,
      lengthMs: 1_000,
      at: server.clock.now(),
    } as const;
    server.exchange.tell({ ...recorded, id: eventId.recorded(callId, 'r-1'), reference: 'r-1' });
    await server.settled();
    expect(await storedOn(server)).toEqual([]);
    expect(server.log.lines().join()).toContain('waits for its call');
    const metrics = await send(server.url, { method: 'GET', path: '/metrics' });
    expect(String(metrics.body)).toMatch(/what="recording_of_unknown_call"\} 1\b/);

    server.exchange.happen(caller.arrived(), caller.queued());
    await server.settled();
    await until('it is stored after all', async () => (await storedOn(server)).length === 1);

    const later = await queuedCall(server, ani);
    server.exchange.happen(later.ended());
    server.exchange.tell({
      ...recorded,
      callId: later.callId,
      id: eventId.recorded(later.callId, 'r-2'),
      reference: 'r-2',
    });
    await server.settled();
    expect((await storedOn(server)).map(({ reference }) => reference)).toEqual(['r-1', 'r-2']);

    const rina = await server.logIn('rina');
    const silent = await rina.call('listen', { params: { callId, reference: 'r-1' }, body: { reason } });
    expect([silent.status, silent.problem?.type]).toEqual([404, 'no_recording']);
    expect((await rina.call('getCase', { params: { caseId: later.caseId } })).body.recordings).toHaveLength(1);
    await server.stop();
    await database.drop();
  });
});
