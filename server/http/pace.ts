import type { RequestHandler } from 'express';
import { createAllowance } from '../app/shared/allowance.ts';
import { HttpProblem } from './problem.ts';
import { actorOf } from './session.ts';

/** More than a console asks at its busiest, and than a person can look at; a colleague hardly feels it. */
export const requests = { most: 300, perSecond: 30 } as const;

/** Refuses the requests of a person who asks too much; everybody else goes on. */
export function pacePerPerson(elapsed: () => number): RequestHandler {
  const allowance = createAllowance({ ...requests, elapsed });
  return (request, response, next) => {
    const actor = actorOf(request);
    if (actor && !allowance.take(actor.userId)) {
      response.setHeader('retry-after', String(Math.ceil(allowance.waitMs(actor.userId) / 1_000)));
      throw new HttpProblem(429, 'too_many_requests', 'Too many requests. Wait a moment.');
    }
    next();
  };
}
