import { plainOf } from './digits.ts';
import { localNumbers } from './local-numbers.ts';
import { type Group, personalIn } from './number-groups.ts';
import { partedNumbers, type Run } from './parted-numbers.ts';
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
  // Digests, in which letters and digits take turns.
  '(?<![0-9a-z])(?=\\d*(?:[a-f]+\\d+){4})(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-z])',
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
  // Land, as the tax on it has it (NOP).
  `${alone}\\d\\d\\.\\d\\d\\.\\d{3}\\.\\d{3}\\.\\d{3}[-.]\\d{4}\\.\\d(?!\\d)`,
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

/** Asterisk's call ids begin with the second of the call. */
const callId = /^1[6-9]\d{8}$/;

export interface Hiding {
  /** Numbers of the office itself, which are told to everybody: without `0` or `62` in front. */
  readonly ours?: ReadonlySet<string>;
  /** A program wrote it: epoch seconds and milliseconds stay. People's accounts look like them, and people write none. */
  readonly moments?: boolean;
}

/**
 * Hides everything in a text that may be a telephone number, a NIK, a card's or a NIP: 9 digits and more, plain or in
 * groups, in the digits of any script or read out in words, with whatever signs, line breaks or nothing visible between
 * them, or parted by words ({@link partedNumbers}); and what is said to be a telephone number ({@link localNumbers}). It hides
 * too much rather than too little: an account, a business number (NIB) and the number of a family card, which is made like a
 * NIK and protected like it, are hidden too. Kept are UUIDs, digests, Twilio's and Asterisk's ids, ticket numbers, dates, times, amounts, numbers of laws and
 * letters, coordinates and addresses of machines; and everything shorter. Pure.
 */
export function hidePersonalNumbers(text: string, how: Hiding = {}): string {
  return aroundNumbers(text, how).around.join(HIDDEN_NUMBER);
}

/** The numbers that {@link hidePersonalNumbers} hides, as they are written, and the text around: one piece more. Pure. */
export function aroundNumbers(
  text: string,
  { ours = none, moments = false }: Hiding = {},
): { readonly around: readonly string[]; readonly numbers: readonly string[] } {
  if ((text.match(/\p{N}/gu)?.length ?? 0) < fewest && !mayBeSpelled(text)) return { around: [text], numbers: [] };
  const plain = withSpelled(plainOf(text));
  const around: string[] = [];
  const numbers: string[] = [];
  let done = 0;
  for (const groups of numbersIn(plain.text, moments)) {
    const [first, last] = [groups[0] as Group, groups.at(-1) as Group];
    if (isOurs(groups, ours)) continue;
    const lead = /\(?\+?\(?$/.exec(plain.text.slice(Math.max(0, first.at - 3), first.at))?.[0].length ?? 0;
    const from = plain.from(first.at - lead);
    around.push(text.slice(done, from));
    done = plain.to(last.at + last.digits.length - 1);
    numbers.push(text.slice(from, done));
  }
  return { around: [...around, text.slice(done)], numbers };
}
const none: ReadonlySet<string> = new Set();

/** In their order. */
function numbersIn(text: string, moments: boolean): readonly (readonly Group[])[] {
  const runs = runsIn(text);
  // Nine digits together that are neither a telephone's nor an id's may be the rest of one.
  const whole = runs.flatMap(({ groups }) => personalIn(groups, false)).filter((one) => one.length > 1 || isWhole(one));
  const parted = partedNumbers(runs, new Set(whole.flat()));
  const rest = without(runs, parted);
  const plainly = rest.flatMap(({ groups }) => personalIn(groups, moments));
  const local = localNumbers(text, without(rest, plainly));
  return [...parted, ...plainly, ...local].sort((a, b) => (a[0] as Group).at - (b[0] as Group).at);
}

const isWhole = ([only]: readonly Group[]): boolean =>
  only?.plus === true || /^(?:0|62|\d{13})/.test(only?.digits ?? '');

function runsIn(text: string): readonly Run[] {
  const runs: Run[] = [];
  let open: Group[] = [];
  let before: string | null = null;
  let end = 0;
  const close = (after: string) => {
    if (open.length > 0) runs.push({ groups: open, before, after });
    open = [];
  };
  for (const found of text.matchAll(pieces)) {
    const between = text.slice(end, found.index);
    const plus = /\+ ?\(?$/.test(between);
    const isKept =
      found.groups?.kept !== undefined || (callId.test(found[0]) && /^\.\d/.test(text.slice(found.index + 10)));
    if (isKept || plus || !gap.test(between)) {
      const parts = open.length > 0 && !isKept;
      close(text.slice(end, end + 16));
      before = parts ? between : null;
    }
    end = found.index + found[0].length;
    if (!isKept) open.push({ digits: found[0], at: found.index, plus, gap: between });
  }
  close(text.slice(end, end + 16));
  return runs;
}

/** The groups that belong to no number yet, where they stand together. */
function without(runs: readonly Run[], numbers: readonly (readonly Group[])[]): readonly Run[] {
  if (numbers.length === 0) return runs;
  const taken = new Set(numbers.flat());
  const left: Run[] = [];
  for (const { groups, before, after } of runs) {
    let open: Group[] = [];
    for (const group of [...groups, null]) {
      if (group && !taken.has(group)) open.push(group);
      else if (open.length > 0) {
        left.push({ groups: open, before: open[0] === groups[0] ? before : null, after: group ? '' : after });
        open = [];
      }
    }
  }
  return left;
}

/** With its area code or without. */
function isOurs(groups: readonly Group[], ours: ReadonlySet<string>): boolean {
  const number = groups.map(({ digits }) => digits).join('');
  if (ours.has(number.replace(/^(?:(?:00)?62|0)/, ''))) return true;
  return number.length <= 8 && [...ours].some((one) => one.endsWith(number) && one.length - number.length <= 3);
}
