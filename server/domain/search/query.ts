import { isStopWord, soundOf, tellingWords, wordsOf } from './words.ts';

/** Groups of words or phrases that mean the same in this office: `["ktp", "kartu tanda penduduk"]`. */
export type Synonyms = readonly (readonly string[])[];

/** A question as PostgreSQL's `to_tsquery` takes it. It holds words of letters and digits, and our own signs between them. */
export interface TextQuery {
  /** For `simple`: what was typed, each word as a beginning, or what means the same, or what sounds the same. */
  readonly exact: string;
  /** For `indonesian`: the same words, to be stemmed. */
  readonly stems: string;
  /** The words themselves, for comparing letter by letter. */
  readonly words: readonly string[];
}

/** Shorter ones begin too many words. */
const shortestBeginning = 3;

/**
 * All of what was typed, as one types. Null: there is no word in it.
 * @param text whatever somebody typed, however long
 */
export function textQuery(text: string, synonyms: Synonyms = []): TextQuery | null {
  const typed = wordsOf(text);
  const telling = typed.filter((word, index) => index === typed.length - 1 || !isStopWord(word));
  const words = telling.length > 0 ? telling : typed;
  if (words.length === 0) return null;
  const groups = groupsOf(words, phrasesOf(synonyms));
  return {
    exact: groups.map(({ own, same }) => anyOf([...own.exact, ...same.map(phrase)])).join(' & '),
    stems: groups.map(({ own, same }) => anyOf([...own.stems, ...same.map(phrase)])).join(' & '),
    words,
  };
}

/** Any of the words of a longer text, such as a complaint: what has more of them, or rarer ones, is found first. */
export function suggestionQuery(text: string, synonyms: Synonyms = []): TextQuery | null {
  const words = tellingWords(text, 24);
  if (words.length === 0) return null;
  const phrases = phrasesOf(synonyms);
  const heard = ` ${wordsOf(text, 400).join(' ')} `;
  const meant = [...phrases].filter(([one]) => heard.includes(` ${one} `)).flatMap(([, others]) => others);
  const all = [...new Set(words.map((word) => quoted(word))), ...new Set(meant.map(phrase))];
  return { exact: all.join(' | '), stems: all.join(' | '), words };
}

interface Group {
  readonly own: { readonly exact: readonly string[]; readonly stems: readonly string[] };
  /** What else it is called. */
  readonly same: readonly string[];
}

/** What was typed, cut into the longest phrases that have synonyms, and single words. */
function groupsOf(words: readonly string[], phrases: ReadonlyMap<string, readonly string[]>): Group[] {
  const groups: Group[] = [];
  for (let at = 0; at < words.length; ) {
    const length =
      [4, 3, 2, 1].find((n) => at + n <= words.length && phrases.has(words.slice(at, at + n).join(' '))) ?? 1;
    const own = words.slice(at, at + length);
    const same = phrases.get(own.join(' ')) ?? [];
    const last = at + length === words.length;
    groups.push({
      own: length === 1 ? single(own[0] as string, last) : { exact: [together(own)], stems: [together(own)] },
      same,
    });
    at += length;
  }
  return groups;
}

function single(word: string, last: boolean): Group['own'] {
  const begins = last || word.length >= shortestBeginning ? ':*' : '';
  const exact = [...new Set([word, soundOf(word)])].map((one) => `${quoted(one)}${begins}`);
  return { exact, stems: [quoted(word)] };
}

/** Each phrase of the office's synonyms, with the others that mean the same. */
export function phrasesOf(synonyms: Synonyms): ReadonlyMap<string, readonly string[]> {
  const phrases = new Map<string, string[]>();
  for (const group of synonyms) {
    const normal = [...new Set(group.map((one) => wordsOf(one, 4).join(' ')).filter((one) => one !== ''))];
    for (const one of normal) {
      const others = normal.filter((other) => other !== one);
      phrases.set(one, [...new Set([...(phrases.get(one) ?? []), ...others])]);
    }
  }
  return phrases;
}

const quoted = (word: string): string => `'${word}'`;
const together = (words: readonly string[]): string =>
  words.length === 1 ? quoted(words[0] as string) : `(${words.map(quoted).join(' <-> ')})`;
const phrase = (text: string): string => together(text.split(' '));
const anyOf = (all: readonly string[]): string => (all.length === 1 ? (all[0] as string) : `(${all.join(' | ')})`);
