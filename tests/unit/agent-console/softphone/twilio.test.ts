import { jest } from '@jest/globals';
import { createTwilioPhone, type TwilioRing } from '../../../../agent-console/src/softphone/twilio.ts';
import type { TwilioDevice } from '../../../../agent-console/src/softphone/twilio-device.ts';

/** The SDK's device, moved by hand. As the SDK's, it throws when one that believes it is registered is to be registered. */
function fakeDevice(token: string) {
  const heard = new Map<string, (what: never) => void>();
  const tokens = [token];
  let state = 'unregistered';
  const device: TwilioDevice = {
    get state() {
      return state;
    },
    register: async () => {
      if (state !== 'unregistered') throw new Error(`Attempt to register when device is in state "${state}"`);
      state = 'registering';
    },
    updateToken: (token) => void tokens.push(token),
    destroy: () => {
      state = 'destroyed';
    },
    on: (event, listener) => heard.set(event, listener),
  };
  const tell = (event: string, what: unknown = {}) => {
    if (state !== 'destroyed' && (event === 'registered' || event === 'unregistered')) state = event;
    heard.get(event)?.(what as never);
  };
  return { device, tell, tokens, isDestroyed: () => state === 'destroyed' };
}

function fakeRing() {
  const heard = new Map<string, (error: object) => void>();
  const did: string[] = [];
  let status = 'pending';
  const ring: TwilioRing = {
    accept: () => {
      did.push('accept');
      status = 'open';
    },
    reject: () => void did.push('reject'),
    disconnect: () => void did.push('disconnect'),
    mute: (on) => void did.push(`mute ${on}`),
    status: () => status,
    on: (event, listener) => heard.set(event, listener),
  };
  return { ring, did, tell: (event: string, what = {}) => heard.get(event)?.(what) };
}

function phone() {
  const devices: ReturnType<typeof fakeDevice>[] = [];
  const legs: string[] = [];
  let refuse = false;
  let asked = 0;
  /** What asking for a token comes to. */
  let renews = async () => `token ${asked + 1}`;
  const mine = createTwilioPhone({
    token: 'token 1',
    renew: () => {
      asked += 1;
      return renews();
    },
    leg: async (callId, action) => {
      if (refuse) throw new Error('no');
      legs.push(`${callId} ${action}`);
    },
    makeDevice: (token) => {
      const fake = fakeDevice(token);
      devices.push(fake);
      return fake.device;
    },
  });
  const newest = () => devices.at(-1) as ReturnType<typeof fakeDevice>;
  return {
    mine,
    legs,
    devices,
    newest,
    tell: (event: string, what?: unknown) => newest().tell(event, what),
    refuse: () => (refuse = true),
    asked: () => asked,
    renewBy: (given: () => Promise<string>) => {
      renews = given;
    },
  };
}

describe('the browser as a telephone on Twilio', () => {
  it('says whether it can be reached', () => {
    const { mine, tell } = phone();
    expect(mine.get()).toMatchObject({ mode: 'twilio', status: 'registering' });
    tell('registered');
    expect(mine.get().status).toBe('ready');
    tell('unregistered');
    expect(mine.get().status).toBe('unreachable');
    mine.stop();
  });

  it('does not say for ever that it is connecting', () => {
    jest.useFakeTimers();
    const { mine, tell } = phone();
    jest.advanceTimersByTime(7_900);
    expect(mine.get().status).toBe('registering');
    jest.advanceTimersByTime(200);
    expect(mine.get().status).toBe('unreachable');
    tell('registering');
    expect(mine.get().status).toBe('unreachable');
    tell('registered');
    expect(mine.get().status).toBe('ready');
    mine.stop();
    jest.useRealTimers();
  });

  it('answers, mutes and hangs up by itself, and holds through the exchange', async () => {
    const { mine, tell, legs } = phone();
    const { ring, did, tell: tellRing } = fakeRing();
    tell('incoming', ring);
    await mine.answer('c1');
    await mine.mute('c1', true);
    expect(mine.get()).toMatchObject({ muted: true, problem: null });
    await mine.hold('c1', true);
    expect(mine.get().held).toBe(true);
    await mine.hangup('c1');
    expect(did).toEqual(['accept', 'mute true', 'disconnect']);
    expect(legs).toEqual(['c1 hold']);
    tellRing('disconnect');
    expect(mine.get()).toMatchObject({ held: false, muted: false });
    mine.stop();
  });

  it('refuses what rings, and picks up at once what was wished for before it rang', async () => {
    const { mine, tell } = phone();
    const first = fakeRing();
    tell('incoming', first.ring);
    await mine.hangup('c1');
    expect(first.did).toEqual(['reject']);
    first.tell('reject');
    await mine.answer('c2');
    const second = fakeRing();
    tell('incoming', second.ring);
    expect(second.did).toEqual(['accept']);
    mine.stop();
  });

  it('says so when there is nothing to act on, the exchange does not obey, or there is no microphone', async () => {
    const { mine, tell, refuse } = phone();
    await mine.hangup('c1');
    expect(mine.get().problem).toBe('command');
    mine.idle();
    refuse();
    await mine.hold('c1', true);
    expect(mine.get()).toMatchObject({ held: false, problem: 'command' });
    tell('error', { code: 31_401 });
    expect(mine.get().problem).toBe('microphone');
    mine.stop();
  });

  it('has its token renewed before it runs out, and lets go when it is stopped', async () => {
    const { mine, tell, newest } = phone();
    tell('registered');
    tell('tokenWillExpire');
    await new Promise((resolve) => setImmediate(resolve));
    expect(newest().tokens).toEqual(['token 1', 'token 2']);
    expect(mine.get().status).toBe('ready');
    mine.stop();
    tell('unregistered');
    expect(newest().isDestroyed()).toBe(true);
    expect(mine.get().status).toBe('ready');
  });

  it('lets go when the conversation is over, where another page is the telephone now', async () => {
    const { mine, tell, newest } = phone();
    const { ring, tell: tellRing } = fakeRing();
    tell('incoming', ring);
    await mine.answer('c1');
    let over = 0;
    mine.retire(() => {
      over += 1;
    });
    expect([newest().isDestroyed(), over]).toEqual([false, 0]);
    tellRing('disconnect');
    expect([newest().isDestroyed(), over]).toEqual([true, 1]);
  });
});

describe('a token that could not be renewed', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const away = () => Promise.reject(new Error('away'));

  it('is said, asked for again ever more seldom, and works again without a new device when it lasted so long', async () => {
    const { mine, tell, devices, asked, renewBy } = phone();
    tell('registered');
    renewBy(away);
    tell('tokenWillExpire');
    await jest.advanceTimersByTimeAsync(0);
    expect(mine.get().status).toBe('renewing');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(2);
    await jest.advanceTimersByTimeAsync(2_000 + 4_000 + 8_000);
    expect(asked()).toBe(5);
    renewBy(async () => 'fresh');
    await jest.advanceTimersByTimeAsync(16_000);
    expect(mine.get().status).toBe('ready');
    expect(devices.map(({ tokens }) => tokens)).toEqual([['token 1', 'fresh']]);
    mine.stop();
  });

  it.each([20_104, 31_205])(
    'that ran out meanwhile (%s) costs the device, which believes it is registered',
    async (code) => {
      const { mine, tell, devices, renewBy, newest } = phone();
      tell('registered');
      renewBy(away);
      tell('tokenWillExpire');
      await jest.advanceTimersByTimeAsync(3_000);
      tell('error', { code });
      expect(mine.get().status).toBe('unreachable');
      expect(newest().device.state).toBe('registered');
      await jest.advanceTimersByTimeAsync(600_000);
      expect(mine.get().status).toBe('unreachable');
      renewBy(async () => 'fresh');
      await jest.advanceTimersByTimeAsync(60_000);
      expect(devices.map(({ tokens }) => tokens)).toEqual([['token 1'], ['fresh']]);
      expect(devices[0]?.isDestroyed()).toBe(true);
      expect(newest().device.state).toBe('registering');
      tell('registered');
      expect(mine.get().status).toBe('ready');
      // What the old one still says is nobody's.
      devices[0]?.tell('unregistered');
      expect(mine.get().status).toBe('ready');
      mine.stop();
    },
  );

  it('that ran out in mid-call costs the device when the call is over, and not the call', async () => {
    const { mine, tell, devices, newest } = phone();
    tell('registered');
    const { ring, tell: tellRing } = fakeRing();
    tell('incoming', ring);
    await mine.answer('c1');
    tell('error', { code: 31_205 });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(devices).toHaveLength(1);
    expect(newest().isDestroyed()).toBe(false);
    tellRing('disconnect');
    await jest.advanceTimersByTimeAsync(0);
    expect(devices).toHaveLength(2);
    tell('registered');
    expect(mine.get().status).toBe('ready');
    mine.stop();
  });

  it('is no reason to forget a device that lost its link, which is made anew until Twilio knows it', async () => {
    const { mine, tell, devices } = phone();
    tell('registered');
    tell('unregistered');
    for (let tries = 0; tries < 4; tries++) await jest.advanceTimersByTimeAsync(70_000);
    expect(devices.length).toBeGreaterThanOrEqual(4);
    expect(mine.get().status).toBe('unreachable');
    tell('registered');
    expect(mine.get().status).toBe('ready');
    mine.stop();
  });
});
