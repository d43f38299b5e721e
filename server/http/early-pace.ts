import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { createEarlyPace } from '../app/shared/early-pace.ts';
import { requests } from './pace.ts';
import { answerProblem, HttpProblem } from './problem.ts';

/** Requests of one log-in that are worked on at one time: a console seldom asks more at once, and connections to the database are few. */
const atOnce = 4;
/** More than consoles that all reconnect ask in one go; beyond it their requests leave room for a colleague's. */
const freely = 100;
/** Made once: a flood is refused by the hundred. */
const tooMany = new HttpProblem(429, 'too_many_requests', 'Too many requests. Wait a moment.');

/**
 * Refuses the requests of a log-in that asks too much before anybody looks up whose it is.
 * @param tokensOf what the request would be looked up by
 */
export function paceEarly(
  tokensOf: (request: IncomingMessage) => readonly string[],
  elapsed: () => number,
): RequestHandler {
  const pace = createEarlyPace({ ...requests, atOnce, freely, elapsed });
  return async (request, response, next) => {
    const tokens = tokensOf(request);
    if (tokens.length === 0) return next();
    const pass = await pace(tokens);
    if (!pass) return void request.socket.destroy();
    // Whoever left while waiting holds nobody up: then it is closed already, and says so no more.
    if (response.closed) return 'over' in pass ? pass.over() : undefined;
    if ('over' in pass) {
      response.once('close', pass.over);
      return next();
    }
    response.setHeader('retry-after', String(Math.ceil(pass.retryAfterMs / 1_000)));
    answerProblem(response, tooMany);
  };
}
