import { backOffMs } from '../../../telephony/back-off.ts';
import type { CommandOutcome } from '../../../telephony/commands.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { Log, Store } from '../ports/ports.ts';
import { createLoop, type Loop } from './loop.ts';

export interface OutboxDeps {
  readonly store: Pick<Store, 'outbox' | 'outboxDone' | 'outboxRetry'>;
  readonly log: Log;
  readonly perform: (entry: OutboxEntry) => Promise<CommandOutcome>;
}

const batch = 50;
const retry = { firstMs: 500, longestMs: 30_000 };
/** An exchange that keeps saying no will not say yes; the next resync compares everything anyway. */
const attemptsAtMost = 8;

/** An effect that throws must not hold up those behind it. */
const failed = (error: unknown): CommandOutcome => ({ ok: false, kind: 'rejected', reason: String(error) });

/** Carries out what transactions left to be done after commit; `kick` it after each that may have left something. */
export function createOutbox({ store, log, perform }: OutboxDeps): Loop {
  const round = async (stopping: () => boolean): Promise<boolean> => {
    const entries = await store.outbox(batch);
    for (const entry of entries) {
      // What is left stands in the table for the next start.
      if (stopping()) return false;
      const outcome = await perform(entry).catch(failed);
      if (outcome.ok || entry.attempts + 1 >= attemptsAtMost) await store.outboxDone(entry.id);
      else await store.outboxRetry(entry.id, backOffMs(retry, entry.attempts));
      if (!outcome.ok) {
        const { kind, reason } = outcome;
        log.warn({ id: entry.id, kind, reason, attempts: entry.attempts + 1 }, 'an effect was not carried out');
      }
    }
    return entries.length === batch;
  };
  return createLoop({ round, log, trouble: 'the outbox could not be read; trying again' });
}
