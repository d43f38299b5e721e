import { Router } from 'express';
import type { Doors } from '../../app/calls/doors.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

/** What callers are told before the queue. */
export function announcementRoutes({ doors }: { readonly doors: Pick<Doors, 'announce' | 'end'> }): Router {
  const router = Router();
  const done = (allowed: boolean): never => {
    if (!allowed) throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    return undefined as never;
  };
  mount(router, 'setAnnouncement', async ({ body, actor }) => {
    const { name, turnsAway, minutes } = body;
    return done(await doors.announce(actor, { name, turnsAway }, minutes));
  });
  mount(router, 'endAnnouncement', async ({ actor }) => done(await doors.end(actor)));
  return router;
}
