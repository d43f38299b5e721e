import { commonWords } from './common.ts';

/**
 * How hard a password is to guess, in letters that nobody could know: a word of the list counts as two, what merely
 * counts, repeats or names a year as one, and so does what everybody knows of the person and the office.
 */
const counts = { letter: 1, figure: 0.7, sign: 0.3, common: 2, known: 1, run: 1 } as const;

/** About 28 bits: what is below has its place among the first guesses, with any ending. */
const enough = 6;
const longestWord = 24;
/** A sign may be written in many when it is spelt out; what is strong up to here is strong. */
const looksAt = 300;

/** Rows of keyboards, the alphabet and the figures, in which people run their finger along. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm'];
const runs = [...rows, ...rows.map((row) => [...row].reverse().join('')), '1qaz2wsx3edc4rfv5tgb', 'qazwsxedcrfvtgb'];

/** Letters as they are written by who thinks that this hides them. */
const dressed: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
const undress = (text: string, one: string): string =>
  [...text].map((sign) => (sign === '1' || sign === '!' ? one : (dressed[sign] ?? sign))).join('');

/**
 * Whether guessers come to a password soon: one of the common ones, or made of them, of names, years and rows of keys.
 * Length and variety of signs are asked for elsewhere.
 * @param about what everybody knows: names of the person and of the office
 */
export function isGuessable(password: string, about: readonly string[]): boolean {
  const text = password.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, looksAt);
  if (/^[\p{N}\p{P}\p{S}\s]+$/u.test(text)) return true;
  const known = new Set(about.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(isWord));
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  return [text, bare].some((way) => weight(once(way), known) < enough);
}

const isWord = (word: string): boolean => word.length >= 3;

/** What is written several times in a row is written once. */
const once = (text: string): string => /^(.+?)\1+$/su.exec(text)?.[1] ?? text;

/** The least that it counts, however it is cut into pieces. */
function weight(text: string, known: ReadonlySet<string>): number {
  const least: number[] = [0];
  for (let end = 1; end <= text.length; end += 1) {
    let best = (least[end - 1] ?? 0) + ofSign(text[end - 1] ?? '');
    for (let start = Math.max(0, end - longestWord); start <= end - 3; start += 1) {
      const piece = ofPiece(text.slice(start, end), known);
      if (piece !== null) best = Math.min(best, (least[start] ?? 0) + piece);
    }
    least.push(best);
  }
  return least[text.length] ?? 0;
}

function ofSign(sign: string): number {
  if (/\p{N}/u.test(sign)) return counts.figure;
  return /\p{L}/u.test(sign) ? counts.letter : counts.sign;
}

function ofPiece(piece: string, known: ReadonlySet<string>): number | null {
  if (/^(?:19|20)\d\d$/u.test(piece) || /^(.)\1+$/su.test(piece)) return counts.run;
  if (runs.some((run) => run.includes(piece))) return counts.run;
  const words = [piece, undress(piece, 'i'), undress(piece, 'l')];
  if (words.some((word) => known.has(word))) return counts.known;
  return words.some((word) => commonWords.has(word)) ? counts.common : null;
}
