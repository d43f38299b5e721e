import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import twilio from 'twilio';
import { createTwilioSignature, fieldsOf } from '../../../../telephony/twilio/signature.ts';

const authToken = '0123456789abcdef0123456789abcdef';
const publicUrl = 'https://sigap.example.go.id/hotline/telephony/twilio';
const form = {
  MessageSid: 'SM00000000000000000000000000000001',
  Body: 'jalan rusak – tolong 🙏',
  From: '+628110000001',
};

describe('the signature of Twilio', () => {
  let done: Record<string, string>[];
  let base: string;
  let close: () => void;

  beforeEach(async () => {
    done = [];
    const router = Router();
    router.use(...createTwilioSignature({ authToken, publicUrl }));
    router.all('/inbound', (request, response) => {
      done.push(Object.fromEntries(fieldsOf(request)));
      response.sendStatus(204);
    });
    // Behind a proxy that takes "/hotline" away, and mounted by the server somewhere else than Twilio sees it.
    const server = express().use('/inner/place', router).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/inner/place`;
    close = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterEach(() => close());

  const sign = (fields: Record<string, string>, url = `${publicUrl}/inbound`, token = authToken) =>
    twilio.getExpectedTwilioSignature(token, url, fields);
  const post = async (fields: Record<string, string>, signature: string | null, path = '/inbound') =>
    fetch(base + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: signature === null ? {} : { 'x-twilio-signature': signature },
    });
  const statusOf = async (answer: Promise<Response>) => (await answer).status;

  it('lets through what Twilio signed for our public address, whatever a proxy made of the path', async () => {
    expect(await statusOf(post(form, sign(form)))).toBe(204);
    expect(done).toEqual([form]);
  });

  it('counts the query as it was sent', async () => {
    const query = "/inbound?id=a%2Fb&o='x'";
    expect(await statusOf(post(form, sign(form, publicUrl + query), query))).toBe(204);
    expect(await statusOf(post(form, sign(form), query))).toBe(403);
    expect(done).toHaveLength(1);
  });

  it('lets a signed GET through, which has no body', async () => {
    const headers = { 'x-twilio-signature': sign({}, `${publicUrl}/inbound?a=1`) };
    expect(await statusOf(fetch(`${base}/inbound?a=1`, { headers }))).toBe(204);
    expect(await statusOf(fetch(`${base}/inbound?a=2`, { headers }))).toBe(403);
  });

  it.each([
    ['no signature', () => null],
    ['an empty one', () => ''],
    ['one made with an empty key', () => sign(form, undefined, '')],
    ['one made with another key', () => sign(form, undefined, `${authToken.slice(1)}0`)],
    ['one of another text', () => sign({ ...form, Body: 'x' })],
    ['one of another path', () => sign(form, `${publicUrl}/status`)],
    ['one of the address behind the proxy', () => sign(form, `${base}/inbound`)],
    ['one of the address without the path of the proxy', () => sign(form, publicUrl.replace('/hotline', ''))],
    ['one that is no base64', () => 'x'.repeat(28)],
  ])('refuses %s', async (_what, signature) => {
    expect(await statusOf(post(form, signature()))).toBe(403);
    expect(done).toEqual([]);
  });

  it('believes nothing that a request says of its host', async () => {
    const signature = sign(form, 'https://evil.example/hotline/telephony/twilio/inbound');
    const headers = {
      'x-twilio-signature': signature,
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      host: 'evil.example',
    };
    const asked = httpRequest(`${base}/inbound`, { method: 'POST', headers });
    asked.end(new URLSearchParams(form).toString());
    const [answer] = await once(asked, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(403);
    expect(done).toEqual([]);
  });

  it('reads no more than 64 kB', async () => {
    const long = { ...form, Body: 'x'.repeat(1024 * 1024) };
    expect(await statusOf(post(long, sign(long)))).toBe(413);
    expect(done).toEqual([]);
  });

  it('reads no more than 500 fields', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`f${at}`, '1']));
    expect(await statusOf(post(many, sign(many)))).toBe(413);
  });

  it.each([
    ['JSON', { 'content-type': 'application/json' }],
    ['no type', { 'content-type': '' }],
    ['an encoding it does not read', { 'content-encoding': 'gzip' }],
    ['letters it does not know', { 'content-type': 'application/x-www-form-urlencoded; charset=klingon' }],
  ])('says 400 to %s', async (_what, headers) => {
    const all = { 'x-twilio-signature': sign(form), 'content-type': 'application/x-www-form-urlencoded', ...headers };
    const answer = fetch(`${base}/inbound`, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: all,
    });
    expect(await statusOf(answer)).toBe(400);
    expect(done).toEqual([]);
  });

  it('takes the first of a field given twice, when both were signed', async () => {
    const twice = { A: ['2', '1'] };
    const answer = fetch(`${base}/inbound`, {
      method: 'POST',
      body: 'A=2&A=1',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, `${publicUrl}/inbound`, twice),
      },
    });
    expect(await statusOf(answer)).toBe(204);
    expect(done).toEqual([{ A: '2' }]);
  });

  it.each(['', '   ', 'short'])('is not made with the token %p', (token) => {
    expect(() => createTwilioSignature({ authToken: token, publicUrl })).toThrow('16');
  });

  it.each([
    '',
    'sigap.go.id',
    'ftp://sigap.go.id/',
    'https://sigap.go.id/?a=1',
    'https://sigap.go.id/#a',
    'https://u@x/',
  ])('is not made for the address %p', (address) => {
    expect(() => createTwilioSignature({ authToken, publicUrl: address })).toThrow('public address');
  });
});
