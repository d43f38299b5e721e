import type { Words } from '../shared/words.ts';
import type { Calendar } from './calendar.ts';
import { officeDayOf } from './day-number.ts';
import type { Period } from './definition.ts';

/**
 * How much it matters: `now`, promises made today may be counted wrong; `soon`, they will be after the turn of the
 * year and the decree is usually out; `later`, nobody can know the table yet.
 */
export type Urgency = 'now' | 'soon' | 'later';

/** Something a calendar does not know and somebody must find out. */
export interface CalendarWarning extends Words {
  readonly code: 'holidays_missing' | 'ramadan_missing' | 'period_unconfirmed';
  readonly calendarId: string;
  readonly year: number;
  readonly urgency: Urgency;
}

/** The decree on next year's holidays comes out in September or October. */
const decreeMonth = '10';

/**
 * What the calendar does not know of this year and the next.
 * @param now epoch ms
 * @returns this year's first; none if there is nothing to be found out
 */
export function calendarWarnings(calendar: Calendar, now: number): CalendarWarning[] {
  const today = officeDayOf(calendar.dayOf(now));
  const year = Number(today.slice(0, 4));
  const ahead: Urgency = today.slice(5, 7) >= decreeMonth ? 'soon' : 'later';
  return [...warningsOf(calendar, year, 'now', today), ...warningsOf(calendar, year + 1, ahead, today)];
}

function warningsOf(calendar: Calendar, year: number, urgency: Urgency, today: string): CalendarWarning[] {
  const { id: calendarId, title, closedOn, periods } = calendar.definition;
  const warning = (code: CalendarWarning['code'], words: Words) => ({ code, calendarId, year, urgency, ...words });
  const all: CalendarWarning[] = [];
  if (closedOn.includes('national') && !calendar.years.has(year)) {
    all.push(
      warning('holidays_missing', {
        id: `Daftar hari libur ${year} belum ada: impor dari SKB. Tanpa itu hanya akhir pekan dan libur tetap yang dihitung, dan janji yang dibuat bersifat sementara (${title.id})`,
        en: `The table of holidays of ${year} is missing: import it from the decree. Without it only weekends and the fixed days are off, and promises made are provisional (${title.en})`,
      }),
    );
  }
  const ramadans = periods.filter(({ kind }) => kind === 'ramadan');
  if (ramadans.length > 0 && !ramadans.some((period) => touches(period, year))) {
    all.push(
      warning('ramadan_missing', {
        id: `Jam Ramadan ${year} belum ada: tambahkan tanggalnya (${title.id})`,
        en: `Ramadan hours of ${year} are missing: add their dates (${title.en})`,
      }),
    );
  }
  for (const { confirm, name, from, to } of periods) {
    // One that began last year is still this year's concern, and one that has passed is nobody's.
    const ofYear = urgency === 'now' ? from <= `${year}-12-31` : from.startsWith(`${year}-`);
    if (confirm === null || !ofYear || to < today) continue;
    all.push(
      warning('period_unconfirmed', {
        id: `${name.id}, ${from} sampai ${to}: ${confirm.id} (${title.id})`,
        en: `${name.en}, ${from} to ${to}: ${confirm.en} (${title.en})`,
      }),
    );
  }
  return all;
}

const touches = ({ from, to }: Period, year: number) => from <= `${year}-12-31` && to >= `${year}-01-01`;
