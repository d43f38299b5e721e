/** An exchange in the office's plan of numbers. */
export interface Site {
  readonly name: string;
  /**
   * Digits that stand before the numbers of its telephones in the office, and not at the exchange itself: `7201` is its
   * `201`. Empty: the numbers are the same; of one exchange at most.
   */
  readonly prefix: string;
}

/** Which telephone of the office is which of an exchange: two exchanges may each have a `201`. */
export interface NumberPlan {
  /** The office's number of an exchange's telephone. */
  ofOffice(exchange: string, local: string): string;
  /** The exchange of the office's number, and its number there. */
  ofExchange(extension: string): { readonly exchange: string; readonly local: string };
}

/** Shorter ones are no telephones: `72` is not the `2` of those with a 7 before it. */
const leastDigits = 2;

/**
 * Pure. A telephone whose number has another exchange's prefix is nobody's: it gets a number that no person has, rather than
 * somebody else's.
 * @throws when a name or a prefix comes twice, one prefix begins another, or there is no site
 */
export function createNumberPlan(sites: readonly Site[]): NumberPlan {
  const [first] = sites;
  if (!first) throw new Error('an office has at least one exchange');
  const bare = sites.find(({ prefix }) => prefix === '') ?? first;
  const fault = faultOf(sites);
  if (fault !== null) throw new Error(fault);

  const ofExchange: NumberPlan['ofExchange'] = (extension) => {
    const site = sites.find(
      ({ prefix }) => prefix !== '' && extension.startsWith(prefix) && extension.length >= prefix.length + leastDigits,
    );
    return site
      ? { exchange: site.name, local: extension.slice(site.prefix.length) }
      : { exchange: bare.name, local: extension };
  };
  const prefixes = new Map(sites.map(({ name, prefix }) => [name, prefix]));
  return {
    ofExchange,
    ofOffice: (exchange, local) => {
      const number = `${prefixes.get(exchange) ?? ''}${local}`;
      const read = ofExchange(number);
      return read.exchange === exchange && read.local === local ? number : `${exchange}:${local}`;
    },
  };
}

/** Why this can be no plan, in English; null: it can. Pure. */
function faultOf(sites: readonly Site[]): string | null {
  for (const [index, { name, prefix }] of sites.entries())
    for (const other of sites.slice(index + 1)) {
      if (other.name === name) return `two exchanges are called ${name}`;
      const [short = '', long = ''] = [prefix, other.prefix].sort((a, b) => a.length - b.length);
      if (short === long) return `two exchanges have the prefix "${short}"`;
      if (short !== '' && long.startsWith(short)) return `the prefix ${short} begins the prefix ${long}`;
    }
  return null;
}
