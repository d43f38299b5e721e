import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until `look` gives something that is neither undefined, null nor false, and returns it. What it throws
 * meanwhile counts as "not yet".
 * @param what in words, for the error when it takes longer than `limitMs`.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs = 30_000,
): Promise<Exclude<T, undefined | null | false>> {
  const endsAt = performance.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen as Exclude<T, undefined | null | false>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > endsAt) throw new Error(`not within ${limitMs} ms: ${what} (last: ${String(last)})`);
    await sleep(10);
  }
}
