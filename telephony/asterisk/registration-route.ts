import { createHash, timingSafeEqual } from 'node:crypto';
import { Router, urlencoded } from 'express';
import type { ExchangeHooks } from '../port.ts';
import type { ExchangeLog } from './link.ts';
import type { Numbering } from './numbering.ts';
import { aniOf } from './packets.ts';

export interface RegistrationRouteOptions {
  /** The exchange's name, first part of every call id. */
  readonly name: string;
  /** Shared with the dialplan; it comes in the header `X-Sigap-Token`. */
  readonly token: string;
  readonly register: ExchangeHooks['register'];
  readonly now: () => number;
  readonly numbering?: Pick<Numbering, 'numbered' | 'refused'>;
  readonly log: ExchangeLog;
}

/**
 * The dialplan's `POST /` with the form fields callid (Linkedid), ani and dnis. Answers text/plain:
 * 200 `OK|<ticket number>|<sound files joined by &>` · 400 a field makes no sense · 401 wrong token · 503 no ticket now.
 * Whatever is not 200, the dialplan queues the caller without a number.
 * @throws when the token is shorter than 16 characters.
 */
export function createRegistrationRoute(options: RegistrationRouteOptions): Router {
  const { name, token, register, now, numbering, log } = options;
  if (token.length < 16) throw new Error('the registration token needs at least 16 characters');
  const expected = digest(token);
  const router = Router();
  const form = urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });
  router.post(
    '/',
    (request, response, next) => {
      response.type('text/plain');
      // Of equal length whatever was sent, so that the comparison takes equal time.
      if (timingSafeEqual(digest(request.get('x-sigap-token') ?? ''), expected)) return next();
      numbering?.refused();
      response.status(401).send('ERROR|wrong token\n');
    },
    form,
    async (request, response) => {
      const { callid, ani, dnis } = (request.body ?? {}) as Record<string, unknown>;
      if (!isText(callid, /^[\w.-]{1,100}$/) || !isText(ani, /^.{0,100}$/) || !isText(dnis, /^[\w+.-]{1,64}$/)) {
        response.status(400).send('ERROR|callid, ani or dnis makes no sense\n');
        return;
      }
      try {
        const callId = `${name}-${callid}`;
        const { ticketNumber } = await register({ callId, at: now(), ani: aniOf(ani), dnis });
        numbering?.numbered(callId);
        response.send(`OK|${ticketNumber}|${spokenTicketNumber(ticketNumber)}\n`);
      } catch (error) {
        // The message may quote what was stored, so only its kind is told.
        log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'no ticket number for a caller');
        response.status(503).send('ERROR|no ticket number now\n');
      }
    },
  );
  return router;
}

/**
 * The sound files that speak a ticket number: a letter or digit each, a pause for what parts them.
 * @internal exported for its tests
 */
export function spokenTicketNumber(ticketNumber: string): string {
  return [...ticketNumber.toLowerCase()].map((sign) => `sigap/${/[a-z0-9]/.test(sign) ? sign : 'jeda'}`).join('&');
}

const digest = (text: string) => createHash('sha256').update(text).digest();

const isText = (value: unknown, shape: RegExp): value is string => typeof value === 'string' && shape.test(value);
