import { createTwilioMessageGateway } from '../../../telephony/messaging/twilio/gateway.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { createMessages } from '../../support/twilio-stand-in/messages.ts';
import { startTwilioStandIn, type TwilioStandIn } from '../../support/twilio-stand-in/stand-in.ts';
import { createWebhooks } from '../../support/twilio-stand-in/webhooks.ts';
import { until } from '../../support/until.ts';

const account = { accountSid: `AC${'a'.repeat(32)}`, authToken: '0123456789abcdef0123456789abcdef' };
const path = '/telephony/messages/sms';
const publicUrl = `https://sigap.example.go.id/hotline${path}`;
const office = '+62215550100';
const citizen = (index: number) => `+62811${String(1_000_000 + index)}`;

describe('the server on Twilio', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let clock: TestClock;
  let cloud: ReturnType<typeof createMessages>;
  let twilio: TwilioStandIn;
  let webhooks: ReturnType<typeof createWebhooks>;
  let server: TestServer;

  beforeEach(async () => {
    database = await createServerDatabase();
    proxy = await startDatabaseProxy(database.url);
    clock = createTestClock();
    webhooks = createWebhooks({ ...account, publicUrl, localUrl: () => server.url + path, retries: 1, pauseMs: 20 });
    cloud = createMessages({
      ...account,
      now: clock.now,
      webhooks,
      inboundUrl: `${publicUrl}/inbound`,
      lifeOf: () => [
        { status: 'delivered', afterMs: 5 },
        { status: 'sent', afterMs: 10 },
        { status: 'delivered', afterMs: 15 },
      ],
    });
    twilio = await startTwilioStandIn(account, [cloud.part]);
    const { gateway, router } = createTwilioMessageGateway({
      ...account,
      name: 'sms',
      publicUrl,
      numbers: [{ channel: 'sms', address: office }],
      perSecond: 500,
      baseUrl: twilio.url,
      timeoutMs: 2_000,
      catchUpMs: 200,
      now: clock.now,
    });
    server = await startTestServer({ databaseUrl: proxy.url, clock, gateways: [gateway], routers: [[path, router]] });
  });
  afterEach(async () => {
    await cloud.settled();
    await server.stop();
    await twilio.close();
    await proxy.close();
    expect(cloud.faults).toEqual([]);
    server.log.assertNoPersonalData([citizen(0), citizen(1).slice(1), '0811100000']);
    await database.drop();
  });

  const number = async (text: string) =>
    Number((await server.sql<{ n: string }>(`SELECT count(*) n FROM ${text}`))[0]?.n);
  const cases = () => number('case_file');
  /** What reached citizens; each had one report, so each gets one acknowledgement with its ticket number. */
  const outbound = () => cloud.kept.filter(({ direction }) => direction === 'outbound-api');
  const recipients = () => outbound().map(({ to }) => to);
  const write = (index: number) => cloud.arrive(citizen(index), office, `Lampu mati di Jalan ${index}`);

  it('keeps what Twilio signed, answers with the ticket number, and knows that it arrived', async () => {
    expect(await cloud.tell(write(0))).toEqual({ status: 200, body: '<Response/>', tries: 1 });
    expect(await cases()).toBe(1);
    const answer = await until('the acknowledgement', () => outbound()[0]);
    const [row] = await server.sql<{ ticket_number: string }>(
      'SELECT ticket_number FROM case_file WHERE task_period IS NULL',
    );
    expect(answer).toMatchObject({
      from: office,
      to: citizen(0),
      body: expect.stringContaining(row?.ticket_number ?? '-'),
    });
    await until('its delivery', () => number(`message WHERE direction = 'out' AND status = 'delivered'`));
  });

  it('does nothing for what is forged, too large or makes no sense', async () => {
    const fields = { MessageSid: `SM${'f'.repeat(32)}`, From: citizen(0), To: office, Body: 'x' };
    const forge = createWebhooks({ authToken: '', publicUrl, localUrl: server.url + path });
    expect((await forge.post(`${publicUrl}/inbound`, fields)).status).toBe(403);
    expect((await webhooks.post(`${publicUrl}/inbound`, { ...fields, Body: 'x'.repeat(1024 * 1024) })).status).toBe(
      413,
    );
    expect((await webhooks.post(`${publicUrl}/inbound`, { ...fields, From: '' })).status).toBe(400);
    expect(await number('message')).toBe(0);
    expect(await cases()).toBe(0);
  });

  it('counts a message once, however often and from however many tellers it comes', async () => {
    const message = write(0);
    let left = 1000;
    const teller = async () => {
      while (left-- > 0) expect((await cloud.tell(message)).status).toBe(200);
    };
    await Promise.all(Array.from({ length: 20 }, teller));
    expect(await cases()).toBe(1);
    expect(await number(`message WHERE direction = 'in'`)).toBe(1);
    await until('the acknowledgement', () => outbound().length === 1);
  });

  it('loses nothing and answers nobody twice when the database goes away and comes back under load', async () => {
    const telling: Promise<unknown>[] = [];
    for (let index = 0; index < 120; index++) {
      telling.push(cloud.tell(write(index)));
      if (index === 40) await proxy.cut();
      if (index === 80) await proxy.restore();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(telling);
    // What was refused twice is asked for.
    await until('all cases', async () => (await cases()) === 120, 30_000);
    // A try whose outcome could not be stored is made again when its minute is over; no try is under way then.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await minutePasses();
    await until('all acknowledgements', () => new Set(recipients()).size === 120, 30_000);
    await server.settled();
    expect(recipients()).toHaveLength(120);
    expect(await number(`message WHERE direction = 'in'`)).toBe(120);
  }, 90_000);

  it('sends everything once after Twilio was away for 10 minutes, and when its answers get lost', async () => {
    await twilio.away();
    const arrived = Array.from({ length: 60 }, (_, index) => write(index));
    // Its webhooks still come: Twilio is large.
    await Promise.all(arrived.map((message) => cloud.tell(message)));
    expect(await cases()).toBe(60);
    for (let minute = 0; minute < 10; minute++) {
      const before = await attempts();
      clock.move(60_000);
      const tried = async () => {
        await minutePasses();
        return (await attempts()) > before;
      };
      await until('another try', tried, 15_000);
    }
    expect(outbound()).toEqual([]);
    for (let lost = 0; lost < 10; lost++) twilio.next({ status: 0, how: 'cut' });
    // When the last try has failed, and before the next: one that is under way must not be made twice at once.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await minutePasses();
    await twilio.open();
    await until('all acknowledgements', () => new Set(recipients()).size === 60, 60_000);
    await until(
      'all of them known',
      () => number(`message WHERE direction = 'out' AND status = 'delivered'`).then((n) => n === 60),
      30_000,
    );
    expect(recipients()).toHaveLength(60);
  }, 120_000);

  /** As if time had passed for the database as well. */
  const minutePasses = async () => {
    await server.sql('UPDATE message SET next_try_at = clock_timestamp() WHERE next_try_at IS NOT NULL');
    await server.sql('UPDATE message_pace SET ready_at = clock_timestamp()');
  };
  const attempts = async () =>
    Number((await server.sql<{ n: string }>('SELECT coalesce(sum(attempts), 0) n FROM message'))[0]?.n);
});
