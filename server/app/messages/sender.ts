import { backOffMs } from '../../../telephony/back-off.ts';
import type { MessageGateway } from '../../../telephony/messaging/port.ts';
import type { DueMessage, MessageStore } from '../ports/messages.ts';
import type { Log } from '../ports/ports.ts';
import type { AfterTry } from './delivery.ts';

/** Gives what is to be sent to the gateways. The rows in the database are the queue; nothing is kept in memory. */
export interface MessageSender {
  /** There is something new. Cheap. */
  kick(): void;
  start(): void;
  /** Waits for the tries under way. */
  stop(): Promise<void>;
}

export interface MessageSenderDeps {
  readonly store: Pick<MessageStore, 'claim' | 'holdGateway'>;
  readonly gateways: readonly MessageGateway[];
  readonly deliver: (gateway: MessageGateway, due: DueMessage) => Promise<AfterTry>;
  readonly log: Log;
}

/** Tries of one gateway at a time, so that one slow answer holds up nobody else's. */
const atOnce = 16;
/** Without a kick, such as for a message to be tried again. */
const pollMs = 1_000;
/** How long a try may take; after that another server may try, having looked first. */
const leaseMs = 60_000;
const longestRestMs = 30_000;

/** Each gateway is served by itself: one that is away or slow holds up no other, nor the outbox of the exchange. */
export function createMessageSender(deps: MessageSenderDeps): MessageSender {
  const lanes = deps.gateways.map((gateway) => createLane(deps, gateway));
  return {
    kick: () => {
      for (const lane of lanes) lane.kick();
    },
    start: () => {
      for (const lane of lanes) lane.start();
    },
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

function createLane({ store, deliver, log }: MessageSenderDeps, gateway: MessageGateway): MessageSender {
  const { name, perSecond } = gateway;
  const underWay = new Set<Promise<void>>();
  let stopped = true;
  let looking: Promise<void> | null = null;
  let again = false;
  /** The gateway may not be given the next one yet. */
  let paced = false;
  let timer: NodeJS.Timeout | undefined;
  /** How often in a row the gateway itself did not work. */
  let refusals = 0;

  const attempt = async (due: DueMessage): Promise<void> => {
    try {
      const { gatewayRestsMs } = await deliver(gateway, due);
      if (gatewayRestsMs === 0) refusals = 0;
      else {
        refusals += 1;
        const forMs = backOffMs({ firstMs: gatewayRestsMs, longestMs: longestRestMs }, refusals - 1);
        await store.holdGateway(name, forMs);
      }
    } catch (error) {
      // The database is away: the lease runs out, and whoever takes the message then looks first.
      log.warn({ err: error, id: due.id, gateway: name }, 'what became of a message could not be stored');
    }
  };

  const look = async (): Promise<number> => {
    // While the gateway does not work, one message finds out when it does.
    const limit = (refusals > 0 ? 1 : atOnce) - underWay.size;
    if (limit < 1) return pollMs;
    const { messages, waitMs } = await store.claim(name, { perSecond, limit, leaseMs });
    for (const due of messages) {
      const work = attempt(due).finally(() => {
        underWay.delete(work);
        kick();
      });
      underWay.add(work);
    }
    if (waitMs === null) return messages.length === limit ? 0 : pollMs;
    paced = true;
    return waitMs;
  };

  const kick = () => {
    if (stopped) return;
    again = true;
    // Held back by the pace, it will look in time; until then there is nothing it could do.
    if (looking || paced) return;
    clearTimeout(timer);
    again = false;
    looking = look()
      .catch((error: unknown) => {
        log.warn({ err: error, gateway: name }, 'the messages to send could not be read; trying again');
        return pollMs;
      })
      .then((waitMs) => {
        looking = null;
        if (stopped) return;
        if (!paced && (again || (waitMs === 0 && underWay.size < atOnce))) kick();
        else timer = setTimeout(wake, Math.min(pollMs, Math.max(5, waitMs)));
      });
  };

  const wake = () => {
    paced = false;
    kick();
  };

  return {
    kick,
    start: () => {
      stopped = false;
      wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(underWay);
    },
  };
}
