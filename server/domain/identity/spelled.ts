import { goingOn } from './between.ts';
import { type PlainText, plainOf } from './digits.ts';

/** Indonesian as it is spoken, English, Javanese and Sundanese, as numbers are read out digit by digit. */
const figures: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['0', 'nol kosong zero'],
    ['1', 'satu atu one siji hiji'],
    ['2', 'dua two loro'],
    ['3', 'tiga three telu tilu'],
    ['4', 'empat ampat four papat opat'],
    ['5', 'lima five limo'],
    ['6', 'enam anam six enem genep'],
    ['7', 'tujuh tuju seven pitu'],
    ['8', 'delapan lapan eight wolu dalapan'],
    ['9', 'sembilan nine sanga songo salapan'],
  ].flatMap(([digit = '', words = '']) => words.split(' ').map((word) => [word, digit])),
);
const times: Readonly<Record<string, number>> = { dobel: 2, double: 2, tripel: 3, triple: 3 };
const figure = Object.keys(figures).join('|');
const between = `[\\s,./-]{1,4}(?:${goingOn}[\\s,./-]{1,4})?`;
/** A figure, one said twice, or what stands for two: "dua belas", "tiga puluh empat". */
const token = `(?:(?:${Object.keys(times).join('|')})\\s+(?:${figure})|(?:${figure})(?:\\s+(?:belas|puluh(?:\\s+(?:${figure}))?))?|sebelas|sepuluh|\\d+)`;
const runs = new RegExp(`(?<![a-z\\d])${token}(?:${between}${token})*(?![a-z\\d])`, 'gi');
const tokens = new RegExp(token, 'gi');

/** Fewer spelled figures are an address, a time or a price. */
const spelledAtLeast = 3;
/** As many as the shortest telephone number has. */
const digitsAtLeast = 9;
const ticket = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4,6}$/;
/** How a telephone number begins that is read out in pairs, and no list of ages or prices does. */
const telephone = /^(?:0|62)/;

function digitsOf(said: string): { readonly digits: string; readonly pair: boolean; readonly word: boolean } {
  const words = said.toLowerCase().split(/\s+/);
  const [first = '', second, third = ''] = words;
  const one = (digits: string, pair = false, word = true) => ({ digits, pair, word });
  if (/^\d+$/.test(first)) return one(first, false, false);
  if (first === 'sepuluh') return one('10', true);
  if (first === 'sebelas') return one('11', true);
  if (first in times) return one((figures[second ?? ''] ?? '').repeat(times[first] as number));
  const figured = figures[first] ?? '';
  if (second === 'belas') return one(`1${figured}`, true);
  if (second === 'puluh') return one(`${figured}${figures[third] ?? '0'}`, true);
  return one(figured);
}

/** The digits of a run of figures that is a number of somebody's; null: it is none. */
function numberIn(run: string): string | null {
  const parts = (run.match(tokens) ?? []).map(digitsOf);
  const digits = parts.map((part) => part.digits).join('');
  if (parts.filter(({ word }) => word).length < spelledAtLeast || digits.length < digitsAtLeast) return null;
  if (parts.some(({ pair }) => pair) && !telephone.test(digits)) return null;
  return ticket.test(digits) ? null : digits;
}

const entity = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;
const charOf = (_: string, hex: string | undefined, decimal: string | undefined): string => {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? plainOf(String.fromCodePoint(code)).text : 'x';
};

/** What stands between groups, as addresses on the web carry it; digits and letters are left, whose `%` may be a percentage. */
const escaped = /%(?:0[9AD]|2[0BDEF89]|C2%A0|E2%80%(?:8[0-B]|9[0-5]|AF))/gi;
const signOf = (found: string): string => plainOf(decodeURIComponent(found)).text;

/** Letters that stand for the figures they look like, among figures. A row of them is taken at once: letter by letter, a long one costs its square. */
const alike = /(?<=\d)[oO]+(?=\d|\b)|(?<=\d)[lI|](?=\d)|(?<![A-Za-z\d])[oO](?=8[1-9lI][\dlI])/g;
const figuresOf = (letters: string): string => letters.replaceAll(/[oO]/g, '0').replaceAll(/[lI|]/g, '1');

/**
 * Numbers that are read out in words ("nol delapan satu dua…", "kosong", "dobel tujuh"), and digits and signs written as entities
 * of HTML, signs as addresses have them (%20), letters that look like digits ("O8l2"), as the digits they stand for; everything else as it is. Pure.
 */
export function withSpelled(plain: PlainText): PlainText {
  const entities = plain.text.includes('&#')
    ? replaced(plain, entity, (found) => found.replace(entity, charOf))
    : plain;
  const signs = entities.text.includes('%') ? replaced(entities, escaped, signOf) : entities;
  const plainly = replaced(signs, alike, figuresOf);
  return mayBeSpelled(plainly.text) ? replaced(plainly, runs, numberIn) : plainly;
}

/** Looked at first, as nearly nothing is. Pure. */
export const mayBeSpelled = (text: string): boolean => (text.match(someFigure)?.length ?? 0) >= spelledAtLeast;
const someFigure = new RegExp(`\\b(?:${figure})\\b`, 'gi');

/** @param become null: it stays as it is */
function replaced(plain: PlainText, pattern: RegExp, become: (found: string) => string | null): PlainText {
  let text = '';
  let done = 0;
  const begins: number[] = [];
  const ends: number[] = [];
  const copy = (to: number) => {
    for (let at = done; at < to; at += 1) {
      begins.push(plain.from(at));
      ends.push(plain.to(at));
    }
    text += plain.text.slice(done, to);
    done = to;
  };
  for (const { 0: found, index } of plain.text.matchAll(pattern)) {
    const shown = become(found);
    if (shown === null) continue;
    copy(index);
    done = index + found.length;
    const oneForOne = shown.length === found.length;
    for (let at = 0; at < shown.length; at += 1) {
      begins.push(plain.from(oneForOne ? index + at : index));
      ends.push(plain.to(oneForOne ? index + at : done - 1));
    }
    text += shown;
  }
  copy(plain.text.length);
  return { text, from: (at) => begins[at] as number, to: (at) => ends[at] as number };
}
