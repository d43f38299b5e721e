interface Span {
  readonly from: number;
  readonly to: number;
}

const dayEnd = 1_440;
const allDay = /^(24\s*(jam|hours?|h)|00[.:]00\s*[-–]\s*24[.:]00)$/iu;
const closed = /^(tutup|closed|-|–|libur)$/iu;
const spanText = /^(\d{1,2})(?:[.:](\d\d))?\s*(?:-|–|—|s\.?\s*\/?\s*d\.?|sampai|to)\s*(\d{1,2})(?:[.:](\d\d))?$/iu;

const minuteOf = (hours: string | undefined, minutes: string | undefined): number | null => {
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  const total = hour * 60 + minute;
  return minute < 60 && total <= dayEnd ? total : null;
};

/**
 * What somebody typed as the hours of a day: `07.30-12.00, 13.00-16.00`, `24 jam`, `tutup` or nothing. Minutes after
 * midnight, as typed: whether they make sense is for the server to say. Null: they are no hours.
 */
export function readSpans(text: string): Span[] | null {
  const plain = text.trim().replace(/^(pukul|jam)\s+/iu, '');
  if (plain === '' || closed.test(plain)) return [];
  if (allDay.test(plain)) return [{ from: 0, to: dayEnd }];
  const spans: Span[] = [];
  for (const part of plain.split(/\s*(?:[,;]|\bdan\b|\band\b)\s*/iu)) {
    const [, fromHour, fromMinute, toHour, toMinute] = spanText.exec(part) ?? [];
    const [from, to] = [minuteOf(fromHour, fromMinute), minuteOf(toHour, toMinute)];
    if (fromHour === undefined || from === null || to === null) return null;
    spans.push({ from, to });
  }
  return spans;
}

interface Day {
  readonly open: readonly Span[];
  readonly breaks: readonly Span[];
}

/** On which days two weeks have other hours; 0 is Sunday. */
export function otherDays(one: readonly Day[], other: readonly Day[]): number[] {
  const text = (day: Day | undefined) =>
    [day?.open, day?.breaks].map((spans) => spans?.map(({ from, to }) => `${from}-${to}`).join()).join('/');
  return [1, 2, 3, 4, 5, 6, 0].filter((weekday) => text(one[weekday]) !== text(other[weekday]));
}
