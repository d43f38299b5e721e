import type { Clock } from '../../server/clock.ts';

/** A clock that runs as the machine's does, and can be moved. */
export interface TestClock extends Clock {
  /** Forward, or back when below 0. Whoever sleeps until a moment notices within a second. */
  move(ms: number): void;
}

/** @param startsAt epoch ms; the machine's own time when absent. */
export function createTestClock(startsAt = Date.now()): TestClock {
  const begun = performance.now();
  let moved = 0;
  return {
    now: () => Math.floor(startsAt + moved + performance.now() - begun),
    move: (ms) => {
      moved += ms;
    },
  };
}
