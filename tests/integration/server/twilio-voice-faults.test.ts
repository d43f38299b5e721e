import { jest } from '@jest/globals';
import twilio from 'twilio';
import { createRandom } from '../../../telephony/simulator/random.ts';
import type { TwilioVoice } from '../../../telephony/twilio/voice/exchange.ts';
import type { Client } from '../../support/client.ts';
import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import type { TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import {
  account,
  createTwilioWorld,
  hotlineNumber,
  publicUrl,
  type TwilioWorld,
  twilioPath,
} from '../../support/twilio-server.ts';
import type { StandInRing } from '../../support/twilio-stand-in/legs.ts';
import { createWebhooks } from '../../support/twilio-stand-in/webhooks.ts';
import { until } from '../../support/until.ts';

jest.setTimeout(30_000);

const ani = '+6281234567890';
const sarisBrowser = 'client:agent_101';
let database: TestDatabase;
let proxy: DatabaseProxy;
let world: TwilioWorld;
let server: TestServer<TwilioVoice>;

beforeEach(async () => {
  database = await createServerDatabase();
  proxy = await startDatabaseProxy(database.url);
  world = await createTwilioWorld();
  server = await world.start(proxy.url);
  await until('Twilio answers', () => server.exchange.status().connected);
});
afterEach(async () => {
  await proxy.restore();
  await world.close();
  await proxy.close();
  await database.drop();
  expect(world.voice.faults).toEqual([]);
  for (const log of [server.log, world.log]) log.assertNoPersonalData([ani]);
});

const ringAt = (address: string): Promise<StandInRing> =>
  until(`${address} rings`, () => world.voice.rings.find(({ leg }) => leg.to === address && leg.status === 'ringing'));

async function ready(username: 'sari' | 'budi', of = server): Promise<Client> {
  const client = await of.logIn(username);
  await client.do('setState', { body: { state: 'ready' } });
  return client;
}
/** As SIGKILL looks from outside: no word to anybody, and whatever was not committed is lost. */
async function kill(): Promise<void> {
  world.vanish();
  await proxy.cut();
  await server.stop();
  await proxy.restore();
}
const typesOf = (callId: string) =>
  server.sql<{ type: string }>(
    'SELECT e.type FROM case_event e JOIN case_file c ON c.id = e.case_id WHERE c.call_id = $1 ORDER BY e.seq',
    [callId],
  );

describe('a caller is not lost', () => {
  it('while the database is away: he waits without a number, and has his ticket when it is back', async () => {
    const sari = await ready('sari');
    const desk = await sari.desk();
    await server.settled();
    await proxy.cut();
    const began = performance.now();
    const caller = await world.voice.call(ani, hotlineNumber);
    // Twilio would give up after 15 s.
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(caller.heard.join(' ')).not.toContain('nomor tiket');
    expect(caller.heard.join(' ')).toContain('Mohon tunggu');
    const ring = await ringAt(sarisBrowser);
    await desk.until('offers', (offer) => offer.ticketNumber === null);
    ring.answer();
    await desk.until('calls', (call) => call.phase === 'talking');
    await proxy.restore();
    await desk.until('cases', (entry) => entry.callId === `twilio-${caller.sid}`, 10_000);
    await server.settled();
    expect((await typesOf(`twilio-${caller.sid}`)).map(({ type }) => type)).toEqual([
      'call.arrived',
      'ticket.numbered',
      'call.queued',
      'call.offered',
      'call.answered',
    ]);
  });

  it('while we are away: Twilio keeps him by what the console says, and we find him when we are back', async () => {
    const sari = await ready('sari');
    await server.settled();
    await kill();
    const caller = await world.voice.call(ani, hotlineNumber);
    expect(caller.leg.status).toBe('in-progress');
    const gone = await world.voice.call('+6281234567891', hotlineNumber);
    gone.hangUp();
    world.clock.move(4_000);
    server = await world.start(proxy.url);
    const back = await server.logIn('sari');
    const desk = await back.desk();
    const ring = await ringAt(sarisBrowser);
    await desk.until('offers', (offer) => /-0001$/.test(offer.ticketNumber ?? ''));
    ring.answer();
    await desk.until('cases', (entry) => entry.callId === `twilio-${caller.sid}`);
    expect(sari.me.userId).toBe(back.me.userId);
  });

  it.each([
    ['our first word to him', /\/voice$/],
    ['what is played while he waits', /\/voice\/wait\//],
  ])('when %s is lost on the way', async (_what, lost) => {
    const sari = await ready('sari');
    const desk = await sari.desk();
    const webhooks = createWebhooks({ authToken: account.authToken, publicUrl, localUrl: server.url });
    let left = 1;
    world.voice.connect({
      post: (url, fields) =>
        lost.test(url) && left-- > 0 ? Promise.resolve({ status: 0, body: '', tries: 1 }) : webhooks.post(url, fields),
    });
    const caller = await world.voice.call(ani, hotlineNumber);
    expect(caller.leg.status).toBe('in-progress');
    expect(left).toBeLessThan(1);
    const ring = await ringAt(sarisBrowser);
    await desk.until('offers', (offer) => /-0001$/.test(offer.ticketNumber ?? ''));
    ring.answer();
    await desk.until('calls', (call) => call.phase === 'talking');
    ring.hangUp();
    await until('he is let go', () => caller.leg.status === 'completed');
    await world.voice.settled();
    await server.settled();
    expect((await typesOf(`twilio-${caller.sid}`)).map(({ type }) => type)).toEqual([
      'call.arrived',
      'ticket.numbered',
      'call.queued',
      'call.offered',
      'call.answered',
      'call.ended',
    ]);
  });
});

describe('a storm of callers', () => {
  it('has a number for each, gapless, well within the time Twilio waits', async () => {
    const many = 100;
    const took: number[] = [];
    const callers = await Promise.all(
      Array.from({ length: many }, async (_, n) => {
        const began = performance.now();
        const caller = await world.voice.call(`+62812345${String(10_000 + n)}`, hotlineNumber);
        took.push(performance.now() - began);
        return caller;
      }),
    );
    expect(Math.max(...took)).toBeLessThan(7_500);
    for (const { heard } of callers) expect(heard.join(' ')).toContain('Nomor tiket');
    await world.voice.settled();
    await server.settled();
    const rows = await server.sql<{ last: number }>(
      'SELECT right(ticket_number, 4)::int AS last FROM case_file ORDER BY 1',
    );
    expect(rows.map(({ last }) => last)).toEqual(callers.map((_, index) => index + 1));
    expect(server.core.liveCalls.open().filter(({ queue }) => queue !== null)).toHaveLength(many);
  });
});

describe('a server that is killed in mid-call', () => {
  it('comes back to who talks, who waits, who is rung and who is gone', async () => {
    const [sari, budi] = [await ready('sari'), await ready('budi')];
    const [desk, other] = [await sari.desk(), await budi.desk()];
    const talking = await world.voice.call(ani, hotlineNumber);
    (await ringAt(sarisBrowser)).answer();
    const open = await desk.until('cases', (entry) => entry.status === 'open');
    await sari.do('leg', { params: { callId: `twilio-${talking.sid}` }, body: { action: 'hold' } });
    await desk.until('calls', (entry) => entry.phase === 'held');
    const rung = await world.voice.call('+6281234567892', hotlineNumber);
    await other.until('offers', () => true);
    const waiting = await world.voice.call('+6281234567893', hotlineNumber);
    const leaving = await world.voice.call('+6281234567894', hotlineNumber);
    await server.settled();
    await kill();

    leaving.hangUp();
    world.clock.move(3_000);
    // The agent picks up while nobody of us is there: Twilio joins the two.
    world.voice.rings.at(-1)?.answer();
    const legsBefore = world.voice.legs.size;
    server = await world.start(proxy.url);
    const again = await server.logIn('sari');
    const herDesk = await again.desk();
    await herDesk.until('calls', (entry) => entry.callId === `twilio-${talking.sid}` && entry.phase === 'held');
    const his = await (await server.logIn('budi')).desk();
    await his.until('calls', (entry) => entry.callId === `twilio-${rung.sid}` && entry.phase === 'talking');
    await until('he who left is stored as gone', async () => {
      const rows = await server.sql<{ id: string; outcome: string | null }>('SELECT id, outcome FROM call');
      return rows.find(({ id }) => id === `twilio-${leaving.sid}`)?.outcome === 'shortAbandoned';
    });
    expect(world.voice.legs.size).toBe(legsBefore);

    await again.do('leg', { params: { callId: `twilio-${talking.sid}` }, body: { action: 'unhold' } });
    await herDesk.until('calls', (entry) => entry.phase === 'talking');
    talking.hangUp();
    await herDesk.until('agents', (agent) => agent.userId === again.me.userId && agent.state === 'wrap-up');
    await again.do('recap', {
      params: { caseId: open.caseId },
      body: { disposition: 'dropped', summary: 'Terputus' },
    });
    // She is free, and he who waited all the while is next.
    (await ringAt(sarisBrowser)).answer();
    await herDesk.until('calls', (entry) => entry.callId === `twilio-${waiting.sid}` && entry.phase === 'talking');
    await server.settled();
    const numbers = await server.sql<{ last: string }>(
      'SELECT right(ticket_number, 4) AS last FROM case_file ORDER BY 1',
    );
    expect(numbers.map(({ last }) => last)).toEqual(['0001', '0002', '0003', '0004']);
  });
});

describe('Twilio', () => {
  it('may tell everything several times, late and in any order', async () => {
    const random = createRandom(20_261_122, 'weather');
    world.voice.setWeather({ times: () => random.between(1, 3), delayMs: () => random.between(0, 150) });
    const sari = await ready('sari');
    const desk = await sari.desk();
    const sids: string[] = [];
    for (let n = 0; n < 6; n++) {
      const caller = await world.voice.call(`+62812345678${10 + n}`, hotlineNumber);
      sids.push(caller.sid);
      const ring = await ringAt(sarisBrowser);
      await desk.until('offers', () => true);
      ring.answer();
      const open = await desk.until(
        'cases',
        (entry) => entry.callId === `twilio-${caller.sid}` && entry.status === 'open',
      );
      if (n % 2) caller.hangUp();
      else ring.hangUp();
      await desk.until('agents', (agent) => agent.userId === sari.me.userId && agent.state === 'wrap-up');
      await sari.do('recap', { params: { caseId: open.caseId }, body: { disposition: 'dropped', summary: 'Uji' } });
      await desk.until('agents', (agent) => agent.state === 'ready');
    }
    await world.voice.settled();
    await server.settled();
    for (const sid of sids)
      expect((await typesOf(`twilio-${sid}`)).map(({ type }) => type)).toEqual([
        'call.arrived',
        'ticket.numbered',
        'call.queued',
        'call.offered',
        'call.answered',
        'call.ended',
        'recap.saved',
      ]);
    const calls = await server.sql<{ outcome: string; n: number }>(
      'SELECT outcome, count(*)::int AS n FROM call GROUP BY 1',
    );
    expect(calls).toEqual([{ outcome: 'answered', n: 6 }]);
  });

  it('may be away: who waits is rung for when it is back', async () => {
    const sari = await ready('sari');
    const desk = await sari.desk();
    await server.settled();
    await world.cloud.away();
    const caller = await world.voice.call(ani, hotlineNumber);
    await desk.until('system', (card) => !card.exchange.connected);
    await until('the log says why', () => world.log.lines().some((line) => line.includes('Twilio cannot be asked')));
    await world.cloud.open();
    await desk.until('system', (card) => card.exchange.connected);
    const ring = await ringAt(sarisBrowser);
    ring.answer();
    await desk.until('calls', (entry) => entry.callId === `twilio-${caller.sid}` && entry.phase === 'talking');
  });
});

describe('a webhook', () => {
  const path = `${twilioPath}/voice`;
  const fields = (n: number) => ({
    CallSid: `CA${String(n).padStart(32, '0')}`,
    AccountSid: account.accountSid,
    From: ani,
    To: hotlineNumber,
    CallStatus: 'ringing',
  });
  const signature = (token: string, url: string, form: Record<string, string>) =>
    twilio.getExpectedTwilioSignature(token, url, form);
  const post = (form: Record<string, string>, signed: string | null, to = path) =>
    send(server.url, {
      method: 'POST',
      path: to,
      body: new URLSearchParams(form).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signed !== null && { 'x-twilio-signature': signed }),
      },
    });
  const nothingDone = async () => {
    await server.settled();
    expect(await server.sql('SELECT 1 FROM call')).toEqual([]);
    expect(server.core.liveCalls.open()).toEqual([]);
  };

  it('that Twilio did not sign for our address is refused with 403, and nothing is done', async () => {
    const form = fields(1);
    const ours = publicUrl + path;
    for (const signed of [
      null,
      '',
      'x',
      signature('0'.repeat(32), ours, form),
      // An empty key, a local address, other fields, another path.
      signature('', ours, form),
      signature(account.authToken, server.url + path, form),
      signature(account.authToken, ours, { ...form, From: '+6281200000000' }),
      signature(account.authToken, `${ours}/status`, form),
    ])
      expect((await post(form, signed)).status).toBe(403);
    await nothingDone();
    expect((await post(form, signature(account.authToken, ours, form))).status).toBe(200);
  });

  it('that is too large, no form, or about nothing is refused, and nothing is done', async () => {
    const large = { ...fields(1), Extra: 'x'.repeat(1_000_000) };
    expect((await post(large, signature(account.authToken, publicUrl + path, large))).status).toBe(413);
    for (const [to, form] of [
      [path, { ...fields(1), CallSid: 'CA1' }],
      [`${path}/status`, { CallStatus: 'completed' }],
      [`${path}/conference`, { ConferenceSid: '../x' }],
      [`${path}/agent/CA1/101`, fields(1)],
      [`${path}/wait/CA1`, fields(1)],
      [`${path}/recording/CA1`, { RecordingSid: `RE${'1'.repeat(32)}` }],
      [`${path}/recording/${fields(1).CallSid}`, { RecordingSid: '../x' }],
    ] as const)
      expect((await post(form, signature(account.authToken, publicUrl + to, form), to)).status).toBe(400);
    await nothingDone();
  });

  it('that comes two thousand times counts once', async () => {
    const sari = await ready('sari');
    const desk = await sari.desk();
    const caller = await world.voice.call(ani, hotlineNumber);
    const ring = await ringAt(sarisBrowser);
    await desk.until('offers', () => true);
    ring.answer();
    await desk.until('calls', (entry) => entry.phase === 'talking');
    await world.voice.settled();
    await server.settled();
    const room = {
      ConferenceSid: world.voice.rooms[0]?.sid ?? '',
      FriendlyName: `sigap-${caller.sid}`,
      SequenceNumber: '1',
      Timestamp: 'Sun, 22 Nov 2026 08:00:00 +0000',
    };
    const reports = [
      [`${path}/conference`, { ...room, StatusCallbackEvent: 'participant-join', CallSid: caller.sid }],
      [`${path}/conference`, { ...room, StatusCallbackEvent: 'participant-join', CallSid: ring.leg.sid }],
      [`${path}/agent/${caller.sid}/101`, { CallSid: ring.leg.sid, CallStatus: 'ringing' }],
      [`${path}/agent/${caller.sid}/101`, { CallSid: ring.leg.sid, CallStatus: 'in-progress' }],
    ] as const;
    const signed = reports.map(([to, form]) => ({
      to: server.url + to,
      body: new URLSearchParams(form).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature(account.authToken, publicUrl + to, form),
      },
    }));
    const before = await typesOf(`twilio-${caller.sid}`);
    const asked = world.cloud.requests.length;
    const hear = async (from: number) => {
      for (let n = from; n < 2_000; n += 20) {
        const { to, body, headers } = signed[n % signed.length] as (typeof signed)[number];
        const answer = await fetch(to, { method: 'POST', body, headers });
        if (answer.status !== 204) throw new Error(`answered ${answer.status}`);
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, from) => hear(from)));
    await server.settled();
    const after = await typesOf(`twilio-${caller.sid}`);
    // Meanwhile the clocks of her steps go on.
    expect(after.filter(({ type }) => type !== 'timer')).toEqual(before.filter(({ type }) => type !== 'timer'));
    expect(world.cloud.requests.length).toBe(asked);
    expect(server.core.liveCalls.open()).toHaveLength(1);
  });

  it('that is sent again after its call is over opens nothing, however often', async () => {
    const caller = await world.voice.call(ani, hotlineNumber);
    caller.hangUp();
    await world.voice.settled();
    await server.settled();
    const form = { ...fields(0), CallSid: caller.sid };
    const reports = [
      [path, form],
      [`${path}/status`, { ...form, CallStatus: 'completed' }],
      [
        `${path}/conference`,
        {
          ConferenceSid: world.voice.rooms[0]?.sid ?? '',
          FriendlyName: `sigap-${caller.sid}`,
          StatusCallbackEvent: 'participant-join',
          CallSid: caller.sid,
          SequenceNumber: '1',
        },
      ],
    ] as const;
    const before = world.cloud.requests.length;
    for (let n = 0; n < 30; n++)
      for (const [to, each] of reports) {
        const answer = await post(each, signature(account.authToken, publicUrl + to, each), to);
        expect([200, 204]).toContain(answer.status);
      }
    await server.settled();
    expect(await server.sql('SELECT 1 FROM case_file')).toHaveLength(1);
    expect(server.core.liveCalls.open()).toEqual([]);
    expect(world.cloud.requests.length).toBe(before);
  });
});
