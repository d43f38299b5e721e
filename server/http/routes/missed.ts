import { Router } from 'express';
import type { MissedCallers } from '../../app/calls/missed-callers.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

/** The list of missed callers. */
export function missedRoutes({ missed }: { readonly missed: Pick<MissedCallers, 'settle'> }): Router {
  const router = Router();
  mount(router, 'settleMissed', async ({ params, body, actor }) => {
    const outcome = await missed.settle(actor, params.missedId, body.reason);
    if (outcome === 'not_allowed') throw new HttpProblem(403, outcome, 'Your role does not allow this.');
    if (outcome === 'not_found') throw new HttpProblem(404, outcome, 'Nobody of this id is on the list any more.');
    return undefined as never;
  });
  return router;
}
