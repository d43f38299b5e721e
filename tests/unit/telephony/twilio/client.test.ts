import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTwilioClient, failureOf } from '../../../../telephony/twilio/client.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const message = { from: '+15005550006', to: '+628110000001', body: 'halo & selamat' };

describe('the client of Twilio', () => {
  let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  let asked: { method: string; url: string; authorization: string; body: string }[];
  let baseUrl: string;
  let close: () => Promise<unknown>;

  beforeEach(async () => {
    asked = [];
    answer = (_request, response) => void response.writeHead(201).end('{"sid":"SM1"}');
    const server = createServer(async (request, response) => {
      const body = await text(request);
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, authorization: headers.authorization ?? '', body });
      answer(request, response, body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    };
  });
  afterEach(() => close());

  const client = (options = {}) => createTwilioClient({ accountSid, authToken: 'secret', baseUrl, ...options });
  const failure = async (options = {}) => {
    const outcome = await client(options)
      .messages.create(message)
      .then(() => null, failureOf);
    return outcome;
  };
  const says = (status: number, body: string, headers = {}) => {
    answer = (_request, response) => void response.writeHead(status, headers).end(body);
  };

  it('asks the origin it was given, as the account', async () => {
    const { sid } = await client().messages.create(message);
    expect(sid).toBe('SM1');
    expect(asked).toEqual([
      {
        method: 'POST',
        url: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
        authorization: `Basic ${Buffer.from(`${accountSid}:secret`).toString('base64')}`,
        body: expect.any(String),
      },
    ]);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      From: message.from,
      To: message.to,
      Body: message.body,
    });
  });

  it('puts the parameters of a list into the query', async () => {
    says(200, '{"messages":[],"page":0}');
    await client().messages.list({ to: '+628110000001', limit: 20 });
    expect(asked[0]?.url).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json?To=%2B628110000001&PageSize=20`);
  });

  it.each([
    [400, '{"code":21610,"message":"+628110000001 has opted out"}', 'rejected', '21610'],
    [400, 'no JSON', 'rejected', null],
    [404, '{"code":20404}', 'rejected', '20404'],
    [401, '{"code":20003}', 'unreachable', '20003'],
    [403, '{"code":20005}', 'unreachable', '20005'],
    [503, '', 'unreachable', null],
    [500, '{"code":20500}', 'unknown', '20500'],
    [502, '<html>', 'unknown', null],
    [504, '', 'unknown', null],
    [302, '', 'unreachable', null],
  ])('takes the answer %i %p for %s', async (status, body, kind, code) => {
    says(status, body);
    const why = await failure();
    expect(why).toEqual({ kind, code, reason: expect.stringContaining(String(status)) });
    expect(why?.reason).not.toContain('+62');
  });

  it.each([
    ['7', 7000],
    ['0', 1000],
    ['tomorrow', 1000],
  ])('waits as long as it is told with 429: %s', async (after, retryAfterMs) => {
    says(429, '{"code":20429}', { 'retry-after': after });
    expect(await failure()).toMatchObject({ kind: 'busy', retryAfterMs, code: '20429' });
    expect(asked).toHaveLength(1);
  });

  it('knows that nothing went out where nobody listens', async () => {
    await close();
    expect(await failure()).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('ECONNREFUSED') });
  });

  it('does not know what became of a request that was not answered in time', async () => {
    answer = () => {};
    expect(await failure({ timeoutMs: 50 })).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('in time'),
    });
  });

  it('does not know what became of a request whose connection was lost', async () => {
    answer = (request) => void request.socket.destroy();
    expect(await failure()).toMatchObject({ kind: 'unknown' });
  });

  it('does not know what an answer without sense means', async () => {
    says(201, 'no JSON');
    expect(await failure()).toMatchObject({ kind: 'unknown', code: null });
  });

  it('follows nobody elsewhere', async () => {
    says(307, '', { location: `${baseUrl}/elsewhere` });
    await failure();
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['', 'secret'],
    [accountSid, ''],
  ])('is not made for the account %p with the token %p', (sid, authToken) => {
    expect(() => createTwilioClient({ accountSid: sid, authToken })).toThrow('needs an account');
  });
});
