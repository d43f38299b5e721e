import type { Deadline, DeadlineStore } from '../ports/deadlines.ts';
import type { Clock, Log } from '../ports/ports.ts';
import { createDeadlineHeap } from './heap.ts';

/**
 * Raises what falls due. The deadlines are a column in PostgreSQL; the heap here is only a cache of its next minute, so
 * a restart, another server, a lost wake-up or a clock that was set is repaired by the sweep.
 */
export interface Deadlines {
  /** Reads what is due and what comes next, and begins. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The case's deadline as it was committed; null: it has none. */
  watch(caseId: string, at: number | null): void;
  /** Deadlines held in memory now; those further off are in the database only. */
  readonly pending: number;
  /** Whether the timers run and the last sweep came through. */
  readonly running: boolean;
}

/** What is done about deadlines; how is not for the timers to know. */
export interface Raise {
  /** Reads the cases of these deadlines before they fall due, and forgets all others it had read. */
  readAhead(deadlines: readonly Deadline[]): Promise<void>;
  /** Raises what is due for these cases, if it still is; throws when the database is away. */
  raise(caseIds: readonly string[]): Promise<void>;
}

export interface DeadlinesDeps extends Raise {
  readonly store: Pick<DeadlineStore, 'deadlines'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a deadline nobody holds, such as that of a server that was killed or away, lies unseen at most. */
const sweepMs = 250;
/** How far ahead deadlines are held. While the database is away none could be raised anyway. */
const horizonMs = 60_000;
const pageSize = 2_000;
/** How long before they fall due cases are read: two sweeps and a little. */
const aheadMs = 600;
/** Cases read ahead at most, for the memory's sake; a storm's others are read when they fall due. */
const aheadAtMost = 1_000;
/** Transactions at once: one that hangs does not hold up the next; more are no faster, and connections are for calls. */
const transactionsAtMost = 2;
/** Cases in one transaction. */
const batchAtMost = 200;

export function createDeadlines({ store, clock, log, raise, readAhead }: DeadlinesDeps): Deadlines {
  const heap = createDeadlineHeap();
  const due = new Set<string>();
  const underWay = new Set<string>();
  const transactions = new Set<Promise<void>>();
  let batchSize = batchAtMost;
  /** Every deadline up to this moment has been read, or was told of since. */
  let readUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let armedFor: number | null = null;
  let sweeper: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | null = null;
  let stopped = true;
  let swept = false;

  const arm = () => {
    const next = heap.next();
    if (stopped || next === armedFor) return;
    clearTimeout(timer);
    armedFor = next;
    if (next !== null) timer = setTimeout(wake, Math.min(horizonMs, Math.max(0, next - clock.now())));
  };

  const wake = () => {
    armedFor = null;
    for (const caseId of heap.take(clock.now())) due.add(caseId);
    work();
    arm();
  };

  const work = () => {
    while (!stopped && transactions.size < transactionsAtMost && due.size > 0) {
      const batch: string[] = [];
      for (const caseId of due) {
        if (batch.length === batchSize) break;
        batch.push(caseId);
        due.delete(caseId);
        underWay.add(caseId);
      }
      const done = raiseBatch(batch).finally(() => {
        transactions.delete(done);
        for (const caseId of batch) underWay.delete(caseId);
        work();
        arm();
      });
      transactions.add(done);
    }
  };

  /** After a failure in smaller batches, so that a case that cannot be stored ends up alone and holds up no other. */
  const raiseBatch = async (batch: readonly string[]) => {
    try {
      await raise(batch);
      batchSize = Math.min(batchAtMost, batchSize * 2);
    } catch (error) {
      batchSize = Math.max(1, batchSize >> 2);
      log.warn({ err: error, cases: batch.length }, 'deadlines could not be raised; the sweep tries again');
    }
  };

  const sweep = async () => {
    const now = clock.now();
    const from = readUntil;
    // Set before reading: whoever commits from now on is told of by `watch`. Not at each sweep: it costs a statement.
    if (from - now < horizonMs / 2) readUntil = now + horizonMs;
    try {
      await read(Number.NEGATIVE_INFINITY, now, ({ caseId, at }) => {
        if (!due.has(caseId) && !underWay.has(caseId)) heap.set(caseId, at);
      });
      if (readUntil > from)
        await read(Math.max(from, now), readUntil, ({ caseId, at }) => {
          if (!heap.has(caseId)) heap.set(caseId, at);
        });
      await readAhead(heap.upTo(now + aheadMs, aheadAtMost));
      swept = true;
    } catch (error) {
      readUntil = from;
      swept = false;
      throw error;
    } finally {
      // Also because the clock may have been set since the timer was.
      wake();
    }
  };

  const read = async (after: number, until: number, found: (deadline: Deadline) => void) => {
    let last: Deadline | null = null;
    do {
      const page = await store.deadlines({ after, until, last, limit: pageSize });
      page.forEach(found);
      arm();
      last = page.length < pageSize ? null : (page.at(-1) ?? null);
    } while (last !== null && !stopped);
  };

  const failed = (error: unknown) => {
    swept = false;
    log.warn({ err: error }, 'the deadlines could not be read; trying again');
  };

  const sweepLater = () => {
    sweeper = setTimeout(() => {
      sweeping = sweep()
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
      await Promise.allSettled([...transactions, sweeping]);
    },
    watch: (caseId, at) => {
      // Further off: a later sweep reads it.
      if (at === null || at > readUntil) heap.delete(caseId);
      else heap.set(caseId, at);
      arm();
    },
    get pending() {
      return heap.size + due.size;
    },
    get running() {
      return !stopped && swept;
    },
  };
}
