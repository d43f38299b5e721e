import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, LogInThrottle, Turn } from '../app/people/log-in-throttle.ts';
import { longestDelayMs } from '../app/people/log-in-throttle.ts';
import { HttpProblem } from './problem.ts';

/** @throws HttpProblem when as many as may wait do so already */
export async function beginTurn(
  throttle: LogInThrottle,
  attempt: Attempt,
  retryAfter: (seconds: string) => void,
): Promise<Turn> {
  const turn = await throttle.begin(attempt);
  if (turn) return turn;
  retryAfter(String(longestDelayMs / 1_000));
  throw new HttpProblem(429, 'too_many_attempts', 'Too many attempts at one time. Wait a moment.');
}

/**
 * Something that is guessed at by whoever finds a desk unattended, no faster than at the log-in; the owner's log-ins
 * are not slowed by it, and no flood of log-ins from the same address slows them.
 * @param work says at last whether the guess was right; thrown before that, nothing was looked at
 */
export async function slowly<T>(
  throttle: LogInThrottle,
  { source, userId }: { readonly source: string; readonly userId: string },
  retryAfter: (seconds: string) => void,
  work: (judged: (right: boolean) => void) => Promise<T>,
): Promise<T> {
  const turn = await beginTurn(throttle, { source, name: `me ${userId}`, device: 'logged in' }, retryAfter);
  let right: boolean | null = null;
  try {
    await sleep(turn.delayMs);
    return await work((judged) => {
      right = judged;
    });
  } finally {
    await turn.end(right);
  }
}
