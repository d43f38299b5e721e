/** A text as a reader takes it: digits of every script as 0 to 9, what cannot be seen left out. */
export interface PlainText {
  readonly text: string;
  /** Where in the original each unit of `text` begins and ends. */
  readonly from: (at: number) => number;
  readonly to: (at: number) => number;
}

/** Pure. An ASCII text is itself, and costs nothing. */
export function plainOf(text: string): PlainText {
  if (/^[\0-\x7f]*$/.test(text)) return { text, from: (at) => at, to: (at) => at + 1 };
  const begins: number[] = [];
  const ends: number[] = [];
  const known = new Map<string, string>();
  let plain = '';
  let at = 0;
  for (const letter of text) {
    const shown = known.get(letter) ?? asRead(letter);
    known.set(letter, shown);
    for (let unit = 0; unit < shown.length; unit += 1) {
      begins.push(at);
      ends.push(at + letter.length);
    }
    plain += shown;
    at += letter.length;
  }
  return { text: plain, from: (unit) => begins[unit] as number, to: (unit) => ends[unit] as number };
}

/** ASCII only: a letter of another script is an `x`. */
function asRead(letter: string): string {
  if (/^[\0-\x7f]$/.test(letter)) return letter;
  if (/^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]$/u.test(letter)) return '';
  // Wide, raised, circled and mathematical ones become the plain ones they stand for.
  return [...letter.normalize('NFKC')].map(asciiOf).join('');
}

function asciiOf(letter: string): string {
  if (/^[\0-\x7f]$/.test(letter)) return letter;
  if (/^\p{Nd}$/u.test(letter)) return String(digitOf(letter.codePointAt(0) as number));
  if (/^[\p{Zl}\p{Zp}]$/u.test(letter)) return '\n';
  if (/^\p{Z}$/u.test(letter)) return ' ';
  if (/^[\p{Pd}\u2212]$/u.test(letter)) return '-';
  if (/^\p{M}$/u.test(letter)) return '';
  // Arrows and pictures stand between groups as points do.
  return /^[\p{P}\p{S}]$/u.test(letter) ? '.' : 'x';
}

/** Unicode has the digits of a script in one row of ten, which begins at a multiple of 16 or 6 after it. */
function digitOf(codePoint: number): number {
  const low = codePoint & 0xf;
  return /\p{Nd}/u.test(String.fromCodePoint(codePoint - low)) ? low : low - 6;
}
