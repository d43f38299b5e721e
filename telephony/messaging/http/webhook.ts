import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { GatewayHealth } from '../gateway-health.ts';
import type { Intake } from '../intake.ts';
import type { MessageChannel, MessagingHooks } from '../port.ts';
import { messageSchema, statusSchema } from './schema.ts';
import { isSigned } from './signature.ts';

export interface HttpWebhookOptions {
  readonly name: string;
  readonly channels: readonly MessageChannel[];
  readonly secret: string;
  readonly now: () => number;
  readonly health: GatewayHealth;
  readonly intake: Intake;
  /** Null while the gateway is not started. */
  readonly hooks: () => MessagingHooks | null;
}

/**
 * `POST /messages` and `POST /status`: JSON, signed (`X-Sigap-Signature`). Answers JSON: 200 it is kept, or was before ·
 * 400 it makes no sense (`fields` says which) · 401 not signed with our secret, or more than 5 minutes ago ·
 * 413 more than 256 kB · 503 not kept: send it again.
 */
export function createHttpWebhook(options: HttpWebhookOptions): Router {
  const { name, channels, secret, now, health, intake, hooks } = options;
  const messages = messageSchema(channels);

  const raw = express.raw({ type: () => true, limit: 256 * 1024, inflate: false });
  const readBody: RequestHandler = (request, response, next) =>
    raw(request, response, (error?: { status?: number }) => {
      if (error === undefined) next();
      else response.status(error.status === 413 ? 413 : 400).json({ error: 'body' });
    });
  const checkSignature: RequestHandler = (request, response, next) => {
    const header = request.get('x-sigap-signature') ?? '';
    if (isSigned(secret, now(), header, bodyOf(request))) next();
    else response.status(401).json({ error: 'signature' });
  };

  async function keep<Schema extends z.ZodType>(
    schema: Schema,
    request: Request,
    response: Response,
    deliver: (hooks: MessagingHooks, value: z.output<Schema>) => Promise<void>,
  ): Promise<void> {
    const parsed = schema.safeParse(jsonOf(bodyOf(request)));
    if (!parsed.success) {
      health.strange();
      // Only where and of what kind: what was sent may be a citizen's.
      const fields = parsed.error.issues.map(({ path, code }) => ({ field: path.join('.'), code }));
      response.status(400).json({ error: 'fields', fields });
      return;
    }
    const to = hooks();
    const kept = to !== null && (await intake.take(() => deliver(to, parsed.data)));
    if (kept) health.heard();
    if (kept) response.json({ kept: true });
    else response.status(503).set('retry-after', '5').json({ error: 'not kept' });
  }

  const router = Router();
  router.use(readBody, checkSignature);
  router.post('/messages', (request, response) =>
    keep(messages, request, response, (to, { id, at, ...message }) =>
      to.received({ ...message, id: `${name}-${id}`, gateway: name, at: Math.min(at, now()) }),
    ),
  );
  router.post('/status', (request, response) =>
    keep(statusSchema, request, response, (to, { messageId = null, reference, status, at, errorCode = null }) =>
      to.reported({
        gateway: name,
        messageId,
        reference: reference ?? messageId ?? '',
        status,
        at: Math.min(at, now()),
        errorCode,
      }),
    ),
  );
  return router;
}

const bodyOf = (request: Request): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
