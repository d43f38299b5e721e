import type { MailHead, MessageReceived } from '../../../telephony/messaging/port.ts';
import { wellFormed } from '../../../telephony/well-formed.ts';
import type { SetAsideStore } from '../ports/messages.ts';
import type { Clock, Log } from '../ports/ports.ts';
import { createBatches } from '../shared/batches.ts';
import { reasonOf } from '../shared/reason-of.ts';

const storableMail = ({ messageId, subject, answersOurs, answers, quoted }: MailHead): MailHead => ({
  messageId: messageId && wellFormed(messageId),
  subject: wellFormed(subject),
  answersOurs: answersOurs.map(wellFormed),
  answers: answers.map(wellFormed),
  quoted: wellFormed(quoted),
});

/** Takes what gateways receive. */
export interface MessageInbox {
  /**
   * Durable when it returns; told once more it changes nothing. A message that cannot be stored as one is set aside, so
   * that its gateway goes on to the next.
   * @throws when the database is away
   */
  received(message: MessageReceived): Promise<void>;
  /** Tries again what was set aside, such as by a version of ours with a fault. Never throws. */
  takeSetAside(): Promise<void>;
  /** How many are set aside now, by gateway, as last counted. */
  setAside(): ReadonlyMap<string, number>;
}

export interface MessageInboxDeps {
  /** Stores all of them in one transaction, or none. */
  readonly store: (messages: readonly MessageReceived[]) => Promise<void>;
  readonly setAside: SetAsideStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly isAway: (error: unknown) => boolean;
}

/** One transaction never carries more messages than this. */
const limit = 128;
/** A refusal, such as two servers at the same rows, may pass when tried again. */
const pausesMs = [20, 100];
/** What is older, or yet to come, was stamped by a clock that was never set. */
const oldestMs = 30 * 86_400_000;
/** How many of those set aside a start tries again. */
const retried = 1_000;

/** Messages that come while a transaction is under way share the next one. */
export function createMessageInbox({ store, setAside, clock, log, isAway }: MessageInboxDeps): MessageInbox {
  const work = async (messages: readonly MessageReceived[]) => {
    await store(messages);
    return messages.map(() => undefined);
  };
  const take = createBatches<MessageReceived, undefined>({ limit, work, isAway, pausesMs });

  /** As it can be stored, whatever the gateway made of it. */
  const storable = ({ id, from, to, text, media, mail, at, ...message }: MessageReceived): MessageReceived => {
    const now = clock.now();
    return {
      ...message,
      id: wellFormed(id),
      from: wellFormed(from),
      to: wellFormed(to),
      text: wellFormed(text),
      media: media.map(({ url, contentType }) => ({ url: wellFormed(url), contentType: wellFormed(contentType) })),
      ...(mail && { mail: storableMail(mail) }),
      at: at > now - oldestMs && at <= now ? at : now,
    };
  };

  let counts: ReadonlyMap<string, number> = new Map();
  const count = async () => {
    // While the database is away the last count stands.
    const found = await setAside.counts().catch(() => null);
    if (found) counts = new Map(found.map((one) => [one.gateway, one.count]));
  };

  return {
    received: async (message) => {
      const { id, gateway } = message;
      try {
        await take(storable(message));
      } catch (error) {
        if (isAway(error)) throw error;
        const reason = reasonOf(error);
        log.error({ id, gateway, reason }, 'a message could not be stored and is set aside');
        await setAside.put(message, reason);
        await count();
      }
    },
    takeSetAside: async () => {
      const waiting = await setAside.all(retried).catch(() => []);
      for (const message of waiting) {
        const { id, gateway } = message;
        try {
          await take(storable(message));
          await setAside.remove(message);
          log.info({ id, gateway }, 'a message that was set aside is stored');
        } catch (error) {
          log.warn({ id, gateway, reason: reasonOf(error) }, 'a message that was set aside still cannot be stored');
        }
      }
      await count();
    },
    setAside: () => counts,
  };
}
