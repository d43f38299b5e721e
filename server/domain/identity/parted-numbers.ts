import { isMeasured, partedBy } from './between.ts';
import { type Group, isCard, isNik, lengthOf } from './number-groups.ts';

/** Groups with no more than separators between them. */
export interface Run {
  readonly groups: readonly Group[];
  /** The words since the run before; null: something that is kept whole stands there, or nothing. */
  readonly before: string | null;
  /** The text after it. */
  readonly after: string;
}

/** How a number begins that somebody has begun to say, and how many digits it then has. */
const beginnings: readonly { readonly begins: RegExp; readonly least: number; readonly most: number }[] = [
  { begins: /^0062(?:8[1-9]\d|[2-79]\d$|[2-79]\d\d$)/, least: 12, most: 16 },
  { begins: /^62(?:8[1-9]\d|[2-79]\d$)/, least: 11, most: 14 },
  { begins: /^08[1-9]\d/, least: 10, most: 13 },
  { begins: /^0[2-79]\d{1,2}$/, least: 9, most: 12 },
];
/** What is longer is a number by itself. */
const begunAtMost = 8;
const idLength = 16;

/**
 * Numbers that are parted by words: "0812 dan 34567890", "357801 lalu 450790 lalu 0001". It is known that the groups belong
 * together where the first begins as a telephone number does and the others make it whole, or where they are a NIK; the words
 * go on with it ("dan", "lalu", "strip"), or are no more than three that name no other number. More words, more than
 * one break of that kind, and a beginning that telephone numbers do not have are left: anything may stand there. Pure.
 * @param whole groups that are a number without any words between
 */
export function partedNumbers(runs: readonly Run[], whole: ReadonlySet<Group>): readonly (readonly Group[])[] {
  const found: (readonly Group[])[] = [];
  for (let at = 0; at + 1 < runs.length; ) {
    const number = partedAt(runs, at, whole);
    if (number) found.push(number.groups);
    at = number ? number.next : at + 1;
  }
  return found;
}

interface Parted {
  readonly groups: readonly Group[];
  readonly next: number;
}

function partedAt(runs: readonly Run[], at: number, whole: ReadonlySet<Group>): Parted | null {
  const { groups } = runs[at] as Run;
  for (let from = Math.max(0, groups.length - 4); from < groups.length; from += 1) {
    const head = groups.slice(from);
    if (head.some((group) => whole.has(group))) continue;
    const digits = digitsOf(head);
    const kind = digits.length <= begunAtMost ? beginnings.find(({ begins }) => begins.test(digits)) : undefined;
    const found = (kind && telephone(runs, at, head, kind)) ?? identity(runs, at, head);
    if (found && !found.groups.some((group) => whole.has(group))) return found;
  }
  return null;
}

function telephone(
  runs: readonly Run[],
  at: number,
  head: readonly Group[],
  { least, most }: { readonly least: number; readonly most: number },
): Parted | null {
  return goOn(runs, at, head, most, (groups, otherWords) => {
    const added = groups.slice(head.length);
    // A date or a list of figures has small groups; whoever goes on with a number may say them.
    return lengthOf(groups) >= least && (!otherWords || added.every(({ digits }) => digits.length >= 3));
  });
}

const identity = (runs: readonly Run[], at: number, head: readonly Group[]): Parted | null =>
  goOn(runs, at, head, idLength, (groups, otherWords) => isNik(digitsOf(groups)) || (!otherWords && isCard(groups)));

/** Takes the runs that follow, as long as the words between them allow it, until the number is whole. */
function goOn(
  runs: readonly Run[],
  at: number,
  head: readonly Group[],
  most: number,
  isWhole: (groups: readonly Group[], otherWords: boolean) => boolean,
): Parted | null {
  let groups = head;
  let otherWords = false;
  for (let next = at + 1; next < runs.length && next <= at + 8; next += 1) {
    const run = runs[next] as Run;
    const parted = run.before === null ? null : partedBy(run.before);
    // Two breaks by any words are two things that are told.
    if (parted === null || (parted === 'words' && otherWords)) return null;
    otherWords ||= parted === 'words';
    const room = fitting(run.groups, most - lengthOf(groups));
    for (let count = room.length; count > 0; count -= 1) {
      const taken = [...groups, ...room.slice(0, count)];
      const rest = run.groups[count];
      const ends = rest === undefined ? !isMeasured(run.after) : /[,;\n]/.test(rest.gap);
      if (ends && isWhole(taken, otherWords)) return { groups: taken, next: next + 1 };
    }
    if (room.length < run.groups.length || otherWords) return null;
    groups = [...groups, ...room];
  }
  return null;
}

function fitting(groups: readonly Group[], room: number): readonly Group[] {
  let left = room;
  const end = groups.findIndex(({ digits, plus }) => {
    left -= digits.length;
    return plus || left < 0;
  });
  return end === -1 ? groups : groups.slice(0, end);
}

const digitsOf = (groups: readonly Group[]): string => groups.map(({ digits }) => digits).join('');
