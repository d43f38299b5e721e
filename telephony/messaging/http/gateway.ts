import { connectionFault, retryAfterMs } from '../../http-fault.ts';
import { createGatewayHealth } from '../gateway-health.ts';
import { createIntake } from '../intake.ts';
import { fetchMedia } from '../media.ts';
import type { MessageChannel, MessageGateway, MessagingHooks, OutboundMessage, SendOutcome } from '../port.ts';
import { answerSchema } from './schema.ts';
import { checkSecret, signatureOf } from './signature.ts';
import { createHttpWebhook } from './webhook.ts';

export interface HttpGatewayOptions {
  readonly name: string;
  readonly channels: readonly MessageChannel[];
  /** Messages a second that the other side takes. */
  readonly perSecond: number;
  /** Where our messages are posted. */
  readonly url: string;
  /** Shared with the other side, 16 characters at least: both sign with it. */
  readonly secret: string;
  /** Hosts from which what citizens sent is fetched, besides that of `url`. */
  readonly mediaHosts?: readonly string[];
  /** How long an answer may take, ms; 10 s unless told. */
  readonly timeoutMs?: number;
  readonly now: () => number;
}

export interface HttpGateway {
  readonly gateway: MessageGateway;
  readonly router: ReturnType<typeof createHttpWebhook>;
}

/**
 * Any aggregator or bridge that speaks signed HTTP (README.md beside this file). The router goes where the other side
 * reaches it. Our id goes with each message as `Idempotency-Key`, so sending again needs no looking.
 * @throws when the secret is too short, or the address is not one of http(s).
 */
export function createHttpGateway(options: HttpGatewayOptions): HttpGateway {
  const { name, channels, perSecond, url, secret, mediaHosts = [], timeoutMs = 10_000, now } = options;
  checkSecret(secret);
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new Error(`the address of the gateway ${name} must be http(s)`);
  const health = createGatewayHealth(now, true);
  const intake = createIntake();
  let hooks: MessagingHooks | null = null;

  const gateway: MessageGateway = {
    name,
    channels,
    perSecond,
    start(given) {
      hooks = given;
    },
    async stop() {
      hooks = null;
      await intake.idle();
    },
    status: health.status,
    media: (from) => {
      const { host, protocol } = new URL(url);
      return fetchMedia({
        url: from,
        hosts: [host, ...mediaHosts],
        plain: protocol === 'http:' ? [host] : [],
        headers: { 'x-sigap-signature': signatureOf(secret, now(), from) },
        timeoutMs,
      });
    },
    async send(message) {
      const outcome = await post(message);
      if (outcome.ok || outcome.kind === 'rejected' || outcome.kind === 'busy') health.heard();
      else health.lost();
      return outcome;
    },
  };

  async function post({ id, channel, from, to, text, template, writtenAt }: OutboundMessage): Promise<SendOutcome> {
    const at = new Date(writtenAt).toISOString();
    const body = JSON.stringify({ id, channel, from, to, text, template, at });
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          'x-sigap-signature': signatureOf(secret, now(), body),
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return outcomeOf(id, answer, await answer.text());
    } catch (error) {
      const { maybeSent, reason } = connectionFault(error);
      return { ok: false, kind: maybeSent ? 'unknown' : 'unreachable', reason, code: null };
    }
  }

  const router = createHttpWebhook({ name, channels, secret, now, health, intake, hooks: () => hooks });
  return { gateway, router };
}

/** These say that the message itself will never do; whatever else is not 2xx is put right by people or by time. */
const hopeless: ReadonlySet<number> = new Set([400, 410, 413, 415, 422]);

function outcomeOf(id: string, answer: Response, text: string): SendOutcome {
  const { reference, code } = answerSchema.safeParse(jsonOf(text)).data ?? {};
  if (answer.ok) return { ok: true, reference: reference ?? id, status: 'queued' };
  const failure = {
    ok: false,
    reason: `the gateway answered ${answer.status}`,
    code: code === undefined ? String(answer.status) : String(code),
  } as const;
  if (answer.status === 429) {
    return { ...failure, kind: 'busy', retryAfterMs: retryAfterMs(answer.headers.get('retry-after')) };
  }
  if (answer.status >= 500) return { ...failure, kind: answer.status === 503 ? 'unreachable' : 'unknown' };
  return { ...failure, kind: hopeless.has(answer.status) ? 'rejected' : 'unreachable' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
