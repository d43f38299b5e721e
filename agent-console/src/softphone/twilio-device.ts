import { Device } from '@twilio/voice-sdk';

/** A telephone that is not registered by then cannot be reached, whether or not the SDK still tries. */
const slowMs = 8_000;
/** Before a token is asked for again, or the telephone is registered again: twice as long after each time in vain. */
const again = { firstMs: 1_000, longestMs: 60_000 };
/** How long before its end a token is renewed: time for a server that is away to come back. Tokens last ten minutes. */
const refreshMs = 120_000;
/** Twilio's codes of a token that is no good any more. */
const tokenCodes = [20_101, 20_104, 31_202, 31_204, 31_205, 31_207, 51_007];

/** The SDK's device, as far as it is used. */
export interface TwilioDevice {
  readonly state: string;
  register(): Promise<void>;
  updateToken(token: string): void;
  destroy(): void;
  on(event: string, heard: (what: never) => void): unknown;
}

/** Asks before the page is left in mid-call: with the page, the agent's leg is gone and the call over. */
const realDevice = (token: string): TwilioDevice =>
  new Device(token, {
    closeProtection: true,
    logLevel: 'silent',
    appName: 'Sigap',
    tokenRefreshMs: refreshMs,
  }) as unknown as TwilioDevice;

/** `renewing`: calls come, but the next token could not be had yet. */
export type DeviceStatus = 'registering' | 'ready' | 'renewing' | 'unreachable';

export interface KeptDeviceParts<Ring> {
  readonly token: string;
  /** A fresh token for the same agent. */
  readonly renew: () => Promise<string>;
  /** The SDK's own unless told. */
  readonly makeDevice?: (token: string) => TwilioDevice;
  readonly status: (status: DeviceStatus) => void;
  readonly incoming: (ring: Ring) => void;
  readonly error: (error: { code?: number }) => void;
  /** Whether somebody rings or talks: then the device must live. */
  readonly busy: () => boolean;
}

export interface KeptDevice {
  /** Nobody rings or talks any more. */
  idle(): void;
  stop(): void;
}

/**
 * Keeps a device that Twilio knows, whatever happens to its token or its link. `register` throws on a device that believes
 * it is registered, which one whose token ran out goes on believing: so what has failed is thrown away and made anew,
 * with a fresh token, unless a conversation is on it.
 */
export function createKeptDevice<Ring>(parts: KeptDeviceParts<Ring>): KeptDevice {
  const { renew, makeDevice = realDevice, busy } = parts;
  let status: DeviceStatus = 'registering';
  let device = make(parts.token);
  let stopped = false;
  /** Twilio does not know this device, or will not for long. */
  let spoilt = false;
  let failures = 0;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;

  function say(now: DeviceStatus): void {
    if (stopped) return;
    status = now;
    parts.status(now);
  }
  function later(): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(attempt, Math.min(again.longestMs, again.firstMs * 2 ** failures));
    failures += 1;
  }
  /** A fresh token, and a device that goes by it. */
  function attempt(): void {
    if (asking || stopped) return;
    clearTimeout(timer);
    asking = true;
    renew()
      .then((token) => {
        asking = false;
        if (!stopped) use(token);
      })
      .catch(() => {
        asking = false;
        if (status === 'ready') say('renewing');
        later();
      });
  }
  function use(token: string): void {
    if (spoilt && !busy()) {
      device.destroy();
      device = make(token);
    } else device.updateToken(token);
    // In mid-call one that is spoilt stays, and a new one is made when the call is over.
    if (device.state === 'unregistered') register();
    else if (!spoilt) {
      failures = 0;
      if (device.state === 'registered') say('ready');
    }
  }
  function register(): void {
    spoilt = false;
    const mine = device;
    registering();
    mine.register().catch(() => {
      if (mine === device) fail();
    });
  }
  function registering(): void {
    if (status !== 'unreachable') say('registering');
    clearTimeout(slow);
    slow = setTimeout(fail, slowMs);
  }
  function fail(): void {
    if (stopped) return;
    clearTimeout(slow);
    spoilt = true;
    say('unreachable');
    later();
  }
  function make(token: string): TwilioDevice {
    const made = makeDevice(token);
    const heard = (event: string, then: (what: never) => void) =>
      made.on(event, (what) => {
        if (made === device && !stopped) then(what);
      });
    heard('registering', registering);
    heard('registered', () => {
      clearTimeout(slow);
      clearTimeout(timer);
      spoilt = false;
      failures = 0;
      say('ready');
    });
    heard('unregistered', fail);
    heard('tokenWillExpire', attempt);
    heard('incoming', parts.incoming);
    heard('error', (error: { code?: number }) => {
      parts.error(error);
      if (tokenCodes.includes(error.code ?? 0)) fail();
    });
    return made;
  }
  register();

  return {
    idle() {
      if (spoilt) attempt();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(slow);
      device.destroy();
    },
  };
}
