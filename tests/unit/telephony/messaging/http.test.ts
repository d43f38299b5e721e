import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import { createHttpGateway } from '../../../../telephony/messaging/http/gateway.ts';
import { signatureOf } from '../../../../telephony/messaging/http/signature.ts';
import type { DeliveryReported, MessageGateway, MessageReceived } from '../../../../telephony/messaging/port.ts';

const secret = 'a secret of two sides';
const now = Date.parse('2026-11-22T03:00:00Z');
const message = {
  id: 'fb.123',
  channel: 'facebook',
  from: 'Budi',
  to: 'halaman-kota',
  text: 'Jalan berlubang 🕳️',
  media: [{ url: 'https://cdn.example/1.jpg', contentType: 'image/jpeg' }],
  at: '2026-11-22T09:59:00+07:00',
};

describe('the HTTP gateway', () => {
  let received: MessageReceived[];
  let reported: DeliveryReported[];
  let fails: boolean;
  let gateway: MessageGateway;
  let base: string;
  let close: (() => Promise<unknown>)[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let asked: { body: string; headers: IncomingMessage['headers'] }[];

  beforeEach(async () => {
    received = [];
    reported = [];
    asked = [];
    fails = false;
    answer = (_request, response) => void response.end('{"reference":"agg-1"}');
    const other = createServer(async (request, response) => {
      asked.push({ body: await text(request), headers: request.headers });
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/send`;
    const made = createHttpGateway({
      name: 'pages',
      channels: ['facebook', 'twitter', 'sms'],
      perSecond: 5,
      url,
      secret,
      timeoutMs: 2_000,
      now: () => now,
    });
    gateway = made.gateway;
    gateway.start({
      async received(each) {
        if (fails) throw new Error('no database');
        received.push(each);
      },
      async reported(each) {
        reported.push(each);
      },
    });
    const server = express().use('/telephony/messaging/pages', made.router).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telephony/messaging/pages`;
    close = [server, other].map((each) => () => {
      const closed = each.listening ? once(each, 'close') : Promise.resolve();
      each.close();
      each.closeAllConnections();
      return closed;
    });
  });
  afterEach(async () => {
    await gateway.stop();
    for (const each of close) await each();
  });

  const postText = (path: string, body: string, signature = signatureOf(secret, now, body)) =>
    fetch(base + path, { method: 'POST', body, headers: { 'x-sigap-signature': signature } });
  const post = (path: string, value: unknown) => postText(path, JSON.stringify(value));

  it('keeps a message under an id made of its own', async () => {
    const reply = await post('/messages', message);
    expect([reply.status, await reply.json()]).toEqual([200, { kept: true }]);
    expect(received).toEqual([
      { ...message, id: 'pages-fb.123', gateway: 'pages', at: Date.parse('2026-11-22T02:59:00Z') },
    ]);
    expect(gateway.status()).toMatchObject({ connected: true, lastHeardAt: now, anomalies: 0 });
  });

  it('tells a message sent twice under the same id', async () => {
    await post('/messages', message);
    await post('/messages', message);
    expect(received.map(({ id }) => id)).toEqual(['pages-fb.123', 'pages-fb.123']);
  });

  it('takes a moment to come for now', async () => {
    await post('/messages', { ...message, at: '2026-11-22T11:00:00+07:00' });
    expect(received[0]?.at).toBe(now);
  });

  it('is signed as its description says', async () => {
    const body = JSON.stringify(message);
    const t = now / 1000;
    const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
    expect((await postText('/messages', body, `t=${t},v1=${v1}`)).status).toBe(200);
  });

  const signedAt = (at: number, key = secret) => signatureOf(key, at, JSON.stringify(message));
  it.each([
    ['none', ''],
    ['of another body', signatureOf(secret, now, 'x')],
    ['with another secret', signedAt(now, 'another secret of two')],
    ['with an empty secret', signedAt(now, '')],
    ['of more than 5 minutes ago', signedAt(now - 301_000)],
    ['of more than 5 minutes to come', signedAt(now + 301_000)],
    ['cut short', signedAt(now).slice(0, -1)],
    ['whose time was changed', signedAt(now - 400_000).replace(/t=\d+/, `t=${now / 1000}`)],
  ])('refuses a signature %s', async (_what, signature) => {
    const reply = await postText('/messages', JSON.stringify(message), signature);
    expect(reply.status).toBe(401);
    expect(received).toEqual([]);
  });

  it.each([
    ['not JSON', 'x', ['']],
    ['nothing', '', ['']],
    ['no text', JSON.stringify({ ...message, text: undefined }), ['text']],
    ['a channel that it does not carry', JSON.stringify({ ...message, channel: 'whatsapp' }), ['channel']],
    ['an id with a space', JSON.stringify({ ...message, id: 'a b' }), ['id']],
    ['a moment without zone', JSON.stringify({ ...message, at: '2026-11-22T09:59:00' }), ['at']],
    [
      'media that are no address',
      JSON.stringify({ ...message, media: [{ url: 'javascript:1', contentType: 'image/png' }] }),
      ['media.0.url'],
    ],
  ])('says 400 to %s, and where', async (_what, body, fields) => {
    const reply = await postText('/messages', body);
    const told = (await reply.json()) as { fields: { field: string }[] };
    expect([reply.status, told.fields.map(({ field }) => field)]).toEqual([400, fields]);
    expect(JSON.stringify(told)).not.toContain('Budi');
    expect(received).toEqual([]);
    expect(gateway.status().anomalies).toBe(1);
  });

  it('reads no more than 256 kB', async () => {
    const reply = await post('/messages', { ...message, text: 'x'.repeat(1024 * 1024) });
    expect(reply.status).toBe(413);
  });

  it('has a message sent again that could not be kept', async () => {
    fails = true;
    const reply = await post('/messages', message);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '5']);
    fails = false;
    expect((await post('/messages', message)).status).toBe(200);
  });

  it('keeps nothing before it is started and after it is stopped', async () => {
    await gateway.stop();
    expect((await post('/messages', message)).status).toBe(503);
    expect(received).toEqual([]);
  });

  it('tells what became of our message', async () => {
    const report = { messageId: 'm-1', status: 'delivered', at: '2026-11-22T02:59:00Z' };
    expect((await post('/status', report)).status).toBe(200);
    expect((await post('/status', { ...report, messageId: null, reference: 'agg-1', errorCode: 'E7' })).status).toBe(
      200,
    );
    const at = Date.parse(report.at);
    expect(reported).toEqual([
      { gateway: 'pages', messageId: 'm-1', reference: 'm-1', status: 'delivered', at, errorCode: null },
      { gateway: 'pages', messageId: null, reference: 'agg-1', status: 'delivered', at, errorCode: 'E7' },
    ]);
  });

  it.each([{ status: 'delivered' }, { messageId: 'm-1', status: 'gone' }])('refuses the report %p', async (report) => {
    expect((await post('/status', { at: message.at, ...report })).status).toBe(400);
    expect(reported).toEqual([]);
  });

  const ours = {
    id: 'm-1',
    writtenAt: now - 5,
    channel: 'facebook',
    from: 'halaman-kota',
    to: 'Budi',
    text: 'Nomor Anda SBY-1 “baik”',
    template: null,
  } as const;

  it('posts our message, signed, with its id as the key', async () => {
    expect(await gateway.send(ours, false)).toEqual({ ok: true, reference: 'agg-1', status: 'queued' });
    const [{ body, headers } = { body: '', headers: {} }] = asked;
    expect(JSON.parse(body)).toEqual({
      id: 'm-1',
      channel: 'facebook',
      from: 'halaman-kota',
      to: 'Budi',
      text: ours.text,
      template: null,
      at: '2026-11-22T02:59:59.995Z',
    });
    expect(headers['idempotency-key']).toBe('m-1');
    expect(headers['x-sigap-signature']).toBe(signatureOf(secret, now, body));
  });

  it('goes by its own id where the answer names no reference', async () => {
    answer = (_request, response) => void response.writeHead(202).end();
    expect(await gateway.send(ours, true)).toEqual({ ok: true, reference: 'm-1', status: 'queued' });
  });

  it.each([
    [400, '{"code":"E1"}', 'rejected', 'E1'],
    [422, 'x', 'rejected', '422'],
    [401, '', 'unreachable', '401'],
    [404, '', 'unreachable', '404'],
    [302, '', 'unreachable', '302'],
    [503, '', 'unreachable', '503'],
    [500, '{"code":7}', 'unknown', '7'],
  ])('takes the answer %i %p for %s', async (status, body, kind, code) => {
    answer = (_request, response) => void response.writeHead(status).end(body);
    expect(await gateway.send(ours, false)).toMatchObject({ ok: false, kind, code });
    expect(gateway.status().connected).toBe(kind === 'rejected');
  });

  it('waits as long as it is told', async () => {
    answer = (_request, response) => void response.writeHead(429, { 'retry-after': '9' }).end();
    expect(await gateway.send(ours, false)).toMatchObject({ kind: 'busy', retryAfterMs: 9000 });
    expect(gateway.status().connected).toBe(true);
  });

  it('knows what it cannot know', async () => {
    answer = () => {};
    expect(await gateway.send(ours, false)).toMatchObject({ kind: 'unknown', reason: 'no answer in time' });
    answer = (request) => void request.socket.destroy();
    expect(await gateway.send(ours, false)).toMatchObject({ kind: 'unknown' });
  });

  it('knows that nothing went out where nobody listens', async () => {
    await close[1]?.();
    expect(await gateway.send(ours, false)).toMatchObject({ kind: 'unreachable' });
    expect(gateway.status().connected).toBe(false);
  });

  it.each([
    ['a short secret', { secret: 'short' }],
    ['blanks for a secret', { secret: ' '.repeat(20) }],
    ['an address that is none', { url: 'sigap' }],
    ['another kind of address', { url: 'ftp://sigap/' }],
  ])('is not made with %s', (_what, wrong) => {
    const sound = { name: 'x', channels: ['sms'] as const, perSecond: 1, url: 'http://x/', secret, now: () => now };
    expect(() => createHttpGateway({ ...sound, ...wrong })).toThrow(/secret|address/);
  });
});
