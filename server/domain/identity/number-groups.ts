/** Digits that stand together, after others with no more than a separator between them. */
export interface Group {
  readonly digits: string;
  /** Where they begin in the text. */
  readonly at: number;
  /** A `+` stands before them. */
  readonly plus: boolean;
  /** What stands between them and the group before. */
  readonly gap: string;
}

/** Epoch seconds and milliseconds of the years 2020 to 2033, as programs write them. */
const MOMENT = /^1[6-9]\d{8}(?:\d{3})?$/;
/** So many digits together are never small talk. */
const longFrom = 9;
/** Province, regency, district, then the birthday (a woman's day from 41) and a number. Family cards have it too. */
const NIK = /^[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}$/;
/** Birthday, month of appointment, sex and a number. */
const NIP = /^(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d(?:19|20)\d\d(?:0\d|1[0-2])[12]\d{3}$/;

/**
 * The groups that make up numbers of persons, number by number, in their order. Pure.
 * @param moments a program wrote the text, in which moments are numbers; people write none, and accounts look like them
 */
export function personalIn(groups: readonly Group[], moments: boolean): readonly (readonly Group[])[] {
  const found: (readonly Group[])[] = [];
  for (let at = 0; at < groups.length; ) {
    const count = telephoneAt(groups, at) || idAt(groups, at) || longAt(groups, at, moments);
    if (count > 0) found.push(groups.slice(at, at + count));
    at += count || 1;
  }
  return found;
}

/** How a telephone number may begin, and how many digits it then has. */
const beginnings: readonly { readonly begins: RegExp; readonly least: number; readonly most: number }[] = [
  { begins: /^00?62(?:8[1-9]|[2-79]\d)/, least: 11, most: 17 },
  { begins: /^0(?:8[1-9]|[2-79]\d)/, least: 9, most: 13 },
  { begins: /^62(?:8[1-9]|[2-79]\d)/, least: 10, most: 15 },
];
const abroad = { least: 8, most: 15 };

function telephoneAt(groups: readonly Group[], at: number): number {
  const first = groups[at] as Group;
  const head = headAt(groups, at);
  const kind = first.plus ? abroad : beginnings.find(({ begins }) => begins.test(head));
  if (!kind) return withoutZero(groups.slice(at, at + 3)) || oneByOne(groups.slice(at, at + 18));
  const few = groups.slice(at, at + 17);
  for (let count = reach(few, kind.most); count > 0; count -= 1) {
    const taken = few.slice(0, count);
    if (lengthOf(taken) >= kind.least && (first.plus || isGrouped(taken))) return count;
  }
  return 0;
}

/** The first six digits or so. */
function headAt(groups: readonly Group[], at: number): string {
  let head = '';
  for (let next = at; head.length < 6 && next < groups.length; next += 1) head += groups[next]?.digits;
  return head;
}

/** How many of the groups one number can take. */
function reach(few: readonly Group[], most: number): number {
  let total = few[0]?.digits.length ?? 0;
  const gaps = new Set<string>();
  for (const [index, { digits, gap, plus }] of few.entries()) {
    if (index === 0) continue;
    const another = plus || digits.length >= longFrom || total + digits.length > most;
    // What is whole already ends where something else stands between.
    if (another || (total >= 10 && !gaps.has(gap))) return index;
    gaps.add(gap);
    total += digits.length;
  }
  return few.length;
}

/** A list of small figures is no number: after a comma and a space come three digits at least, and "0" is no group. */
function isGrouped(groups: readonly Group[]): boolean {
  const [first, ...rest] = groups;
  if (rest.some(({ gap }) => /[,;]\s/.test(gap)) && rest.some(({ digits }) => digits.length < 3)) return false;
  const single = groups.every(({ digits }) => digits.length === 1);
  return single || first?.digits.length !== 1 || rest.every(({ digits }) => digits.length >= 2);
}

/** 812-3456-7890. */
function withoutZero(few: readonly Group[]): number {
  const [first, second, third] = few;
  if (!first || !/^8[1-9]\d$/.test(first.digits) || !second || !third) return 0;
  return /^\d{3,4}$/.test(second.digits) && /^\d{3,5}$/.test(third.digits) ? 3 : 0;
}

/** Digit after digit with the same between them: so many are no list of figures, which has some of two digits by then. */
function oneByOne(few: readonly Group[]): number {
  const gap = few[1]?.gap;
  const other = few.findIndex((one, index) => one.digits.length !== 1 || (index > 0 && one.gap !== gap));
  const count = other === -1 ? few.length : other;
  return count >= 10 ? count : 0;
}

/** A NIK, a NIP or a bank's card in groups. */
function idAt(groups: readonly Group[], at: number): number {
  let digits = '';
  for (let count = 1; at + count <= groups.length && digits.length < 18; count += 1) {
    digits += groups[at + count - 1]?.digits;
    if (count === 1 || (digits.length !== 16 && digits.length !== 18)) continue;
    if (isCard(groups.slice(at, at + count)) || isNik(digits) || NIP.test(digits)) return count;
  }
  return 0;
}

/** Whether these digits may be a NIK: its length, and the birthday in it. Pure. */
export const isNik = (digits: string): boolean => NIK.test(digits);
/** Whether this is how a card's number is written. Pure. */
export const isCard = (groups: readonly Group[]): boolean =>
  groups.length === 4 && groups.every(({ digits }) => digits.length === 4);

const longAt = (groups: readonly Group[], at: number, moments: boolean): number => {
  const { digits } = groups[at] as Group;
  return digits.length >= longFrom && !(moments && MOMENT.test(digits)) ? 1 : 0;
};

/** How many digits they have together. Pure. */
export const lengthOf = (groups: readonly Group[]): number =>
  groups.reduce((sum, { digits }) => sum + digits.length, 0);
