import { jest } from '@jest/globals';
import {
  createTwilioPhone,
  type TwilioDevice,
  type TwilioRing,
} from '../../../../agent-console/src/softphone/twilio.ts';

/** The SDK's device, moved by hand. */
function fakeDevice() {
  const heard = new Map<string, (what: never) => void>();
  const tokens: string[] = [];
  let destroyed = false;
  const device: TwilioDevice = {
    register: async () => {},
    updateToken: (token) => void tokens.push(token),
    destroy: () => {
      destroyed = true;
    },
    on: (event, listener) => heard.set(event, listener),
  };
  const tell = (event: string, what: unknown = {}) => heard.get(event)?.(what as never);
  return { device, tell, tokens, isDestroyed: () => destroyed };
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
  const fake = fakeDevice();
  const legs: string[] = [];
  let refuse = false;
  const mine = createTwilioPhone({
    token: 'first',
    renew: async () => 'second',
    leg: async (callId, action) => {
      if (refuse) throw new Error('no');
      legs.push(`${callId} ${action}`);
    },
    makeDevice: () => fake.device,
  });
  return { ...fake, mine, legs, refuse: () => (refuse = true) };
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
    const { mine, tell, tokens, isDestroyed } = phone();
    tell('tokenWillExpire');
    await new Promise((resolve) => setImmediate(resolve));
    expect(tokens).toEqual(['second']);
    mine.stop();
    tell('unregistered');
    expect(isDestroyed()).toBe(true);
    expect(mine.get().status).not.toBe('unreachable');
  });
});
