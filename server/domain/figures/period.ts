import { type OfficeDay, type OfficeZone, startOfOfficeDay, zoneOffsetMs } from '../calendar/office-day.ts';

/** How finely a period is told of. */
export const intervals = ['15m', '30m', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

/** Days of a zone, both included, in intervals. */
export interface Period {
  readonly from: OfficeDay;
  readonly to: OfficeDay;
  readonly zone: OfficeZone;
  readonly interval: Interval;
}

/** A year and a leap day. */
const daysAtMost = 366;
/** Of hours and less: a month and what is left of its weeks. */
const fineDaysAtMost = 38;
const dayMs = 86_400_000;

export type PeriodFault = 'before_from' | 'period_too_long';

/** What is wrong with a period; null: nothing. Pure. */
export function periodFault({ from, to, interval }: Period): PeriodFault | null {
  if (to < from) return 'before_from';
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs + 1;
  const fine = interval === '15m' || interval === '30m' || interval === 'hour';
  return days > (fine ? fineDaysAtMost : daysAtMost) ? 'period_too_long' : null;
}

/** Its first moment, and the first one after it; epoch ms. Pure. */
export function boundsOf({ from, to, zone }: Pick<Period, 'from' | 'to' | 'zone'>): {
  readonly from: number;
  readonly until: number;
} {
  return { from: startOfOfficeDay(from, zone), until: startOfOfficeDay(to, zone) + dayMs };
}

/** As many days before it, that end where it begins. Pure. */
export function periodBefore(period: Period): Period {
  const days = Math.round((Date.parse(period.to) - Date.parse(period.from)) / dayMs) + 1;
  const back = (day: OfficeDay) => new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
  return { ...period, from: back(period.from), to: back(period.to) };
}

/** How many of each weekday it has, from Monday on. Pure. */
export function weekdaysIn({ from, to }: Pick<Period, 'from' | 'to'>): readonly number[] {
  const days = [0, 0, 0, 0, 0, 0, 0];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += dayMs) {
    const index = (new Date(at).getUTCDay() + 6) % 7;
    days[index] = (days[index] ?? 0) + 1;
  }
  return days;
}

const fineMs: Readonly<Partial<Record<Interval, number>>> = {
  '15m': 15 * 60_000,
  '30m': 30 * 60_000,
  hour: 3_600_000,
  day: dayMs,
};

/**
 * Where its intervals begin, epoch ms, the first one perhaps before the period: a week begins on Monday, a month on its
 * first day. Pure.
 */
export function intervalsOf(period: Period): readonly number[] {
  const { from, until } = boundsOf(period);
  const starts: number[] = [];
  for (let at = startOfInterval(from, period); at < until; at = nextInterval(at, period)) starts.push(at);
  return starts;
}

function startOfInterval(at: number, { interval, zone }: Period): number {
  const wall = new Date(at + zoneOffsetMs[zone]);
  if (interval === 'week') return at - ((wall.getUTCDay() + 6) % 7) * dayMs;
  if (interval === 'month') return at - (wall.getUTCDate() - 1) * dayMs;
  return at;
}

function nextInterval(at: number, { interval, zone }: Period): number {
  const length = interval === 'week' ? 7 * dayMs : fineMs[interval];
  if (length !== undefined) return at + length;
  const wall = new Date(at + zoneOffsetMs[zone]);
  return Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1) - zoneOffsetMs[zone];
}
