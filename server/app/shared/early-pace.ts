import { setTimeout as sleep } from 'node:timers/promises';
import { type AllowanceOptions, createAllowance } from './allowance.ts';
import { createTurns } from './turns.ts';

/** A refusal is not hurried: who asks again at once is kept waiting, and costs nothing meanwhile. */
const refusedAfterMs = 1_000;
/** One behind the other: those who came together are not refused together, and do not come back together. */
const apartMs = 10;
/** Of one token; more are closed without a word. */
const waitingAtMost = 100;

/** It is this one's turn: `over` is to be called once. Or it is refused by now. Null: to be closed without a word. */
export type Pass = { readonly over: () => void } | { readonly retryAfterMs: number } | null;

/**
 * Counts what is asked under the tokens that somebody sends, before anybody looks up whose they are: else a flood would
 * cost a query for each of its requests, behind which everybody waits. What may go on is worked on a few at a time.
 * @param tokens all that a look-up would go by: it may go on when none of them is used up
 */
export type EarlyPace = (tokens: readonly string[]) => Promise<Pass>;

export interface EarlyPaceOptions extends AllowanceOptions {
  /** Of one token, that go on at one time. */
  readonly atOnce: number;
  /** So many may be asked in one go before they go on one at a time, and come back as the others do; all, if absent. */
  readonly freely?: number;
}

export function createEarlyPace(options: EarlyPaceOptions): EarlyPace {
  const allowance = createAllowance(options);
  const worked = createTurns({ atOnce: options.atOnce, waiting: options.most });
  const alone = createTurns({ atOnce: 1, waiting: options.most });
  const free = createAllowance({ ...options, most: options.freely ?? options.most });
  const refused = new Map<string, number>();

  const refuse = async (token: string): Promise<Pass> => {
    const before = refused.get(token) ?? 0;
    if (before >= waitingAtMost) return null;
    refused.set(token, before + 1);
    await sleep(refusedAfterMs + before * apartMs);
    const left = (refused.get(token) ?? 1) - 1;
    if (left > 0) refused.set(token, left);
    else refused.delete(token);
    return { retryAfterMs: Math.max(1_000, allowance.waitMs(token)) };
  };

  return async (tokens) => {
    // Each is counted, whichever is used up: a token that is none, beside it, does not hide one.
    const [usedUp] = tokens.filter((token) => !allowance.take(token));
    if (usedUp !== undefined) return refuse(usedUp);
    const ends: (() => void)[] = [];
    const over = () => {
      for (const end of ends.splice(0)) end();
    };
    const lines = tokens.flatMap((token) =>
      (free.take(token) ? [worked] : [alone, worked]).map((turns) => ({ turns, token })),
    );
    for (const { turns, token } of lines) {
      const end = await turns.take(token);
      if (end) ends.push(end);
      else {
        over();
        return null;
      }
    }
    return { over };
  };
}
