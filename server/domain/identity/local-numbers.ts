import { isMeasured, namesAnother } from './between.ts';
import { type Group, lengthOf } from './number-groups.ts';
import type { Run } from './parted-numbers.ts';

const whose = '(?:saya|aku|kami|dia|beliau|rumah|kantor|ibu|bapak|pak|bu|suami|istri|anak|tetangga|pelapor|warga)';
/** What is said to be a telephone number, and what may also be the thing itself or its price. */
const surely = `(?:(?:di|me|men|ber)?(?:tele?[fp]h?one?|tilp[ou]n)|nelp?[eo]n|telp|tele?pn|tlp[n.]?|tlfn|tel|fa[xk]s?|faksimil[ei]|phone|landline|(?:nomor|nomer|no\\.?) ${whose}|nomorku|nomerku|my number)`;
const perhaps = '(?:hp|wa|whats?app?|sms|kontak|contact|(?:di|meng)?hubungi|call (?:me|us))';
const said = new RegExp(
  `^[\\s\\S]*(?<![a-z\\d])(?:(?<surely>${surely})|${perhaps})(?:nya|ku|mu)?(?![a-z\\d])(?<words>\\D*)$`,
  'i',
);
const saidAfter = new RegExp(`^ ?(?:\\( ?|(?:itu|ini|adalah|is) )(?:no\\.? |nomor )?${surely}(?![a-z])`, 'i');
/** Telephones and calls are counted and paid for, too. */
const counted = /\b(?:jumlah|total|sebanyak|rata-rata|harga|seharga|beli|bayar|tagihan)\b/i;
/** One after the other: "6921105 atau 6921106". */
const listed = /^\s?(?:[,;/&]|dan|atau|or|and)\s?$/i;
const looksBack = 64;

/**
 * Local numbers without an area code, as people say them: five to eight digits, of which the first is none of 0 and 1, plain or
 * in groups. By themselves they may be anything, a queue's number, a bill's or a price: they are known only by the
 * word for a telephone that stands up to four words before (or in brackets after) them, with no other number's name between.
 * Short codes and numbers for everybody (112, 14045, 1500664) begin with 1 and stay. Pure.
 */
export function localNumbers(text: string, runs: readonly Run[]): readonly (readonly Group[])[] {
  const found: (readonly Group[])[] = [];
  let told = false;
  let end = 0;
  for (const { groups } of runs) {
    for (let at = 0; at < groups.length; ) {
      const taken = oneOf(groups, at);
      const [first, last] = [taken[0] as Group, taken.at(-1) as Group];
      told = (told && listed.test(text.slice(end, first.at))) || isSaid(text, taken);
      end = last.at + last.digits.length;
      if (told && isLocal(taken) && !isMeasured(text.slice(end, end + 16))) found.push(taken);
      at += taken.length;
    }
  }
  return found;
}

/** Small groups with a sign between them are one number; what has five digits is one already. */
function oneOf(groups: readonly Group[], at: number): readonly Group[] {
  let count = 1;
  const sign = groups[at + 1]?.gap;
  const small = ({ digits }: Group) => digits.length >= 2 && digits.length <= 4;
  while (at + count < groups.length && count < 4) {
    const next = groups[at + count] as Group;
    const fits =
      small(groups[at + count - 1] as Group) && small(next) && next.gap === sign && /^ ?[ .-] ?$/.test(next.gap);
    if (!fits || lengthOf(groups.slice(at, at + count + 1)) > 8) break;
    count += 1;
  }
  return groups.slice(at, at + count);
}

function isLocal(groups: readonly Group[]): boolean {
  const total = lengthOf(groups);
  if (!/^[2-9]/.test(groups[0]?.digits ?? '') || total > 8) return false;
  if (groups.length === 1) return total >= 5;
  const [, ...rest] = groups;
  // 250.000 is a price.
  return total >= 6 && !rest.every(({ digits, gap }) => digits.length === 3 && gap === '.');
}

function isSaid(text: string, groups: readonly Group[]): boolean {
  const [first, last] = [groups[0] as Group, groups.at(-1) as Group];
  const before = text.slice(Math.max(0, first.at - looksBack), first.at);
  const end = last.at + last.digits.length;
  if (saidAfter.test(text.slice(end, end + 40))) return !namesAnother(before.slice(-24));
  const match = said.exec(before);
  const words = match?.groups?.words ?? '';
  if (!match || namesAnother(words) || counted.test(before)) return false;
  if (words.length > 40 || /[!?\n]|\.\s+[A-Z][a-z]/.test(words)) return false;
  if ((words.match(/[a-z]+/gi)?.length ?? 0) > 4) return false;
  // A price, as of a telephone.
  return match.groups?.surely !== undefined || !/000$/.test(last.digits);
}
