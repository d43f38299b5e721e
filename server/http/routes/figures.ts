import { Router } from 'express';
import { askedOf, keyOf, type ReportQuery } from '../../app/figures/ask-report.ts';
import type { BehindFigure } from '../../app/figures/behind.ts';
import type { Figures, Report } from '../../app/figures/figures.ts';
import type { HeatTotals } from '../../app/figures/heat.ts';
import type { TakeReport } from '../../app/figures/take-report.ts';
import { mayList, mayReadReport } from '../../app/people/policies.ts';
import type { Asked } from '../../app/ports/figures.ts';
import type { FieldCode } from '../../contract/problems.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface FigureRoutesDeps {
  readonly figures: Figures;
  readonly behind: BehindFigure;
  readonly take: TakeReport;
  readonly timeZone: OfficeZone;
}

const fault = (field: string, code: FieldCode, message: string) => invalid([{ field, code, message }]);

/** Figures, for those who answer for how the office works. */
export function figureRoutes(deps: FigureRoutesDeps): Router {
  const { figures } = deps;
  const router = Router();

  const ask = <Key extends string>(query: ReportQuery, by: Key): Asked<Key> => {
    const found = askedOf(query, by, deps);
    if ('fault' in found) throw invalid([found.fault]);
    return found;
  };
  const told = async <Of>(asked: Asked<string>, counted: Promise<Report<Of>>) => {
    const [report, untold] = await Promise.all([counted, figures.untold(asked)]);
    return { zone: asked.zone, ...report, byKey: [...report.byKey], byInterval: [...report.byInterval], untold };
  };

  mount(router, 'callReport', async ({ query }) => {
    const asked = ask(query, query.by);
    return told(asked, figures.calls(asked));
  });
  mount(router, 'heatReport', async ({ query }) => {
    const asked = ask(query, 'hour' as const);
    const [heat, untold] = await Promise.all([figures.heat(asked), figures.untold(asked)]);
    const totals = ({ whole, byWeekday, byHour, cells }: HeatTotals) => ({
      ...{ whole, byWeekday: [...byWeekday], byHour: [...byHour], cells: [...cells] },
    });
    return { zone: asked.zone, ...totals(heat), before: totals(heat.before), untold };
  });
  mount(router, 'caseReport', async ({ query }) => {
    const asked = ask(query, query.by);
    return { ...(await told(asked, figures.cases(asked))), fields: [...figures.fields()] };
  });
  mount(router, 'openCaseReport', async ({ query }) => {
    const asked = ask(query, query.by);
    return { ...(await told(asked, figures.open(asked))), fields: [...figures.fields()] };
  });
  mount(router, 'messageReport', async ({ query }) => {
    const asked = ask(query, query.by);
    return { ...(await told(asked, figures.messages(asked))), untold: 0 };
  });
  mount(router, 'stepReport', async ({ query }) => {
    const asked = ask(query, 'step' as const);
    return told(asked, figures.steps(asked));
  });
  mount(router, 'agentReport', async ({ query }) => {
    const asked = ask(query, 'agent' as const);
    return told(asked, figures.agents(asked));
  });

  mount(router, 'behindFigure', async ({ params: { report }, query, actor }) => {
    if (!mayList(actor)) throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const { figure, part, page } = query;
    const asked = ask(query, keyOf(report, query.by));
    if (!partsOf(report).includes(part)) throw fault('part', 'unknown', 'The report has no such part.');
    if (part === 'interval' && query.at === undefined) throw fault('at', 'required', 'Of which interval?');
    const hour = query.hour === undefined ? undefined : String(query.hour);
    const within = {
      ...(part === 'key' && { key: query.key ?? null }),
      ...(part === 'interval' && { at: query.at }),
      ...(part === 'cell' && { weekday: query.weekday, key: hour }),
    };
    const of = { report, asked, figure, within, limit: behindAtOnce, offset: (page - 1) * behindAtOnce };
    const found = await deps.behind(of, part === 'before');
    if (found === null) throw fault('figure', 'unknown', 'The report has no such figure.');
    return { zone: asked.zone, total: found.total, pageSize: behindAtOnce, rows: [...found.rows] };
  });

  mount(router, 'exportReport', async ({ params: { report, format }, query, actor, response }) => {
    if (!('tokenId' in actor) && !mayReadReport(actor, report))
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const taken = await deps.take(report, format, query);
    if (!taken.ok) throw 'fault' in taken ? invalid([taken.fault]) : paperProblem(taken.made);
    response.type(taken.type).setHeader('content-disposition', `attachment; filename="${taken.name}"`);
    response.end(taken.bytes);
    return undefined;
  });
  return router;
}

const behindAtOnce = 50;

/** What a report is told of, besides the whole and the period before. */
const partsOf = (report: string): readonly string[] => {
  if (report === 'heat') return ['whole', 'before', 'cell'];
  return ['whole', 'before', 'key', ...(report === 'open' || report === 'agents' ? [] : ['interval'])];
};
