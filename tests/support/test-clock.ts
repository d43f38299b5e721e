import type { Clock } from '../../server/clock.ts';

/** A clock that runs as the machine's does, and can be moved. */
export interface TestClock extends Clock {
  /** Forward, or back when below 0. Whoever sleeps until a moment notices within a second. */
  move(ms: number): void;
}

/**
 * @param startsAt epoch ms; the machine's own time when absent.
 * @param stands it does not run by itself, so that what is done twice is done at the same moments
 */
export function createTestClock(startsAt = Date.now(), stands = false): TestClock {
  const begun = performance.now();
  let moved = 0;
  return {
    now: () => Math.floor(startsAt + moved + (stands ? 0 : performance.now() - begun)),
    move: (ms) => {
      moved += ms;
    },
  };
}
