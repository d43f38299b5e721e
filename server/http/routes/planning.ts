import { Router } from 'express';
import { askedOf } from '../../app/figures/ask-report.ts';
import type { Figures } from '../../app/figures/figures.ts';
import type { Planning } from '../../app/figures/planning.ts';
import { whatIf } from '../../app/figures/what-if.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface PlanningRoutesDeps {
  readonly plan: Planning;
  readonly figures: Pick<Figures, 'fields' | 'untold'>;
  readonly services: SopRegistry['services'];
  readonly timeZone: OfficeZone;
}

/** How many agents calls need, for those who answer for how the office works. */
export function planningRoutes(deps: PlanningRoutesDeps): Router {
  const router = Router();
  mount(router, 'planning', async ({ query }) => {
    const asked = askedOf({ ...query, interval: '30m' }, 'queue', deps);
    if ('fault' in asked) throw invalid([asked.fault]);
    const goal = { share: query.goal / 100, seconds: query.threshold };
    const [{ intervals, ...plan }, untold] = await Promise.all([
      deps.plan({ ...asked, goal, weeks: query.weeks }),
      deps.figures.untold(asked),
    ]);
    const phone = deps.services.filter(({ channel }) => channel === 'phone');
    return {
      ...{ zone: asked.zone, ...plan, intervals: [...intervals] },
      services: phone.map(({ id, name }) => ({ id, name: { ...name } })),
      untold,
    };
  });
  mount(router, 'whatIf', async ({ body }) => {
    const { threshold, goal, ...roster } = body;
    const told = await whatIf({ ...roster, goal: { share: goal / 100, seconds: threshold } });
    return { ...told, rows: [...told.rows] };
  });
  return router;
}
