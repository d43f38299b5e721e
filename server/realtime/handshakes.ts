import { type IncomingMessage, ServerResponse } from 'node:http';
import { createEarlyPace, type EarlyPace } from '../app/shared/early-pace.ts';
import { handshakesAtOnce, perPerson, strangers } from './limits.ts';

/** Engine.IO has read the query by then, and goes by it. */
type Handshake = IncomingMessage & { readonly _query?: { readonly sid?: string } };
type Next = (error?: unknown) => void;
/** Finds out who asks, and notes it at the request. */
export type Identify = (request: IncomingMessage, response: ServerResponse, next: Next) => unknown;

export interface HandshakeDeps {
  readonly identify: Identify;
  /** What a request would be looked up by; empty: nobody asks that we know. */
  readonly tokensOf: (request: IncomingMessage) => readonly string[];
  readonly isSomebody: (request: IncomingMessage) => boolean;
  /** Whether a connection of this name is there. */
  readonly isOpen: (sid: string) => boolean;
  /** Milliseconds that never step. */
  readonly elapsed: () => number;
}

/**
 * Who asks for a socket, as Engine.IO's first word on each of its requests: it would look at what is allowed only after
 * the session was read, with a query for each socket that is refused.
 */
export function paceHandshakes({ identify, tokensOf, isSomebody, isOpen, elapsed }: HandshakeDeps): Identify {
  const paceLogIn = createEarlyPace({ ...perPerson.handshakes, atOnce: handshakesAtOnce, elapsed });
  const paceStrangers = createEarlyPace({ ...strangers, atOnce: strangers.most, elapsed });
  return async (request: Handshake, response, next) => {
    const sid = request._query?.sid;
    // What is open was let in, and is looked at each second; one that is gone is a new socket's first try.
    if (sid && isOpen(sid)) return next();
    const tokens = tokensOf(request);
    if (tokens.length > 0) {
      const over = await passed(paceLogIn, tokens, request, response);
      if (!over) return;
      if (request.socket.destroyed) return over();
      const failed = await new Promise<unknown>((resolve) => identify(request, response, resolve));
      over();
      if (failed) return next(failed);
    }
    if (isSomebody(request)) return next();
    // They hear that they are not logged in; a flood of made-up cookies, or of none, is refused as one of a log-in is.
    const over = await passed(paceStrangers, [request.socket.remoteAddress ?? ''], request, response);
    over?.();
    if (over) next();
  };
}

/** @returns to be called when its work is done; null: it was refused */
async function passed(
  pace: EarlyPace,
  keys: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<(() => void) | null> {
  const pass = await pace(keys);
  if (pass && 'over' in pass) return pass.over;
  const { socket } = request;
  const headers = { 'retry-after': String(Math.ceil((pass?.retryAfterMs ?? 0) / 1_000)), connection: 'close' };
  if (!pass || socket.destroyed) socket.destroy();
  else if (response instanceof ServerResponse) response.writeHead(429, headers).end();
  else {
    const lines = Object.entries({ ...headers, 'content-length': '0' }).map(([name, value]) => `${name}: ${value}\r\n`);
    // Nobody reads on from here: it is closed at our side, whether or not theirs is.
    socket.end(`HTTP/1.1 429 Too Many Requests\r\n${lines.join('')}\r\n`, () => socket.destroy());
  }
  return null;
}
