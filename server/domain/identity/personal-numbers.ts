import { plainOf } from './digits.ts';
import { type Group, personalIn } from './number-groups.ts';
import { mayBeSpelled, withSpelled } from './spelled.ts';

/** What stands in the place of a number that may be a person's, and of personal words that were corrected. */
export const HIDDEN_NUMBER = '[hidden]';

const hour = '(?:[01]?\\d|2[0-3])';
const year = '(?:19|20)\\d\\d';
const dayMonth = '(?:0?[1-9]|[12]\\d|3[01])(?<sep>[-/.])(?:0?[1-9]|1[0-2])';
/** Not in the middle of digits that are written in groups. */
const alone = '(?<!\\d[-./:]?)';
const over = '(?![-./:]?\\d)';

/** Carry digits by nature and are kept whole. */
const kept = [
  // UUIDs, Twilio's ids, ticket numbers.
  '(?:A[CP]|CA|CF|MM|RE|SM)[0-9a-f]{32}(?![0-9a-f])',
  '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  '[A-Z]{2,5}-20\\d{6}-\\d{4,6}(?!\\d)',
  // Dates, with a time or without; times; from when to when.
  `${alone}${year}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)?(?!\\d)`,
  `${alone}${dayMonth}\\k<sep>${year}${over}`,
  `(?<![\\d:.])${hour}:[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?![\\d:])`,
  `${alone}${hour}\\.[0-5]\\d ?(?:-|s\\.?[d/]\\.?) ?(?:${hour}|24)\\.[0-5]\\d${over}`,
  // Amounts; in thousands, but for what may be 62 and a number.
  '(?<![a-z])(?:Rp|IDR)\\.? ?(?:\\d{1,3}(?:[.,]\\d{3})+|[1-9]\\d{0,11})(?:,\\d\\d?|,-)?(?!\\d)',
  `${alone}[1-9]\\d{0,11}(?= (?:rupiah|rp)(?![a-z]))`,
  `${alone}(?!62|0)\\d{1,3}(?:(?:\\.\\d{3}){2,}|(?:,\\d{3}){2,})(?![.,]?\\d)`,
  // Laws and letters: 470/1234/436.7.15/2026, DISDUK in it or "nomor" before it.
  `(?:nomor|nomer|no)\\.?:? ?\\d{1,5}(?:[/.-]\\w{1,12}){0,6}/${year}(?!\\d)`,
  `${alone}\\d{1,5}(?:[/-][\\w.]{1,12}){0,4}[/-](?=\\w{0,11}[A-Z])[\\w.]{1,12}(?:[/-][\\w.]{1,12}){0,4}[/-]${year}(?!\\d)`,
  // Places and machines.
  '(?:geo:)?-?\\d{1,3}\\.\\d{3,}, ?-?\\d{1,3}\\.\\d{3,}(?!\\d)',
  `${alone}(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)${over}`,
];
/** A foreign number may have eight; a circled one may stand for two. */
const fewest = 5;
const pieces = new RegExp(`(?<kept>${kept.join('|')})|\\d+`, 'gi');
/** What people and programs put between the groups of a number: any few signs, many blanks, a tag or an entity. */
const gap =
  /^(?:[^A-Za-z\d\s]{0,4}|\s{1,40}|<\/?(?:br|p|div|span|td|li|b|i) ?\/?>|&(?:nbsp|ndash|mdash|amp|shy);){1,3}$/i;

/**
 * Hides everything in a text that may be a telephone number, a NIK, a card's or a NIP: 9 digits and more, plain or in
 * groups, in the digits of any script or read out in words, with whatever signs, line breaks or nothing visible between
 * them. It hides too much rather than too little. Kept are epoch seconds and milliseconds (10 and 13 digits from 1: no Indonesian telephone
 * number begins so, and a NIK has 16), with them Asterisk's call ids; UUIDs, Twilio's ids, ticket numbers, dates, times,
 * amounts, numbers of laws and letters, coordinates and addresses of machines; and everything shorter. Pure.
 * @param ours numbers of the office itself, which are told to everybody: without `0` or `62` in front
 */
export function hidePersonalNumbers(text: string, ours: ReadonlySet<string> = new Set()): string {
  return aroundNumbers(text, ours).around.join(HIDDEN_NUMBER);
}

/** The numbers that {@link hidePersonalNumbers} hides, as they are written, and the text around: one piece more. Pure. */
export function aroundNumbers(
  text: string,
  ours: ReadonlySet<string>,
): { readonly around: readonly string[]; readonly numbers: readonly string[] } {
  if ((text.match(/\p{N}/gu)?.length ?? 0) < fewest && !mayBeSpelled(text)) return { around: [text], numbers: [] };
  const plain = withSpelled(plainOf(text));
  const around: string[] = [];
  const numbers: string[] = [];
  let done = 0;
  const hide = (groups: readonly Group[]) => {
    const [first, last] = [groups[0] as Group, groups.at(-1) as Group];
    const number = groups.map(({ digits }) => digits).join('');
    if (ours.has(number.replace(/^(?:(?:00)?62|0)/, ''))) return;
    const lead = /\(?\+?\(?$/.exec(plain.text.slice(Math.max(0, first.at - 3), first.at))?.[0].length ?? 0;
    const from = plain.from(first.at - lead);
    around.push(text.slice(done, from));
    done = plain.to(last.at + last.digits.length - 1);
    numbers.push(text.slice(from, done));
  };

  let open: Group[] = [];
  let end = 0;
  const close = () => {
    for (const groups of personalIn(open)) hide(groups);
    open = [];
  };
  for (const found of plain.text.matchAll(pieces)) {
    const between = plain.text.slice(end, found.index);
    end = found.index + found[0].length;
    const plus = /\+ ?\(?$/.test(between);
    if (found.groups?.kept !== undefined || plus || !gap.test(between)) close();
    if (found.groups?.kept === undefined) open.push({ digits: found[0], at: found.index, plus, gap: between });
  }
  close();
  return { around: [...around, text.slice(done)], numbers };
}
