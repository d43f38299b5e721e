import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AsteriskOptions, createAsteriskExchange } from '../../../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../../../telephony/events.ts';
import type { ExchangePort } from '../../../../telephony/port.ts';
import { type AmiFields, type FakeAmi, type FakeAmiOptions, startFakeAmi } from '../../../support/fake-ami.ts';

const captured = readFileSync(join(import.meta.dirname, '../../../fixtures/ami/answered-caller-hangs-up.ami'), 'utf8');
/** Without the log-in. */
const call = captured.slice(captured.indexOf('Event: Newchannel'));
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, check: () => unknown, timeoutMs = 20_000) {
  const end = Date.now() + timeoutMs;
  while (!check()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await wait(5);
  }
}

describe('the link to AMI', () => {
  let ami: FakeAmi;
  let exchange: ExchangePort;
  let events: ExchangeEvent[];
  let loud: string[];

  const count = (type: string) => events.filter((event) => event.type === type).length;
  const start = async (fake: FakeAmiOptions = {}, options: Partial<AsteriskOptions> = {}) => {
    ami = await startFakeAmi(fake);
    events = [];
    loud = [];
    exchange = createAsteriskExchange({
      name: 'a',
      host: '127.0.0.1',
      port: ami.port,
      username: 'sigap',
      secret: 'right',
      now: Date.now,
      actionTimeoutMs: 200,
      pingEveryMs: 40,
      log: { info() {}, warn() {}, error: (_fields, message) => void loud.push(message) },
      ...options,
    });
    exchange.start({
      event: (event) => void events.push(event),
      register: async () => ({ ticketNumber: 'X-20260101-0001' }),
    });
  };
  const up = (times = 1) => until('a snapshot', () => count('exchange.snapshot') >= times);

  afterEach(async () => {
    await exchange.stop();
    await ami.stop();
  });

  it('comes up, tells the state, and then what happens', async () => {
    await start();
    await up();
    ami.raw(call);
    await until('the end', () => count('call.ended') === 1);
    expect(events.slice(0, 2).map((event) => event.type)).toEqual(['link.up', 'exchange.snapshot']);
    expect(count('call.arrived')).toBe(1);
    expect(exchange.status()).toMatchObject({ connected: true, anomalies: 0 });
    expect(exchange.status().lastHeardAt).not.toBeNull();
  });

  it('gives the same events when bytes come one by one', async () => {
    await start();
    await up();
    const bytes = Buffer.from(call);
    for (let at = 0; at < bytes.length; at += 1) ami.raw(bytes.subarray(at, at + 1));
    await until('the end', () => count('call.ended') === 1);
    expect(count('call.answered')).toBe(1);
    expect(exchange.status().anomalies).toBe(0);
  });

  it('is loud about a wrong password, and does not ask often', async () => {
    await start({ secret: 'other' });
    await until('a complaint', () => loud.length > 0);
    await wait(400);
    expect(loud[0]).toMatch(/refused/);
    expect(ami.connections()).toBe(1);
    expect(exchange.status().connected).toBe(false);
  });

  it('answers a command at once when there is no link', async () => {
    await start({ secret: 'other' });
    const outcome = await exchange.execute({ type: 'agent.resume', extension: '201' });
    expect(outcome).toMatchObject({ ok: false, kind: 'unreachable' });
  });

  it('comes back after a cut inside a message, and forgets the half of it', async () => {
    await start();
    await up();
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
    await start({ answer }, { pingEveryMs: 1_000, actionTimeoutMs: 5_000 });
    await up();
    await until('a look at the clocks', () => exchange.status().warnings?.length === 1);
    expect(exchange.status().warnings?.[0]).toMatch(/clock is (8\d\.\d|90\.0) s behind ours/);
    await until('young news', () => (exchange.status().behindMs ?? 500) < 500);
    slowMs = 900;
    await until('old news', () => (exchange.status().behindMs ?? 0) >= 600);
    expect(count('link.down')).toBe(0);
  });

  it('drops a link that answers no ping, and an action in flight with it', async () => {
    let mute = false;
    await start({ answer: () => (mute ? null : undefined) });
    await up();
    mute = true;
    const outcome = exchange.execute({ type: 'agent.resume', extension: '201' });
    await until('link.down', () => count('link.down') === 1);
    expect(await outcome).toMatchObject({ ok: false, kind: 'unreachable' });
    mute = false;
    await up(2);
  });

  it('gives an action up after its time, and stays up', async () => {
    await start({ answer: (action) => (action.action === 'QueuePause' ? null : undefined) });
    await up();
    expect(await exchange.execute({ type: 'agent.resume', extension: '201' })).toMatchObject({ kind: 'timeout' });
    expect(exchange.status().connected).toBe(true);
  });

  it('counts and skips what makes no sense, and goes on', async () => {
    await start({}, { maxPacketChars: 10_000 });
    await up();
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

  it('sends no line end of ours, whatever a name or a reason holds', async () => {
    await start();
    await up();
    const evil = 'Ayu\r\nAction: Originate\r\n\r\nAction: Logoff\0';
    const join = { type: 'agent.join', extension: '201', name: evil, queue: 'hotline', paused: true } as const;
    expect(await exchange.execute(join)).toEqual({ ok: true });
    expect(await exchange.execute({ type: 'agent.pause', extension: '201', reason: evil })).toEqual({ ok: true });
    expect(await exchange.execute({ ...join, queue: 'a\r\nb' })).toMatchObject({ kind: 'rejected' });
    expect(await exchange.execute({ ...join, extension: '201\r\n' })).toMatchObject({ kind: 'rejected' });
    const asked = new Set(ami.actions.map((action) => action.action?.toLowerCase()));
    expect(asked.has('queueadd') && asked.has('queuepause')).toBe(true);
    expect(asked.has('originate') || asked.has('logoff')).toBe(false);
    expect(ami.actions.find((action) => action.action === 'QueueAdd')).toMatchObject({
      interface: 'PJSIP/201',
      membername: 'Ayu Action: Originate Action: Logoff',
      paused: 'true',
    });
  });

  it('joins an agent who is a member already by setting the pause alone', async () => {
    const refuse = { Response: 'Error', Message: 'Unable to add interface: Already there' };
    await start({ answer: ({ action }) => (action === 'QueueAdd' ? refuse : undefined) });
    await up();
    const join = { type: 'agent.join', extension: '201', name: 'Ayu', queue: 'hotline', paused: false } as const;
    expect(await exchange.execute(join)).toEqual({ ok: true });
    expect(ami.actions.findLast(({ action }) => action === 'QueuePause')).toMatchObject({
      queue: 'hotline',
      paused: 'false',
    });
  });

  const member = (fields: AmiFields): AmiFields => ({
    Event: 'QueueMember',
    Queue: 'hotline',
    Name: 'Ayu',
    Location: 'PJSIP/201',
    StateInterface: 'PJSIP/201',
    Penalty: '3',
    Wrapuptime: '10',
    InCall: '0',
    Paused: '1',
    ...fields,
  });
  const resume = { type: 'agent.resume', extension: '201' } as const;
  const asked = (...names: string[]) => ami.actions.filter(({ action = '' }) => names.includes(action));

  it('asks the telephones of its members that nothing is known of whether they are there', async () => {
    const device = (extension: string, State: string) => ({
      Event: 'DeviceStateChange',
      Device: `PJSIP/${extension}`,
      State,
    });
    await start({
      lists: () => ({
        QueueStatus: ['201', '202', '203'].map((extension) => member({ Location: `PJSIP/${extension}` })),
        DeviceStateList: [device('201', 'UNAVAILABLE'), device('202', 'NOT_INUSE')],
      }),
    });
    await up();
    await until('both to be asked', () => asked('PJSIPQualify').length === 2);
    expect(asked('PJSIPQualify').map(({ endpoint }) => endpoint)).toEqual(['201', '203']);
    const join = { type: 'agent.join', name: 'Ayu', queue: 'hotline', paused: false } as const;
    await exchange.execute({ ...join, extension: '202' });
    await exchange.execute({ ...join, extension: '204' });
    expect(asked('PJSIPQualify').map(({ endpoint }) => endpoint)).toEqual(['201', '203', '204']);
  });

  it.each([
    // Captured of Asterisk 22: an entry of the list has no Timestamp, so whether this was just now cannot be told.
    ['has talked', { LastCall: '1700000095', LastPause: '1700000095' }, ['QueueRemove', 'QueueAdd']],
    ['has not talked yet', { LastCall: '0' }, ['QueuePause']],
    ['talks', { LastCall: '1700000099', InCall: '1' }, ['QueuePause']],
    ['has no wrap-up there', { LastCall: '1700000095', Wrapuptime: '0' }, ['QueuePause']],
  ])('lets an agent ring at once who %s', async (_, fields, actions) => {
    await start({ lists: () => ({ QueueStatus: [member(fields)] }) });
    await up();
    expect(await exchange.execute(resume)).toEqual({ ok: true });
    const names = ['QueueRemove', 'QueueAdd', 'QueuePause'];
    expect(asked(...names).map(({ action }) => action)).toEqual(actions);
    expect(asked(...names).at(-1)).toMatchObject({ interface: 'PJSIP/201', paused: 'false' });
    for (const added of asked('QueueAdd')) {
      expect(added).toMatchObject({ queue: 'hotline', membername: 'Ayu', penalty: '3', wrapuptime: '10' });
    }
  });

  it('unpauses a member that a file names and nobody can take out', async () => {
    const refuse = { Response: 'Error', Message: 'Unable to remove interface: Member not dynamic' };
    await start({
      lists: () => ({ QueueStatus: [member({ LastCall: '1700000099' })] }),
      answer: ({ action }) => (action === 'QueueRemove' ? refuse : undefined),
    });
    await up();
    expect(await exchange.execute(resume)).toEqual({ ok: true });
    expect(asked('QueuePause')).toHaveLength(1);
  });

  it('gives a member the wrap-up it is to have, but never in mid-call', async () => {
    const there = { Response: 'Error', Message: 'Unable to add interface: Already there' };
    let added = 0;
    let fields: AmiFields = { Wrapuptime: '0' };
    await start({
      lists: () => ({ QueueStatus: [member(fields)] }),
      answer: ({ action }) => (action === 'QueueAdd' && ++added % 2 === 1 ? there : undefined),
    });
    await up();
    const join = { type: 'agent.join', extension: '201', name: 'A;y|u', queue: 'hotline', paused: false } as const;
    expect(await exchange.execute({ ...join, wrapUpMs: 9_500 })).toEqual({ ok: true });
    expect(asked('QueueRemove', 'QueueAdd').map(({ action }) => action)).toEqual([
      'QueueAdd',
      'QueueRemove',
      'QueueAdd',
    ]);
    expect(asked('QueueAdd').at(-1)).toMatchObject({ wrapuptime: '10', membername: 'A y u', paused: 'false' });
    fields = { Wrapuptime: '0', InCall: '1' };
    expect(await exchange.execute({ ...join, wrapUpMs: 9_500 })).toEqual({ ok: true });
    expect(asked('QueueRemove')).toHaveLength(1);
    expect(asked('QueuePause').at(-1)).toMatchObject({ paused: 'false' });
  });

  it('writes the end of a pause into its reason, in whole seconds that are never too few', async () => {
    await start();
    await up();
    const pause = { type: 'agent.pause', extension: '201', reason: 'wrap-up' } as const;
    await exchange.execute({ ...pause, until: 1_700_000_030_001 });
    await exchange.execute(pause);
    expect(asked('QueuePause').map(({ reason }) => reason)).toEqual(['sampai-1700000031', 'wrap-up']);
  });

  it('refuses a secret that would be more than a secret', async () => {
    await start();
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
    await start({
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
    await up();
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
