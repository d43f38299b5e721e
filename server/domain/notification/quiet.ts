import { DAY_MS, MINUTE_MS } from '../calendar/day-number.ts';
import { type OfficeZone, zoneOffsetMs } from '../calendar/office-day.ts';

/** Hours of every day in which nobody is disturbed without need: minutes after midnight; `to` may lie after midnight. */
export interface QuietHours {
  readonly from: number;
  /** Not quiet any more. */
  readonly to: number;
}

/** Reads `21:00-06:00`; null: it is none, or of no length. */
export function parseQuietHours(text: string): QuietHours | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!found) return null;
  const [fromHour, fromMinute, toHour, toMinute] = found.slice(1).map(Number) as [number, number, number, number];
  const quiet = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return quiet.from === quiet.to ? null : quiet;
}

/** As {@link parseQuietHours} reads them. */
export function quietHoursText({ from, to }: QuietHours): string {
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${time(from)}-${time(to)}`;
}

/** The moment itself where it is not quiet, else when the quiet ends. Epoch ms. */
export function afterQuiet(at: number, quiet: QuietHours | null, zone: OfficeZone): number {
  if (quiet === null) return at;
  const [from, to] = [quiet.from * MINUTE_MS, quiet.to * MINUTE_MS];
  const inDay = (at + zoneOffsetMs[zone]) % DAY_MS;
  const overMidnight = from > to;
  if (overMidnight ? inDay < from && inDay >= to : inDay < from || inDay >= to) return at;
  return at - inDay + to + (overMidnight && inDay >= from ? DAY_MS : 0);
}
