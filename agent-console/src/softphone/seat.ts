import type { KeyedStorage } from './dialog.ts';

/** The part of the browser's Web Locks that is used. A lock goes with its page, however that ends. */
export interface PageLocks {
  request(
    name: string,
    options: { readonly steal?: boolean; readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    granted: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
}

export interface SeatParts {
  /** Names the telephone, the same in every page of this browser. */
  readonly name: string;
  /** Absent where the page is no secure context: no microphone is to be had there either, and nothing is shared. */
  readonly locks: PageLocks | undefined;
  /** Of this tab alone; outlives a reload. */
  readonly storage: KeyedStorage;
  readonly later: (run: () => void, ms: number) => () => void;
  /** Called when this page is being left. Returns how to listen no more. */
  readonly pageLeft: (heard: () => void) => () => void;
  /** Whether the telephone is in this page. Told first of all, and at each change. */
  readonly changed: (mine: boolean) => void;
}

/** Which page of this browser is the telephone: one of them, and any other can take it over. */
export interface Seat {
  /** The telephone comes here. */
  take(): void;
  leave(): void;
}

/**
 * A page that is reloaded takes its own telephone back before another one takes what was left.
 * @internal exported for its tests
 */
export const reloadMs = 3_000;
const leftKey = 'sigap.telephone-left';

export function createSeat({ name, locks, storage, later, pageLeft, changed }: SeatParts): Seat {
  let mine: boolean | null = null;
  let left = false;
  let release = (): void => {};
  let waiting: AbortController | null = null;
  let stopGrace = (): void => {};

  const tell = (now: boolean): void => {
    if (left || mine === now) return;
    mine = now;
    changed(now);
  };
  /** Holds the lock until it is let go. */
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      release = resolve;
      if (left) resolve();
    });
  const lost = (): void => {
    stopGrace();
    if (left) return;
    tell(false);
    wait();
  };
  /** Until whoever has it is gone, and does not come back at once. */
  const wait = (): void => {
    const mineToWait = new AbortController();
    waiting = mineToWait;
    locks
      ?.request(name, { signal: mineToWait.signal }, () => {
        waiting = null;
        stopGrace = later(() => tell(true), reloadMs);
        return hold();
      })
      .catch(() => {
        // Ours was the wish to wait no more, or it was taken from us.
        if (!mineToWait.signal.aborted) lost();
      });
  };
  const take = (): void => {
    if (mine === true || left) return;
    waiting?.abort();
    stopGrace();
    locks
      ?.request(name, { steal: true }, () => {
        tell(true);
        return hold();
      })
      .catch(lost);
  };
  const ask = (): void => {
    locks
      ?.request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          tell(false);
          wait();
          return undefined;
        }
        tell(true);
        return hold();
      })
      .catch(lost);
  };

  const wasHere = storage.getItem(leftKey) === name;
  storage.removeItem(leftKey);
  // Only at the very end: a tab that is copied takes along what is stored before.
  const stopListening = pageLeft(() => {
    if (mine === true) storage.setItem(leftKey, name);
  });
  if (!locks) tell(true);
  else if (wasHere) take();
  else ask();

  return {
    take,
    leave() {
      left = true;
      stopListening();
      stopGrace();
      waiting?.abort();
      release();
    },
  };
}
