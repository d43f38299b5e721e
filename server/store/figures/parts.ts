import type { DataSource } from 'typeorm';
import type { Spread } from '../../app/ports/figures.ts';
import { boundsOf, type Interval, type Period } from '../../domain/figures/period.ts';

/** Where the interval of a moment begins, on the wall of the zone (`$3`). */
const wallIntervals: Readonly<Record<Interval, (wall: string) => string>> = {
  '15m': (wall) => `date_bin('15 minutes', ${wall}, '2001-01-01')`,
  '30m': (wall) => `date_bin('30 minutes', ${wall}, '2001-01-01')`,
  hour: (wall) => `date_trunc('hour', ${wall})`,
  day: (wall) => `date_trunc('day', ${wall})`,
  week: (wall) => `date_trunc('week', ${wall})`,
  month: (wall) => `date_trunc('month', ${wall})`,
};

/** The interval of a column, as a moment. Its zone is `$3`. */
export const intervalOf = (interval: Interval, column: string): string =>
  `(${wallIntervals[interval](`(${column} AT TIME ZONE $3)`)} AT TIME ZONE $3)`;

/** What every question begins with: `$1` and `$2` its bounds, `$3` its zone. */
export function periodValues(period: Period): [from: Date, until: Date, zone: string] {
  const { from, until } = boundsOf(period);
  return [new Date(from), new Date(until), period.zone];
}

/**
 * Asks for figures. A month of a big city's steps is sorted in memory and not on the disk: 200,000 rows need 25 MB, and the
 * server's other statements none.
 */
export const askFacts = <Row>(dataSource: DataSource, sql: string, values: readonly unknown[]): Promise<Row[]> =>
  dataSource.transaction(async (manager) => {
    await manager.query(`SELECT set_config('work_mem', '64MB', true)`);
    return manager.query(sql, [...values]);
  });

/** Conditions of a question, with parameters after those of the period. */
export function createConditions(values: unknown[]) {
  const parts: string[] = [];
  return {
    /** Only where the column is this; undefined: any. */
    is: (column: string, value: unknown) => {
      if (value === undefined) return;
      values.push(value);
      parts.push(`AND ${column} = $${values.length}`);
    },
    sql: () => parts.join(' '),
  };
}

/** Which rows a figure counts, or is read off; `value` is what it is read off in them. Expressions over `g`. */
export interface FigureRows {
  readonly where: string;
  readonly value?: string;
}

/**
 * What the figures of a report are counted from, and what is behind each of them: a row for each call, case, step, message,
 * ring or stretch.
 */
export interface Source {
  /**
   * Common table expressions. The last one is `g`, with `at` and `key` by which figures are told apart; `id`, one for each
   * row; `moment`, `case_id`, `call_id`, `person_id`, `service_id` and `step`.
   */
  readonly tables: string;
  readonly values: unknown[];
  /** By the names of `contract/figure-columns`. */
  readonly figures: Readonly<Record<string, FigureRows>>;
}

/** How many rows a figure counts, as a column. */
export const countOf = (name: string, rows: FigureRows): string => `count(*) FILTER (WHERE ${rows.where}) AS ${name}`;

/** Mean, median and 90th percentile of an expression, as columns of a name. */
export const spreadOf = (name: string, ms: string, filter: string): string => `
  avg(${ms}) FILTER (WHERE ${filter}) AS ${name}_mean,
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${ms}) FILTER (WHERE ${filter}) AS ${name}_ranks`;

export function toSpread(mean: number | string | null, ranks: readonly (number | null)[] | null): Spread {
  const whole = (value: number | string | null | undefined) => (value == null ? null : Math.round(Number(value)));
  return { mean: whole(mean), median: whole(ranks?.[0]), p90: whole(ranks?.[1]) };
}

/** How a row was grouped: `what` is the number of GROUPING(interval, key). */
const groups = { interval: 1, key: 2, whole: 3 } as const;

export interface Grouped {
  what: number;
  at: Date | null;
  key: string | null;
}

/** The rows of one question, which is grouped by interval, by key, and not at all. */
export function toTold<Row extends Grouped, Figures>(
  rows: readonly Row[],
  figures: (row: Row) => Figures,
  none: Figures,
) {
  const whole = rows.find(({ what }) => what === groups.whole);
  return {
    whole: whole ? figures(whole) : none,
    byKey: rows.filter(({ what }) => what === groups.key).map((row) => ({ key: row.key, figures: figures(row) })),
    byInterval: rows
      .filter(({ what }) => what === groups.interval)
      .map((row) => ({ at: (row.at as Date).getTime(), figures: figures(row) })),
  };
}
