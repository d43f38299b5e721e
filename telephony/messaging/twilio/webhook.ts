import { type Request, type Response, Router } from 'express';
import { createTwilioSignature, fieldsOf } from '../../twilio/signature.ts';
import type { GatewayHealth } from '../gateway-health.ts';
import type { Intake } from '../intake.ts';
import type { DeliveryReported, Media, MessageReceived, MessagingHooks } from '../port.ts';
import { addressFrom, isMessageSid, statusFrom } from './words.ts';

export interface TwilioMessageWebhookOptions {
  readonly name: string;
  readonly authToken: string;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly health: GatewayHealth;
  readonly intake: Intake;
  /** Null while the gateway is not started. */
  readonly hooks: () => MessagingHooks | null;
  /** Whether this of a message is what was kept of it last: told again, it is no work. */
  readonly isKept: (sid: string, what: string) => boolean;
  /** A message or report of this name is kept now. */
  readonly kept: (sid: string, what: string, messageId: string | null) => void;
  /** One could not be kept, and Twilio may not tell it again. */
  readonly missed: () => void;
}

/** The query of our status callbacks that says which message of ours it is. */
export const messageParameter = 'message';

/**
 * `POST /inbound` and `POST /status` of Twilio. Answers 200 with an empty document when it is kept (or was before) ·
 * 400 without the fields Twilio sends · 403 not signed · 413 too large · 503 not kept. The document is answered within
 * Twilio's 15 s, as the intake's limit is 10 s.
 */
export function createTwilioMessageWebhook(options: TwilioMessageWebhookOptions): Router {
  const { name, authToken, publicUrl, now, health, intake, hooks, isKept, kept, missed } = options;

  async function keep(
    response: Response,
    sid: string,
    what: string,
    messageId: string | null,
    work: (to: MessagingHooks) => Promise<void>,
  ) {
    const to = hooks();
    if (to !== null && (isKept(sid, what) || (await intake.take(() => work(to))))) {
      health.heard();
      kept(sid, what, messageId);
      response.type('text/xml').send('<Response/>');
      return;
    }
    missed();
    response.sendStatus(503);
  }
  /** What nothing can be made of, however often it comes. */
  const passOver = (response: Response, status: 200 | 400) => {
    health.strange();
    response.status(status).type('text/xml').send('<Response/>');
  };

  const router = Router();
  router.use(...createTwilioSignature({ authToken, publicUrl }));
  router.post('/inbound', async (request, response) => {
    const fields = fieldsOf(request);
    const sid = fields.get('MessageSid') ?? '';
    if (!isMessageSid(sid) || !fields.get('From') || !fields.get('To')) {
      return passOver(response, 400);
    }
    const message = messageFrom(name, fields, now());
    if (message === null) return passOver(response, 200);
    await keep(response, sid, 'received', null, (to) => to.received(message));
  });
  router.post('/status', async (request, response) => {
    const fields = fieldsOf(request);
    const sid = fields.get('MessageSid') ?? '';
    const status = statusFrom(fields.get('MessageStatus') ?? '');
    if (!isMessageSid(sid) || !fields.get('MessageStatus')) return passOver(response, 400);
    if (status === undefined) return passOver(response, 200);
    const messageId = messageIdOf(request);
    const report: DeliveryReported = {
      gateway: name,
      messageId,
      reference: sid,
      status,
      at: now(),
      errorCode: fields.get('ErrorCode') || null,
    };
    await keep(response, sid, status, messageId, (to) => to.reported(report));
  });
  return router;
}

function messageIdOf(request: Request): string | null {
  const id = request.query[messageParameter];
  return typeof id === 'string' && id !== '' ? id : null;
}

function messageFrom(name: string, fields: ReadonlyMap<string, string>, at: number): MessageReceived | null {
  const from = addressFrom(fields.get('From') ?? '');
  const to = addressFrom(fields.get('To') ?? '');
  if (from === null || to === null || from.channel !== to.channel) return null;
  return {
    id: `${name}-${fields.get('MessageSid')}`,
    gateway: name,
    channel: to.channel,
    at,
    from: from.address,
    to: to.address,
    text: textFrom(fields),
    media: mediaFrom(fields),
  };
}

/** WhatsApp sends a place as coordinates beside the text. */
function textFrom(fields: ReadonlyMap<string, string>): string {
  const [latitude, longitude] = [fields.get('Latitude'), fields.get('Longitude')];
  const place = latitude && longitude ? `geo:${latitude},${longitude}` : '';
  const lines = [fields.get('Body'), ...(place === '' ? [] : [fields.get('Label'), fields.get('Address'), place])];
  return lines.filter(Boolean).join('\n');
}

/** Twilio sends ten at most. */
function mediaFrom(fields: ReadonlyMap<string, string>): Media[] {
  const count = Math.min(Number(fields.get('NumMedia') ?? 0) || 0, 10);
  return Array.from({ length: count }, (_, at) => ({
    url: fields.get(`MediaUrl${at}`) ?? '',
    contentType: fields.get(`MediaContentType${at}`) ?? 'application/octet-stream',
  })).filter(({ url }) => url !== '');
}
