import { jest } from '@jest/globals';
import { type PageLocks, reloadMs } from '../../../../agent-console/src/softphone/seat.ts';
import { createSeatedPhone } from '../../../../agent-console/src/softphone/seated.ts';
import { createCell, type PhoneState, type Softphone } from '../../../../agent-console/src/softphone/softphone.ts';

interface Waiting {
  readonly page: number;
  readonly granted: (lock: unknown) => Promise<void> | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The locks of one browser for one name, as the Web Locks of its pages work. */
function browser() {
  let held: Waiting | null = null;
  let queue: Waiting[] = [];
  let pages = 0;
  const grant = (request: Waiting): void => {
    held = request;
    const release = () => {
      if (held !== request) return;
      held = null;
      request.resolve(undefined);
      next();
    };
    Promise.resolve(request.granted({ name: 'lock' })).then(release, release);
  };
  const next = (): void => {
    const first = held ? undefined : queue.shift();
    if (first) grant(first);
  };
  const locksOf = (page: number): PageLocks => ({
    request: (_, { steal = false, ifAvailable = false, signal }, granted) =>
      new Promise((resolve, reject) => {
        const request: Waiting = { page, granted, resolve, reject };
        // As in a browser, nothing happens before the caller has gone on.
        Promise.resolve().then(() => {
          if (signal?.aborted) return reject(new Error('AbortError'));
          if (steal) {
            const robbed = held;
            held = null;
            robbed?.reject(new Error('AbortError'));
            return grant(request);
          }
          if (!held && queue.length === 0) return grant(request);
          if (ifAvailable) return resolve(granted(null));
          queue.push(request);
          signal?.addEventListener('abort', () => {
            if (!queue.includes(request)) return;
            queue = queue.filter((one) => one !== request);
            reject(new Error('AbortError'));
          });
        });
      }),
  });
  /** The page is gone: nothing in it runs any more. */
  const gone = (page: number): void => {
    queue = queue.filter((one) => one.page !== page);
    if (held?.page === page) held = null;
    next();
  };

  const open = (kept = new Map<string, string>()) => {
    pages += 1;
    const page = pages;
    const phones: { stopped: boolean; talks: boolean; over: (() => void) | null }[] = [];
    let leave = () => {};
    const phone = createSeatedPhone({
      mode: 'webrtc',
      name: 'telephone-1',
      locks: locksOf(page),
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      pageLeft: (heard) => {
        leave = heard;
        return () => {};
      },
      open: async () => {
        const mine = { stopped: false, talks: false, over: null as (() => void) | null };
        phones.push(mine);
        const cell = createCell<PhoneState>({
          ...{ mode: 'webrtc', status: 'ready', held: false, muted: false, problem: null },
          controls: { answer: true, hangup: true, hold: true, mute: true },
        });
        const nothing = async () => {};
        return {
          ...{
            get: cell.get,
            subscribe: cell.subscribe,
            answer: nothing,
            hangup: nothing,
            hold: nothing,
            mute: nothing,
          },
          idle: () => {},
          retire: (over) => {
            mine.over = () => {
              mine.stopped = true;
              mine.talks = false;
              over();
            };
            if (!mine.talks) mine.over();
          },
          stop: () => {
            mine.stopped = true;
          },
        } satisfies Softphone;
      },
    });
    return {
      phone,
      phones,
      status: () => phone.get().status,
      close: () => {
        leave();
        gone(page);
      },
      reload: () => {
        leave();
        gone(page);
        return kept;
      },
      kept,
    };
  };
  return { open };
}

const settle = () => jest.advanceTimersByTimeAsync(0);

describe('the telephone of one browser with several pages', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is in the first page, and the others say so and can do nothing with it', async () => {
    const { open } = browser();
    const [one, two] = [open(), open()];
    await settle();
    expect([one.status(), two.status()]).toEqual(['ready', 'other-tab']);
    expect(one.phone.get().controls.answer).toBe(true);
    expect(Object.values(two.phone.get().controls)).toEqual([false, false, false, false]);
    expect(two.phones).toEqual([]);
  });

  it('is taken over by another, and back, as often as one likes', async () => {
    const { open } = browser();
    const [one, two] = [open(), open()];
    await settle();
    for (const [to, from] of [
      [two, one],
      [one, two],
      [two, one],
    ] as const) {
      to.phone.bringHere?.();
      await settle();
      expect([to.status(), from.status()]).toEqual(['ready', 'other-tab']);
      expect(from.phones.every(({ stopped }) => stopped)).toBe(true);
      expect(to.phones.filter(({ stopped }) => !stopped)).toHaveLength(1);
    }
  });

  it('comes back to the page that is reloaded, though another waits', async () => {
    const { open } = browser();
    const [one, two] = [open(), open()];
    await settle();
    const kept = one.reload();
    await jest.advanceTimersByTimeAsync(reloadMs - 500);
    const again = open(kept);
    await jest.advanceTimersByTimeAsync(reloadMs * 3);
    expect([again.status(), two.status()]).toEqual(['ready', 'other-tab']);
    expect(two.phones).toEqual([]);
  });

  it('comes back even to a page that took long to load, after another page had it', async () => {
    const { open } = browser();
    const [one, two] = [open(), open()];
    await settle();
    const kept = one.reload();
    await jest.advanceTimersByTimeAsync(reloadMs + 500);
    expect(two.status()).toBe('ready');
    const again = open(kept);
    await settle();
    expect([again.status(), two.status()]).toEqual(['ready', 'other-tab']);
  });

  it('goes to a page that waits when its own is closed', async () => {
    const { open } = browser();
    const [one, two, three] = [open(), open(), open()];
    await settle();
    one.close();
    await jest.advanceTimersByTimeAsync(reloadMs + 10);
    expect([two.status(), three.status()]).toEqual(['ready', 'other-tab']);
  });

  it('is not taken by a tab that is a copy of the one that has it', async () => {
    const { open } = browser();
    const one = open();
    await settle();
    const copy = open(new Map(one.kept));
    await settle();
    expect([one.status(), copy.status()]).toEqual(['ready', 'other-tab']);
  });

  it('stays with the page that talks until it has talked, and is known in the other at once', async () => {
    const { open } = browser();
    const [one, two] = [open(), open()];
    await settle();
    const talking = one.phones[0];
    if (!talking) throw new Error('no telephone');
    talking.talks = true;
    two.phone.bringHere?.();
    await settle();
    expect([one.status(), two.status()]).toEqual(['other-tab', 'ready']);
    expect(talking.stopped).toBe(false);
    expect(one.phone.get().controls.hangup).toBe(true);
    // Taken back in mid-call: what talks is not cut off, and a new one comes when it has talked.
    one.phone.bringHere?.();
    await settle();
    expect([talking.stopped, one.phones.length]).toEqual([false, 1]);
    talking.over?.();
    await settle();
    expect([one.phones.length, one.status(), two.status()]).toEqual([2, 'ready', 'other-tab']);
    expect(one.phone.get().controls.hangup).toBe(true);
  });

  it('is freed by whoever logs out', async () => {
    const { open } = browser();
    const [one, two] = [open(), open()];
    await settle();
    one.phone.stop();
    await jest.advanceTimersByTimeAsync(reloadMs + 10);
    expect(one.phones[0]?.stopped).toBe(true);
    expect(two.status()).toBe('ready');
  });
});
