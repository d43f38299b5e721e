import { createDeadlineHeap } from './deadline-heap.ts';
import type { Clock, Log, Store } from './ports.ts';

/**
 * Raises what falls due. The deadlines are a column in PostgreSQL; the heap here is only their cache, so a restart, a
 * second server or a lost wake-up is repaired by the sweep.
 */
export interface Deadlines {
  /** Reads what is pending and begins. */
  start(): Promise<void>;
  stop(): Promise<void>;
  watch(caseId: string, at: number | null): void;
  /** Deadlines watched now. */
  readonly pending: number;
  /** Whether the timers run and the last sweep came through. */
  readonly running: boolean;
}

export interface DeadlinesDeps {
  readonly store: Pick<Store, 'deadlines'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Raises what is due for the case, if it still is; throws when the database is away. */
  readonly raise: (caseId: string) => Promise<void>;
}

/** How often the column is compared with the heap, and how far ahead it is read. */
const sweepMs = 1_000;
const horizonMs = 60 * 60_000;
/** Cases raised at once: enough to keep the database busy, few enough to leave connections for calls. */
const raisedAtOnce = 4;
const retryMs = 250;
/** setTimeout keeps its delay in 32 bits. */
const longestSleepMs = 60_000;

export function createDeadlines({ store, clock, log, raise }: DeadlinesDeps): Deadlines {
  const heap = createDeadlineHeap();
  const due: string[] = [];
  const raising = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let sweeper: NodeJS.Timeout | undefined;
  let stopped = true;
  let swept = false;

  const arm = () => {
    clearTimeout(timer);
    const next = heap.next();
    if (stopped || next === null) return;
    timer = setTimeout(wake, Math.min(longestSleepMs, Math.max(0, next - clock.now())));
  };

  const wake = () => {
    due.push(...heap.take(clock.now()));
    work();
    arm();
  };

  const work = () => {
    while (!stopped && raising.size < raisedAtOnce && due.length > 0) {
      const caseId = due.shift() as string;
      const done = raise(caseId)
        .catch((error: unknown) => {
          log.warn({ err: error, caseId }, 'a deadline could not be raised; trying again');
          heap.set(caseId, clock.now() + retryMs);
        })
        .finally(() => {
          raising.delete(done);
          work();
          arm();
        });
      raising.add(done);
    }
  };

  const sweep = async () => {
    const found = await store.deadlines(clock.now() + horizonMs);
    for (const { caseId, at } of found) if (!due.includes(caseId)) heap.set(caseId, at);
    swept = true;
    arm();
  };

  const failed = (error: unknown) => {
    swept = false;
    log.warn({ err: error }, 'the deadlines could not be read; trying again');
  };

  const sweepLater = () => {
    sweeper = setTimeout(() => {
      sweep()
        .catch(failed)
        .finally(() => stopped || sweepLater());
    }, sweepMs);
  };

  return {
    start: async () => {
      stopped = false;
      await sweep().catch(failed);
      sweepLater();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(sweeper);
      await Promise.allSettled(raising);
    },
    watch: (caseId, at) => {
      if (at === null) heap.delete(caseId);
      else heap.set(caseId, at);
      arm();
    },
    get pending() {
      return heap.size + due.length;
    },
    get running() {
      return !stopped && swept;
    },
  };
}
