/** A part of a length, such as 2 hours. */
export interface LengthPart {
  readonly unit: 'hours' | 'minutes' | 'seconds';
  readonly count: number;
}

/**
 * A length (ms) in its two largest parts, of which the second may be left out: 2 h 5 min, 90 s as 1 min 30 s. Parts of
 * a second are kept below ten seconds, cut to tenths.
 */
export function lengthParts(ms: number): readonly LengthPart[] {
  const length = Math.max(0, ms);
  if (length < 10_000) return [{ unit: 'seconds', count: Math.floor(length / 100) / 10 }];
  const total = Math.floor(length / 1_000);
  const parts: readonly LengthPart[] = [
    { unit: 'hours', count: Math.floor(total / 3_600) },
    { unit: 'minutes', count: Math.floor(total / 60) % 60 },
    { unit: 'seconds', count: total % 60 },
  ];
  const first = parts.findIndex(({ count }) => count > 0);
  return parts.slice(first, first + 2).filter(({ count }) => count > 0);
}

/** Where a line (from 1) begins and ends in a text; the end of the text for a line behind it. */
export function lineRange(text: string, line: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return { start: text.length, end: text.length };
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}
