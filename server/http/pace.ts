import type { RequestHandler } from 'express';
import { createAllowance } from '../app/shared/allowance.ts';
import { HttpProblem } from './problem.ts';
import { actorOf } from './session.ts';

/** More than a console asks at its busiest, and than a person can look at; a colleague hardly feels it. */
export const requests = { most: 300, perSecond: 30 } as const;
/** Of a program that reads figures: a dashboard draws itself anew in one go, and then once a minute. */
const programs = { most: 60, perSecond: 1 } as const;

/** Refuses the requests of a person or program that asks too much; everybody else goes on. */
export function pacePerPerson(elapsed: () => number): RequestHandler {
  const ofPeople = createAllowance({ ...requests, elapsed });
  const ofPrograms = createAllowance({ ...programs, elapsed });
  return (request, response, next) => {
    const { reportToken } = request;
    const allowance = reportToken ? ofPrograms : ofPeople;
    const who = reportToken?.tokenId ?? actorOf(request)?.userId;
    if (who !== undefined && !allowance.take(who)) {
      response.setHeader('retry-after', String(Math.ceil(allowance.waitMs(who) / 1_000)));
      throw new HttpProblem(429, 'too_many_requests', 'Too many requests. Wait a moment.');
    }
    next();
  };
}
