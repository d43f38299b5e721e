import type { Log } from '../ports/ports.ts';

/** Work that is done again whenever somebody says that there may be some, and every so often in any case. */
export interface Loop {
  /** Cheap. */
  kick(): void;
  start(): void;
  /** When the round under way is over. */
  stop(): Promise<void>;
}

export interface LoopDeps {
  /**
   * One round; true: there is more at once.
   * @param stopping whether to leave the rest to the next start
   */
  readonly round: (stopping: () => boolean) => Promise<boolean>;
  readonly log: Log;
  /** What to say when a round fails; it is tried again. */
  readonly trouble: string;
  /** From the end of one round to the next when nobody says anything; a second when absent. */
  readonly pollMs?: number;
}

/** What another server left, or what has its time, nobody says. */
const oftenMs = 1_000;

export function createLoop({ round, log, trouble, pollMs = oftenMs }: LoopDeps): Loop {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;

  const rounds = async () => {
    while (again && !stopped) {
      again = false;
      if (await round(() => stopped)) again = true;
    }
  };

  const kick = () => {
    if (stopped) return;
    again = true;
    if (running) return;
    running = rounds()
      .catch((error: unknown) => {
        // Not at once: whatever failed would fail again.
        again = false;
        log.warn({ err: error }, trouble);
      })
      .finally(() => {
        running = null;
        clearTimeout(timer);
        if (stopped) return;
        // A kick may have come after the last look and before this.
        if (again) kick();
        else timer = setTimeout(kick, pollMs);
      });
  };

  return {
    kick,
    start: () => {
      stopped = false;
      kick();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
