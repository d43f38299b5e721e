import type { NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { wellFormed } from '../well-formed.ts';
import { sdk } from './sdk.ts';

export interface TwilioSignatureOptions {
  /** The account's auth token: Twilio signs each webhook with it. */
  readonly authToken: string;
  /**
   * Where Twilio reaches the router that uses this, with the path that a proxy may take away:
   * `https://sigap.example.go.id/hotline/telephony/twilio/messages`. What a request says of its host proves nothing.
   */
  readonly publicUrl: string;
  /** The most a body may have, bytes; 64 kB unless told. */
  readonly limitBytes?: number;
}

/** A form as Twilio sends it: a field given twice is a list. */
export type TwilioForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What stands before every Twilio webhook: reads the form and lets it through only when Twilio signed it for our public
 * address. Use it on a router (`router.use(...createTwilioSignature(options))`), whose paths follow `publicUrl`.
 * Answers text/plain: 403 not signed by Twilio · 413 too large · 400 not a form. It has no memory: a request sent once
 * more is signed as well, so what comes behind it counts by the ids that Twilio gives.
 * @throws when the token is shorter than 16 characters, or the address is not one of http(s) without query and fragment.
 */
export function createTwilioSignature(options: TwilioSignatureOptions): RequestHandler[] {
  const { authToken, limitBytes = 64 * 1024 } = options;
  if (authToken.trim().length < 16) throw new Error('the Twilio auth token needs at least 16 characters');
  const publicUrl = plainUrl(options.publicUrl);
  const { validateRequest } = sdk();

  // Refused before a byte of its body is read.
  const looksSigned: RequestHandler = (request, response, next) => {
    if (request.method === 'POST' && !request.is('application/x-www-form-urlencoded')) return refuse(response, 400);
    // Base64 of 20 bytes.
    return /^[A-Za-z0-9+/]{27}=$/.test(request.get('x-twilio-signature') ?? '') ? next() : refuse(response, 403);
  };
  // Twilio never compresses; what is compressed could be far larger than it looks.
  const form = express.urlencoded({ extended: false, limit: limitBytes, parameterLimit: 500, inflate: false });
  const readForm: RequestHandler = (request, response, next) =>
    form(request, response, (error?: unknown) => (error === undefined ? next() : refuse(response, statusOf(error))));
  const isSigned = (request: Request, response: Response, next: NextFunction) => {
    const signature = request.get('x-twilio-signature') ?? '';
    // `request.url` is what follows the router's own path, with the query as it was sent.
    const valid = validateRequest(authToken, signature, publicUrl + request.url, request.body ?? {});
    return valid ? next() : refuse(response, 403);
  };
  return [looksSigned, readForm, isSigned];
}

/** The form of a request that {@link createTwilioSignature} let through; a field given twice counts as its first. Well-formed. */
export function fieldsOf(request: Request): ReadonlyMap<string, string> {
  const form = (request.body ?? {}) as TwilioForm;
  const first = (value: TwilioForm[string]) => (typeof value === 'string' ? value : (value?.[0] ?? ''));
  return new Map(Object.entries(form).map(([name, value]) => [name, wellFormed(first(value))]));
}

function plainUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new Error('the public address of the Twilio webhooks must be http(s), without query and fragment');
  }
  return text.replace(/\/+$/, '');
}

/** 413 stays; whatever else is wrong with a body is the sender's. */
function statusOf(error: unknown): number {
  return (error as { status?: unknown }).status === 413 ? 413 : 400;
}

const words: Readonly<Record<number, string>> = { 400: 'not a form', 403: 'not signed', 413: 'too large' };

function refuse(response: Response, status: number): void {
  response.status(status).type('text/plain').send(words[status]);
}
