import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createNumbering, type Numbering } from '../../../../telephony/asterisk/numbering.ts';
import { createRegistrationRoute, spokenTicketNumber } from '../../../../telephony/asterisk/registration-route.ts';
import type { RegistrationRequest } from '../../../../telephony/port.ts';

const token = 'a-token-of-the-lab';
const log = { info() {}, warn() {}, error() {} };

describe('the registration route', () => {
  let server: Server;
  let url: string;
  let asked: RegistrationRequest[];
  let fails: boolean;
  let numbering: Numbering;

  beforeEach(async () => {
    asked = [];
    fails = false;
    const register = async (request: RegistrationRequest) => {
      asked.push(request);
      if (fails) throw new Error('no database');
      return { ticketNumber: 'SBY-20261122-0001' };
    };
    numbering = createNumbering({ now: () => 5, log });
    const route = createRegistrationRoute({ name: 'a', token, register, now: () => 5, numbering, log });
    await new Promise<void>((resolve) => {
      server = express()
        .use('/register', route)
        .listen(0, '127.0.0.1', () => resolve());
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/register`;
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const post = (body: string, sent = token) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-sigap-token': sent },
    });
  const form = 'callid=1700000000.1&ani=081234567890&dnis=112';

  it('answers with the number and its sound files', async () => {
    const reply = await post(form);
    const text = await reply.text();
    expect(reply.headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(/^OK\|SBY-20261122-0001\|sigap\/s&sigap\/b&sigap\/y&sigap\/jeda&sigap\/2&/);
    expect(asked).toEqual([{ callId: 'a-1700000000.1', at: 5, ani: '081234567890', dnis: '112' }]);
  });

  it.each(['anonymous', ''])('takes the number %p for none', async (ani) => {
    await post(`callid=1.1&ani=${ani}&dnis=112`);
    expect(asked[0]?.ani).toBeNull();
  });

  it.each(['', 'wrong', `${token}x`])('lets nobody in with the token %p', async (sent) => {
    const reply = await post(form, sent);
    expect(reply.status).toBe(401);
    expect(asked).toEqual([]);
    expect(numbering.warnings()).toEqual([expect.stringContaining('wrong token (1)')]);
  });

  it('counts who comes to the queue without a number, and says so when it is not one alone', async () => {
    await post(form);
    numbering.queued('a-1700000000.1');
    expect(numbering.without).toBe(0);
    for (const callId of ['a-2', 'a-3']) numbering.queued(callId);
    expect([numbering.without, numbering.warnings()]).toEqual([2, []]);
    numbering.queued('a-4');
    expect(numbering.warnings()).toEqual([expect.stringContaining('the last 3 callers')]);
    await post(form);
    expect([numbering.without, numbering.warnings()]).toEqual([3, []]);
  });

  it.each([
    'ani=1&dnis=1',
    'callid=1.1&dnis=112',
    'callid=1.1&ani=1',
    'callid=1%0D%0A&ani=1&dnis=112',
    'callid=1.1&callid=2.2&ani=1&dnis=112',
    `callid=1.1&dnis=112&ani=${'1'.repeat(101)}`,
  ])('refuses the form %p', async (body) => {
    const reply = await post(body);
    expect(reply.status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('refuses a long body', async () => {
    const reply = await post(`${form}&x=${'x'.repeat(5000)}`);
    expect(reply.status).toBe(413);
    expect(asked).toEqual([]);
  });

  it('says 503 when there is no ticket now', async () => {
    fails = true;
    const reply = await post(form);
    expect(reply.status).toBe(503);
    expect(await reply.text()).toBe('ERROR|no ticket number now\n');
  });

  it('refuses a short token at the start', () => {
    const register = async () => ({ ticketNumber: 'x' });
    expect(() => createRegistrationRoute({ name: 'a', token: 'short', register, now: () => 5, log })).toThrow('16');
  });

  it('speaks sign by sign', () => {
    expect(spokenTicketNumber('A-10')).toBe('sigap/a&sigap/jeda&sigap/1&sigap/0');
  });
});
