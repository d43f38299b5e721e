import { Router } from 'express';
import type { Alarms } from '../../app/alerts/alarms.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

/** Putting away what was looked at. */
export function alarmRoutes({ alarms }: { readonly alarms: Pick<Alarms, 'acknowledge'> }): Router {
  const router = Router();
  mount(router, 'acknowledgeAlarm', async ({ actor, params }) => {
    const came = await alarms.acknowledge(actor, params.alarmId);
    if (came === 'not_found') throw new HttpProblem(404, 'not_found', 'Nobody has to look at it any more.');
    if (came === 'four_eyes') throw new HttpProblem(403, 'four_eyes', 'It is about you: somebody else looks at it.');
    return undefined as never;
  });
  return router;
}
