import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import type { Log } from '../ports.ts';

/** Takes what gateways receive. */
export interface MessageInbox {
  /**
   * Durable when it returns; told once more it changes nothing.
   * @throws when the database is away, or refuses this very message
   */
  received(message: MessageReceived): Promise<void>;
}

export interface MessageInboxDeps {
  /** Stores all of them in one transaction, or none. */
  readonly store: (messages: readonly MessageReceived[]) => Promise<void>;
  readonly log: Log;
  readonly isAway: (error: unknown) => boolean;
}

/** One transaction never carries more messages than this. */
const batchLimit = 128;
/** A refusal, such as two servers at the same rows, may pass when tried again. */
const pausesMs = [20, 100];

/** Messages that come while a transaction is under way share the next one: a storm costs one commit for many. */
export function createMessageInbox({ store, log, isAway }: MessageInboxDeps): MessageInbox {
  interface Waiting {
    readonly message: MessageReceived;
    readonly resolve: () => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let busy = false;

  const run = async () => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchLimit);
      waiting = waiting.slice(batchLimit);
      await take(batch);
      await nextTurn();
    }
    busy = false;
  };

  const take = async (batch: readonly Waiting[], refusals = 0): Promise<void> => {
    try {
      await store(batch.map(({ message }) => message));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (isAway(error)) for (const { reject } of batch) reject(error);
      else if (batch.length > 1) {
        // One that the database refuses must not cost the others their tickets.
        const middle = batch.length >> 1;
        await take(batch.slice(0, middle));
        await take(batch.slice(middle));
      } else if (refusals < pausesMs.length) {
        await sleep(pausesMs[refusals]);
        await take(batch, refusals + 1);
      } else {
        const [only] = batch;
        log.error({ err: error, id: only?.message.id }, 'a message could not be stored');
        only?.reject(error);
      }
    }
  };

  return {
    received: (message) =>
      new Promise((resolve, reject) => {
        waiting.push({ message, resolve, reject });
        if (!busy) void run();
      }),
  };
}
