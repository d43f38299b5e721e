import { aroundNumbers, HIDDEN_NUMBER } from './personal-numbers.ts';

/** A number in words that were kept whole: what stands before and after it where it is hidden. */
interface Place {
  readonly number: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The text with its hidden numbers back in their places: whoever writes a form on does not see them, and what is told or
 * kept of it must not become the mark. Each mark takes the number that stood among the most like words, of equals the one
 * from the words named first; a mark that no number was hidden behind is text and stays. Pure.
 * @param kept whole words in which numbers were hidden, the likeliest first
 * @param ours as of `Hiding`
 */
export function restoreNumbers(text: string, kept: readonly string[], ours: ReadonlySet<string> = new Set()): string {
  if (!text.includes(HIDDEN_NUMBER)) return text;
  const places = kept.flatMap((words) => placesIn(words, ours));
  if (places.length === 0) return text;
  const around = text.split(HIDDEN_NUMBER);
  return around.reduce((restored, piece, index) => {
    const before = around.slice(0, index).join(HIDDEN_NUMBER);
    const after = around.slice(index).join(HIDDEN_NUMBER);
    const likeness = places.map((place) => suffix(place.before, before) + prefix(place.after, after));
    const best = places[likeness.indexOf(Math.max(...likeness))] as Place;
    return restored + best.number + piece;
  });
}

function placesIn(words: string, ours: ReadonlySet<string>): readonly Place[] {
  const { around, numbers } = aroundNumbers(words, { ours });
  return numbers.map((number, index) => ({
    number,
    before: around.slice(0, index + 1).join(HIDDEN_NUMBER),
    after: around.slice(index + 1).join(HIDDEN_NUMBER),
  }));
}

/** How many characters both begin with; where both end there, that is alike too. */
function prefix(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same === a.length && same === b.length ? same + 1 : same;
}

const reversed = (text: string): string => [...text].reverse().join('');
const suffix = (a: string, b: string): number => prefix(reversed(a), reversed(b));
