import { createCumulative } from '../../../../../server/domain/calendar/cumulative.ts';
import { weekdayOf } from '../../../../../server/domain/calendar/day-number.ts';

/** From Sunday on. */
const week = [0, 3, 5, 7, 5, 2, 0];

describe.each<[string, number, readonly number[]]>([
  ['with no special day', 0, []],
  ['with days that are closed', 10, [0, 0, 0, 0]],
  ['with days on which more counts', -9, [9, 8, 0, 9, 0, 0, 4]],
  ['with days off that begin and end on days that count', 4, [0, 6, 0]],
  ['with two weeks off', 17, Array.from({ length: 14 }, () => 0)],
])('a running total %s', (_, first, special) => {
  const total = createCumulative(week, first, special);
  const worth = (day: number) => special[day - first] ?? week[weekdayOf(day)] ?? 0;
  const days = Array.from({ length: 120 }, (_none, index) => index - 50);

  it('is nothing at day 0 where no special day comes before it, and grows by each day’s value', () => {
    if (first >= 0) expect(total.before(0)).toBe(0);
    for (const day of days) expect([day, total.before(day + 1) - total.before(day)]).toEqual([day, worth(day)]);
  });

  it('finds the day in which it reaches so much', () => {
    for (let sum = total.before(-45); sum <= total.before(60); sum += 1) {
      const day = total.dayReaching(sum);
      expect([sum, total.before(day) < sum, sum <= total.before(day + 1)]).toEqual([sum, true, true]);
    }
  });
});
