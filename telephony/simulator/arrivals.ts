import type { Random } from './random.ts';
import type { Storms } from './scenarios.ts';

/**
 * When callers come: independent of each other (Poisson), at a rate that a storm multiplies.
 * `next` gives the next arrival in ms since the start, before speed, never decreasing; null when nobody ever comes.
 */
export function createArrivals(deps: {
  readonly gaps: Random;
  /** A stream apart from `gaps`, so that the weather is the same at any rate of calls. */
  readonly weather: Random;
  readonly callsPerMinute: number;
  readonly storms: Storms | null;
}): { next(): number | null } {
  const { gaps, weather, storms } = deps;
  const perMs = deps.callsPerMinute / 60_000;
  let at = 0;
  let storm = stormAfter(0);

  function stormAfter(calmFrom: number): { from: number; until: number } {
    if (storms === null) return { from: Infinity, until: Infinity };
    const from = calmFrom + weather.exponential() * storms.everyMs;
    return { from, until: from + storms.lastsMs };
  }

  return {
    next() {
      if (perMs <= 0) return null;
      // A gap is an amount of rate used up, so a rate that changes within the gap needs no second drawing.
      let left = gaps.exponential();
      for (;;) {
        const stormy = at >= storm.from;
        const rate = stormy ? perMs * (storms?.factor ?? 1) : perMs;
        const until = stormy ? storm.until : storm.from;
        if (at + left / rate <= until) {
          at += left / rate;
          return at;
        }
        left -= (until - at) * rate;
        at = until;
        if (stormy) storm = stormAfter(until);
      }
    },
  };
}
