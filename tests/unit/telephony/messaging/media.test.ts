import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpGateway } from '../../../../telephony/messaging/http/gateway.ts';
import { isSigned } from '../../../../telephony/messaging/http/signature.ts';
import { fetchMedia, mayFetch } from '../../../../telephony/messaging/media.ts';
import { createTwilioMessageGateway } from '../../../../telephony/messaging/twilio/gateway.ts';
import { whole } from '../../../support/sample-files.ts';
import { account } from '../../../support/twilio-server.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const servers: Server[] = [];
afterAll(() =>
  Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  ),
);
/** Somebody's store; `asked` holds what came. */
async function holder(answer: Answer) {
  const asked: { path: string; authorization: string | undefined; signature: string }[] = [];
  const server = createServer((request, response) => {
    const { authorization, 'x-sigap-signature': signature } = request.headers;
    asked.push({ path: request.url ?? '', authorization, signature: String(signature) });
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://${host}`, asked };
}
const photo = Buffer.from('foto');
const sends: Answer = (_, response) => void response.end(photo);

describe('what came with a message', () => {
  it('is fetched from listed hosts only, by https but for a stand-in', () => {
    const hosts = ['api.twilio.com', '*.twiliocdn.com', 'media.example.go.id:8443'];
    const may = (url: string) => mayFetch(url, hosts, ['127.0.0.1:8080']);
    for (const url of [
      'https://api.twilio.com/2010-04-01/x',
      'https://media.twiliocdn.com/x',
      'https://media.example.go.id:8443/x',
      'http://127.0.0.1:8080/x',
    ])
      expect([url, may(url)]).toEqual([url, true]);
    for (const url of [
      'http://api.twilio.com/x',
      'https://api.twilio.com:444/x',
      'https://api.twilio.com.evil.example/x',
      'https://evil.example/api.twilio.com',
      'https://api.twilio.com@evil.example/x',
      'https://twiliocdn.com/x',
      'https://eviltwiliocdn.com/x',
      'http://127.0.0.1:8081/x',
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'ftp://api.twilio.com/x',
      'nothing',
    ])
      expect([url, may(url)]).toEqual([url, false]);
  });

  it('is followed where an allowed host sends us, without our password, and nowhere else', async () => {
    const store = await holder(sends);
    const elsewhere = await holder(sends);
    let to = `${store.url}/kept`;
    const api = await holder((_, response) => void response.writeHead(307, { location: to }).end());
    const hosts = { hosts: [], plain: [api.host, store.host] };
    const ask = () => fetchMedia({ url: `${api.url}/media`, ...hosts, headers: { authorization: 'Basic eA==' } });
    const found = await ask();
    expect(found.ok && (await whole(found.body)).equals(photo)).toBe(true);
    expect([api.asked[0]?.authorization, store.asked[0]?.authorization]).toEqual(['Basic eA==', undefined]);
    to = `${elsewhere.url}/x`;
    expect(await ask()).toMatchObject({ ok: false, kind: 'refused' });
    to = `${api.url}/media`;
    expect(await ask()).toMatchObject({ ok: false, kind: 'refused' });
    expect(elsewhere.asked).toEqual([]);
  });

  it('is gone, or away, or falls silent in the midst', async () => {
    let status = 404;
    const api = await holder((_, response) => {
      if (status === 0) return void response.write('half');
      response.writeHead(status).end();
    });
    // Long beside what a busy machine takes to answer itself, since an answer that does come must not be late.
    const ask = () => fetchMedia({ url: api.url, hosts: [], plain: [api.host], headers: {}, timeoutMs: 3_000 });
    for (const [code, kind] of [
      [404, 'gone'],
      [410, 'gone'],
      [401, 'away'],
      [500, 'away'],
    ] as const) {
      status = code;
      expect(await ask()).toMatchObject({ ok: false, kind });
    }
    status = 0;
    const silent = await ask();
    expect(silent.ok).toBe(true);
    await expect(whole(silent.ok ? silent.body : (async function* () {})())).rejects.toThrow();
    expect(
      await fetchMedia({ url: 'http://127.0.0.1:9/', hosts: [], plain: ['127.0.0.1:9'], headers: {} }),
    ).toMatchObject({
      ...{ ok: false, kind: 'away' },
    });
  });

  it('at Twilio is asked for with the account’s password', async () => {
    const cloud = await holder(sends);
    const { gateway } = createTwilioMessageGateway({
      ...{ name: 'tw', ...account, publicUrl: 'https://sigap.example.go.id/telephony/messages/tw', baseUrl: cloud.url },
      ...{ numbers: [{ channel: 'whatsapp', address: '+6281100000000' }], perSecond: 1, now: () => 0 },
    });
    const path = `/2010-04-01/Accounts/${account.accountSid}/Messages/MM1/Media/ME1`;
    const found = await gateway.media?.(`https://api.twilio.com${path}`);
    expect(found?.ok && (await whole(found.body)).equals(photo)).toBe(true);
    const basic = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
    expect(cloud.asked).toMatchObject([{ path, authorization: basic }]);
    expect(await gateway.media?.('https://evil.example/x')).toMatchObject({ ok: false, kind: 'refused' });
  });

  it('at a bridge is asked for under our signature', async () => {
    const bridge = await holder(sends);
    const secret = 'rahasia-bersama-yang-panjang';
    const now = () => 1_795_322_123_000;
    const { gateway } = createHttpGateway({
      ...{ name: 'pages', channels: ['facebook'], perSecond: 1, url: `${bridge.url}/send`, secret, now },
    });
    const url = `${bridge.url}/media/1`;
    expect(await gateway.media?.(url)).toMatchObject({ ok: true });
    expect(isSigned(secret, now(), bridge.asked[0]?.signature ?? '', Buffer.from(url))).toBe(true);
    expect(await gateway.media?.('https://elsewhere.example/1')).toMatchObject({ ok: false, kind: 'refused' });
  });
});
