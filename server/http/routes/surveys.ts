import { Router } from 'express';
import { type Actor, maySeeSatisfaction } from '../../app/people/policies.ts';
import type { ReportTokenRecord } from '../../app/ports/report-tokens.ts';
import type { IkmReportOf } from '../../app/surveys/ikm-report.ts';
import type { SatisfactionOf } from '../../app/surveys/satisfaction.ts';
import { type OfficeZone, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

const dayMs = 24 * 3_600_000;
const daysAtMost = 366;

interface Days {
  readonly from: string;
  readonly until: string;
}

export interface SurveyRoutesDeps {
  readonly satisfaction: SatisfactionOf;
  readonly ikm: IkmReportOf;
  readonly zone: OfficeZone;
}

/** What citizens answered, as figures. */
export function surveyRoutes({ satisfaction, ikm, zone }: SurveyRoutesDeps): Router {
  const router = Router();
  const told = async <Of>(
    tell: (from: number, before: number) => Promise<Of>,
    { from, until }: Days,
    actor: Actor | ReportTokenRecord,
  ) => {
    if (!('tokenId' in actor) && !maySeeSatisfaction(actor))
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const [first, last] = [startOfOfficeDay(from, zone), startOfOfficeDay(until, zone)];
    if (last < first)
      throw invalid([{ field: 'until', code: 'before_from', message: 'This is before the beginning.' }]);
    if (last - first >= daysAtMost * dayMs)
      throw invalid([{ field: 'until', code: 'out_of_range', message: 'A year at most.' }]);
    return tell(first, last + dayMs);
  };
  mount(router, 'satisfaction', async ({ query, actor }) => told(satisfaction, query, actor));
  mount(router, 'ikm', async ({ query, actor }) => told(ikm, query, actor));
  return router;
}
