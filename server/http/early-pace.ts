import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { createAllowance } from '../app/shared/allowance.ts';
import { requests } from './pace.ts';
import { HttpProblem } from './problem.ts';

/** A refusal is not hurried: who asks again at once is kept waiting, and costs nothing meanwhile. */
const refusedAfterMs = 1_000;
/** Of one log-in; more of its connections are closed without a word. */
const waitingAtMost = 100;

/**
 * Refuses the requests of a log-in that asks too much before anybody looks up whose it is: else a flood would cost a query
 * for each of its requests, behind which everybody waits.
 * @param sessionOf what the session's cookie holds; null: there is none
 */
export function paceEarly(sessionOf: (cookie: string) => string | null, elapsed: () => number): RequestHandler {
  const allowance = createAllowance({ ...requests, elapsed });
  const waiting = new Map<string, number>();
  return async (request, response, next) => {
    const session = sessionOf(request.headers.cookie ?? '');
    if (session === null || allowance.take(session)) return next();
    const others = waiting.get(session) ?? 0;
    if (others >= waitingAtMost) return void request.socket.destroy();
    waiting.set(session, others + 1);
    await sleep(refusedAfterMs);
    const left = (waiting.get(session) ?? 1) - 1;
    if (left > 0) waiting.set(session, left);
    else waiting.delete(session);
    response.setHeader('retry-after', String(Math.max(1, Math.ceil(allowance.waitMs(session) / 1_000))));
    next(new HttpProblem(429, 'too_many_requests', 'Too many requests. Wait a moment.'));
  };
}
