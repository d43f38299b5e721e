import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf, type OperationFacts } from './facts.ts';
import { refusal, type StandInAnswer, type StandInPart, type StandInRequest } from './stand-in.ts';
import type { createWebhooks, WebhookAnswer } from './webhooks.ts';

const facts = JSON.parse(readFileSync(new URL('../../fixtures/twilio/messages.json', import.meta.url), 'utf8')) as {
  create: OperationFacts;
  list: OperationFacts;
};

/** A message as the stand-in keeps it. */
export interface StandInMessage {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly createdAt: number;
  readonly statusCallback: string | null;
  readonly media: { readonly url: string; readonly contentType: string }[];
  status: string;
  errorCode: number | null;
}

/** Something that becomes of a message, `afterMs` after it was created. */
export interface Stage {
  readonly status: string;
  readonly afterMs: number;
  readonly errorCode?: number;
}

export interface MessagesOptions {
  readonly accountSid: string;
  readonly now: () => number;
  readonly webhooks?: ReturnType<typeof createWebhooks>;
  /** Where inbound messages are posted; not told at all when absent. */
  readonly inboundUrl?: string;
  /** Numbers that said STOP: 21610. */
  readonly optedOut?: ReadonlySet<string>;
  /** What the templates say; `{{1}}` stands for a variable. */
  readonly templates?: Readonly<Record<string, string>>;
  /** What becomes of each message of ours by itself, told by callbacks: late, twice or out of order, as it says. */
  readonly lifeOf?: (message: StandInMessage) => readonly Stage[];
}

/** The Messages of Twilio. What we send is checked against the facts of its OpenAPI; `faults` says what was wrong. */
export function createMessages(options: MessagesOptions) {
  const { accountSid, now, webhooks, inboundUrl, optedOut = new Set(), templates = {}, lifeOf } = options;
  const kept: StandInMessage[] = [];
  const faults: string[] = [];
  const lives = new Set<Promise<unknown>>();
  const root = `/2010-04-01/Accounts/${accountSid}/Messages`;

  const keep = (message: Omit<StandInMessage, 'sid' | 'createdAt' | 'errorCode'>): StandInMessage => {
    const sid = `SM${(kept.length + 1).toString(16).padStart(32, '0')}`;
    const all = { ...message, sid, createdAt: now(), errorCode: null };
    kept.push(all);
    return all;
  };

  function create(form: URLSearchParams): StandInAnswer {
    const wrong = faultsOf(facts.create, form);
    faults.push(...wrong);
    const field = (name: string) => form.get(name) ?? '';
    if (field('Body').length > 1600) return refusal(400, 21617);
    if (wrong.length > 0) return refusal(400, 21602);
    if (field('To').startsWith('whatsapp:') !== field('From').startsWith('whatsapp:')) return refusal(400, 21910);
    if (optedOut.has(field('To'))) return refusal(400, 21610);
    const content = form.get('ContentSid');
    const message = keep({
      direction: 'outbound-api',
      from: field('From'),
      to: field('To'),
      body: content === null ? field('Body') : filled(templates[content] ?? '', field('ContentVariables')),
      statusCallback: form.get('StatusCallback'),
      media: [],
      status: 'queued',
    });
    for (const stage of lifeOf?.(message) ?? []) {
      const life = sleep(stage.afterMs).then(() => reach(message, stage));
      lives.add(life);
      void life.finally(() => lives.delete(life));
    }
    return { status: 201, json: resourceOf(message) };
  }

  const become = (message: StandInMessage, status: string, errorCode: number | null = null): void => {
    message.status = status;
    message.errorCode = errorCode;
  };
  const reach = async (message: StandInMessage, { status, errorCode }: Stage) => {
    // A callback out of order says what was, not what is.
    if (rank(status) > rank(message.status)) become(message, status, errorCode);
    if (message.statusCallback !== null) await callBack(message, status, errorCode);
  };

  /** Newest first, in pages; filtered by the day or moment it was sent, which what is queued has not yet. */
  function list(query: URLSearchParams): StandInAnswer {
    faults.push(...faultsOf(facts.list, query));
    const after = query.get('DateSent>');
    const found = kept
      .filter(({ to }) => query.get('To') === null || query.get('To') === to)
      .filter(({ from }) => query.get('From') === null || query.get('From') === from)
      .filter((each) => after === null || (each.status !== 'queued' && each.createdAt >= Date.parse(after)))
      .reverse();
    const [size, page] = [Number(query.get('PageSize') ?? 50), Number(query.get('Page') ?? 0)];
    const next = new URLSearchParams(query);
    next.set('Page', String(page + 1));
    const more = found.length > (page + 1) * size;
    const messages = found.slice(page * size, (page + 1) * size).map(resourceOf);
    return {
      status: 200,
      json: { messages, page, page_size: size, next_page_uri: more ? `${root}.json?${next}` : null },
    };
  }

  function mediaOf(sid: string): StandInAnswer {
    const message = kept.find((each) => each.sid === sid);
    if (message === undefined) return refusal(404, 20404);
    const media = message.media.map(({ contentType }, at) => ({
      sid: `ME${String(at).padStart(32, '0')}`,
      account_sid: accountSid,
      parent_sid: sid,
      content_type: contentType,
      date_created: new Date(message.createdAt).toUTCString(),
      date_updated: new Date(message.createdAt).toUTCString(),
      uri: `${root}/${sid}/Media/ME${String(at).padStart(32, '0')}.json`,
    }));
    return { status: 200, json: { media_list: media, page: 0, next_page_uri: null } };
  }

  const resourceOf = (message: StandInMessage) => ({
    sid: message.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    direction: message.direction,
    from: message.from,
    to: message.to,
    body: message.body,
    status: message.status,
    error_code: message.errorCode,
    error_message: null,
    num_media: String(message.media.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    messaging_service_sid: null,
    date_created: new Date(message.createdAt).toUTCString(),
    date_updated: new Date(now()).toUTCString(),
    date_sent: message.status === 'queued' ? null : new Date(message.createdAt).toUTCString(),
    uri: `${root}/${message.sid}.json`,
    subresource_uris: { media: `${root}/${message.sid}/Media.json` },
  });

  /** Pictures stay when their message goes: whoever deletes it first has forgotten them. */
  function remove(sid: string, picture: string | undefined): StandInAnswer {
    const at = kept.findIndex((message) => message.sid === sid);
    const message = kept[at];
    if (message === undefined) return refusal(404, 20404);
    if (picture === undefined && message.media.length > 0) faults.push(`${sid} was deleted before its pictures`);
    if (picture === undefined) kept.splice(at, 1);
    else message.media.splice(0, 1);
    return { status: 204 };
  }

  const part: StandInPart = ({ method, path, query, form }: StandInRequest) => {
    const [, of, picture] = /^\/Messages\/(SM[0-9a-f]{32})(?:\/Media\/(ME\d{32}))?\.json$/.exec(path) ?? [];
    if (of !== undefined && method === 'DELETE') return remove(of, picture);
    const [, sid] = /^\/Messages\/(SM[0-9a-f]{32})\/Media\.json$/.exec(path) ?? [];
    if (sid !== undefined && method === 'GET') return mediaOf(sid);
    if (path !== '/Messages.json') return undefined;
    return method === 'POST' ? create(form) : list(query);
  };

  async function callBack(message: StandInMessage, status: string, errorCode: number | null = null) {
    if (webhooks === undefined || message.statusCallback === null) throw new Error('nobody asked for callbacks');
    const { sid, from, to } = message;
    const fields = { SmsSid: sid, SmsStatus: status, MessageStatus: status, To: to, From: from, MessageSid: sid };
    return webhooks.post(message.statusCallback, {
      ...fields,
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      ...(errorCode !== null && { ErrorCode: String(errorCode) }),
    });
  }

  const told = (message: StandInMessage): Promise<WebhookAnswer> => {
    if (webhooks === undefined || inboundUrl === undefined) throw new Error('the stand-in knows no webhook');
    const { sid, from, to, body, media } = message;
    const about = media.flatMap(({ url, contentType }, at) => [
      [`MediaUrl${at}`, url],
      [`MediaContentType${at}`, contentType],
    ]);
    return webhooks.post(inboundUrl, {
      ToCountry: 'ID',
      SmsMessageSid: sid,
      NumMedia: String(media.length),
      SmsSid: sid,
      SmsStatus: 'received',
      Body: body,
      To: to,
      NumSegments: '1',
      MessageSid: sid,
      AccountSid: accountSid,
      From: from,
      ApiVersion: '2010-04-01',
      ...Object.fromEntries(about),
    });
  };

  return {
    part,
    kept: kept as readonly StandInMessage[],
    faults: faults as readonly string[],
    /** A citizen's message arrives at Twilio, which does not tell us yet. */
    arrive: (from: string, to: string, body: string, media: StandInMessage['media'] = []): StandInMessage =>
      keep({ direction: 'inbound', from, to, body, statusCallback: null, media, status: 'received' }),
    /** Tells us an inbound message; again, when called again. */
    tell: told,
    /** Something becomes of a message of ours. */
    become,
    /** A status callback of it, whatever it is by now. */
    callBack,
    /** Waits until everything became of the messages that was to become of them. */
    async settled(): Promise<void> {
      while (lives.size > 0) await Promise.all(lives);
    },
  };
}

const order = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'read'];
const rank = (status: string) => order.indexOf(status);

function filled(template: string, variables: string): string {
  const values = JSON.parse(variables || '{}') as Record<string, string>;
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? '');
}
