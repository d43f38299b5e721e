import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/ports.ts';

export interface AfterItsCallDeps {
  /** What is told of, such as `recording`: for counts and logs. */
  readonly what: string;
  /** Aborted at shutdown. */
  readonly signal: AbortSignal;
  readonly counted: (anomaly: string) => void;
  readonly log: Log;
  /** How long to wait, again and again, for the call to be stored, ms. */
  readonly pausesMs?: readonly number[];
}

/** A call that is stored late is stored within minutes: the exchange's snapshot brings it when its word of it was lost. */
const patientlyMs = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 240_000];
/** So many may wait at a time; a word about calls of which there is none costs no more than that. */
const waitingAtMost = 1_000;

/**
 * Keeps what belongs to a call that may not be stored yet. Whatever comes too early is counted, and tried again for some
 * minutes without keeping the call's own events waiting.
 * @returns takes one, with what stores it (false: there is no such call; null: given up, loudly, or we are stopping), and
 *   facts for the log; resolves when it is stored, or waits for its call.
 */
export function createAfterItsCall(deps: AfterItsCallDeps) {
  const { what, signal, counted, log, pausesMs = patientlyMs } = deps;
  const article = `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
  let waiting = 0;

  const wait = async (save: () => Promise<boolean | null>, facts: object) => {
    waiting += 1;
    try {
      for (const pause of pausesMs) {
        await sleep(pause, undefined, { ref: false, signal }).catch(() => {});
        if (signal.aborted || (await save()) !== false) return;
      }
      log.warn(facts, `${article} was given up: there is no such call`);
    } finally {
      waiting -= 1;
    }
  };

  return async (save: () => Promise<boolean | null>, facts: object): Promise<void> => {
    if ((await save()) !== false) return;
    counted(`${what}_of_unknown_call`);
    if (waiting >= waitingAtMost) {
      log.warn(facts, `${article} of a call that is not known was passed over: too many wait`);
      return;
    }
    log.warn(facts, `${article} of a call that is not known waits for its call`);
    void wait(save, facts);
  };
}
