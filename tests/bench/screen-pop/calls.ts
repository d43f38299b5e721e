import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeAmi } from '../../support/fake-ami.ts';
import { arrives, type CallerOnTheLine, givesUp, rings } from './packets.ts';

/** One ring, from the moment its bytes are written to the exchange's socket; all in ms of one clock. */
export interface Ring {
  readonly callId: string;
  readonly writtenAt: number;
  shownAt: number | null;
  /** When a ticket number was first shown. */
  numberedAt: number | null;
  /** Whether that number stood in the database when looked up right after. */
  durable: boolean;
  /** Whether an earlier ticket of the number was shown. */
  recognised: boolean;
}
export type Rings = Map<string, Ring>;

/** Between registration and ring; Asterisk speaks the number meanwhile, which takes seconds. */
const spokenMs = 300;
/** The caller gives up after this, so that calls do not pile up; later where the number is yet to be shown. */
const patienceMs = { registered: 500, unregistered: 3_000 };

const written = (rings: Rings, caller: CallerOnTheLine) => {
  const callId = `asterisk-${caller.id}`;
  const now = performance.now();
  const nothing = { shownAt: null, numberedAt: null, durable: false, recognised: false };
  rings.set(caller.legId, { callId, writtenAt: now, ...nothing });
};

/** A caller as the dialplan serves him: he arrives, gets his number over HTTP, is queued and rings; then gives up. */
export async function registeredCall(
  exchange: FakeAmi,
  register: (caller: CallerOnTheLine) => Promise<void>,
  caller: CallerOnTheLine,
  rung: Rings,
): Promise<void> {
  exchange.raw(arrives(caller));
  await register(caller);
  await sleep(spokenMs);
  const bytes = rings(caller);
  written(rung, caller);
  exchange.raw(bytes);
  await sleep(patienceMs.registered);
  exchange.raw(givesUp(caller));
}

/** The server was away when the dialplan asked: it learns of the caller and of the ring in the same moment. */
export async function unregisteredCall(exchange: FakeAmi, caller: CallerOnTheLine, rung: Rings): Promise<void> {
  const bytes = arrives(caller) + rings(caller);
  written(rung, caller);
  exchange.raw(bytes);
  await sleep(patienceMs.unregistered);
  exchange.raw(givesUp(caller));
}

/** The same bytes of the ring to the floor. */
export async function floorCall(exchange: FakeAmi, caller: CallerOnTheLine, rung: Rings): Promise<void> {
  const bytes = rings(caller);
  written(rung, caller);
  exchange.raw(bytes);
}

/**
 * Starts `count` calls at `rate` a second, at moments independent of each other as callers are (Poisson), and waits
 * for their end. A stream on its own neither meets nor misses another one's rhythm.
 * @param random numbers in [0, 1).
 */
export async function stream(
  rate: number,
  count: number,
  random: () => number,
  call: () => Promise<void>,
): Promise<void> {
  const calls: Promise<void>[] = [];
  let at = performance.now();
  for (let n = 0; n < count; n += 1) {
    at += (-Math.log(1 - random()) / rate) * 1000;
    await sleep(Math.max(0, at - performance.now()));
    const running = call();
    // Told by the wait for all of them, not as an error nobody waits for.
    running.catch(() => {});
    calls.push(running);
  }
  await Promise.all(calls);
}
