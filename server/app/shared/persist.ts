import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/ports.ts';

export interface PersistDeps {
  readonly log: Log;
  /** Aborted at shutdown: what is not stored by then comes back through the exchange's snapshot. */
  readonly signal: AbortSignal;
  /** Whether the error says that the database is away, rather than that it refused. */
  readonly isAway: (error: unknown) => boolean;
}

const pausesMs = [50, 100, 250, 500, 1_000];
/** A refusal, such as two servers at the same row, may pass when tried again; one that stays is a bug of ours. */
const refusalsAtMost = 3;

export type Persist = ReturnType<typeof createPersist>;

/**
 * Repeats work until it is stored. While the database is away it is tried for ever: the caller is on the line and his
 * events wait in order. Work that the database refuses again and again is given up, loudly, so that it blocks nobody.
 */
export function createPersist({ log, signal, isAway }: PersistDeps) {
  return async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    let refusals = 0;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isAway(error)) refusals += 1;
        if (refusals >= refusalsAtMost) {
          log.error({ err: error, what }, 'an event could not be stored and is given up');
          return null;
        }
        if (attempt === 0) log.warn({ err: error, what }, 'an event could not be stored yet; trying again');
        const pause = pausesMs[Math.min(attempt, pausesMs.length - 1)] as number;
        await sleep(pause, undefined, { signal }).catch(() => {});
      }
    }
    return null;
  };
}
