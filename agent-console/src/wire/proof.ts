/** Whoever does something grave is asked once more who sits there; the request waits for it and then goes on. */
export interface Proofs {
  /** Asks; several requests at one time ask once. False: it was not shown, and the request stays refused. */
  readonly ask: () => Promise<boolean>;
  readonly asked: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  readonly settle: (shown: boolean) => void;
}

export function createProofs(): Proofs {
  const listeners = new Set<() => void>();
  let waiting: ((shown: boolean) => void)[] = [];
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    ask: () =>
      new Promise((resolve) => {
        waiting = [...waiting, resolve];
        tell();
      }),
    asked: () => waiting.length > 0,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settle: (shown) => {
      const all = waiting;
      waiting = [];
      for (const resolve of all) resolve(shown);
      tell();
    },
  };
}
