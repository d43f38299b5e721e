import { createServer, type Socket } from 'node:net';
import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../telephony/events.ts';
import type { ExchangePort } from '../../telephony/port.ts';
import { answerDialplan } from './lab/dialplan.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';

const oddities: string[] = [];
const quiet = { info() {}, warn: (_fields: object, message: string) => void oddities.push(message), error() {} };

describe('the Asterisk adapter on a real exchange', () => {
  let lab: Lab;
  let exchange: ExchangePort;
  let events: ExchangeEvent[] = [];
  const types = () => events.map((event) => event.type).filter((type) => !type.startsWith('phone.'));
  const find = <T extends ExchangeEvent['type']>(type: T) =>
    events.find((event): event is Extract<ExchangeEvent, { type: T }> => event.type === type);
  const seen = <T extends ExchangeEvent['type']>(type: T) => until(type, () => find(type), 15_000);
  const join = (extension: string) =>
    exchange.execute({ type: 'agent.join', extension, name: 'Citra\r\nX', queue: 'hotline', paused: false });
  const leave = (extension: string) => exchange.execute({ type: 'agent.leave', extension, queue: 'hotline' });

  beforeAll(async () => {
    lab = await startLab();
    const { host, port, username, secret } = lab.settings;
    exchange = createAsteriskExchange({ name: 'lab', host, port, username, secret, now: Date.now, log: quiet });
    exchange.start({
      event: (event) => void events.push(event),
      register: async () => ({ ticketNumber: 'X-20260101-0001' }),
    });
    await seen('exchange.snapshot');
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
    for (const extension of ['201', '202']) await leave(extension);
    events = [];
  });

  it('tells an answered call from its arrival to the hang-up of the caller', async () => {
    await lab.desk('201', { answerAfterMs: 300 });
    expect(await join('201')).toEqual({ ok: true });
    expect(await join('201')).toEqual({ ok: true });
    const call = await lab.call('patient');
    await seen('call.answered');
    await call.hangup();
    const ended = await seen('call.ended');
    expect(types()).toEqual(['call.arrived', 'call.queued', 'call.offered', 'call.answered', 'call.ended']);
    expect(find('call.arrived')).toMatchObject({ ani: '081234567890', dnis: 'hotline' });
    expect(ended.endedBy).toBe('caller');
    expect(find('call.offered')?.extension).toBe('201');
    expect(await call.done).toBe(0);
  });

  it('says nothing of a number that was not spoken, with no server to give one', async () => {
    const call = await lab.call('patient');
    await seen('call.queued');
    await call.hangup();
    await seen('call.ended');
    expect(types()).toEqual(['call.arrived', 'call.queued', 'call.ended']);
  });

  it('says that the number was spoken when it was, to the end, and not to who hung up before', async () => {
    const server = await answerDialplan(lab, { register: async () => ({ ticketNumber: 'X-20260101-0001' }) });
    try {
      const call = await lab.call('patient');
      await seen('call.queued');
      lab.ami.cut();
      await seen('link.down');
      lab.ami.restore();
      const snapshot = await seen('exchange.snapshot');
      await call.hangup();
      await seen('call.ended');
      expect(types().slice(0, 3)).toEqual(['call.arrived', 'call.number_told', 'call.queued']);
      expect(Math.abs((snapshot.calls[0]?.numberToldAt ?? 0) - (find('call.number_told')?.at ?? 0))).toBeLessThan(50);
      events = [];
      await lab.call('patient', { holdMs: 300 });
      await seen('call.ended');
      expect(types()).toEqual(['call.arrived', 'call.ended']);
    } finally {
      await server.stop();
    }
  });

  it('queues him after two seconds where the server is there and silent, and nobody stays who hangs up', async () => {
    const asking = new Set<Socket>();
    const silent = createServer((socket) => void asking.add(socket.on('error', () => {})));
    silent.listen(lab.settings.agiPort, '127.0.0.1');
    try {
      const call = await lab.call('patient');
      const queued = await seen('call.queued');
      const waited = queued.at - (find('call.arrived')?.at ?? 0);
      expect(waited).toBeGreaterThan(1_900);
      expect(waited).toBeLessThan(3_000);
      await call.hangup();
      await seen('call.ended');
      events = [];
      await lab.call('patient', { holdMs: 300 });
      const ended = await seen('call.ended');
      expect(types()).toEqual(['call.arrived', 'call.ended']);
      expect(ended.at - (find('call.arrived')?.at ?? 0)).toBeLessThan(1_000);
    } finally {
      for (const socket of asking) socket.destroy();
      silent.close();
    }
  });

  it('mutes and hangs up the leg of an agent', async () => {
    await lab.desk('201', { answerAfterMs: 200 });
    await join('201');
    await lab.call('patient');
    const { callId } = await seen('call.answered');
    expect(await exchange.execute({ type: 'leg.mute', callId, extension: '201', on: true })).toEqual({ ok: true });
    expect(await exchange.execute({ type: 'leg.hold', callId, extension: '201', on: true })).toMatchObject({
      kind: 'unsupported',
    });
    expect(await exchange.execute({ type: 'leg.hangup', callId, extension: '201' })).toEqual({ ok: true });
    expect((await seen('call.ended')).endedBy).toBe('agent');
  });

  it('is back within half a second of a cut, knowing what happened meanwhile', async () => {
    await lab.desk('201', { answerAfterMs: 200 });
    await join('201');
    const call = await lab.call('patient');
    const answered = await seen('call.answered');
    lab.ami.cut();
    await seen('link.down');
    expect(await leave('201')).toMatchObject({ ok: false, kind: 'unreachable' });
    const back = Date.now();
    lab.ami.restore();
    const snapshot = await seen('exchange.snapshot');
    expect(Date.now() - back).toBeLessThan(500);
    expect(snapshot.calls).toHaveLength(1);
    expect(snapshot.calls[0]).toMatchObject({ callId: answered.callId, ani: '081234567890', dnis: 'hotline' });
    expect(snapshot.calls[0]?.queued?.queue).toBe('hotline');
    expect(snapshot.calls[0]?.answered?.offerId).toBe(answered.offerId);
    expect(Math.abs((snapshot.calls[0]?.answered?.at ?? 0) - answered.at)).toBeLessThan(50);
    expect(snapshot.members).toEqual([{ extension: '201', queue: 'hotline', paused: false }]);
    expect(snapshot.reachable).toContain('201');
    events = [];
    await call.hangup();
    expect((await seen('call.ended')).callId).toBe(answered.callId);
  });

  it('sees a ring that nobody takes go to the other agent', async () => {
    await lab.desk('201', { answerAfterMs: null });
    await lab.desk('202', { answerAfterMs: 200, talkMs: 300 });
    await join('202');
    await join('201');
    await exchange.execute({ type: 'agent.pause', extension: '202', reason: 'break' });
    await lab.call('patient');
    await seen('call.offered');
    await exchange.execute({ type: 'agent.resume', extension: '202' });
    const lapsed = await seen('offer.lapsed');
    const answered = await seen('call.answered');
    expect(lapsed).toMatchObject({ extension: '201', reason: 'no-answer' });
    expect(lapsed.at - (find('call.offered')?.at ?? 0)).toBeGreaterThan(5000);
    expect(answered.extension).toBe('202');
    expect((await seen('call.ended')).endedBy).toBe('agent');
  });

  it('sees a caller give up while the telephone rings', async () => {
    await lab.desk('201', { answerAfterMs: null });
    await join('201');
    const call = await lab.call('patient');
    await seen('call.offered');
    await call.hangup();
    expect((await seen('call.ended')).endedBy).toBe('caller');
    expect(find('offer.lapsed')).toMatchObject({ extension: '201', reason: 'caller-gone' });
  });

  it.each([
    ['withheld', null],
    // 10 kB: more than a dialplan can read of a header. Served, and nothing is made up.
    ['longName', null],
    ['emojiName', '081234567893'],
  ] as const)('serves a caller with a strange display: %s', async (caller, ani) => {
    const call = await lab.call(caller);
    await seen('call.queued');
    await call.hangup();
    await seen('call.ended');
    expect(find('call.arrived')?.ani ?? null).toBe(ani);
    expect(await call.done).toBe(0);
  });

  it('serves a caller whose number is a line end and an action, and lets nothing of it through', async () => {
    const call = await lab.call('injectingName');
    await seen('call.queued');
    await call.hangup();
    await seen('call.ended');
    expect(types()).toEqual(['call.arrived', 'call.queued', 'call.ended']);
    expect(find('call.arrived')?.ani).toBe('0812');
    expect(exchange.status()).toMatchObject({ connected: true, anomalies: 0 });
  });

  it.each([
    ['P-Asserted-Identity: tel:+6281234567890', '+6281234567890'],
    ['P-Asserted-Identity: <tel:+6281234567890>', '+6281234567890'],
    ['P-Asserted-Identity: <tel:+6281234567890;npdi;rn=+62811000>', '+6281234567890'],
    ['P-Asserted-Identity: <sip:+6281234567890;npdi@127.0.0.2;user=phone>', '+6281234567890'],
    ['P-Asserted-Identity: "Toko > Dua, <Tiga>" <sip:+6281234567890@127.0.0.2>', '+6281234567890'],
    ['P-Asserted-Identity: "Toko \\"A\\" > B" <sip:+6281234567890@127.0.0.2>', '+6281234567890'],
    ['P-Asserted-Identity: Toko Dua <sips:+6281234567890@127.0.0.2>;x=<y>', '+6281234567890'],
    ['P-Asserted-Identity: <sip:+6281234567890@127.0.0.2>, <tel:+62315312144>', '+6281234567890'],
    ['P-Asserted-Identity: <sip:62315312144@127.0.0.2>', '62315312144'],
    ['P-Asserted-Identity: <sip:5312144:secret@127.0.0.2>', '5312144'],
    ['P-Asserted-Identity: <sip:0812%0D%0AEvent%3A%20Hangup@127.0.0.2>', '0812'],
  ])('reads the number out of %s', async (header, ani) => {
    const call = await lab.call('patient', { headers: [header] });
    await seen('call.queued');
    expect(find('call.arrived')?.ani).toBe(ani);
    await call.hangup();
  });

  it('does not take a call to a number with a line end in it', async () => {
    const call = await lab.call('patient', { dnis: '112%0D%0A%0D%0AEvent%3A%20Hangup' });
    expect(await call.done).not.toBe(0);
    expect(types()).toEqual([]);
    expect(exchange.status().anomalies).toBe(0);
  });

  it('believes the operator more than the caller, unless the caller withholds the number', async () => {
    const headers = ['P-Asserted-Identity: <sip:+6231555000@127.0.0.2>'];
    const call = await lab.call('patient', { headers });
    await seen('call.queued');
    expect(find('call.arrived')?.ani).toBe('+6231555000');
    await call.hangup();
    events = [];
    const withheld = await lab.call('patient', { headers: [...headers, 'Privacy: id'] });
    await seen('call.queued');
    expect(find('call.arrived')?.ani).toBeNull();
    await withheld.hangup();
  });

  it('comes back when Asterisk restarts, with the members still there', async () => {
    await lab.desk('201');
    await join('201');
    // Asterisk writes its database once a second.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    events = [];
    await lab.asterisk.restart();
    await seen('link.down');
    const snapshot = await seen('exchange.snapshot');
    expect(snapshot.calls).toEqual([]);
    expect(snapshot.members).toEqual([{ extension: '201', queue: 'hotline', paused: false }]);
    // Long before Asterisk would ask by itself (qualify_frequency=30).
    const told = () => events.some((event) => event.type === 'phone.reachable' && event.extension === '201');
    await until('the desk telephone to be available', () => snapshot.reachable.includes('201') || told(), 3_000);
    expect(await leave('201')).toEqual({ ok: true });
    expect(oddities.filter((message) => message.includes('nonsense'))).toEqual([]);
  });
});
