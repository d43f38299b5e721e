import type { CommandOutcome } from '../../telephony/commands.ts';
import type { Log, OutboxEntry, Store } from './ports.ts';

/** Carries out what transactions left to be done after commit. */
export interface Outbox {
  /** There is something new. Cheap; call it after every commit that may have added an entry. */
  kick(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface OutboxDeps {
  readonly store: Pick<Store, 'outbox' | 'outboxDone' | 'outboxRetry'>;
  readonly log: Log;
  readonly perform: (entry: OutboxEntry) => Promise<CommandOutcome>;
}

const batch = 50;
/** Without a kick, such as for an entry to be tried again. */
const pollMs = 1_000;
const retryMs = (attempts: number) => Math.min(30_000, 500 * 2 ** attempts);
/** An exchange that keeps saying no will not say yes; the next resync compares everything anyway. */
const attemptsAtMost = 8;

/** An effect that throws must not hold up those behind it. */
const failed = (error: unknown): CommandOutcome => ({ ok: false, kind: 'rejected', reason: String(error) });

export function createOutbox({ store, log, perform }: OutboxDeps): Outbox {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;

  const drain = async () => {
    while (again && !stopped) {
      again = false;
      const entries = await store.outbox(batch);
      for (const entry of entries) {
        // What is left stands in the table for the next start.
        if (stopped) return;
        const outcome = await perform(entry).catch(failed);
        if (outcome.ok || entry.attempts + 1 >= attemptsAtMost) await store.outboxDone(entry.id);
        else await store.outboxRetry(entry.id, retryMs(entry.attempts));
        if (!outcome.ok) {
          const { kind, reason } = outcome;
          log.warn({ id: entry.id, kind, reason, attempts: entry.attempts + 1 }, 'an effect was not carried out');
        }
      }
      if (entries.length === batch) again = true;
    }
  };

  const kick = () => {
    if (stopped) return;
    again = true;
    if (running) return;
    running = drain()
      .catch((error: unknown) => log.warn({ err: error }, 'the outbox could not be read; trying again'))
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
