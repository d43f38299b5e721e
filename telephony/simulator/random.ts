/** A repeatable source of chance. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  /** Exponential with mean 1: the gap between happenings that know nothing of each other. */
  exponential(): number;
  /** One of `items`, each as likely as its weight. @throws RangeError when no weight is above 0. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T;
}

/** 32-bit FNV-1a: spreads a seed of any length over a word. */
function hash(text: string, basis: number): number {
  let word = basis;
  for (let i = 0; i < text.length; i++) word = Math.imul(word ^ text.charCodeAt(i), 0x01000193);
  return word >>> 0;
}

/**
 * Starts a stream of chance (sfc32). Give each kind of drawing a stream of its own: then a caller more in one place
 * does not change the luck of everybody after.
 */
export function createRandom(seed: string | number, stream: string): Random {
  const text = `${seed}/${stream}`;
  let a = hash(text, 0x811c9dc5);
  let b = hash(text, a ^ 0x9e3779b9);
  let c = hash(text, b ^ 0x85ebca6b);
  let counter = 1;

  function word(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  // The first words still look like the seed.
  for (let i = 0; i < 16; i++) word();

  const next = () => word() / 2 ** 32;
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    exponential: () => -Math.log(1 - next()),
    weighted(items, weight) {
      const total = items.reduce((sum, item) => sum + weight(item), 0);
      let left = next() * total;
      let last: (typeof items)[number] | undefined;
      for (const item of items) {
        const share = weight(item);
        if (share <= 0) continue;
        last = item;
        left -= share;
        if (left < 0) return item;
      }
      // Rounding can leave a crumb: it belongs to the last one.
      if (last === undefined) throw new RangeError('nothing to choose from');
      return last;
    },
  };
}
