import { Agent, request } from 'node:http';
import twilio from 'twilio';
import { heapUsed } from '../../../../support/heap-used.ts';
import { until } from '../../../../support/until.ts';
import { authToken, citizen, type Office, office, publicUrl, startOffice } from './support.ts';

describe('messages that come by Twilio', () => {
  let site: Office;
  const start = async (options: Parameters<typeof startOffice>[0] = {}) => {
    site = await startOffice(options);
  };
  afterEach(() => site.stop());

  it('are kept before Twilio is answered, with an empty document', async () => {
    await start();
    const message = site.cloud.arrive(citizen, office, 'Jalan berlubang di Jl. Mawar 🕳️');
    const answer = await site.cloud.tell(message);
    expect(answer).toEqual({ status: 200, body: '<Response/>', tries: 1 });
    expect(site.received).toEqual([
      {
        id: `twilio-${message.sid}`,
        gateway: 'twilio',
        channel: 'sms',
        at: site.clock.now,
        from: citizen,
        to: office,
        text: 'Jalan berlubang di Jl. Mawar 🕳️',
        media: [],
      },
    ]);
  });

  it('come by WhatsApp with pictures', async () => {
    await start();
    const media = [
      { url: 'https://api.twilio.com/m/1', contentType: 'image/jpeg' },
      { url: 'https://api.twilio.com/m/2', contentType: 'image/png' },
    ];
    await site.cloud.tell(site.cloud.arrive(`whatsapp:${citizen}`, `whatsapp:${office}`, 'Ini fotonya', media));
    expect(site.received).toMatchObject([
      { channel: 'whatsapp', from: citizen, to: office, text: 'Ini fotonya', media },
    ]);
  });

  const fields = { MessageSid: `SM${'b'.repeat(32)}`, From: citizen, To: office, Body: 'x', NumMedia: '0' };
  const post = (more: Record<string, string>) => site.webhooks.post(`${publicUrl}/inbound`, { ...fields, ...more });

  it('come with a place', async () => {
    await start();
    await post({ Body: '', Latitude: '-7.25', Longitude: '112.75', Label: 'Balai Kota' });
    expect(site.received[0]?.text).toBe('Balai Kota\ngeo:-7.25,112.75');
  });

  it.each([
    ['no name', { MessageSid: '' }, 400],
    ['a name that is none', { MessageSid: 'SM1' }, 400],
    ['no sender', { From: '' }, 400],
    ['a channel that we do not know', { From: 'messenger:1', To: 'messenger:2' }, 200],
    ['two channels', { From: `whatsapp:${citizen}` }, 200],
  ])('are passed over and counted with %s', async (_what, more, status) => {
    await start();
    expect((await post(more)).status).toBe(status);
    expect(site.received).toEqual([]);
    expect(site.gateway.status().anomalies).toBe(1);
  });

  it('take no work when told again', async () => {
    await start();
    const message = site.cloud.arrive(citizen, office, 'x');
    for (let time = 0; time < 3; time++) expect((await site.cloud.tell(message)).status).toBe(200);
    expect(site.received).toHaveLength(1);
  });

  it('told 10,000 times over are one message, and fill no memory', async () => {
    await start();
    const body = new URLSearchParams({ ...fields, Body: 'x'.repeat(1000) }).toString();
    const signed = Object.fromEntries(new URLSearchParams(body));
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, `${publicUrl}/inbound`, signed),
    };
    const tell = () =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(`${site.localUrl}/inbound`, { method: 'POST', agent, headers }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode));
        });
        asked.on('error', reject).end(body);
      });
    const before = heapUsed();
    let left = 10_000;
    const statuses = new Set<number | undefined>();
    const teller = async () => {
      while (left-- > 0) statuses.add(await tell());
    };
    await Promise.all(Array.from({ length: 20 }, teller));
    agent.destroy();
    expect([...statuses]).toEqual([200]);
    // Those that were under way together, before the first was kept.
    expect(site.received.length).toBeLessThanOrEqual(20);
    expect(new Set(site.received.map(({ id }) => id)).size).toBe(1);
    expect(heapUsed() - before).toBeLessThan(30 * 1024 * 1024);
  });

  it('that are forged, or larger than 64 kB, are no work', async () => {
    await start();
    const forged = await fetch(`${site.localUrl}/inbound`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
    });
    expect(forged.status).toBe(403);
    expect((await post({ Body: 'x'.repeat(1024 * 1024) })).status).toBe(413);
    expect(site.received).toEqual([]);
    expect(site.gateway.status()).toMatchObject({ anomalies: 0 });
  });

  it('are refused while they cannot be kept, so that Twilio tries again', async () => {
    await start({ retries: 5 });
    site.database.away = true;
    const telling = site.cloud.tell(site.cloud.arrive(citizen, office, 'x'));
    setTimeout(() => {
      site.database.away = false;
    }, 25);
    const { status, tries } = await telling;
    expect(status).toBe(200);
    expect(tries).toBeGreaterThan(1);
    expect(site.received).toHaveLength(1);
  });

  it('are refused before the gateway is started', async () => {
    await start();
    await site.gateway.stop();
    expect((await site.cloud.tell(site.cloud.arrive(citizen, office, 'x'))).status).toBe(503);
    expect(site.received).toEqual([]);
  });

  it('that Twilio gave up telling are asked for, once each, with their pictures', async () => {
    await start({ catchUpMs: 20 });
    site.database.away = true;
    const media = [{ url: 'https://api.twilio.com/m/1', contentType: 'image/jpeg' }];
    const lost = site.cloud.arrive(`whatsapp:${citizen}`, `whatsapp:${office}`, 'tidak sampai', media);
    expect((await site.cloud.tell(lost)).status).toBe(503);
    site.database.away = false;
    await until('the message', () => site.received.length > 0);
    const looks = site.standIn.requests.length;
    await until('more looks', () => site.standIn.requests.length > looks + 8);
    expect(site.received).toEqual([
      {
        id: `twilio-${lost.sid}`,
        gateway: 'twilio',
        channel: 'whatsapp',
        at: lost.createdAt,
        from: citizen,
        to: office,
        text: 'tidak sampai',
        media: [{ url: expect.stringMatching(/^https:\/\/api\.twilio\.com\/.*\/ME0+$/), contentType: 'image/jpeg' }],
      },
    ]);
    expect(site.cloud.faults).toEqual([]);
  });

  it('come after Twilio itself was away for 10 minutes', async () => {
    await start({ catchUpMs: 10 });
    await until('a first look', () => site.standIn.requests.length >= 4);
    await site.standIn.away();
    site.clock.now += 5 * 60_000;
    const sent = Array.from({ length: 30 }, (_, at) => site.cloud.arrive(citizen, office, `pesan ${at}`));
    site.clock.now += 5 * 60_000;
    await site.standIn.open();
    await until('all messages', () => site.received.length === sent.length);
    expect(site.received.map(({ id }) => id).sort()).toEqual(sent.map(({ sid }) => `twilio-${sid}`).sort());
  });
});
