const clusters = new Intl.Segmenter('id', { granularity: 'grapheme' });
/** What every font has, and lines. */
const plain = /^[\n\x20-\x7e]*$/;
/** Signs that cannot be seen: they shape what is beside them, and no font has to have them. */
const unseen = /^\p{Default_Ignorable_Code_Point}$/u;
/** They turn the writing of what follows, and could make a paper say what its text does not. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
const controls = /\p{Cc}/gu;
/** Half a character, as text that was cut has. */
const halves = /\p{Surrogate}/gu;

/**
 * Data as they can be printed: a PDF/A holds no sign without a picture (ISO 19005-2, 6.2.11.8), so what no font has is
 * named by its number, `[U+4E2D]`. Lines stay; other control characters go. Pure.
 * @param have whether one font has all of these characters
 */
export function printable(value: unknown, have: (codePoints: readonly number[]) => boolean): unknown {
  if (typeof value === 'string') return printableText(value, have);
  if (Array.isArray(value)) return value.map((one) => printable(one, have));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, printable(one, have)]));
}

function printableText(text: string, have: (codePoints: readonly number[]) => boolean): string {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, '\n');
  if (plain.test(lines)) return lines;
  const clean = lines
    .replace(halves, '\ufffd')
    .normalize('NFC')
    .replace(turning, '')
    .replace(controls, (sign) => (sign === '\n' ? sign : sign === '\t' ? ' ' : ''));
  let out = '';
  for (const { segment } of clusters.segment(clean)) out += segment === '\n' ? segment : shown(segment, have);
  return out;
}

function shown(cluster: string, have: (codePoints: readonly number[]) => boolean): string {
  const signs = [...cluster];
  const seen = signs.filter((sign) => !unseen.test(sign)).map(numberOf);
  if (have(seen)) return cluster;
  return signs.map((sign) => (unseen.test(sign) ? '' : have([numberOf(sign)]) ? sign : named(sign))).join('');
}
const numberOf = (sign: string): number => sign.codePointAt(0) ?? 0;
const named = (sign: string): string => `[U+${numberOf(sign).toString(16).toUpperCase().padStart(4, '0')}]`;
