const tags = { id: 'id-ID', en: 'en-GB' } as const;

/** A date of the office with its weekday: `Sen, 8 Mar 2027`. */
export const dayWithWeekday = (day: string, language: 'id' | 'en'): string =>
  new Intl.DateTimeFormat(tags[language], {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));

/** Monday first, as offices read a week; 0 is Sunday. */
export const week = [1, 2, 3, 4, 5, 6, 0] as const;

/** 0 is Sunday. 4 January 1970 was one. */
export const weekdayName = (weekday: number, language: 'id' | 'en'): string =>
  new Intl.DateTimeFormat(tags[language], { weekday: 'long', timeZone: 'UTC' }).format((weekday + 3) * 86_400_000);

/** `07.30–16.00` (id) or `07:30–16:00` (en); several with commas. Minutes after midnight. */
export function spansText(
  spans: readonly { readonly from: number; readonly to: number }[],
  language: 'id' | 'en',
): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const at = (minute: number) => `${two(Math.floor(minute / 60))}${language === 'id' ? '.' : ':'}${two(minute % 60)}`;
  return spans.map(({ from, to }) => `${at(from)}–${at(to)}`).join(', ');
}
