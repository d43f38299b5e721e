import type { Clock } from '../../domain/sop/terms.ts';

/** Moments and lengths as scripts of events write them. */

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = (value: number) => String(value).padStart(2, '0');

/** How a script writes its moments: since its beginning, or by the calendar and the clock on the office's wall. */
export interface MomentForm {
  readonly dated: boolean;
  /** Of the office's zone. */
  readonly offsetMs: number;
}

export const momentPattern = String.raw`\d\d:[0-5]\d\.\d{3}|\d{4}-\d\d-\d\d [0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{3})?)?`;

export const isDated = (text: string): boolean => /^\d{4}-/.test(text);

/**
 * Epoch ms of a moment such as `2026-11-20 15:55`, or ms since the beginning of one such as `01:23.456`.
 * @throws when it is neither, or there is no such day
 */
export function momentOf(text: string, { dated, offsetMs }: MomentForm): number {
  if (isDated(text) !== dated) throw new Error(`${text} is written otherwise than the moments above it`);
  if (!dated) {
    const [, minutes, seconds] = /^(\d\d):(\d\d\.\d{3})$/.exec(text) ?? [];
    if (minutes === undefined) throw new Error(`${text} is no moment such as 01:23.456`);
    return Number(minutes) * 60_000 + Math.round(Number(seconds) * 1_000);
  }
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.slice(0, 10))) throw unreadable(text);
  return at - offsetMs;
}

/**
 * Epoch ms of a moment by the office's wall, such as `2026-11-20 15:55`, as somebody gave it to a command.
 * @throws when it is none, or there is no such day
 */
export function wallMomentOf(text: string, offsetMs: number): number {
  if (!new RegExp(`^(?:${momentPattern})$`).test(text) || !isDated(text)) throw unreadable(text);
  return momentOf(text, { dated: true, offsetMs });
}

const unreadable = (text: string): Error =>
  new Error(
    `"${text}" bukan saat; tulis seperti "2026-11-20 15:55" / "${text}" is no moment such as "2026-11-20 15:55"`,
  );

/** The moment as its script writes it, with the weekday where it has one. */
export function momentText(at: number, { dated, offsetMs }: MomentForm): string {
  if (!dated) return `${two(Math.floor(at / 60_000))}:${((at % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`;
  const wall = new Date(at + offsetMs);
  const [day = '', time = ''] = wall.toISOString().replace('Z', '').split('T');
  const fine = time.endsWith('.000') ? time.slice(0, time.endsWith(':00.000') ? 5 : 8) : time;
  return `${weekdays[wall.getUTCDay()]} ${day} ${fine}`;
}

/** What has been spent, of how much: `4.000 s of 5.000 s`, `12 min of 2 h`, `1 of 2 workdays`. */
export function spentText(spent: number, amount: number | null, clock: Clock | null, form: MomentForm): string {
  if (clock === 'workday') return amount === null ? `${spent} workdays` : `${spent} of ${amount} workdays`;
  const text = form.dated ? lengthText : secondsText;
  return amount === null ? text(spent) : `${text(spent)} of ${text(amount)}`;
}

const secondsText = (ms: number): string => `${(ms / 1_000).toFixed(3)} s`;

function lengthText(ms: number): string {
  const parts = [
    [Math.floor(ms / 3_600_000), 'h'],
    [Math.floor(ms / 60_000) % 60, 'min'],
    [(ms % 60_000) / 1_000, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return told.length === 0 ? '0 s' : told.join(' ');
}
