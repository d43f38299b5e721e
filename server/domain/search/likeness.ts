import { phrasesOf, type Synonyms } from './query.ts';
import { soundOf, tellingWords, wordsOf } from './words.ts';

/** How much one case is like another: by its subject, its place, and words that few cases have. Pure. */

/** One thing that a case says: in any of these ways, each of one word or several that stand in it together. */
export type Term = readonly (readonly string[])[];

/** A case to which others are compared. */
export interface Said {
  readonly kind: string;
  readonly category: string | null;
  readonly serviceId: string;
  readonly words: readonly Term[];
  readonly places: readonly Term[];
}

/** A case that is compared to it. */
export interface Heard extends Pick<Said, 'kind' | 'category' | 'serviceId'> {
  /** Of all words that were looked for, those that it has. */
  readonly has: ReadonlySet<string>;
}

/** In which share of all cases a word stands, 0 to 1; of a word that nothing is known of, the least that is known. */
export type ShareOf = (word: string) => number;

export const sameThings = ['category', 'place', 'words'] as const;
export type SameThing = (typeof sameThings)[number];

export interface Likeness {
  /** 0 to 1. */
  readonly score: number;
  readonly same: readonly SameThing[];
}

/** What a text says, at most so many things: each of its words, and each phrase that the office calls otherwise too. */
export function termsOf(text: string, synonyms: Synonyms, most: number): readonly Term[] {
  const phrases = phrasesOf(synonyms);
  const heard = ` ${wordsOf(text, 400).join(' ')} `;
  const single = tellingWords(text, most).map((word): Term => {
    const others = (phrases.get(word) ?? []).map((one) => one.split(' '));
    const sound = soundOf(word);
    return [[word], ...(sound === word ? [] : [[sound]]), ...others];
  });
  const longer = [...phrases]
    .filter(([one]) => one.includes(' ') && heard.includes(` ${one} `))
    .map(([one, others]): Term => [one, ...others].map((each) => each.split(' ')));
  return [...single, ...longer].slice(0, most);
}

/** Every word that has to be looked for, so that {@link likeness} can say how much a case says of it. */
export const wordsIn = (terms: readonly Term[]): readonly string[] => [...new Set(terms.flat(2))];

/** Of so many cases with a word in common not all are looked through. */
const mostFound = 20_000;
const mostSought = 12;

/**
 * What to ask the index for, as `to_tsquery` takes it: the rarest of the terms, as many as find few enough cases. Where each
 * finds too many, those that say three of them at once. Null: there is nothing to look for.
 * @param cases how many there are in all
 */
export function soughtBy(terms: readonly Term[], shareOf: ShareOf, cases: number): string | null {
  const byRarity = [...terms].sort((a, b) => shareOfTerm(a, shareOf) - shareOfTerm(b, shareOf));
  if (byRarity.length === 0) return null;
  let found = 0;
  const few = byRarity.slice(0, mostSought).filter((term) => {
    found += shareOfTerm(term, shareOf) * cases;
    return found <= mostFound;
  });
  return few.length > 0 ? few.map(asQuery).join(' | ') : byRarity.slice(0, 3).map(asQuery).join(' & ');
}

const all = (words: readonly string[]): string => `(${words.map((word) => `'${word}'`).join(' & ')})`;
const asQuery = (term: Term): string => `(${term.map(all).join(' | ')})`;

const shareOfTerm = (term: Term, shareOf: ShareOf): number =>
  Math.max(...term.map((way) => Math.min(...way.map(shareOf))));

/** What each part counts for; words of which half are shared are as good as all of them. */
const weights = { words: 0.45, places: 0.15, category: 0.2, kind: 0.05, service: 0.15 } as const;
const enough = 0.5;
/** Less is chance. */
export const leastLike = 0.3;

export function likeness(own: Said, other: Heard, shareOf: ShareOf): Likeness {
  const words = shared(own.words, other.has, shareOf);
  const places = shared(own.places, other.has, shareOf);
  const category = own.category !== null && own.category === other.category;
  const score =
    weights.words * Math.min(1, words / enough) +
    weights.places * Math.min(1, places / enough) +
    (category ? weights.category : 0) +
    (own.kind === other.kind ? weights.kind : 0) +
    (own.serviceId === other.serviceId ? weights.service : 0);
  const is: Readonly<Record<SameThing, boolean>> = { category, place: places >= enough, words: words >= enough / 2 };
  return { score, same: sameThings.filter((thing) => is[thing]) };
}

/** Of what the terms are worth, how much the other says: a rare one is worth more. */
function shared(terms: readonly Term[], has: ReadonlySet<string>, shareOf: ShareOf): number {
  const worth = (term: Term) => Math.log(1 / Math.min(0.9, Math.max(1e-6, shareOfTerm(term, shareOf))));
  const sum = (of: readonly Term[]) => of.reduce((total, term) => total + worth(term), 0);
  const total = sum(terms);
  return total === 0 ? 0 : sum(terms.filter((term) => term.some((way) => way.every((word) => has.has(word))))) / total;
}
