/** Each key's work goes on a few pieces at a time; the others wait in the order they came. */
export interface Turns {
  /** @returns to be called once when the piece is done; null: as many as may wait do so already */
  take(key: string): Promise<(() => void) | null>;
}

export interface TurnsOptions {
  /** Pieces of one key that go on at one time. */
  readonly atOnce: number;
  /** Pieces of one key that may wait. */
  readonly waiting: number;
}

export function createTurns({ atOnce, waiting }: TurnsOptions): Turns {
  const lines = new Map<string, { busy: number; readonly queue: (() => void)[] }>();
  return {
    take: async (key) => {
      const line = lines.get(key) ?? { busy: 0, queue: [] };
      lines.set(key, line);
      if (line.busy < atOnce) line.busy += 1;
      else if (line.queue.length >= waiting) return null;
      // The place of the one that ends is handed on.
      else await new Promise<void>((resolve) => void line.queue.push(resolve));
      return () => {
        const next = line.queue.shift();
        if (next) return next();
        line.busy -= 1;
        if (line.busy === 0) lines.delete(key);
      };
    },
  };
}
