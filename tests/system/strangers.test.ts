import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../telephony/events.ts';
import type { ExchangePort } from '../../telephony/port.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { openSipWebsocket } from './lab/sip-websocket.ts';
import { registerOverTls } from './lab/tls-telephone.ts';

const asserted = 'P-Asserted-Identity: <sip:+628111222333@127.0.0.2>';

/** An INVITE as a stranger writes it, over a WebSocket, from somebody of his choice. */
const forged = (user: string, address: string) => `INVITE sip:hotline@127.0.0.1 SIP/2.0
Via: SIP/2.0/UDP 127.0.0.2:5060;branch=z9hG4bK-forged-${user}-${address}
From: <sip:${user}@127.0.0.1>;tag=forged
To: <sip:hotline@127.0.0.1>
Call-ID: forged-${user}-${address}@127.0.0.1
CSeq: 1 INVITE
Contact: <sip:${user}@127.0.0.2;transport=ws>
Max-Forwards: 70
${asserted}
Content-Type: application/sdp
Content-Length: 118

v=0
o=lab 1 1 IN IP4 127.0.0.2
s=-
c=IN IP4 127.0.0.2
t=0 0
m=audio 19000 RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=sendrecv
`;

describe('whoever may not', () => {
  let lab: Lab;
  let exchange: ExchangePort;
  let events: ExchangeEvent[] = [];
  const calls = () => events.filter(({ type }) => type.startsWith('call.'));

  beforeAll(async () => {
    lab = await startLab();
    const { host, port, username, secret } = lab.settings;
    const log = { info() {}, warn() {}, error() {} };
    exchange = createAsteriskExchange({ name: 'lab', host, port, username, secret, now: Date.now, log });
    exchange.start({
      event: (event) => void events.push(event),
      register: async () => ({ ticketNumber: 'X-20260101-0001' }),
    });
    await until('the exchange is known', () => events.find(({ type }) => type === 'exchange.snapshot'), 15_000);
  });
  afterAll(async () => {
    await exchange.stop();
    await lab.stop();
  });
  beforeEach(() => {
    events = [];
  });
  afterEach(async () => {
    await lab.clear();
    // An end that is heard later would be taken for that of the next test's call.
    const heard = (type: string) => calls().filter((event) => event.type === type).length;
    await until('every end', () => heard('call.ended') === heard('call.arrived'));
  });

  it.each(['trunk', 'trunk-twilio', 'trunk-common', 'anonymous', '081234567890', '101'])(
    'calls in vain from an address of his own by saying that he is %s',
    async (ani) => {
      const call = await lab.call('patient', { ip: '127.0.0.9', ani, headers: [asserted] });
      expect(await call.done).not.toBe(0);
      expect(call.output()).toMatch(/SIP\/2\.0 (401|403) /);
      expect(calls()).toEqual([]);
    },
  );

  it.each([
    ['trunk', '127.0.0.9'],
    ['101', '127.0.0.9'],
    // The operator's own address, where a proxy brings browsers from it.
    ['trunk', '127.0.0.2'],
    ['081234567890', '127.0.0.2'],
  ])('calls in vain over the WebSocket of the browsers as %s from %s', async (user, address) => {
    const stranger = await openSipWebsocket(address);
    stranger.send(forged(user, address));
    await until('an answer', () => /SIP\/2\.0 [2-6]\d\d /.test(stranger.heard()));
    expect(stranger.heard()).toMatch(/SIP\/2\.0 (401|403|404|603) /);
    expect(calls()).toEqual([]);
    stranger.close();
  });

  it('is not the operator, who is served, even for a citizen whose number is an extension', async () => {
    const call = await lab.call('patient', { ani: '101' });
    await until('he waits', () => events.find(({ type }) => type === 'call.queued'), 15_000);
    expect(events.find((event) => event.type === 'call.arrived')).toMatchObject({ ani: '101' });
    await call.hangup();
    expect(await call.done).toBe(0);
  });

  it.each(['202', '0811000001', '112', 'hotline', '%0D%0A'])(
    'transfers nobody to %s by the key of a telephone, and the talk goes on',
    async (referTo) => {
      await lab.desk('201', { answerAfterMs: 100, talkMs: 500, referTo });
      await exchange.execute({ type: 'agent.join', extension: '201', name: 'Citra', queue: 'hotline', paused: false });
      await lab.call('patient');
      const answered = await until('talk', () => events.find((event) => event.type === 'call.answered'), 15_000);
      const ended = await until('the end', () => events.find((event) => event.type === 'call.ended'), 15_000);
      // The telephone says good-bye half a second after it was declined; the citizen was there until then.
      expect(ended).toMatchObject({ endedBy: 'agent' });
      expect(ended.at - answered.at).toBeGreaterThanOrEqual(1000);
      expect(calls().map(({ type }) => type)).toEqual([
        'call.arrived',
        'call.queued',
        'call.offered',
        'call.answered',
        'call.ended',
      ]);
      await exchange.execute({ type: 'agent.leave', extension: '201', queue: 'hotline' });
    },
  );

  it('is no second caller by transferring himself', async () => {
    const call = await lab.call('patient', { holdMs: 1500, referTo: 'hotline' });
    await until('the end', () => events.find(({ type }) => type === 'call.ended'), 15_000);
    expect(await call.done).toBe(0);
    expect(calls().map(({ type }) => type)).toEqual(['call.arrived', 'call.queued', 'call.ended']);
  });

  it('guesses passwords until he is banned, and the operator is not', async () => {
    for (const secret of ['a', 'b', 'c', 'd', 'e']) {
      await expect(registerOverTls('201', secret)).rejects.toThrow('refused');
    }
    await lab.call('patient', { ip: '127.0.0.9', headers: [asserted] }).then((call) => call.done);
    const found = await lab.exec('fail2ban-regex', ['-o', 'ip', lab.asterisk.securityLog, 'asterisk']);
    const addresses = found.trim().split('\n');
    expect(addresses.filter((address) => address === '127.0.0.1').length).toBeGreaterThanOrEqual(5);
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1', '127.0.0.9']));
  });
});

describe('a desk telephone that can TLS', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it('registers over it, and is called over it with SRTP', async () => {
    const { secret = '' } = lab.agents.find(({ extension }) => extension === '201') ?? {};
    const telephone = await registerOverTls('201', secret);
    try {
      expect(telephone.protocol).toMatch(/^TLSv1\.[23]$/);
      await until('it to be there', async () => (await lab.asterisk.cli('pjsip show contacts')).includes('Avail'));
      await lab.asterisk.cli('queue add member PJSIP/201 to hotline');
      await lab.call('patient');
      await until('the ring', () => /^INVITE sip:201@/m.test(telephone.heard()));
      await until('its media', () => /^a=crypto:1 AES_CM_128/m.test(telephone.heard()));
    } finally {
      telephone.close();
    }
  });
});
