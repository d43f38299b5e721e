/** Something that is read from the database again and again, to be shown. */
export interface Soon {
  /** What is read has changed: it is read soon. */
  changed(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface SoonDeps {
  readonly read: () => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** How long changes are gathered after the last reading, ms. */
  readonly soonMs: number;
  /** When it is read without any change, in ms from now: time changes figures too, and midnight most of them. */
  readonly anywayMs: () => number;
}

/** Reads one after the other: never two at once, and never without a pause. */
export function createSoon({ read, failed, soonMs, anywayMs }: SoonDeps): Soon {
  let timer: NodeJS.Timeout | undefined;
  let soon = false;
  let busy = false;
  let reading: Promise<void> = Promise.resolve();
  let stopped = true;

  const readAfter = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      soon = false;
      busy = true;
      reading = read()
        .catch(failed)
        .finally(() => {
          busy = false;
          if (!stopped) readAfter(soon ? soonMs : anywayMs());
        });
    }, delayMs);
  };

  return {
    changed: () => {
      if (soon || stopped) return;
      soon = true;
      if (!busy) readAfter(soonMs);
    },
    start: () => {
      stopped = false;
      readAfter(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await reading;
      clearTimeout(timer);
    },
  };
}
