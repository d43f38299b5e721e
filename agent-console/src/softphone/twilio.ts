import type { LegAction } from '../../../server/contract/people.ts';
import { monotonic } from '../wire/clock.ts';
import { createCell, type PhoneState, type Softphone } from './softphone.ts';
import { createKeptDevice, type KeptDeviceParts } from './twilio-device.ts';

/** How long a wish to answer waits for the ring, when the screen pop was faster. */
const wishMs = 3_000;
/** Twilio's codes of a microphone that is not to be had. */
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

export interface TwilioPhoneParts extends Pick<KeptDeviceParts<TwilioRing>, 'token' | 'renew' | 'makeDevice'> {
  readonly leg: (callId: string, action: LegAction['action']) => Promise<void>;
}

/**
 * The browser as the agent's telephone on Twilio. Rings, talks and mutes by itself; holding is the exchange's, since it
 * is the caller who hears the music.
 */
export function createTwilioPhone({ leg, ...deviceParts }: TwilioPhoneParts): Softphone {
  const cell = createCell<PhoneState>({
    mode: 'twilio',
    status: 'registering',
    controls: { answer: true, hangup: true, hold: true, mute: true },
    held: false,
    muted: false,
    problem: null,
  });
  let ring: TwilioRing | null = null;
  let wishedUntil = 0;
  let retired: (() => void) | null = null;

  const failed = ({ code = 0 }: { code?: number }): void => {
    if (microphoneCodes.includes(code)) cell.set({ problem: 'microphone' });
  };
  const device = createKeptDevice<TwilioRing>({
    ...deviceParts,
    status: (status) => cell.set({ status }),
    error: failed,
    busy: () => ring !== null,
    incoming(fresh) {
      ring = fresh;
      cell.set({ held: false, muted: false, problem: null });
      const over = (): void => {
        if (ring !== fresh) return;
        ring = null;
        cell.set({ held: false, muted: false });
        if (retired) leave(retired);
        else device.idle();
      };
      for (const end of ['cancel', 'disconnect', 'reject']) fresh.on(end, over);
      fresh.on('error', failed);
      if (monotonic() < wishedUntil) pickUp(fresh);
    },
  });
  const leave = (over: () => void): void => {
    retired = null;
    device.stop();
    over();
  };
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
    // A device that talks takes no other call; the page that has the telephone now has a device of its own.
    retire(over) {
      if (ring === null) leave(over);
      else retired = over;
    },
    stop: () => device.stop(),
  };
}
