/** How much of something each has: it may be used up at once, and comes back evenly. */
export interface Allowance {
  /** Takes one of what is left; false: nothing is left, and nothing was taken. */
  take(key: string): boolean;
  /** Milliseconds until one is back; 0: there is one now. */
  waitMs(key: string): number;
}

export interface AllowanceOptions {
  readonly most: number;
  readonly perSecond: number;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
}

/** Those who have all of it back are forgotten when so many are known. */
const knownAtMost = 10_000;

/** A token bucket for each key. */
export function createAllowance({ most, perSecond, elapsed }: AllowanceOptions): Allowance {
  const used = new Map<string, { left: number; at: number }>();
  const leftOf = (key: string, now: number): number => {
    const known = used.get(key);
    return known ? Math.min(most, known.left + ((now - known.at) * perSecond) / 1_000) : most;
  };
  const forget = (now: number) => {
    for (const key of used.keys()) if (leftOf(key, now) >= most) used.delete(key);
  };
  return {
    take: (key) => {
      const now = elapsed();
      const left = leftOf(key, now);
      if (left < 1) return false;
      if (used.size >= knownAtMost) forget(now);
      used.set(key, { left: left - 1, at: now });
      return true;
    },
    waitMs: (key) => Math.max(0, Math.ceil(((1 - leftOf(key, elapsed())) * 1_000) / perSecond)),
  };
}
