import type { ExchangeEvent } from '../../../../telephony/events.ts';
import type { Registration } from '../../../../telephony/port.ts';
import { createSimulator } from '../../../../telephony/simulator/exchange.ts';
import { brief, ofType, START, startedSimulator } from './support.ts';

const join = (extension: string) =>
  ({ type: 'agent.join', extension, name: 'A', queue: 'hotline', paused: false }) as const;

describe('the start of the simulated exchange', () => {
  it('returns at once, then reports its link and a state without calls', async () => {
    const { simulator, clock, heard } = startedSimulator({ agents: ['101'] });
    expect(heard).toEqual([]);
    expect(simulator.status()).toEqual({ connected: false, since: START, lastHeardAt: null, anomalies: 0 });
    await clock.pass(0);
    expect(heard).toEqual([
      { type: 'link.up', at: START, reason: 'simulated exchange started' },
      { type: 'exchange.snapshot', at: START, calls: [], members: [], listeners: [], recorded: [], reachable: ['101'] },
    ]);
    expect(simulator.status()).toEqual({ connected: true, since: START, lastHeardAt: START, anomalies: 0 });
  });

  it('shows in the first snapshot a call that came before the link', async () => {
    const { simulator, clock, heard } = startedSimulator();
    const callId = simulator.placeCall({ ani: null });
    await clock.pass(10);
    expect(heard.slice(0, 2)).toMatchObject([{ type: 'link.up' }, { type: 'exchange.snapshot', calls: [{ callId }] }]);
  });

  it('makes a new world after a stop, with new call ids and no calls', async () => {
    const { simulator, clock, heard } = startedSimulator();
    await clock.pass(0);
    const before = simulator.placeCall({ ani: null });
    await simulator.stop();
    expect(clock.timers()).toBe(0);
    const again: ExchangeEvent[] = [];
    simulator.start({ event: (event) => again.push(event), register: async () => ({ ticketNumber: 'X' }) });
    await clock.pass(5);
    expect(ofType(again, 'exchange.snapshot')).toMatchObject([{ calls: [] }]);
    expect(simulator.placeCall({ ani: null })).not.toBe(before);
    expect(ofType(heard, 'call.ended')).toEqual([]);
  });

  it('never reports a link when stopped before it stands', async () => {
    const { simulator, clock, heard } = startedSimulator();
    await simulator.stop();
    expect(clock.timers()).toBe(0);
    await clock.pass(1_000);
    expect(heard).toEqual([]);
  });

  it('refuses a second start', () => {
    const { simulator } = startedSimulator();
    const hooks = { event: () => {}, register: async () => ({ ticketNumber: 'X' }) };
    expect(() => simulator.start(hooks)).toThrow('started already');
  });

  it('names calls after the exchange and its start', async () => {
    const { simulator } = startedSimulator({ name: 'demo' });
    expect(simulator.placeCall({ ani: null })).toBe(`demo-${START}.1`);
    expect(simulator.placeCall({ ani: null })).toBe(`demo-${START}.2`);
  });

  it('is quiet after a stop, even when a registration comes back then', async () => {
    let comeBack: (registration: Registration) => void = () => {};
    const register = () => new Promise<Registration>((resolve) => (comeBack = resolve));
    const { simulator, clock, heard } = startedSimulator({ register });
    await clock.pass(0);
    simulator.placeCall({ ani: null });
    await simulator.stop();
    const count = heard.length;
    comeBack({ ticketNumber: 'X' });
    await clock.pass(60_000);
    expect(heard).toHaveLength(count);
    expect(simulator.status().connected).toBe(false);
    expect(() => simulator.placeCall({ ani: null })).toThrow('not started');
    expect(await simulator.execute(join('101'))).toMatchObject({ ok: false, kind: 'unreachable' });
  });

  it.each([
    [{ speed: 0 }],
    [{ speed: Number.NaN }],
    [{ callsPerMinute: -1 }],
    [{ callsPerMinute: 1e9 }],
    [{ scenario: 'sunny' as 'quiet' }],
    [{ name: '' }],
    [{ timing: { ringMs: -1 } }],
    [{ robots: [{ extension: '9', answerAfterMs: Number.NaN, talkMs: 1 }] }],
  ])('refuses options that make no sense: %j', (wrong) => {
    expect(() => startedSimulator(wrong)).toThrow(RangeError);
  });
});

describe('the registration of a simulated call', () => {
  it('asks for a number once, and queues the caller when it comes', async () => {
    const { simulator, clock, heard, asked } = startedSimulator({
      register: () =>
        new Promise((resolve) => clock.schedule(300, () => resolve({ ticketNumber: 'DK-20261122-0001' }))),
    });
    await clock.pass(0);
    const callId = simulator.placeCall({ ani: '081200000011' });
    await clock.pass(5_000);
    expect(asked).toEqual([{ callId, at: START, ani: '081200000011', dnis: '1500000' }]);
    expect(heard.slice(2).map(brief)).toEqual(['0.000 call.arrived', '0.300 call.number_told', '0.300 call.queued']);
  });

  it.each([
    ['hangs', () => new Promise<Registration>(() => {}), '2.000 call.queued'],
    ['rejects', () => Promise.reject(new TypeError('no database for 081200000011')), '0.000 call.queued'],
    [
      'throws',
      () => {
        throw new Error('no database for 081200000011');
      },
      '0.000 call.queued',
    ],
  ])('queues the caller all the same when the hook %s', async (_, register, queuedThen) => {
    const { simulator, clock, heard, logged } = startedSimulator({ register });
    await clock.pass(0);
    simulator.placeCall({ ani: '081200000011' });
    await clock.pass(5_000);
    expect(heard.slice(2).map(brief)).toEqual(['0.000 call.arrived', queuedThen]);
    expect(logged.join()).not.toContain('0812');
  });

  it('waits two real seconds at any speed', async () => {
    const { simulator, clock, heard } = startedSimulator({ speed: 100, register: () => new Promise(() => {}) });
    await clock.pass(0);
    simulator.placeCall({ ani: null, patienceMs: 300_000 });
    await clock.pass(5_000);
    expect(heard.slice(2).map(brief)).toEqual(['0.000 call.arrived', '2.000 call.queued', '3.000 call.ended caller']);
  });
});

describe('the link of the simulated exchange', () => {
  it('delivers nothing while it is cut, takes no command, and shows the state when restored', async () => {
    const { simulator, clock, heard, asked } = startedSimulator({
      robots: [{ extension: '900', answerAfterMs: 2_000, talkMs: 600_000 }],
    });
    await clock.pass(0);
    const known = simulator.placeCall({ ani: null });
    const gone = simulator.placeCall({ ani: null, patienceMs: 3_000 });
    await clock.pass(1_000);
    simulator.cutLink();
    const count = heard.length;
    expect(heard.at(-1)).toEqual({ type: 'link.down', at: START + 1_000, reason: expect.any(String) });
    expect(simulator.status()).toMatchObject({ connected: false, since: START + 1_000 });
    expect(await simulator.execute(join('101'))).toMatchObject({ ok: false, kind: 'unreachable' });

    await clock.pass(4_000);
    const missed = simulator.placeCall({ ani: '(024) 0000011' });
    await clock.pass(1_000);
    expect(heard).toHaveLength(count);
    expect(asked.map(({ callId }) => callId)).toEqual([known, gone, missed]);

    simulator.restoreLink();
    const [up, snapshot, ...rest] = heard.slice(count);
    expect(up).toMatchObject({ type: 'link.up', at: START + 6_000 });
    expect(snapshot).toMatchObject({
      type: 'exchange.snapshot',
      calls: [
        { callId: known, arrivedAt: START, offers: [], answered: { extension: '900', at: START + 2_000 } },
        { callId: missed, ani: '(024) 0000011', queued: { at: START + 5_000 }, answered: null },
      ],
      members: [{ extension: '900', queue: 'hotline', paused: false }],
      reachable: ['900'],
    });
    expect(rest).toEqual([]);
    simulator.hangUpCaller(missed);
    expect(heard.at(-1)).toMatchObject({ type: 'call.ended', callId: missed });
  });

  it('is cut and restored once, however often asked', async () => {
    const { simulator, clock, heard } = startedSimulator();
    await clock.pass(0);
    simulator.restoreLink();
    simulator.cutLink();
    simulator.cutLink();
    simulator.restoreLink();
    expect(heard.map(({ type }) => type)).toEqual([
      'link.up',
      'exchange.snapshot',
      'link.down',
      'link.up',
      'exchange.snapshot',
    ]);
  });

  it('stays away when it is cut before it ever stood', async () => {
    const { simulator, clock, heard } = startedSimulator();
    simulator.cutLink();
    await clock.pass(10_000);
    expect(heard).toEqual([]);
    simulator.restoreLink();
    expect(heard.map(({ type }) => type)).toEqual(['link.up', 'exchange.snapshot']);
  });
});

describe('the owner of the simulated exchange', () => {
  it('may command from within an event and hears the news in order, one at a time', async () => {
    let inside = 0;
    const made = startedSimulator({
      onEvent(event) {
        expect(++inside).toBe(1);
        if (event.type === 'call.offered') {
          const { callId, extension } = event;
          void made.simulator.execute({ type: 'leg.answer', callId, extension });
          void made.simulator.execute({ type: 'agent.pause', extension, reason: 'call' });
        }
        inside--;
      },
    });
    const { simulator, clock, heard } = made;
    await clock.pass(0);
    await simulator.execute(join('101'));
    simulator.placeCall({ ani: null, talkMs: 5_000 });
    simulator.placeCall({ ani: null });
    await clock.pass(10_000);
    expect(heard.slice(3).map(brief)).toEqual([
      '0.000 call.arrived',
      '0.000 call.arrived',
      '0.000 call.number_told',
      '0.000 call.queued',
      '0.000 call.offered 101',
      '0.000 call.answered 101',
      '0.000 call.number_told',
      '0.000 call.queued',
      '5.000 call.ended caller',
    ]);
    expect(simulator.inspect().members).toEqual([{ extension: '101', queue: 'hotline', paused: true }]);
  });

  it('may place a caller who never hangs up, but none whose patience is no length', async () => {
    const { simulator, clock } = startedSimulator();
    await clock.pass(0);
    const callId = simulator.placeCall({ ani: null, patienceMs: Infinity });
    await clock.pass(7_200_000);
    expect(simulator.inspect().calls).toMatchObject([{ callId }]);
    expect(() => simulator.placeCall({ ani: null, patienceMs: Number.NaN })).toThrow(RangeError);
    expect(() => simulator.placeCall({ ani: null, talkMs: -1 })).toThrow(RangeError);
  });

  it('hears the callers of a scenario at the chosen rate and speed', async () => {
    const { clock, heard } = startedSimulator({ scenario: 'normal', callsPerMinute: 6, speed: 10 });
    await clock.pass(300_000);
    const arrived = ofType(heard, 'call.arrived');
    // 6 × 10 × 5 minutes and those who call again.
    expect(arrived.length).toBeGreaterThan(250);
    expect(arrived.length).toBeLessThan(500);
    expect(Math.max(...arrived.map(({ at }) => at))).toBeLessThanOrEqual(START + 300_000);
  });

  it('gets calls in real time from Node’s own timers', async () => {
    const heard: ExchangeEvent[] = [];
    const simulator = createSimulator({
      name: 'sim',
      seed: 1,
      scenario: 'empty',
      robots: [{ extension: '900', answerAfterMs: 20, talkMs: 20 }],
      queue: 'hotline',
      dnis: '1500000',
      now: Date.now,
      log: { info() {}, warn() {} },
    });
    const ended = new Promise<void>((resolve) => {
      simulator.start({
        event(event) {
          heard.push(event);
          if (event.type === 'exchange.snapshot') simulator.placeCall({ ani: null });
          if (event.type === 'call.ended') resolve();
        },
        register: async () => ({ ticketNumber: 'X' }),
      });
    });
    await ended;
    await simulator.stop();
    expect(heard.map(({ type }) => type)).toEqual([
      'link.up',
      'exchange.snapshot',
      'call.arrived',
      'call.number_told',
      'call.queued',
      'call.offered',
      'call.answered',
      'call.ended',
    ]);
  });
});
