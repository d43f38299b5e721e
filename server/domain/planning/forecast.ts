/** How a forecast, or a model, differs from what happened. Null: there is nothing to compare. */
export interface ForecastError {
  /** Intervals that were compared. */
  readonly intervals: number;
  /** Sum of differences ÷ sum of what happened: an interval with many calls weighs more. */
  readonly weighted: number | null;
  /** Mean of difference ÷ what happened, of intervals in which something happened. */
  readonly mean: number | null;
  /** Sum of what was foreseen ÷ sum of what happened − 1: above 0, too much was foreseen. */
  readonly bias: number | null;
}

/**
 * Calls of an interval as the same one was on the same weekday before: the mean of those weeks. Pure.
 * @param weeks calls of the same interval, of each week of which there is anything known; 0 where nobody called
 * @returns null: no such week is known
 */
export const foreseen = (weeks: readonly number[]): number | null =>
  weeks.length === 0 ? null : weeks.reduce((sum, calls) => sum + calls, 0) / weeks.length;

/** How far what was foreseen lay from what happened. Pure. */
export function errorOf(pairs: readonly { readonly foreseen: number; readonly happened: number }[]): ForecastError {
  let [off, happened, told] = [0, 0, 0];
  const shares: number[] = [];
  for (const pair of pairs) {
    const difference = Math.abs(pair.foreseen - pair.happened);
    off += difference;
    happened += pair.happened;
    told += pair.foreseen;
    if (pair.happened > 0) shares.push(difference / pair.happened);
  }
  const some = happened > 0;
  return {
    intervals: pairs.length,
    weighted: some ? off / happened : null,
    mean: some ? shares.reduce((sum, share) => sum + share, 0) / shares.length : null,
    bias: some ? told / happened - 1 : null,
  };
}

/** How far a share that a model told lay from the one that happened, weighted by calls: 0.1 is ten points. Pure. */
export function pointsOff(
  pairs: readonly { readonly calls: number; readonly told: number; readonly happened: number }[],
): { readonly told: number; readonly happened: number; readonly off: number } | null {
  const calls = pairs.reduce((sum, pair) => sum + pair.calls, 0);
  if (calls === 0) return null;
  const mean = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, pair) => sum + pair.calls * of(pair), 0) / calls;
  return {
    told: mean(({ told }) => told),
    happened: mean(({ happened }) => happened),
    off: mean(({ told, happened }) => Math.abs(told - happened)),
  };
}

/**
 * Mean patience from waits. Of those who were answered only is known that they would have waited longer, so that they are
 * censored: with exponential patience the likeliest mean is all time that anybody waited ÷ those who gave up. Pure.
 * @returns seconds; null: nobody gave up, so that nothing bounds it from above, or nobody waited
 */
export function patienceOf(waits: { readonly waitedSeconds: number; readonly abandoned: number }): number | null {
  return waits.abandoned === 0 || waits.waitedSeconds <= 0 ? null : waits.waitedSeconds / waits.abandoned;
}
