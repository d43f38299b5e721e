import type { TwilioClient } from '../../twilio/client.ts';
import type { GatewayHealth } from '../gateway-health.ts';
import type { Media, MessageReceived, MessagingHooks } from '../port.ts';
import type { Recent } from '../recent.ts';
import { addressFrom, addressTo, statusFrom, type TwilioChannel } from './words.ts';

export interface CatchUpOptions {
  readonly name: string;
  readonly client: TwilioClient;
  readonly numbers: readonly { readonly channel: TwilioChannel; readonly address: string }[];
  readonly everyMs?: number | undefined;
  readonly now: () => number;
  readonly health: GatewayHealth;
  /** By Twilio's name of a message: what was kept of it last. */
  readonly kept: Recent;
  readonly hooks: () => MessagingHooks | null;
}

export interface CatchUp {
  start(): void;
  /** Something was missed: look in half a minute, when what was wrong may be right again. */
  soon(): void;
  stop(): Promise<void>;
}

/** How far back the first look goes, and each for what became of our messages: an outage longer is for people. */
const dayMs = 24 * 3600_000;
/** How far each look for messages goes behind the one before. */
const overlapMs = 3600_000;
const soonMs = 30_000;
const pageSize = 1000;
/** The newest of one number that a look takes. */
const most = { received: 10_000, reported: 1000 } as const;

/** Compares what Twilio has of our numbers with what it told us, and tells the rest under the same ids. */
export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { name, client, numbers, everyMs = 5 * 60_000, now, health, kept, hooks } = options;
  const retryMs = Math.min(soonMs, everyMs);
  let lookedAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  let looking: Promise<void> = Promise.resolve();
  let running = false;

  function schedule(ms: number): void {
    if (!running || now() + ms >= dueAt) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = now() + ms;
    timer = setTimeout(() => {
      dueAt = Number.POSITIVE_INFINITY;
      looking = look().then(() => schedule(everyMs));
    }, ms);
  }

  async function look(): Promise<void> {
    const began = now();
    const yesterday = new Date(began - dayMs);
    const since = lookedAt === null ? yesterday : new Date(lookedAt - overlapMs);
    try {
      for (const { channel, address } of numbers) {
        const ours = addressTo(channel, address);
        const received = { to: ours, dateSentAfter: since, limit: most.received, pageSize };
        for (const each of await client.messages.list(received)) await tellReceived(each);
        const sent = { from: ours, dateSentAfter: yesterday, limit: most.reported, pageSize };
        for (const each of await client.messages.list(sent)) await tellReport(each);
      }
      lookedAt = began;
      health.heard();
    } catch {
      // Twilio or the database is away; the next look goes back as far as this one.
      schedule(retryMs);
    }
  }

  type Listed = Awaited<ReturnType<TwilioClient['messages']['list']>>[number];

  async function tellReceived(listed: Listed): Promise<void> {
    const to = hooks();
    if (to === null || listed.direction !== 'inbound' || kept.get(listed.sid) === 'received') return;
    const [from, addressed] = [addressFrom(listed.from), addressFrom(listed.to)];
    if (from === null || addressed === null) return health.strange();
    const message: MessageReceived = {
      id: `${name}-${listed.sid}`,
      gateway: name,
      channel: addressed.channel,
      at: Math.min((listed.dateSent ?? listed.dateCreated).getTime(), now()),
      from: from.address,
      to: addressed.address,
      text: listed.body ?? '',
      media: Number(listed.numMedia) > 0 ? await mediaOf(listed.sid) : [],
    };
    await to.received(message);
    kept.set(listed.sid, 'received');
  }

  async function mediaOf(sid: string): Promise<Media[]> {
    const media = await client.messages(sid).media.list({ limit: 10 });
    return media.map(({ uri, contentType }) => ({
      url: `https://api.twilio.com${uri.replace(/\.json$/, '')}`,
      contentType,
    }));
  }

  async function tellReport(listed: Listed): Promise<void> {
    const to = hooks();
    const status = statusFrom(listed.status);
    // What is queued says nothing that the answer to our request did not.
    if (to === null || listed.direction === 'inbound' || status === undefined || status === 'queued') return;
    if (kept.get(listed.sid) === status) return;
    await to.reported({
      gateway: name,
      messageId: null,
      reference: listed.sid,
      status,
      at: Math.min((listed.dateUpdated ?? listed.dateCreated).getTime(), now()),
      errorCode: listed.errorCode ? String(listed.errorCode) : null,
    });
    kept.set(listed.sid, status);
  }

  return {
    start() {
      running = true;
      schedule(0);
    },
    soon: () => schedule(retryMs),
    async stop() {
      running = false;
      if (timer !== null) clearTimeout(timer);
      dueAt = Number.POSITIVE_INFINITY;
      await looking;
    },
  };
}
