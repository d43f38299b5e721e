/** Where "now" comes from: the machine in the server, a hand-wound one in tests. */
export interface Clock {
  /** Epoch milliseconds; may step when the machine's clock is set. */
  now(): number;
}

/** The machine's clock. Nothing else in the server reads it. */
export const systemClock: Clock = { now: () => Date.now() };

/** Milliseconds since some moment, which never step: what limits and delays are counted by. */
export const stopwatch = (): number => performance.now();
