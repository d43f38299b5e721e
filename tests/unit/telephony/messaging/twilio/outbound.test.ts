import { until } from '../../../../support/until.ts';
import { citizen, type Office, office, publicUrl, startOffice } from './support.ts';

const template = `HX${'c'.repeat(32)}`;

/** Whole numbers below `below`, the same in each run. */
const seeded = (seed: number) => {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
};

describe('messages that go by Twilio', () => {
  let site: Office;
  beforeEach(async () => {
    site = await startOffice({
      optedOut: new Set(['+628119999999']),
      templates: { [template]: 'Laporan {{1}} selesai.' },
    });
  });
  afterEach(async () => {
    // Whatever a test sent, Twilio's own description allows it.
    expect(site.cloud.faults).toEqual([]);
    await site.stop();
  });

  const send = (about: Parameters<Office['message']>[0] = {}, again = false) =>
    site.gateway.send(site.message(about), again);

  it('are created with our id in the address of their callbacks', async () => {
    const outcome = await send({ id: 'a/b c' });
    const [message] = site.cloud.kept;
    expect(outcome).toEqual({ ok: true, reference: message?.sid, status: 'queued' });
    expect(message).toMatchObject({ from: office, to: citizen, body: 'Nomor laporan Anda SBY-20261122-0001' });
    expect(message?.statusCallback).toBe(`${publicUrl}/status?message=a%2Fb%20c`);
  });

  it('come from our first number where none is named', async () => {
    await send({ from: '' });
    await send({ from: '', channel: 'whatsapp' });
    expect(site.cloud.kept.map(({ from }) => from)).toEqual([office, `whatsapp:${office}`]);
  });

  it('go by WhatsApp, as a template where one is named', async () => {
    await send({ channel: 'whatsapp', text: 'Halo' });
    await send({ channel: 'whatsapp', text: 'Laporan 7 selesai.', template: { id: template, variables: { 1: '7' } } });
    expect(site.cloud.kept.map(({ from, to, body }) => [from, to, body])).toEqual([
      [`whatsapp:${office}`, `whatsapp:${citizen}`, 'Halo'],
      [`whatsapp:${office}`, `whatsapp:${citizen}`, 'Laporan 7 selesai.'],
    ]);
    const { form } = site.standIn.requests.at(-1) ?? {};
    expect(form?.has('Body')).toBe(false);
  });

  it('are rejected for good where Twilio will never send them', async () => {
    expect(await send({ to: '+628119999999' })).toEqual({
      ok: false,
      kind: 'rejected',
      reason: 'Twilio answered 400, its error 21610',
      code: '21610',
    });
    expect(await send({ channel: 'facebook' })).toMatchObject({ kind: 'rejected' });
    site.standIn.next({ status: 400, json: { code: 63016, message: 'outside of the window' } });
    expect(await send({ channel: 'whatsapp' })).toMatchObject({ kind: 'rejected', code: '63016' });
  });

  it('wait where Twilio has too many', async () => {
    site.standIn.next({ status: 429, json: { code: 20429 }, headers: { 'retry-after': '3' } });
    expect(await send()).toMatchObject({ kind: 'busy', retryAfterMs: 3000 });
    expect(site.gateway.status().connected).toBe(true);
  });

  it('are sent once when the answer was lost', async () => {
    const message = site.message();
    site.standIn.next({ status: 0, how: 'silent' });
    expect(await site.gateway.send(message, false)).toMatchObject({ ok: false, kind: 'unknown' });
    expect(site.gateway.status().connected).toBe(false);
    const [sent] = site.cloud.kept;
    expect(await site.gateway.send(message, true)).toEqual({ ok: true, reference: sent?.sid, status: 'queued' });
    expect(site.cloud.kept).toHaveLength(1);
    expect(site.gateway.status().connected).toBe(true);
  });

  it('are sent once when the answer was lost and we were started anew', async () => {
    const message = site.message();
    site.standIn.next({ status: 0, how: 'cut' });
    expect(await site.gateway.send(message, false)).toMatchObject({ ok: false, kind: 'unknown' });
    expect(await site.another().send(message, true)).toMatchObject({ ok: true, reference: site.cloud.kept[0]?.sid });
    expect(site.cloud.kept).toHaveLength(1);
  });

  it('are known by their callback, without asking', async () => {
    const message = site.message();
    site.standIn.next({ status: 0, how: 'cut' });
    await site.gateway.send(message, false);
    const [sent] = site.cloud.kept;
    if (sent) await site.cloud.callBack(sent, 'sent');
    const asked = site.standIn.requests.length;
    expect(await site.gateway.send(message, true)).toMatchObject({ ok: true, reference: sent?.sid });
    expect(site.standIn.requests).toHaveLength(asked);
  });

  it('are sent when the try before never arrived, though one with the same text went before', async () => {
    await send();
    site.clock.now += 60_000;
    const message = site.message();
    await site.standIn.away();
    expect(await site.another().send(message, false)).toMatchObject({ ok: false });
    await site.standIn.open();
    expect(await site.another().send(message, true)).toMatchObject({ ok: true, reference: site.cloud.kept[1]?.sid });
    expect(site.cloud.kept).toHaveLength(2);
  });

  it('are not taken for another of the same text that is known to be another', async () => {
    const [first, second] = [site.message(), site.message()];
    await site.standIn.away();
    await site.gateway.send(first, false);
    await site.standIn.open();
    await site.gateway.send(second, false);
    await site.gateway.send(first, true);
    expect(site.cloud.kept).toHaveLength(2);
  });

  it('are not sent while Twilio cannot be asked whether they were', async () => {
    const message = site.message();
    for (const status of [503, 500, 429]) {
      site.standIn.next({ status });
      expect(await site.gateway.send(message, true)).toMatchObject({ ok: false });
    }
    expect(site.cloud.kept).toEqual([]);
  });

  it('are all sent once after Twilio was away for 10 minutes', async () => {
    const messages = Array.from({ length: 20 }, (_, at) => site.message({ text: `pesan ${at}` }));
    await site.standIn.away();
    for (let minute = 0; minute < 10; minute++) {
      for (const message of messages) {
        const outcome = await site.gateway.send(message, minute > 0);
        // A connection that was open when Twilio went away may have carried the first of them.
        expect(outcome).toMatchObject({ ok: false, kind: expect.stringMatching(/^(unreachable|unknown)$/) });
      }
      site.clock.now += 60_000;
    }
    expect(site.gateway.status()).toMatchObject({ connected: false });
    await site.standIn.open();
    for (const message of messages) expect(await site.gateway.send(message, true)).toMatchObject({ ok: true });
    expect(site.cloud.kept.map(({ body }) => body)).toEqual(messages.map(({ text }) => text));
  });

  describe('are reported', () => {
    const sent = async () => {
      await send({ id: 'm-7' });
      const [message] = site.cloud.kept;
      if (message === undefined) throw new Error('nothing was sent');
      return message;
    };
    const orders = [
      ['queued', 'sent', 'delivered'],
      ['queued', 'delivered', 'sent'],
      ['sent', 'queued', 'delivered'],
      ['sent', 'delivered', 'queued'],
      ['delivered', 'queued', 'sent'],
      ['delivered', 'sent', 'queued'],
    ];

    it.each(orders)('whatever the order: %s, %s, %s', async (...order) => {
      const message = await sent();
      for (const status of order) await site.cloud.callBack(message, status);
      expect(site.reported).toEqual(
        order.map((status) => ({
          gateway: 'twilio',
          messageId: 'm-7',
          reference: message.sid,
          status,
          at: site.clock.now,
          errorCode: null,
        })),
      );
    });

    it('with what went wrong', async () => {
      const message = await sent();
      await site.cloud.callBack(message, 'undelivered', 30003);
      expect(site.reported).toMatchObject([{ status: 'failed', errorCode: '30003' }]);
    });

    it('once when told twice in a row', async () => {
      const message = await sent();
      await Promise.all([site.cloud.callBack(message, 'sent'), site.cloud.callBack(message, 'sent')]);
      await site.cloud.callBack(message, 'sent');
      expect(site.reported.length).toBeLessThanOrEqual(2);
    });

    it('not at all with a status that we do not know', async () => {
      const message = await sent();
      expect((await site.cloud.callBack(message, 'dreaming')).status).toBe(200);
      expect(site.reported).toEqual([]);
      expect(site.gateway.status().anomalies).toBe(1);
    });

    it('by Twilio asked again when the callback could not be kept', async () => {
      await site.stop();
      site = await startOffice({ catchUpMs: 10 });
      const message = await sent();
      site.database.away = true;
      site.cloud.become(message, 'delivered');
      expect((await site.cloud.callBack(message, 'delivered')).status).toBe(503);
      site.database.away = false;
      await until('the report', () => site.reported.length > 0);
      expect(site.reported).toMatchObject([{ messageId: null, reference: message.sid, status: 'delivered' }]);
    });
  });

  it('all arrive, and are known to, through late, doubled and disordered callbacks and a database that comes and goes', async () => {
    await site.stop();
    const random = seeded(7);
    const stages = ['queued', 'sent', 'delivered', 'sent', 'delivered'];
    site = await startOffice({
      retries: 2,
      catchUpMs: 50,
      // A hundred at once: on a busy machine the last answer comes late, and is waited for.
      timeoutMs: 30_000,
      lifeOf: () => stages.map((status) => ({ status, afterMs: random(150) })),
    });
    const toggle = setInterval(() => {
      site.database.away = !site.database.away;
    }, 30);
    const messages = Array.from({ length: 100 }, (_, at) => site.message({ text: `pesan ${at}` }));
    const outcomes = await Promise.all(messages.map((message) => site.gateway.send(message, false)));
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    await site.cloud.settled();
    clearInterval(toggle);
    site.database.away = false;
    const sids = site.cloud.kept.map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(100);
    await until('every delivery', () =>
      sids.every((sid) => site.reported.some(({ reference, status }) => reference === sid && status === 'delivered')),
    );
  });
});
