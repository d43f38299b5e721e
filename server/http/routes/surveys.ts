import { Router } from 'express';
import { maySeeSatisfaction } from '../../app/people/policies.ts';
import type { SatisfactionOf } from '../../app/surveys/satisfaction.ts';
import { type OfficeZone, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

const dayMs = 24 * 3_600_000;
const daysAtMost = 366;

/** What citizens answered, as figures. */
export function surveyRoutes({ satisfaction, zone }: { satisfaction: SatisfactionOf; zone: OfficeZone }): Router {
  const router = Router();
  mount(router, 'satisfaction', async ({ query: { from, until }, actor }) => {
    if (!maySeeSatisfaction(actor)) throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const [first, last] = [startOfOfficeDay(from, zone), startOfOfficeDay(until, zone)];
    if (last < first)
      throw invalid([{ field: 'until', code: 'before_from', message: 'This is before the beginning.' }]);
    if (last - first >= daysAtMost * dayMs)
      throw invalid([{ field: 'until', code: 'out_of_range', message: 'A year at most.' }]);
    return satisfaction(first, last + dayMs);
  });
  return router;
}
