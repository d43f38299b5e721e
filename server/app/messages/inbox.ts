import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import type { Log } from '../ports/ports.ts';
import { createBatches } from '../shared/batches.ts';

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
const limit = 128;
/** A refusal, such as two servers at the same rows, may pass when tried again. */
const pausesMs = [20, 100];

/** Messages that come while a transaction is under way share the next one. */
export function createMessageInbox({ store, log, isAway }: MessageInboxDeps): MessageInbox {
  const work = async (messages: readonly MessageReceived[]) => {
    await store(messages);
    return messages.map(() => undefined);
  };
  const take = createBatches<MessageReceived, undefined>({ limit, work, isAway, pausesMs });
  return {
    received: async (message) => {
      try {
        await take(message);
      } catch (error) {
        if (!isAway(error)) log.error({ err: error, id: message.id }, 'a message could not be stored');
        throw error;
      }
    },
  };
}
