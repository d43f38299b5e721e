/**
 * Runs work one at a time for each key, in the order asked; different keys do not wait for each other. None begins before
 * whoever asks has done what he does at once: what people see goes out before it is stored.
 */
export function createSerial() {
  const tails = new Map<string, Promise<void>>();
  return {
    /** @returns when this piece of work is done; it never rejects because of an earlier one. */
    run: (key: string, work: () => Promise<void>): Promise<void> => {
      const done = (tails.get(key) ?? Promise.resolve()).then(work);
      const settled = done.catch(() => {});
      tails.set(key, settled);
      void settled.then(() => tails.get(key) === settled && tails.delete(key));
      return done;
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
    /** Whether work of this key is still to be done. */
    has: (key: string): boolean => tails.has(key),
    get size() {
      return tails.size;
    },
  };
}
