import { type DayNumber, weekdayOf } from './day-number.ts';

/** A running total over all days there are. */
export interface Cumulative {
  /** The total of all days from day 0 up to `day`, without it. Negative before day 0. */
  before(day: DayNumber): number;
  /** The day in which the total reaches `total`: `before(day) < total <= before(day + 1)`. */
  dayReaching(total: number): DayNumber;
}

/**
 * A total of values that repeat every week, except on the days from `first` on for which `special` has a value. The
 * week is arithmetic and the special days are an array of sums: looking up costs nothing that grows with the years,
 * finding costs a binary search of the special days.
 * @param weekly by weekday, 0 = Sunday; not all of them 0
 * @param after likewise, of all days after the special ones
 */
export function createCumulative(
  weekly: readonly number[],
  first: DayNumber,
  special: readonly number[],
  after: readonly number[] = weekly,
): Cumulative {
  const [early, late] = [ofWeek(weekly), ofWeek(after)];
  const end = first + special.length;
  const sums = new Float64Array(special.length + 1);
  sums[0] = early.before(first);
  special.forEach((value, index) => {
    sums[index + 1] = (sums[index] ?? 0) + value;
  });
  const sumAt = (index: number) => sums[index] ?? 0;
  /** What the days before the later week add to what that week alone would have come to. */
  const shift = sumAt(special.length) - late.before(end);

  return {
    before: (day) => {
      if (day < first) return early.before(day);
      return day < end ? sumAt(day - first) : late.before(day) + shift;
    },
    dayReaching: (total) => {
      if (total <= sumAt(0)) return early.dayReaching(total);
      if (total > sumAt(special.length)) return late.dayReaching(total - shift);
      let [low, high] = [0, special.length];
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (sumAt(middle) < total) low = middle;
        else high = middle;
      }
      return first + low;
    },
  };
}

/** Values that repeat every week and nothing else. */
function ofWeek(weekly: readonly number[]): Cumulative {
  const partial = [0];
  for (let day = 0; day < 7; day++) partial.push((partial[day] ?? 0) + (weekly[weekdayOf(day)] ?? 0));
  const week = partial[7] ?? 0;

  return {
    before: (day) => {
      const weeks = Math.floor(day / 7);
      return weeks * week + (partial[day - weeks * 7] ?? 0);
    },
    dayReaching: (total) => {
      const weeks = Math.ceil(total / week) - 1;
      const rest = total - weeks * week;
      let day = 6;
      while ((partial[day] ?? 0) >= rest) day--;
      return weeks * 7 + day;
    },
  };
}
