import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import twilio from 'twilio';
import { createFastAgi, type FastAgi } from '../../telephony/asterisk/fast-agi.ts';
import { createRegistration } from '../../telephony/asterisk/registration.ts';
import { createHttpGateway } from '../../telephony/messaging/http/gateway.ts';
import { signatureOf } from '../../telephony/messaging/http/signature.ts';
import { createTwilioVoice, type TwilioVoice } from '../../telephony/twilio/voice/exchange.ts';
import { wellFormed } from '../../telephony/well-formed.ts';
import { askAsDialplan, sendAsDialplan } from '../support/dialplan.ts';

/**
 * Whatever is sent to the webhooks of exchanges and gateways by somebody who knows their secrets: it is answered with a
 * word of the protocol, never with a fault of ours, and the next caller or message is served.
 */
const secret = 'f3a9c27d41be58066d90e1b7a4c2835f';
const publicUrl = 'https://sigap.example.go.id/telephony/twilio';
const log = { info() {}, warn() {}, error() {} };
const now = Date.parse('2026-11-22T03:00:00Z');

let server: Server;
let base: string;
let twilioVoice: TwilioVoice;
const registered: string[] = [];
const received: string[] = [];

let dialplan: FastAgi;
let dialplanPort: number;

beforeAll(async () => {
  twilioVoice = createTwilioVoice({
    ...{ name: 'twilio', accountSid: `AC${'0'.repeat(32)}`, authToken: secret, publicUrl, queue: 'hotline' },
    ...{ numbers: [], agentPhones: new Map(), record: false, musicUrl: 'https://sigap.example.go.id/a.mp3' },
    // Nobody answers there.
    ...{ baseUrl: 'http://127.0.0.1:9', now: Date.now, log },
  });
  twilioVoice.start({ event: () => {}, register: async () => ({ ticketNumber: 'SBY-20261122-0001' }) });
  const http = createHttpGateway({
    ...{ name: 'pages', channels: ['facebook'], perSecond: 5, url: 'http://127.0.0.1:9', secret, timeoutMs: 200 },
    now: () => now,
  });
  http.gateway.start({
    received: async ({ text }) => void received.push(text),
    reported: async () => {},
  } as Parameters<typeof http.gateway.start>[0]);
  const app = express();
  app.use('/twilio', twilioVoice.router);
  app.use('/http', http.router);
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve());
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const register = async ({ callId }: { readonly callId: string }) => {
    registered.push(callId);
    return { ticketNumber: 'SBY-20261122-0001' };
  };
  const answer = createRegistration({ name: 'a', token: secret, now: () => now, log, register });
  dialplan = createFastAgi({ host: '127.0.0.1', port: 0, answer, log });
  dialplanPort = await dialplan.start();
});
afterAll(async () => {
  await twilioVoice.stop();
  await dialplan.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '\0', '\ud800', '%', '&=', '__proto__', '[object Object]', '-1', '1e999', 'x'.repeat(5_000)),
);
const sid = fc.constantFrom(`CA${'0'.repeat(31)}1`, `CA${'0'.repeat(31)}2`, `CF${'0'.repeat(31)}1`, 'CA1', '');
const fields = <K extends string>(names: readonly K[], known: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(fc.constantFrom(...names, 'X', '__proto__', 'constructor'), fc.oneof(known, odd)), {
    maxLength: 12,
  });

it('Twilio’s webhooks answer what is signed, whatever it says, with 200 or 204 or refuse it', async () => {
  const names = [
    'CallSid',
    'ConferenceSid',
    'From',
    'To',
    'CallStatus',
    'StatusCallbackEvent',
    'FriendlyName',
  ] as const;
  const more = [
    'Timestamp',
    'SequenceNumber',
    'RecordingSid',
    'RecordingStatus',
    'RecordingDuration',
    'Digits',
  ] as const;
  const known = fc.oneof(
    sid,
    fc.constantFrom('ringing', 'in-progress', 'completed', 'participant-join', 'participant-leave', 'conference-end'),
    sid.map((one) => `sigap-${one}`),
  );
  const path = fc.oneof(
    fc.constantFrom('', '/status', '/hold', '/conference'),
    fc.tuple(fc.constantFrom('wait', 'after', 'recording', 'listener'), sid).map(([name, one]) => `/${name}/${one}`),
    fc.tuple(sid, fc.constantFrom('101', 'x', '1'.repeat(40))).map(([one, extension]) => `/agent/${one}/${extension}`),
  );
  await fc.assert(
    fc.asyncProperty(path, fields([...names, ...more], known), async (tail, pairs) => {
      const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, wellFormed(value)]));
      const form: Record<string, string | string[]> = Object.create(null);
      for (const name of new Set(body.keys())) {
        const all = body.getAll(name);
        form[name] = all.length > 1 ? all : (all[0] ?? '');
      }
      const signature = twilio.getExpectedTwilioSignature(secret, `${publicUrl}/voice${tail}`, form);
      const answer = await fetch(`${base}/twilio/voice${tail}`, {
        method: 'POST',
        body,
        headers: { 'x-twilio-signature': signature },
      });
      // 403: fields that the signature of the SDK cannot say; 404: a path that is none.
      expect([200, 204, 400, 403, 404, 413]).toContain(answer.status);
    }),
    { numRuns: 200 },
  );
  const caller = { CallSid: `CA${'f'.repeat(32)}`, From: '+6281200000000', To: '+622150001234' };
  const answer = await fetch(`${base}/twilio/voice`, {
    method: 'POST',
    body: new URLSearchParams(caller),
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature(secret, `${publicUrl}/voice`, caller) },
  });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Conference')]);
});

it('the dialplan’s questions are answered with a word of theirs, and no ticket is made of what makes no sense', async () => {
  const known = fc.constantFrom('1700000000.1', '081234567890', 'hotline', '+62', '-', '\n\n', 'agi_arg_1: x\n');
  const part = fc.oneof(known, odd);
  const asked = fc.tuple(fc.constantFrom('register', 'menu', 'x'), fc.array(part, { maxLength: 6 }));
  const raw = fc.uint8Array({ maxLength: 20_000 }).map((all) => Buffer.from([...all, 10, 10]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(asked, raw), async (sent) => {
      const before = registered.length;
      const told = Buffer.isBuffer(sent)
        ? await sendAsDialplan(dialplanPort, sent)
        : await askAsDialplan(dialplanPort, sent[0], [secret, ...sent[1]]);
      expect(told ?? 'NONE').toMatch(/^(OK\||ERROR\||NONE$)/);
      expect(registered.length - before).toBe(told?.startsWith('OK') ? 1 : 0);
    }),
    { numRuns: 200 },
  );
  for (const callId of registered) expect(callId).toMatch(/^a-[\w.-]{1,100}$/);
  const call = [secret, '1700000000.1', '081234567890', 'hotline'];
  expect(await askAsDialplan(dialplanPort, 'register', call)).toMatch(/^OK\|SBY-20261122-0001\|/);
});

it('the signed HTTP gateway answers with 200, 400, 413 or 503, and the next message is kept', async () => {
  const post = (path: string, body: Uint8Array<ArrayBuffer>) =>
    fetch(`${base}/http${path}`, {
      method: 'POST',
      body,
      headers: { 'x-sigap-signature': signatureOf(secret, now, Buffer.from(body)) },
    });
  const part = fc.oneof(odd, fc.jsonValue());
  const message = fc.record(
    { id: part, channel: part, from: part, to: part, text: part, media: part, at: part },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    message.map((value) => new Uint8Array(Buffer.from(JSON.stringify(value)))),
    fc.uint8Array({ maxLength: 4_000 }).map((all) => new Uint8Array(all)),
    fc.constant(new Uint8Array(Buffer.from(JSON.stringify({ id: '1', text: 'x'.repeat(1_000_000) })))),
    fc.constant(new Uint8Array(Buffer.from('['.repeat(50_000)))),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('/messages', '/status'), body, async (path, sent) => {
      expect([200, 400, 413, 503]).toContain((await post(path, sent)).status);
    }),
    { numRuns: 200 },
  );
  const good = { id: 'fb.1', channel: 'facebook', from: 'Budi', to: 'kota', text: 'Jalan berlubang' };
  const sent = { ...good, at: new Date(now).toISOString() };
  expect((await post('/messages', new Uint8Array(Buffer.from(JSON.stringify(sent))))).status).toBe(200);
  expect(received).toContain('Jalan berlubang');
});
