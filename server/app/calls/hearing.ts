import type { Judging } from '../cases/raise-deadline.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import { createEvery } from '../shared/every.ts';
import type { LiveCalls } from './live-calls.ts';

/**
 * Whether we have heard all that the exchange has to tell. Of a call that it may know more about, nothing is judged: an
 * answer in time, or an end, may only not have come through yet.
 */
export interface Hearing extends Judging {
  /** Until when we had heard everything when we last stopped. */
  load(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
  link(up: boolean): void;
  /** What was missed while nobody listened is stored. `read`: false where the log could not be read: it is read later. */
  caughtUp(read: boolean): void;
  /** As `ExchangeHooks.missedSince`. */
  missedSince(): number | null;
}

export interface HearingDeps {
  readonly exchange: string;
  readonly store: Pick<Store, 'heardUntil' | 'saveHeardUntil'>;
  readonly liveCalls: Pick<LiveCalls, 'get' | 'open'>;
  readonly clock: Clock;
  readonly log: Log;
  /** As `ExchangePort.upToDate`. */
  readonly upToDate?: (() => Promise<boolean>) | undefined;
  /** Whether events of the call, or of any call, are still to be stored. */
  readonly isBehind: (callId?: string) => boolean;
}

const saveEveryMs = 5_000;
/** Clocks differ, and events are under way: what is read twice does no harm. */
const marginMs = 60_000;
/** For so long an exchange that says nothing is believed to know better. */
const silenceMs = 120_000;

export function createHearing(deps: HearingDeps): Hearing {
  const { exchange, store, liveCalls, clock, log, upToDate } = deps;
  let heardUntil: number | null = null;
  let connected = false;
  let listening = false;
  /** Epoch ms; while we listen: when we last had heard everything. */
  let since = clock.now();
  let asking: Promise<boolean> | null = null;
  /** What was last to be read back began here, and was not read if `unread`: then the gap is not over. */
  let asked: number | null = null;
  let unread = false;

  const save = async () => {
    if (!listening || deps.isBehind()) return;
    const until = unread ? asked : clock.now();
    if (until === null || until === heardUntil) return;
    try {
      await store.saveHeardUntil(exchange, until);
      heardUntil = until;
    } catch (error) {
      log.warn({ err: error }, 'it could not be noted until when the exchange was heard');
    }
  };
  const saving = createEvery(saveEveryMs, save);

  return {
    load: async () => {
      heardUntil = await store.heardUntil(exchange);
    },
    start: saving.start,
    stop: async () => {
      await saving.stop();
      await save();
    },
    link: (up) => {
      connected = up;
      if (!up && listening) since = clock.now();
      if (!up) listening = false;
    },
    caughtUp: (read) => {
      listening = connected;
      since = clock.now();
      unread = !read;
      void save();
    },
    missedSince: () => {
      const open = liveCalls.open().map(({ arrivedAt }) => arrivedAt);
      const first = Math.min(heardUntil ?? Number.POSITIVE_INFINITY, ...open);
      asked = Number.isFinite(first) ? first : null;
      return asked === null ? null : asked - marginMs;
    },
    judging: (callId, dueAt) => {
      // An end that was heard, but is not stored yet, has not ended the case's clocks either.
      const behind = callId !== null && deps.isBehind(callId);
      if (callId === null || (!behind && liveCalls.get(callId) === null)) return 'now';
      const heard = listening && (!upToDate || since >= dueAt);
      if (heard && !behind) return 'now';
      return clock.now() - Math.max(since, dueAt) > silenceMs ? 'estimated' : 'later';
    },
    ask: async () => {
      if (!listening) return false;
      if (!upToDate) return true;
      asking ??= (async () => {
        const at = clock.now();
        const told = await upToDate().catch(() => false);
        if (told && listening) since = Math.max(since, at);
        asking = null;
        return told;
      })();
      return asking;
    },
  };
}
