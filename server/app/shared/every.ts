/** Work that comes round. */
export interface Every {
  start(): void;
  /** When the round under way is over. */
  stop(): Promise<void>;
}

/**
 * @param everyMs from the end of one round to the beginning of the next
 * @param round never rejects
 */
export function createEvery(everyMs: number, round: () => Promise<void>): Every {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = true;
  const next = () => {
    timer = setTimeout(() => {
      running = round();
      void running.finally(() => {
        if (!stopped) next();
      });
    }, everyMs);
  };
  return {
    start: () => {
      stopped = false;
      next();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
