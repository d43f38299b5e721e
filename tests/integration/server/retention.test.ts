import { createGateways } from '../../../server/app/messages/gateways.ts';
import type { RetentionClass } from '../../../server/app/ports/retention.ts';
import { createOutsideErasures } from '../../../server/app/privacy/outside-erasures.ts';
import { createRetention } from '../../../server/app/privacy/retention.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createOutsideErasureStore } from '../../../server/store/outside-erasures.ts';
import { createRetentionStore } from '../../../server/store/retention.ts';
import { createTwilioMessageGateway } from '../../../telephony/messaging/twilio/gateway.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { openTwilioHotline } from '../../support/twilio-hotline.ts';
import { account } from '../../support/twilio-server.ts';
import { createMessages } from '../../support/twilio-stand-in/messages.ts';
import { startTwilioStandIn } from '../../support/twilio-stand-in/stand-in.ts';
import { until } from '../../support/until.ts';

const always = { cases: null, messages: null, files: null, recordings: null, drafts: null, agent_states: null };
const noFiles = { store: 'disk', forget: async () => ({ ok: true }) as const };
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const dayMs = 24 * 60 * 60_000;

describe('each day', () => {
  let database: TestDatabase;
  let server: TestServer;
  let source: ReturnType<typeof createDataSource>;
  beforeEach(async () => {
    database = await createServerDatabase();
    server = await startTestServer({ databaseUrl: database.url });
    source = await createDataSource(database.url, 4).initialize();
  });
  afterEach(async () => {
    await source.destroy();
    await server.stop();
    await database.drop();
  });

  const storeOf = () =>
    createRetentionStore(source, {
      sealer: server.sealer,
      sopOf: ({ sopId, sopVersion }) => server.core.sops.get(sopId, sopVersion),
    });
  /** Closed cases with a half-written form each, that many days ago. */
  async function draftsOf(days: number): Promise<void> {
    const sari = await server.logIn('sari');
    const call = await answeredCall(server, sari, await sari.desk(), '081234567890');
    await sari.act(call, 'intake.saved', intake);
    server.exchange.happen(call.ended());
    await server.settled();
    await server.sql(
      `UPDATE case_file SET closed_at = clock_timestamp() - $1 * interval '1 day', next_deadline = NULL, status = 'closed',
         state = state || '{"drafts": {"x.y": {"remark": "setengah jadi"}}}'`,
      [days],
    );
  }
  const job = (keep: Partial<Record<RetentionClass, number>>, clock = createTestClock()) => {
    const every = createRetention({
      store: storeOf(),
      keepDays: { ...always, ...keep },
      ...{ clock, timeZone: 'Asia/Jakarta', isAway: () => false, log: silent, everyMs: 10 },
    });
    every.start();
    return { clock, stop: every.stop };
  };
  const runs = () =>
    server.sql<{ day: string; class: string; done: number; ended: boolean; fault: string | null }>(
      'SELECT day, class, done, ended_at IS NOT NULL AS ended, fault FROM retention_run ORDER BY day, class',
    );

  it('one of several servers lets go of what is past its time, from two in the morning on, and says how much', async () => {
    await draftsOf(40);
    const night = createTestClock(Date.UTC(2027, 2, 9, 18, 30));
    const servers = [1, 2, 3].map(() => job({ drafts: 30, recordings: 30 }, night));
    try {
      // 01:30 in the office: yesterday's is done, which nobody did.
      await until('both classes are done', async () => {
        const seen = await runs();
        return seen.length === 2 && seen.every(({ ended }) => ended);
      });
      expect(await runs()).toEqual([
        { day: '2027-03-09', class: 'drafts', done: 1, ended: true, fault: null },
        { day: '2027-03-09', class: 'recordings', done: 0, ended: true, fault: null },
      ]);
      night.move(60 * 60_000);
      await until('the day begins', async () => (await runs()).length === 4);
      expect((await runs()).map(({ day }) => day)).toEqual(['2027-03-09', '2027-03-09', '2027-03-10', '2027-03-10']);
    } finally {
      for (const { stop } of servers) await stop();
    }
    const audit = await server.sql("SELECT subject, person_id FROM audit_entry WHERE action = 'retention.done'");
    expect(audit).toEqual([{ subject: 'drafts 1', person_id: null }]);
  });

  it('nothing is let go of where the office keeps it always, nor before its time', async () => {
    await draftsOf(10);
    const one = job({ drafts: 30 });
    await until('the day is done', async () => (await runs()).some(({ ended }) => ended));
    await one.stop();
    expect(await runs()).toMatchObject([{ class: 'drafts', done: 0 }]);
    expect(await server.sql("SELECT 1 FROM case_file WHERE state->'drafts' <> '{}'")).toHaveLength(1);
  });

  it('how agents stood goes with its time, and how they stand now does not', async () => {
    const sari = await server.logIn('sari');
    const budi = await server.logIn('budi');
    await sari.do('setState', { body: { state: 'ready' } });
    await sari.do('setState', { body: { state: 'not-ready', reason: 'prayer' } });
    await sari.do('setState', { body: { state: 'ready' } });
    await budi.do('setState', { body: { state: 'ready' } });
    await server.settled();
    const stood = () =>
      server.sql<{ person_id: string; days: number }>(
        `SELECT person_id, extract(day FROM clock_timestamp() - began_at)::int AS days FROM agent_stretch ORDER BY 1, 2`,
      );
    const ofSari = (await stood()).filter(({ person_id: id }) => id === people.sari.id).length;
    expect(ofSari).toBeGreaterThanOrEqual(3);
    // All of it forty days ago, the last of Sari's ten.
    await server.sql("UPDATE agent_stretch SET began_at = began_at - interval '40 days'");
    await server.sql(
      `UPDATE agent_stretch SET began_at = began_at + interval '30 days'
       WHERE id = (SELECT id FROM agent_stretch WHERE person_id = $1 ORDER BY began_at DESC LIMIT 1)`,
      [people.sari.id],
    );
    const one = job({ agent_states: 30 });
    await until('the day is done', async () => (await runs()).some(({ ended }) => ended));
    await one.stop();
    // Sari's second to last lasted until ten days ago, and Budi is as he was forty days ago.
    expect((await stood()).map(({ person_id: id, days }) => [id, days]).sort()).toEqual(
      [
        [people.budi.id, 40],
        [people.sari.id, 10],
        [people.sari.id, 40],
      ].sort(),
    );
    expect(await runs()).toMatchObject([{ class: 'agent_states', done: ofSari - 2 }]);
  });

  it('what a server left undone is gone on with by another, and a fault is told', async () => {
    await draftsOf(40);
    await server.sql(`ALTER TABLE hidden_words RENAME TO hidden_away`);
    const first = job({ drafts: 30 });
    await until('it is told', async () => (await runs())[0]?.fault === 'fault');
    await first.stop();
    await server.sql(`ALTER TABLE hidden_away RENAME TO hidden_words`);
    const nadia = await server.logIn('nadia');
    expect((await nadia.do('retention')).runs).toMatchObject([
      { of: 'drafts', done: 0, fault: 'fault', endedAt: null },
    ]);
    // As if ten minutes had gone by.
    await server.sql("UPDATE retention_run SET touched_at = touched_at - interval '11 minutes'");
    const second = job({ drafts: 30 });
    await until('it is done', async () => (await runs())[0]?.ended);
    await second.stop();
    expect(await runs()).toMatchObject([{ class: 'drafts', done: 1, fault: null }]);
  });

  it('the report says what is kept for how long, to those whose work it is', async () => {
    const [nadia, wati, sari] = [await server.logIn('nadia'), await server.logIn('wati'), await server.logIn('sari')];
    const { classes } = await nadia.do('retention');
    expect(classes.map(({ of }) => of)).toEqual([
      'cases',
      'messages',
      'files',
      'recordings',
      'drafts',
      'agent_states',
      'sessions',
      'audit',
    ]);
    expect(await wati.do('retention')).toEqual(await nadia.do('retention'));
    expect((await sari.call('retention')).status).toBe(403);
  });
});

it('a recording that is let go of is deleted at Twilio too, as soon as Twilio can be reached', async () => {
  const hotline = await openTwilioHotline({ record: true });
  const source = await createDataSource(hotline.proxy.url, 2).initialize();
  const { server, world } = hotline;
  const store = createOutsideErasureStore(source);
  const sopOf = ({ sopId, sopVersion }: { sopId: string; sopVersion: string }) =>
    server.core.sops.get(sopId, sopVersion);
  const work = createOutsideErasures({
    ...{ store, exchange: server.exchange, gateways: createGateways([], []), files: noFiles, log: silent, everyMs: 10 },
  });
  try {
    await hotline.ready('sari');
    const caller = await hotline.call();
    (await hotline.ringAt()).answer();
    world.clock.move(7_000);
    caller.hangUp();
    await hotline.settled();
    const { sounds } = world.voice.recordings;
    expect(sounds.size).toBe(1);
    await world.cloud.away();
    const retention = createRetentionStore(source, { sealer: server.sealer, sopOf });
    await retention.letGo('recordings', world.clock.now() + dayMs, async () => true);
    expect(await server.sql('SELECT 1 FROM recording')).toEqual([]);
    work.start();
    await until('it failed', async () => (await store.waiting())[0]?.fault);
    expect(await store.waiting()).toMatchObject([{ kind: 'recording', holder: 'twilio', waiting: 1 }]);
    const nadia = await server.logIn('nadia');
    expect((await nadia.do('retention')).outside).toEqual(await store.waiting());
    await world.cloud.open();
    await server.sql('UPDATE outside_erasure SET next_try_at = clock_timestamp()');
    await until('it is gone', async () => (await store.waiting()).length === 0);
    expect(sounds.size).toBe(0);
  } finally {
    await work.stop();
    await source.destroy();
    await hotline.close();
  }
});

it('messages are deleted at Twilio with their pictures, the citizen’s and ours; what Twilio does not know counts as deleted', async () => {
  const twilio = createMessages({ accountSid: account.accountSid, now: Date.now });
  const cloud = await startTwilioStandIn(account, [twilio.part]);
  const database = await createServerDatabase();
  const source = await createDataSource(database.url, 2).initialize();
  const store = createOutsideErasureStore(source);
  const numbers = [{ channel: 'sms', address: '+6281100000001' }] as const;
  const { gateway } = createTwilioMessageGateway({
    ...{ name: 'tw', ...account, publicUrl: 'https://sigap.example.go.id/tw', numbers, perSecond: 10 },
    ...{ baseUrl: cloud.url, now: Date.now },
  });
  const picture = { url: 'https://api.twilio.com/x', contentType: 'image/jpeg' };
  const asked = twilio.arrive('+6281234567890', '+6281100000001', 'Pohon tumbang', [picture, picture]);
  const left = twilio.arrive('+6281234567891', '+6281100000001', 'Lampu mati');
  const sent = await gateway.send(
    {
      id: 'm1',
      writtenAt: Date.now(),
      channel: 'sms',
      from: '',
      to: '+6281234567890',
      text: 'Baik',
      template: null,
    } as never,
    false,
  );
  const own = sent.ok ? sent.reference : '';
  for (const reference of [asked.sid, own, `SM${'e'.repeat(32)}`, 'no name of Twilio’s'])
    await source.query("INSERT INTO outside_erasure (kind, holder, reference) VALUES ('message', 'tw', $1)", [
      reference,
    ]);
  await source.query("INSERT INTO outside_erasure (kind, holder, reference) VALUES ('message', 'former', 'x')");
  const work = createOutsideErasures({
    store,
    exchange: { name: 'simulator' },
    gateways: createGateways([gateway], []),
    files: noFiles,
    ...{ log: silent, everyMs: 10 },
  });
  work.start();
  try {
    await until('all but the unknown gateway’s are done', async () => {
      const [first, ...more] = await store.waiting();
      return more.length === 0 && first?.fault !== null && first?.holder === 'former';
    });
    expect(twilio.kept).toEqual([left]);
    expect(twilio.faults).toEqual([]);
  } finally {
    await work.stop();
    await source.destroy();
    await cloud.close();
    await database.drop();
  }
});
