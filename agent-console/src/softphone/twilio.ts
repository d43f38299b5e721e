import { Device } from '@twilio/voice-sdk';
import type { LegAction } from '../../../server/contract/people.ts';
import { monotonic } from '../wire/clock.ts';
import { createCell, type PhoneState, type Softphone } from './softphone.ts';

/** How long a wish to answer waits for the ring, when the screen pop was faster. */
const wishMs = 3_000;
/** A telephone that is not registered by then cannot be reached, whether or not the SDK still tries. */
const slowMs = 8_000;
/** Before the next attempt to register, when the SDK has given up. */
const againMs = 3_000;
/** Twilio's codes of a token that is no good any more, and of a microphone that is not to be had. */
const tokenCodes = [20_101, 20_104, 31_202, 31_204, 31_205, 31_207, 51_007];
const microphoneCodes = [31_401, 31_402];

/** A ring or conversation, as the SDK shows it. */
export interface TwilioRing {
  accept(): void;
  reject(): void;
  disconnect(): void;
  mute(on: boolean): void;
  status(): string;
  on(event: string, heard: (error: { code?: number }) => void): unknown;
}

/** The SDK's device, as far as it is used. */
export interface TwilioDevice {
  register(): Promise<void>;
  updateToken(token: string): void;
  destroy(): void;
  on(event: string, heard: (what: never) => void): unknown;
}

export interface TwilioPhoneParts {
  readonly token: string;
  /** A fresh token for the same agent. */
  readonly renew: () => Promise<string>;
  readonly leg: (callId: string, action: LegAction['action']) => Promise<void>;
  /** The SDK's own unless told. */
  readonly makeDevice?: (token: string) => TwilioDevice;
}

/** Asks before the page is left in mid-call: with the page, the agent's leg is gone and the call over. */
const realDevice = (token: string): TwilioDevice =>
  new Device(token, { closeProtection: true, logLevel: 'silent', appName: 'Sigap' }) as unknown as TwilioDevice;

/**
 * The browser as the agent's telephone on Twilio. Rings, talks and mutes by itself; holding is the exchange's, since it
 * is the caller who hears the music.
 */
export function createTwilioPhone({ token, renew, leg, makeDevice = realDevice }: TwilioPhoneParts): Softphone {
  const cell = createCell<PhoneState>({
    mode: 'twilio',
    status: 'registering',
    controls: { answer: true, hangup: true, hold: true, mute: true },
    held: false,
    muted: false,
    problem: null,
  });
  const device = makeDevice(token);
  let ring: TwilioRing | null = null;
  let wishedUntil = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;

  const registering = (): void => {
    if (cell.get().status !== 'unreachable') cell.set({ status: 'registering' });
    clearTimeout(slow);
    slow = setTimeout(() => cell.set({ status: 'unreachable' }), slowMs);
  };
  const register = (): void => {
    registering();
    device.register().catch(() => {
      if (!stopped) cell.set({ status: 'unreachable' });
      registerLater();
    });
  };
  const registerLater = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      // The token may have run out meanwhile.
      renew()
        .then((fresh) => {
          if (stopped) return;
          device.updateToken(fresh);
          register();
        })
        .catch(registerLater);
    }, againMs);
  };
  const renewed = (): void => {
    renew()
      .then((fresh) => {
        if (!stopped) device.updateToken(fresh);
      })
      // It lasts a while yet; what comes of it is an error that tries again.
      .catch(() => {});
  };

  device.on('registering', registering);
  device.on('registered', () => {
    clearTimeout(slow);
    cell.set({ status: 'ready' });
  });
  device.on('unregistered', () => {
    if (stopped) return;
    clearTimeout(slow);
    cell.set({ status: 'unreachable' });
    registerLater();
  });
  device.on('tokenWillExpire', renewed);
  const failed = ({ code = 0 }: { code?: number }): void => {
    if (tokenCodes.includes(code)) registerLater();
    if (microphoneCodes.includes(code)) cell.set({ problem: 'microphone' });
  };
  device.on('error', failed);
  device.on('incoming', (fresh: TwilioRing) => {
    ring = fresh;
    cell.set({ held: false, muted: false, problem: null });
    const over = (): void => {
      if (ring !== fresh) return;
      ring = null;
      cell.set({ held: false, muted: false });
    };
    for (const end of ['cancel', 'disconnect', 'reject']) fresh.on(end, over);
    fresh.on('error', failed);
    if (monotonic() < wishedUntil) pickUp(fresh);
  });
  const pickUp = (ringing: TwilioRing): void => {
    wishedUntil = 0;
    ringing.accept();
  };
  const asked = (act: (current: TwilioRing) => void): Promise<void> => {
    try {
      if (ring === null) cell.set({ problem: 'command' });
      else act(ring);
    } catch {
      cell.set({ problem: 'command' });
    }
    return Promise.resolve();
  };
  register();

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    async answer() {
      cell.set({ problem: null });
      if (ring === null) wishedUntil = monotonic() + wishMs;
      else if (ring.status() === 'pending') await asked(pickUp);
    },
    hangup: () =>
      asked((current) => {
        if (current.status() === 'pending') current.reject();
        else current.disconnect();
      }),
    async hold(callId, on) {
      try {
        await leg(callId, on ? 'hold' : 'unhold');
        cell.set({ held: on, problem: null });
      } catch {
        cell.set({ problem: 'command' });
      }
    },
    mute: (_, on) =>
      asked((current) => {
        current.mute(on);
        cell.set({ muted: on });
      }),
    idle: () => {
      if (cell.get().problem !== null) cell.set({ problem: null });
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(slow);
      device.destroy();
    },
  };
}
