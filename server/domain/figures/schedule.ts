import { type OfficeDay, type OfficeZone, officeDay, startOfOfficeDay } from '../calendar/office-day.ts';

/** Of which days a report tells each time. */
export type SchedulePeriod = 'yesterday' | 'last_week' | 'last_month';

/** When something comes round, on the office's wall. */
export interface Turn {
  readonly every: 'day' | 'week' | 'month';
  /** Of `week`: 1 is Monday. Of `month`: the day; shorter months have it on their last one. Of `day`: not looked at. */
  readonly on: number;
  /** Minutes after midnight. */
  readonly minute: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const dayText = (ms: number): OfficeDay => new Date(ms).toISOString().slice(0, 10);
const utcOf = (day: OfficeDay): number => Date.parse(`${day}T00:00:00Z`);
/** 1 is Monday. */
const weekdayOf = (day: OfficeDay): number => ((new Date(utcOf(day)).getUTCDay() + 6) % 7) + 1;

function fallsOn(day: OfficeDay, { every, on }: Turn): boolean {
  if (every === 'day') return true;
  if (every === 'week') return weekdayOf(day) === on;
  const date = new Date(utcOf(day));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(on, last);
}

/** The next moment after this one (epoch ms, itself not) at which it is its turn. Pure. */
export function nextTurn(turn: Turn, after: number, zone: OfficeZone): number {
  // Every turn comes within 32 days.
  for (let day = officeDay(after, zone); ; day = dayText(utcOf(day) + dayMs)) {
    if (!fallsOn(day, turn)) continue;
    const at = startOfOfficeDay(day, zone) + turn.minute * minuteMs;
    if (at > after) return at;
  }
}

/** How many turns are looked through, one after the other: eleven years of days. */
const turnsAtMost = 4_000;

/**
 * What is due of a turn whose next was to be at `next` (epoch ms): the latest, and how many before it nobody was there
 * for; null: nothing is. Pure.
 */
export function dueTurn(
  turn: Turn,
  next: number,
  now: number,
  zone: OfficeZone,
): { readonly at: number; readonly missed: number; readonly next: number } | null {
  if (next > now) return null;
  let at = next;
  let missed = 0;
  for (let following = nextTurn(turn, at, zone); following <= now && missed < turnsAtMost; missed++) {
    at = following;
    following = nextTurn(turn, at, zone);
  }
  return { at, missed, next: nextTurn(turn, Math.max(at, now), zone) };
}

/** The days of a report that goes out at a moment, both included: a week from Monday to Sunday, a month whole. Pure. */
export function daysOfPeriod(
  period: SchedulePeriod,
  at: number,
  zone: OfficeZone,
): { readonly from: OfficeDay; readonly to: OfficeDay } {
  const today = utcOf(officeDay(at, zone));
  if (period === 'yesterday') return { from: dayText(today - dayMs), to: dayText(today - dayMs) };
  if (period === 'last_week') {
    const monday = today - (weekdayOf(dayText(today)) - 1) * dayMs;
    return { from: dayText(monday - 7 * dayMs), to: dayText(monday - dayMs) };
  }
  const [year, month] = [new Date(today).getUTCFullYear(), new Date(today).getUTCMonth()];
  return { from: dayText(Date.UTC(year, month - 1, 1)), to: dayText(Date.UTC(year, month, 0)) };
}
