import type { Calendar } from '../../domain/calendar/calendar.ts';
import { type Amount, dueAfter } from '../../domain/calendar/course.ts';
import { explainDue } from '../../domain/calendar/explain.ts';
import { wallMomentOf } from './moments.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };

/**
 * Says when an amount of working time or working days is due by a calendar, and why.
 * @param moment such as `2026-11-20 15:55`, by the office's wall; `offsetMs` is its zone's.
 * @param amount such as `90 min`, `2 h` or `2 workdays`.
 * @throws when either cannot be read
 */
export function dueText(
  calendar: Calendar,
  moment: string,
  amount: string,
  offsetMs: number,
  language: 'id' | 'en',
): string {
  const from = wallMomentOf(moment, offsetMs);
  const counted = amountOf(amount);
  return `${explainDue(calendar, from, counted, dueAfter(calendar, from, counted), language)}\n`;
}

function amountOf(text: string): Amount {
  const [, count, unit = ''] = /^([1-9]\d{0,6}) (s|min|h|workdays?)$/.exec(text) ?? [];
  if (count === undefined) {
    const such = '"90 min", "2 h", "2 workdays"';
    throw new Error(`"${text}" bukan lama; tulis seperti ${such} / "${text}" is no amount such as ${such}`);
  }
  const length = units[unit];
  return length === undefined ? { workdays: Number(count) } : { workingMs: Number(count) * length };
}
