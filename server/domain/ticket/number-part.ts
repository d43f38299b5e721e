/** What was typed as a part of a ticket number: how one begins, or what a caller reads out from its end. Pure. */
export interface NumberPart {
  /** In capitals, as a number begins with it; null: none does. */
  readonly begins: string | null;
  /** In capitals, as a number ends with it; null: none does. */
  readonly ends: string | null;
  /** The last day, `2026-12-31`, of which a number that begins so can be; null: any. */
  readonly until: string | null;
  /** Whether it names a whole day: of those there are few. */
  readonly ofOneDay: boolean;
}

/** See `formatTicketNumber`: two to five letters, eight digits of the day, at least four of the counter. */
const beginning = /^[a-z]{1,5}(?:-(\d{0,8}|\d{8}-\d{0,9}))?$/i;
const ending = /^(?:[a-z]{0,5}-\d{8}-\d{4,9}|\d{0,8}-\d{4,9}|\d{1,9})$/i;

/** Null: no ticket number begins or ends so, and none need be looked at. */
export function numberPart(typed: string): NumberPart | null {
  const found = beginning.exec(typed);
  const ends = ending.test(typed);
  if (!found && !ends) return null;
  const digits = found?.[1]?.slice(0, 8) ?? '';
  return {
    begins: found ? typed.toUpperCase() : null,
    ends: ends ? typed.toUpperCase() : null,
    until: digits === '' ? null : lastDayOf(digits),
    ofOneDay: digits.length === 8,
  };
}

/** Of the year, month and day that begin with these digits, the last. Digits of no day give one that is not before it, or null. */
function lastDayOf(digits: string): string | null {
  const whole = digits.padEnd(8, '9');
  const [year, month, day] = [whole.slice(0, 4), whole.slice(4, 6), whole.slice(6)];
  if (year < '1000') return null;
  const lastMonth = Number(month) > 12 ? '12' : month === '00' ? '01' : month;
  const lastDay = new Date(Date.UTC(Number(year), Number(lastMonth), 0)).getUTCDate();
  const inMonth = Number(day) > lastDay ? String(lastDay) : day === '00' ? '01' : day;
  return `${year}-${lastMonth}-${inMonth}`;
}
