import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { createAllowance } from '../app/shared/allowance.ts';
import { createTurns } from '../app/shared/turns.ts';
import { requests } from './pace.ts';
import { HttpProblem } from './problem.ts';

/** A refusal is not hurried: who asks again at once is kept waiting, and costs nothing meanwhile. */
const refusedAfterMs = 1_000;
/** Of one log-in; more of its connections are closed without a word. */
const waitingAtMost = 100;
/** Requests of one log-in that are worked on at one time: a console seldom asks more at once, and connections to the database are few. */
const atOnce = 4;

/**
 * Refuses the requests of a log-in that asks too much before anybody looks up whose it is: else a flood would cost a query
 * for each of its requests, behind which everybody waits. What it may ask is worked on a few at a time, so that nobody
 * else waits behind all of it.
 * @param sessionOf what the session's cookie holds; null: there is none
 */
export function paceEarly(sessionOf: (cookie: string) => string | null, elapsed: () => number): RequestHandler {
  const allowance = createAllowance({ ...requests, elapsed });
  const refused = createTurns({ atOnce: waitingAtMost, waiting: 0 });
  const worked = createTurns({ atOnce, waiting: requests.most });
  return async (request, response, next) => {
    const session = sessionOf(request.headers.cookie ?? '');
    if (session === null) return next();
    const turns = allowance.take(session) ? worked : refused;
    const over = await turns.take(session);
    if (!over) return void request.socket.destroy();
    if (turns === worked) {
      // Whoever left while waiting holds nobody up: then it is closed already, and says so no more.
      if (response.closed) return over();
      response.once('close', over);
      return next();
    }
    await sleep(refusedAfterMs);
    over();
    response.setHeader('retry-after', String(Math.max(1, Math.ceil(allowance.waitMs(session) / 1_000))));
    next(new HttpProblem(429, 'too_many_requests', 'Too many requests. Wait a moment.'));
  };
}
