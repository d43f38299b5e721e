import { Router } from 'express';
import type { BehindFigure } from '../../app/figures/behind.ts';
import { figurePaper, figureWorkbook, type PaperIssuer } from '../../app/figures/figure-papers.ts';
import { type FigureTable, figureTable, type Language, satisfactionTable } from '../../app/figures/figure-table.ts';
import type { Figures, Report } from '../../app/figures/figures.ts';
import { type HeatMeasure, heatLines, heatTable } from '../../app/figures/heat-table.ts';
import { ikmTable } from '../../app/figures/ikm-table.ts';
import { mayList, maySeeSatisfaction } from '../../app/people/policies.ts';
import type { Asked, CallKey, CaseKey, MessageKey } from '../../app/ports/figures.ts';
import type { MakePaper, MakeWorkbook } from '../../app/ports/papers.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { IkmReportOf } from '../../app/surveys/ikm-report.ts';
import type { SatisfactionOf } from '../../app/surveys/satisfaction.ts';
import { figureWords } from '../../contract/figure-words.ts';
import { callKeys, caseKeys, type figureReports, messageKeys } from '../../contract/figures.ts';
import type { FieldCode } from '../../contract/problems.ts';
import { momentText, type OfficeZone, officeZones } from '../../domain/calendar/office-day.ts';
import { boundsOf, type Interval, periodFault } from '../../domain/figures/period.ts';
import { csvLine, csvStart } from '../../domain/shared/csv.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface FigureRoutesDeps {
  readonly figures: Figures;
  readonly behind: BehindFigure;
  readonly satisfaction: SatisfactionOf;
  readonly ikm: IkmReportOf;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
  /** Under which head papers are made. */
  readonly office: () => Omit<PaperIssuer, 'now'>;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
}

interface Query {
  readonly from: string;
  readonly to: string;
  readonly zone?: string | undefined;
  readonly interval: Interval;
  readonly service?: string | undefined;
  readonly channel?: string | undefined;
  readonly agent?: string | undefined;
  readonly procedure?: string | undefined;
  readonly field?: string | undefined;
  readonly threshold?: number;
}

const fault = (field: string, code: FieldCode, message: string) => invalid([{ field, code, message }]);

/** Figures, for those who answer for how the office works. */
export function figureRoutes(deps: FigureRoutesDeps): Router {
  const { figures, satisfaction, timeZone } = deps;
  const router = Router();

  const askedOf = <Key extends string>(query: Query, by: Key): Asked<Key> => {
    const zone = officeZones.find((one) => one === (query.zone ?? timeZone));
    if (!zone) throw fault('zone', 'zone_unknown', `Zones are ${officeZones.join(', ')}.`);
    const { from, to, interval, threshold = 30, field } = query;
    if (by === 'field' && !figures.fields().some(({ name }) => name === field))
      throw fault('field', 'unknown', 'Cases are told apart by no such field.');
    const wrong = periodFault({ from, to, interval, zone });
    if (wrong === 'before_from') throw fault('to', wrong, 'The last day comes before the first.');
    if (wrong) throw fault('to', wrong, 'At most 366 days; of hours and less 38.');
    return {
      ...{ from, to, interval, zone, by, thresholdMs: Math.round(threshold * 1_000) },
      ...{ serviceId: query.service, channel: query.channel, agentId: query.agent, sopId: query.procedure },
      field,
    };
  };
  const told = async <Of>(asked: Asked<string>, report: Report<Of>) => ({
    zone: asked.zone,
    ...report,
    byKey: [...report.byKey],
    byInterval: [...report.byInterval],
    untold: await figures.untold(asked),
  });

  mount(router, 'callReport', async ({ query }) => {
    const asked = askedOf(query, query.by);
    return told(asked, await figures.calls(asked));
  });
  mount(router, 'heatReport', async ({ query }) => {
    const asked = askedOf(query, 'hour' as const);
    const { byWeekday, byHour, cells, whole } = await figures.heat(asked);
    const all = { byWeekday: [...byWeekday], byHour: [...byHour], cells: [...cells] };
    return { zone: asked.zone, whole, ...all, untold: await figures.untold(asked) };
  });
  mount(router, 'caseReport', async ({ query }) => {
    const asked = askedOf(query, query.by);
    return { ...(await told(asked, await figures.cases(asked))), fields: [...figures.fields()] };
  });
  mount(router, 'openCaseReport', async ({ query }) => {
    const asked = askedOf(query, query.by);
    return { ...(await told(asked, await figures.open(asked))), fields: [...figures.fields()] };
  });
  mount(router, 'messageReport', async ({ query }) => {
    const asked = askedOf(query, query.by);
    return { ...(await told(asked, await figures.messages(asked))), untold: 0 };
  });
  mount(router, 'stepReport', async ({ query }) => {
    const asked = askedOf(query, 'step' as const);
    return told(asked, await figures.steps(asked));
  });
  mount(router, 'agentReport', async ({ query }) => {
    const asked = askedOf(query, 'agent' as const);
    return told(asked, await figures.agents(asked));
  });

  mount(router, 'behindFigure', async ({ params: { report }, query, actor }) => {
    if (!mayList(actor)) throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const { figure, part, page } = query;
    const asked = askedOf(query, byOf(report, query.by));
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

  /** A report that is taken out, as lines, and as a table in words. */
  const taken = async (
    report: (typeof figureReports)[number],
    query: Query & { by: string; language: Language; measure: HeatMeasure },
  ) => {
    const { language, by, measure } = query;
    if (report === 'satisfaction') {
      const asked = askedOf(query, 'service' as const);
      const { from, until } = boundsOf({ ...asked, zone: timeZone });
      const table = satisfactionTable(await satisfaction(from, until), language);
      return { asked, table, lines: tableLines(table) };
    }
    if (report === 'ikm') {
      const asked = askedOf(query, 'service' as const);
      const { from, until } = boundsOf({ ...asked, zone: timeZone });
      const table = ikmTable(await deps.ikm(from, until), language);
      return { asked, table, lines: tableLines(table) };
    }
    if (report === 'heat') {
      const asked = askedOf(query, 'hour' as const);
      const heat = await figures.heat(asked);
      const table = heatTable(heat, measure, asked, { language, untold: await figures.untold(asked) });
      return { asked, table, lines: heatLines(heat) };
    }
    const of: { asked: Asked<string>; told: Report<object> } =
      report === 'calls'
        ? await reported(askedOf<CallKey>(query, callKeys.find((key) => key === by) ?? 'service'), figures.calls)
        : report === 'cases'
          ? await reported(askedOf<CaseKey>(query, caseKeys.find((key) => key === by) ?? 'service'), figures.cases)
          : report === 'open'
            ? await reported(askedOf<CaseKey>(query, caseKeys.find((key) => key === by) ?? 'service'), figures.open)
            : report === 'messages'
              ? await reported(
                  askedOf<MessageKey>(query, messageKeys.find((key) => key === by) ?? 'service'),
                  figures.messages,
                )
              : report === 'steps'
                ? await reported(askedOf(query, 'step' as const), figures.steps)
                : await reported(askedOf(query, 'agent' as const), figures.agents);
    // Messages are counted from themselves: none is without its fact.
    const untold = report === 'messages' ? 0 : await figures.untold(of.asked);
    const table = figureTable(report, of.told, of.asked, { language, untold });
    return { asked: of.asked, table, lines: linesOf(of.told, of.asked.zone, language) };
  };

  mount(router, 'exportReport', async ({ params: { report, format }, query, actor, response }) => {
    const ofCitizens = report === 'satisfaction' || report === 'ikm';
    if (ofCitizens && !maySeeSatisfaction(actor))
      throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const { language, from, to } = query;
    const { asked, lines, table } = await taken(report, query);
    const send = (type: string, bytes: string | Uint8Array) => {
      response.type(type).setHeader('content-disposition', `attachment; filename="${report}-${from}-${to}.${format}"`);
      response.end(bytes);
      return undefined;
    };
    if (format === 'csv') return send('text/csv; charset=utf-8', csvStart + lines.join(''));
    const words = figureWords[language].only;
    const only = (await figures.only(asked)).map(({ what, label }) => `${words[what]}: ${label[language]}`);
    const of = { from, to, zone: asked.zone, language, only: ofCitizens ? [] : only };
    if (format === 'xlsx') {
      const made = await deps.makeWorkbook(figureWorkbook(table, of));
      if (!made.ok) throw paperProblem(made);
      return send(sheetType, made.bytes);
    }
    const paper = figurePaper(table, of, { ...deps.office(), now: deps.clock.now() });
    const made = paper === null ? ({ ok: false, why: 'too_large' } as const) : await deps.makePaper(paper);
    if (!made.ok) throw paperProblem(made);
    return send('application/pdf', made.bytes);
  });
  return router;
}

const behindAtOnce = 50;

/** What a report is told of, besides the whole and the period before. */
const partsOf = (report: string): readonly string[] => {
  if (report === 'heat') return ['whole', 'before', 'cell'];
  return ['whole', 'before', 'key', ...(report === 'open' || report === 'agents' ? [] : ['interval'])];
};

/** By what a report is told apart; what it is not told apart by is what it is by itself. */
function byOf(report: string, by: string): string {
  const keys: Readonly<Record<string, readonly string[]>> = {
    ...{ calls: callKeys, cases: caseKeys, open: caseKeys, messages: messageKeys },
    ...{ steps: ['step'], agents: ['agent'], heat: ['hour'] },
  };
  return keys[report]?.find((key) => key === by) ?? keys[report]?.[0] ?? by;
}

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A table as lines: its parts one below the other. */
const tableLines = ({ columns, parts }: FigureTable): string[] => [
  csvLine(['', '', ...columns.map(({ name }) => name)]),
  ...parts.flatMap(({ title, rows }) => rows.map(({ head, values }) => csvLine([title, head, ...values]))),
];

const reported = async <Key extends string, Of extends object>(
  asked: Asked<Key>,
  tell: (asked: Asked<Key>) => Promise<Report<Of>>,
) => ({ asked, told: await tell(asked) });

const rowNames = {
  id: { of: 'Baris', whole: 'Seluruhnya', before: 'Periode sebelumnya', nobody: 'Tanpa' },
  en: { of: 'Row', whole: 'Whole', before: 'Period before', nobody: 'None' },
} as const;

/** One line for each row; columns are named as the interface names them, `answer.median` for what is inside. */
function linesOf(report: Report<object>, zone: OfficeZone, language: 'id' | 'en'): string[] {
  const words = rowNames[language];
  const columns = columnsOf(report.whole);
  const line = (name: string, figures: object | null) =>
    csvLine([name, ...columns.map((column) => (figures === null ? 0 : valueAt(figures, column)))]);
  return [
    csvLine([words.of, ...columns]),
    line(words.whole, report.whole),
    line(words.before, report.before),
    ...report.byKey.map(({ key, label, figures }) => line(label?.[language] ?? key ?? words.nobody, figures)),
    ...report.byInterval.map(({ at, figures }) => line(momentText(at, zone), figures)),
  ];
}

const columnsOf = (figures: object, path = ''): string[] =>
  Object.entries(figures).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? columnsOf(value, `${path}${name}.`) : [`${path}${name}`],
  );

function valueAt(figures: object, column: string): string | number | null {
  let value: unknown = figures;
  for (const name of column.split('.')) value = (value as Record<string, unknown> | null)?.[name] ?? null;
  return value as string | number | null;
}
