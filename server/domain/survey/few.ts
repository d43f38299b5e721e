/** Of fewer answers nothing is told but how many there are. */
export const fewest = 3;

/**
 * Those of few answers, and as many more, the smallest first, until what is hidden comes to so many answers that taking what
 * is shown from the whole tells nobody's. Who gave none is not hidden. Pure.
 * @param rest answers of the whole that are in none of them
 */
export function fewHidden<T>(all: readonly T[], countOf: (one: T) => number, rest = 0): ReadonlySet<T> {
  const hidden = new Set<T>();
  let within = rest;
  for (const one of [...all].filter((each) => countOf(each) > 0).sort((a, b) => countOf(a) - countOf(b))) {
    if (countOf(one) >= fewest && (hidden.size === 0 || within >= fewest)) break;
    hidden.add(one);
    within += countOf(one);
  }
  return hidden;
}
