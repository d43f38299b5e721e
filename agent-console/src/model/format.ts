/** A length as `m:ss` or `h:mm:ss`; parts of a second are cut off. */
export function clockOf(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

export interface TicketParts {
  readonly code: string;
  readonly day: string;
  readonly serial: string;
}

/** The parts of `{CODE}-{YYYYMMDD}-{NNNN}`, to be shown with the serial standing out; null for any other text. */
export function ticketParts(ticketNumber: string): TicketParts | null {
  const found = /^([A-Z0-9]{1,12})-(\d{8})-(\d{4,})$/u.exec(ticketNumber);
  if (found === null) return null;
  const [, code, day, serial] = found;
  return code === undefined || day === undefined || serial === undefined ? null : { code, day, serial };
}

/** How a ticket number is spoken: single characters, so that a screen reader says digits and not thousands. */
export function spelled(ticketNumber: string): string {
  return [...ticketNumber.replaceAll('-', '')].join(' ');
}

/** Only the digits of what was typed as a NIK; people type spaces and dots into it. */
export function nikDigits(typed: string): string {
  return typed.replace(/[\s.-]/gu, '');
}

const languageTags = { id: 'id-ID', en: 'en-GB' } as const;

/** `14:05:09` in the office's zone. */
export function timeOfDay(moment: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    moment,
  );
}

/** `14.05` (id) or `14:05` (en) in the office's zone. */
export function hourAndMinute(moment: number, timeZone: string, language: 'id' | 'en'): string {
  return new Intl.DateTimeFormat(languageTags[language], { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    moment,
  );
}

/** `22 Nov 2026, 14.05` (id) or `22 Nov 2026, 14:05` (en) in the office's zone. */
export function dayAndTime(moment: number, timeZone: string, language: 'id' | 'en'): string {
  return new Intl.DateTimeFormat(languageTags[language], {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(moment);
}

/** A whole number as people of the language write it. */
export function wholeNumber(value: number, language: 'id' | 'en'): string {
  return new Intl.NumberFormat(languageTags[language], { maximumFractionDigits: 0 }).format(value);
}

/** A number with so many decimals at most as people of the language write it: `4,8` (id), `4.8` (en). */
export function decimal(value: number, language: 'id' | 'en', decimals = 1): string {
  return new Intl.NumberFormat(languageTags[language], { maximumFractionDigits: decimals }).format(value);
}

export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening';

/** Which greeting fits: pagi to 11, siang to 15, sore to 18, then malam. */
export function partOfDay(moment: number, timeZone: string): PartOfDay {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(moment));
  if (hour < 4 || hour >= 18) return 'evening';
  if (hour < 11) return 'morning';
  return hour < 15 ? 'noon' : 'afternoon';
}

/**
 * The moment of a day and time written by the wall of the office, wherever the browser stands.
 * @param local `YYYY-MM-DDTHH:MM`
 * @returns epoch ms; null when it is none
 */
export function momentIn(local: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) || Number.isNaN(asUtc)) return null;
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(asUtc);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const wall = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}Z`;
  // Indonesia's zones keep one offset the year round.
  return asUtc - (Date.parse(wall) - Math.floor(asUtc / 60_000) * 60_000);
}
