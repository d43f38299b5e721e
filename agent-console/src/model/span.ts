/** A length of time in its one or two largest units, as people say it of slow clocks. */
export interface Span {
  readonly over: boolean;
  readonly parts: readonly { readonly unit: 'days' | 'hours' | 'minutes'; readonly count: number }[];
}

const minuteMs = 60_000;

/**
 * What is left of a slow clock, in days and hours, hours and minutes, or minutes; what is left is begun, what is over
 * has passed.
 * @param remainingMs below zero: over by so much
 */
export function spanOf(remainingMs: number): Span {
  const over = remainingMs < 0;
  const minutes = over ? Math.floor(-remainingMs / minuteMs) : Math.ceil(remainingMs / minuteMs);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const all = [
    { unit: 'days', count: days },
    { unit: 'hours', count: hours },
    { unit: 'minutes', count: rest },
  ] as const;
  const first = all.findIndex(({ count }) => count > 0);
  const parts = first < 0 ? [all[2]] : all.slice(first, first + 2).filter(({ count }) => count > 0);
  return { over, parts };
}

/** From this length on seconds are noise. */
export const slowMs = 600_000;
