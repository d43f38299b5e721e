/** What was said last of each of the last `most` keys; older ones are forgotten. */
export interface Recent {
  get(key: string): string | undefined;
  set(key: string, said: string): void;
}

export function createRecent(most = 10_000): Recent {
  const entries = new Map<string, string>();
  return {
    get: (key) => entries.get(key),
    set(key, said) {
      entries.delete(key);
      entries.set(key, said);
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
  };
}
