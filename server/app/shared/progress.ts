import type { Clock } from '../ports/ports.ts';

/** How far long work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

const everyMs = 2_000;

/**
 * Tells how far work is: first when it has lasted two seconds, then each two seconds. What is done sooner is not told of.
 * @returns to be called as often as one likes
 */
export function createProgress(
  clock: Clock,
  tell: (progress: Progress) => void,
): (done: number, total: number) => void {
  let next = clock.now() + everyMs;
  return (done, total) => {
    const now = clock.now();
    if (now < next) return;
    next = now + everyMs;
    tell({ done, total });
  };
}
