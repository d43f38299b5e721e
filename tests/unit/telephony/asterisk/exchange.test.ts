import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createAsteriskExchange } from '../../../../telephony/asterisk/exchange.ts';
import type { AmiFields, FakeAmiOptions } from '../../../support/fake-ami.ts';
import { until } from '../../../support/until.ts';
import { linked, startLink } from './link.ts';

const captured = readFileSync(join(import.meta.dirname, '../../../fixtures/ami/answered-caller-hangs-up.ami'), 'utf8');
/** Without the log-in. */
const call = captured.slice(captured.indexOf('Event: Newchannel'));

describe('the link to AMI', () => {
  it('comes up, tells the state, and then what happens', async () => {
    const { ami, exchange, events, count } = await linked();
    ami.raw(call);
    await until('the end', () => count('call.ended') === 1);
    expect(events.slice(0, 2).map((event) => event.type)).toEqual(['link.up', 'exchange.snapshot']);
    expect(count('call.arrived')).toBe(1);
    expect(exchange.status()).toMatchObject({ connected: true, anomalies: 0 });
    expect(exchange.status().lastHeardAt).not.toBeNull();
  });

  it('gives the same events when bytes come one by one', async () => {
    const { ami, exchange, count } = await linked();
    const bytes = Buffer.from(call);
    for (let at = 0; at < bytes.length; at += 1) ami.raw(bytes.subarray(at, at + 1));
    await until('the end', () => count('call.ended') === 1);
    expect(count('call.answered')).toBe(1);
    expect(exchange.status().anomalies).toBe(0);
  });

  it('is loud about a wrong password, and does not ask often', async () => {
    const { ami, exchange, loud } = await startLink({ secret: 'other' });
    await until('a complaint', () => loud.length > 0);
    await wait(400);
    expect(loud[0]).toMatch(/refused/);
    expect(ami.connections()).toBe(1);
    expect(exchange.status().connected).toBe(false);
  });

  it('answers a command at once when there is no link', async () => {
    const { exchange } = await startLink({ secret: 'other' });
    const outcome = await exchange.execute({ type: 'agent.resume', extension: '201' });
    expect(outcome).toMatchObject({ ok: false, kind: 'unreachable' });
  });

  it('comes back after a cut inside a message, and forgets the half of it', async () => {
    const { ami, exchange, events, count, up } = await linked();
    ami.raw(call.slice(0, 150));
    await wait(20);
    const cutAt = Date.now();
    for (const client of ami.clients) client.reset();
    await up(2);
    expect(Date.now() - cutAt).toBeLessThan(5_000);
    expect(events.map((event) => event.type).slice(-3)).toEqual(['link.down', 'link.up', 'exchange.snapshot']);
    ami.raw(call);
    await until('the end', () => count('call.ended') === 1);
    expect(exchange.status().anomalies).toBe(0);
  });

  it('says how old its news are, and when the clocks differ', async () => {
    let slowMs = 0;
    const answer: FakeAmiOptions['answer'] = (action, client) => {
      if (action.action !== 'Ping') return undefined;
      const stamped = { Response: 'Success', ActionID: action.actionid ?? '', Timestamp: `${Date.now() / 1000 - 90}` };
      if (slowMs === 0) return stamped;
      setTimeout(() => client.send(stamped), slowMs);
      return null;
    };
    const { exchange, count } = await linked({ answer }, { pingEveryMs: 1_000, actionTimeoutMs: 5_000 });
    await until('a look at the clocks', () => exchange.status().warnings?.length === 1);
    expect(exchange.status().warnings?.[0]).toMatch(/clock is (8\d\.\d|90\.0) s behind ours/);
    await until('young news', () => (exchange.status().behindMs ?? 500) < 500);
    slowMs = 900;
    await until('old news', () => (exchange.status().behindMs ?? 0) >= 600);
    expect(count('link.down')).toBe(0);
  });

  it('drops a link that answers no ping, and an action in flight with it', async () => {
    let mute = false;
    const { exchange, count, up } = await linked({ answer: () => (mute ? null : undefined) });
    mute = true;
    const outcome = exchange.execute({ type: 'agent.resume', extension: '201' });
    await until('link.down', () => count('link.down') === 1);
    expect(await outcome).toMatchObject({ ok: false, kind: 'unreachable' });
    mute = false;
    await up(2);
  });

  it('keeps a link that answers no ping for a while, and tells of calls', async () => {
    let mute = false;
    const { ami, exchange, count } = await linked({ answer: () => (mute ? null : undefined) });
    mute = true;
    // Six times as long as a silent one is kept.
    for (let told = 0; told < 60; told += 1) {
      ami.raw(call);
      await wait(5);
    }
    expect([count('link.down'), exchange.status().connected]).toEqual([0, true]);
    await until('a silent one is dropped', () => count('link.down') === 1);
    mute = false;
  });

  it('gives an action up after its time, and stays up', async () => {
    const { exchange } = await linked({ answer: (action) => (action.action === 'QueuePause' ? null : undefined) });
    expect(await exchange.execute({ type: 'agent.resume', extension: '201' })).toMatchObject({ kind: 'timeout' });
    expect(exchange.status().connected).toBe(true);
  });

  it('counts and skips what makes no sense, and goes on', async () => {
    const { ami, exchange, count } = await linked({}, { maxPacketChars: 10_000 });
    const bad = [
      'Event: Hangup\r\nUniqueid: 1\r\nEvent: Hangup\r\nUniqueid: 2\r\n\r\n',
      'Event: Hangup\r\n__proto__: a\r\n__proto__: b\r\n\r\n',
      'Event: Hold\r\nUniqueid: \0\r\n\r\n',
      'just words\r\n\r\n',
      `Event: Long\r\nName: ${'x'.repeat(2_000_000)}\r\n\r\n`,
    ];
    for (const [index, bytes] of bad.entries()) {
      ami.raw(bytes);
      await until(`anomaly ${index}`, () => exchange.status().anomalies === index + 1);
    }
    ami.raw(Buffer.concat([Buffer.from('Event: Odd\r\nName: '), Buffer.from([0xff, 0xc0]), Buffer.from('\r\n\r\n')]));
    for (const name of ['rawevent', 'Close', 'close', 'error', 'connect', '__proto__']) ami.send({ Event: name });
    ami.raw(call);
    await until('the end', () => count('call.ended') === 1);
    expect(exchange.status()).toMatchObject({ connected: true, anomalies: bad.length });
    expect(ami.connections()).toBe(1);
  });

  it('refuses a secret that would be more than a secret', async () => {
    const options = {
      name: 'a',
      host: 'h',
      port: 1,
      username: 'u',
      now: Date.now,
      log: { info() {}, warn() {}, error() {} },
    };
    expect(() => createAsteriskExchange({ ...options, secret: 'a\r\nb' })).toThrow('line end');
    expect(() => createAsteriskExchange({ ...options, name: 'a-b', secret: 'a' })).toThrow('name');
  });

  it('reads a call in progress with its moments, its ring and its members', async () => {
    const channel = (fields: AmiFields): AmiFields => ({ Event: 'Status', Context: 'caller', ...fields });
    const { ami, events, count } = await linked({
      lists: () => ({
        QueueStatus: [
          { Event: 'QueueMember', Queue: 'hotline', Location: 'PJSIP/201', Paused: '1' },
          { Event: 'QueueEntry', Queue: 'hotline', Uniqueid: '1700000010.5', Wait: '3' },
        ] as AmiFields[],
        Status: [
          channel({
            Channel: 'PJSIP/trunk-1',
            CallerIDNum: '0812',
            Uniqueid: '1700000000.1',
            Linkedid: '1700000000.1',
            Application: 'Queue',
            Data: 'hotline',
            Variables: 'SIGAP_DNIS=112\nSIGAP_QUEUED_AT=1700000002.250\nCDR(start,u)=1700000000.125000',
          }),
          channel({
            Channel: 'PJSIP/201-2',
            ChannelStateDesc: 'Up',
            Uniqueid: '1700000003.2',
            Linkedid: '1700000000.1',
            Variables: 'SIGAP_DNIS=(null)\nCDR(answer,u)=1700000004.500000',
          }),
          channel({
            Channel: 'PJSIP/trunk-3',
            CallerIDNum: 'anonymous',
            Uniqueid: '1700000010.5',
            Linkedid: '1700000010.5',
            Variables: 'SIGAP_DNIS=112',
          }),
          channel({
            Channel: 'PJSIP/202-4',
            ChannelStateDesc: 'Ringing',
            Uniqueid: '1700000011.6',
            Linkedid: '1700000010.5',
          }),
          channel({
            Channel: 'PJSIP/trunk-9',
            CallerIDNum: 'sigap',
            Uniqueid: '1700000012.7',
            Linkedid: '1700000012.7',
            Variables: 'SIGAP_DNIS=112',
          }),
        ],
        DeviceStateList: [
          { Event: 'DeviceStateChange', Device: 'PJSIP/201', State: 'INUSE' },
          { Event: 'DeviceStateChange', Device: 'PJSIP/202', State: 'UNAVAILABLE' },
          { Event: 'DeviceStateChange', Device: 'PJSIP/trunk', State: 'INUSE' },
        ],
      }),
    });
    const snapshot = events.find((event) => event.type === 'exchange.snapshot');
    expect(snapshot).toMatchObject({
      calls: [
        {
          callId: 'a-1700000000.1',
          ani: '0812',
          dnis: '112',
          arrivedAt: 1_700_000_000_125,
          queued: { queue: 'hotline', at: 1_700_000_002_250 },
          offers: [],
          answered: { offerId: '1700000003.2', extension: '201', at: 1_700_000_004_500 },
        },
        {
          ani: null,
          queued: { queue: 'hotline' },
          offers: [{ extension: '202', at: 1_700_000_011_000 }],
          answered: null,
        },
      ],
      members: [{ extension: '201', queue: 'hotline', paused: true }],
      reachable: ['201'],
    });
    expect(snapshot?.calls).toHaveLength(2);
    ami.send({ Event: 'Hangup', Uniqueid: '1700000000.1', Linkedid: '1700000000.1' });
    await until('the end', () => count('call.ended') === 1);
  });
});
