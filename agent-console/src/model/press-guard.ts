/** Presses that follow each other so closely, ms, are one: somebody presses on, or holds the key. */
const trainMs = 700;

/** Lets one press of a train through, so that what comes forward after a save waits for a fresh one. */
export interface PressGuard {
  /** Whether this press may do something. @param now monotonic ms */
  readonly press: (now: number) => boolean;
}

export function createPressGuard(): PressGuard {
  let last = Number.NEGATIVE_INFINITY;
  return {
    press(now) {
      const fresh = now - last >= trainMs;
      last = now;
      return fresh;
    },
  };
}
