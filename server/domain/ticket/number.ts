import type { OfficeDay } from '../calendar/office-day.ts';

export type TicketNumber = { code: string; day: OfficeDay; n: number };

/**
 * `DK-20261122-0047`: office code, office day, the day's counter with at least four digits.
 * @param n from 1
 */
export function formatTicketNumber(code: string, day: OfficeDay, n: number): string {
  return `${code}-${day.replaceAll('-', '')}-${String(n).padStart(4, '0')}`;
}

/**
 * Reads a ticket number, also as people type it (small letters, spaces around it); null if it is none.
 * Only the one spelling that `formatTicketNumber` gives is taken, so a number has no second name.
 */
export function parseTicketNumber(text: string): TicketNumber | null {
  const found = /^([A-Z]{2,5})-(\d{4})(\d{2})(\d{2})-(\d{4,9})$/.exec(text.slice(0, 64).trim().toUpperCase());
  if (!found) return null;
  const [whole, code = '', year, month, dayOfMonth, counter] = found;
  const day = `${year}-${month}-${dayOfMonth}`;
  const n = Number(counter);
  const exists = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return exists && n > 0 && formatTicketNumber(code, day, n) === whole ? { code, day, n } : null;
}
