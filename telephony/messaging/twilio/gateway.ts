import { basicAuth, createTwilioClient, failureOf, forgotten, type TwilioClient } from '../../twilio/client.ts';
import { createGatewayHealth } from '../gateway-health.ts';
import { createIntake } from '../intake.ts';
import { fetchMedia } from '../media.ts';
import type { MessageGateway, MessagingHooks, OutboundMessage, SendOutcome } from '../port.ts';
import { createRecent, type Recent } from '../recent.ts';
import { createCatchUp } from './catch-up.ts';
import { createTwilioMessageWebhook, messageParameter } from './webhook.ts';
import { addressTo, isMessageSid, statusFrom, type TwilioChannel } from './words.ts';

export interface TwilioMessageGatewayOptions {
  readonly name: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Where Twilio reaches the router, behind whatever proxy there is. */
  readonly publicUrl: string;
  /** The service's own numbers at Twilio. */
  readonly numbers: readonly { readonly channel: TwilioChannel; readonly address: string }[];
  /** Messages a second that the numbers may send: 1 for a long code, 80 for WhatsApp unless Twilio granted more. */
  readonly perSecond: number;
  /** The origin of a stand-in instead of Twilio's cloud. */
  readonly baseUrl?: string | undefined;
  /** How long an answer of Twilio may take, ms; 10 s unless told. */
  readonly timeoutMs?: number;
  /** How often what Twilio has is compared with what it told, ms; 5 minutes unless told. */
  readonly catchUpMs?: number;
  readonly now: () => number;
}

export interface TwilioMessageGateway {
  readonly gateway: MessageGateway;
  readonly router: ReturnType<typeof createTwilioMessageWebhook>;
}

/**
 * SMS and WhatsApp through Twilio. Its webhooks (`router`: `/inbound` to be set at each number, `/status` named with
 * each message) are answered when what they brought is kept. Twilio tries a refused one again once or not at all, so the
 * gateway also asks Twilio what it has: when it starts, every few minutes, and soon after it refused one.
 * @throws when the token is too short, the account or the public address makes no sense, or there is no number.
 */
export function createTwilioMessageGateway(options: TwilioMessageGatewayOptions): TwilioMessageGateway {
  const { name, accountSid, authToken, publicUrl, numbers, perSecond, baseUrl, timeoutMs, catchUpMs, now } = options;
  if (numbers.length === 0) throw new Error(`the Twilio gateway ${name} has no number`);
  const client = createTwilioClient({ accountSid, authToken, baseUrl, ...(timeoutMs !== undefined && { timeoutMs }) });
  const health = createGatewayHealth(now, true);
  const intake = createIntake();
  let hooks: MessagingHooks | null = null;
  /** By Twilio's name of a message: what we kept of it last. */
  const kept = createRecent();
  /** Our id of a message and Twilio's name for it, each by the other, as an answer or a callback told them. */
  const named = createRecent();
  const pair = (id: string, sid: string) => {
    named.set(id, sid);
    named.set(sid, id);
  };
  const catchUp = createCatchUp({ name, client, numbers, everyMs: catchUpMs, now, health, kept, hooks: () => hooks });

  const router = createTwilioMessageWebhook({
    name,
    authToken,
    publicUrl,
    now,
    health,
    intake,
    hooks: () => hooks,
    isKept: (sid, what) => kept.get(sid) === what,
    kept(sid, what, messageId) {
      kept.set(sid, what);
      if (messageId !== null) pair(messageId, sid);
    },
    missed: catchUp.soon,
  });

  const gateway: MessageGateway = {
    name,
    channels: [...new Set(numbers.map(({ channel }) => channel))],
    perSecond,
    start(given) {
      hooks = given;
      catchUp.start();
    },
    async stop() {
      hooks = null;
      await catchUp.stop();
      await intake.idle();
    },
    status: health.status,
    media: (url) => {
      const headers = { authorization: basicAuth(accountSid, authToken) };
      return fetchMedia({ ...whereMediaLies(url, baseUrl), headers, ...(timeoutMs !== undefined && { timeoutMs }) });
    },
    forget: async (reference) => (isMessageSid(reference) ? forgotten(() => remove(client, reference)) : { ok: true }),
    async send(message, again) {
      const { channel } = message;
      if (channel !== 'sms' && channel !== 'whatsapp') {
        return { ok: false, kind: 'rejected', reason: `Twilio carries no ${channel} for us`, code: null };
      }
      const own = message.from || (numbers.find((number) => number.channel === channel)?.address ?? '');
      const [from, to] = [addressTo(channel, own), addressTo(channel, message.to)];
      try {
        const sent = again ? await find(client, message, named, from, to) : null;
        const { sid, status } = sent ?? (await create(client, message, from, to, publicUrl));
        health.heard();
        pair(message.id, sid);
        return { ok: true, reference: sid, status: statusFrom(status) ?? 'queued' };
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'unreachable' || failure.kind === 'unknown') health.lost();
        else health.heard();
        return { ok: false, ...failure } satisfies SendOutcome;
      }
    },
  };
  return { gateway, router };
}

/** Twilio's own address answers with one of its store, which asks for no password (Twilio, "Media resource"). */
const mediaHosts = ['api.twilio.com', 'media.twiliocdn.com', 's3-external-1.amazonaws.com', '*.twiliocdn.com'];

/** Where a stand-in stands for Twilio's cloud, it stands for all of its hosts. */
function whereMediaLies(url: string, baseUrl: string | undefined) {
  if (baseUrl === undefined || !URL.canParse(url)) return { url, hosts: mediaHosts };
  const { hostname, pathname, search } = new URL(url);
  const { host } = new URL(baseUrl);
  return {
    url: hostname === 'api.twilio.com' ? new URL(pathname + search, baseUrl).href : url,
    ...{ hosts: [host], plain: [host] },
  };
}

interface Sent {
  readonly sid: string;
  readonly status: string;
}

async function create(client: TwilioClient, message: OutboundMessage, from: string, to: string, publicUrl: string) {
  const { id, text, template } = message;
  const statusCallback = `${publicUrl.replace(/\/+$/, '')}/status?${messageParameter}=${encodeURIComponent(id)}`;
  const content =
    template === null
      ? { body: text }
      : { contentSid: template.id, contentVariables: JSON.stringify(template.variables) };
  const sent: Sent = await client.messages.create({ from, to, statusCallback, ...content });
  return sent;
}

/** Pictures are things of their own, which stay when their message goes. */
async function remove(client: TwilioClient, sid: string): Promise<void> {
  for (const { sid: picture } of await client.messages(sid).media.list()) {
    await client.messages(sid).media(picture).remove();
  }
  await client.messages(sid).remove();
}

/** Twilio's clock and ours may be this far apart, ms. */
const skewMs = 5_000;

/**
 * A try of ours that may have reached Twilio: known by the callback that told its name, or else the first message with
 * the same text between the same two since ours was written. Twilio keeps no id of ours to ask for.
 */
async function find(
  client: TwilioClient,
  { id, text, writtenAt }: OutboundMessage,
  named: Recent,
  from: string,
  to: string,
): Promise<Sent | null> {
  const sid = named.get(id);
  if (sid !== undefined) return { sid, status: 'queued' };
  // Not by `DateSent`: what is queued still has none. The newest come first.
  const messages = await client.messages.list({ from, to, limit: 100, pageSize: 100 });
  const ours = messages.filter(
    ({ sid, body, direction, dateCreated }) =>
      direction === 'outbound-api' &&
      body === text &&
      dateCreated.getTime() >= writtenAt - skewMs &&
      (named.get(sid) ?? id) === id,
  );
  return ours.at(-1) ?? null;
}
