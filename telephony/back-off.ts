/** How long to wait before something that failed is tried again: the one rule of it. */
export interface BackOff {
  /** Before the second try, ms. */
  readonly firstMs: number;
  /** However often it failed, ms. */
  readonly longestMs: number;
}

/**
 * Twice as long after every failure, and never longer than the longest. Pure.
 * @param failures in a row before this one: 0 after the first
 * @param random between 0 and 1: takes up to half off, so that many who failed at once do not come back at once;
 *   absent: none is taken off
 * @returns whole ms
 */
export function backOffMs({ firstMs, longestMs }: BackOff, failures: number, random = 0): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(0, Math.floor(failures)), 30));
  return Math.round(full * (1 - random / 2));
}
