import { type Period, weekdaysIn } from '../../domain/figures/period.ts';
import type { HeatCell, HeatFigures } from '../ports/figures.ts';

/** Calls by weekday (1 to 7) and hour (0 to 23), all of them; null: nothing happened. */
export interface HeatTotals {
  readonly whole: HeatFigures;
  readonly byWeekday: readonly {
    readonly weekday: number;
    readonly days: number;
    readonly figures: HeatFigures | null;
  }[];
  readonly byHour: readonly { readonly hour: number; readonly figures: HeatFigures | null }[];
  readonly cells: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly figures: HeatFigures | null;
  }[];
}

/** Beside the same of as many days before, whose weekdays may be others. */
export interface Heat extends HeatTotals {
  readonly before: HeatTotals;
}

/** Of nothing that happened. */
export const noHeat: HeatFigures = {
  ...{ arrived: 0, offered: 0, answered: 0, abandoned: 0, inTime: 0, estimated: 0 },
  answer: { mean: null, median: null, p90: null },
};
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** Every weekday and hour, also those in which nothing happened. Pure. */
export function heatOf(told: readonly HeatCell[], period: Period): HeatTotals {
  const name = (weekday: number | null, hour: number | null) => `${weekday} ${hour}`;
  const found = new Map(told.map(({ weekday, hour, figures }) => [name(weekday, hour), figures]));
  const at = (weekday: number | null, hour: number | null) => found.get(name(weekday, hour)) ?? null;
  const days = weekdaysIn(period);
  return {
    whole: at(null, null) ?? noHeat,
    byWeekday: weekdays.map((weekday) => ({ weekday, days: days[weekday - 1] ?? 0, figures: at(weekday, null) })),
    byHour: hours.map((hour) => ({ hour, figures: at(null, hour) })),
    cells: hours.flatMap((hour) => weekdays.map((weekday) => ({ weekday, hour, figures: at(weekday, hour) }))),
  };
}
