/**
 * Runs work one at a time for each key, in the order asked; different keys do not wait for each other. None begins before
 * whoever asks has done what he does at once: what people see goes out before it is stored.
 */
export function createSerial<Item = never>() {
  const tails = new Map<string, Promise<void>>();
  /** What is last in the line of its key, and was not begun. */
  const gathered = new Map<string, { readonly items: Item[]; readonly done: Promise<void> }>();

  const run = (key: string, work: () => Promise<void>): Promise<void> => {
    gathered.delete(key);
    const done = (tails.get(key) ?? Promise.resolve()).then(work);
    const settled = done.catch(() => {});
    tails.set(key, settled);
    void settled.then(() => tails.get(key) === settled && tails.delete(key));
    return done;
  };

  return {
    /** @returns when this piece of work is done; it never rejects because of an earlier one. */
    run,
    /** The same, but items that wait right behind each other are worked on together, in their order. */
    gather: (key: string, item: Item, work: (items: readonly Item[]) => Promise<void>): Promise<void> => {
      const last = gathered.get(key);
      if (last) {
        last.items.push(item);
        return last.done;
      }
      const items = [item];
      const done = run(key, () => {
        if (gathered.get(key)?.items === items) gathered.delete(key);
        return work(items);
      });
      gathered.set(key, { items, done });
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
