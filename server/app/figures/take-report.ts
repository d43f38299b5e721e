import { figureWords } from '../../contract/figure-words.ts';
import type { IkmReport, Satisfaction } from '../../contract/surveys.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { boundsOf } from '../../domain/figures/period.ts';
import { csvLine, csvStart } from '../../domain/shared/csv.ts';
import type { Asked, CallKey, CaseKey, MessageKey } from '../ports/figures.ts';
import type { MakePaper, MakeWorkbook, PaperMade } from '../ports/papers.ts';
import type { Clock } from '../ports/ports.ts';
import { type AskedFault, askedOf, keyOf, type ReportName, type ReportQuery } from './ask-report.ts';
import { figureLines } from './figure-lines.ts';
import { figurePaper, figureWorkbook, type PaperIssuer } from './figure-papers.ts';
import { type FigureTable, figureTable, type Language } from './figure-table.ts';
import type { Figures, Report } from './figures.ts';
import { type HeatMeasure, heatLines, heatTable } from './heat-table.ts';
import { ikmTable } from './ikm-table.ts';
import { satisfactionTable } from './satisfaction-table.ts';

export type ReportFormat = 'csv' | 'xlsx' | 'pdf';

export interface TakenQuery extends ReportQuery {
  readonly by: string;
  readonly measure: HeatMeasure;
  readonly language: Language;
}

/** A report as a file, or why there is none. */
export type TakenReport =
  | {
      readonly ok: true;
      readonly name: string;
      /** Its media type. */
      readonly type: string;
      readonly title: string;
      readonly bytes: Uint8Array;
    }
  | { readonly ok: false; readonly fault: AskedFault }
  | { readonly ok: false; readonly made: Exclude<PaperMade, { ok: true }> };

export type TakeReport = (report: ReportName, format: ReportFormat, query: TakenQuery) => Promise<TakenReport>;

export interface TakeReportDeps {
  readonly figures: Figures;
  /** Of these moments, epoch ms; the last is not included. */
  readonly satisfaction: (from: number, until: number) => Promise<Satisfaction>;
  readonly ikm: (from: number, until: number) => Promise<IkmReport>;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
  /** Under which head papers are made. */
  readonly office: () => Omit<PaperIssuer, 'now'>;
  readonly clock: Clock;
  readonly timeZone: OfficeZone;
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** A report as a file, the same for whoever takes it out. Throws when the database is away. Rights are asked before. */
export function createTakeReport(deps: TakeReportDeps): TakeReport {
  const { figures, satisfaction, timeZone } = deps;

  /** As lines, and as a table in words. */
  const told = async (report: ReportName, asked: Asked<string>, { language, measure }: TakenQuery) => {
    if (report === 'satisfaction') {
      const { from, until } = boundsOf({ ...asked, zone: timeZone });
      const table = satisfactionTable(await satisfaction(from, until), language);
      return { table, lines: tableLines(table) };
    }
    if (report === 'ikm') {
      const { from, until } = boundsOf({ ...asked, zone: timeZone });
      const table = ikmTable(await deps.ikm(from, until), language);
      return { table, lines: tableLines(table) };
    }
    if (report === 'heat') {
      const heat = await figures.heat(asked as Asked<'hour'>);
      const table = heatTable(heat, measure, asked, { language, untold: await figures.untold(asked) });
      return { table, lines: heatLines(heat) };
    }
    const of = await reportOf(figures, report, asked);
    // Messages are counted from themselves: none is without its fact.
    const untold = report === 'messages' ? 0 : await figures.untold(asked);
    const table = figureTable(report, of, asked, { language, untold });
    return { table, lines: figureLines(of, asked.zone, language) };
  };

  return async (report, format, query) => {
    const { language, from, to } = query;
    const asked = askedOf(query, keyOf(report, query.by), { figures, timeZone });
    if ('fault' in asked) return { ok: false, fault: asked.fault };
    const { lines, table } = await told(report, asked, query);
    const file = (bytes: Uint8Array): TakenReport => ({
      ...{ ok: true, name: `${report}-${from}-${to}.${format}`, type: types[format], title: table.title, bytes },
    });
    if (format === 'csv') return file(Buffer.from(csvStart + lines.join('')));
    const words = figureWords[language].only;
    const only = (await figures.only(asked)).map(({ what, label }) => `${words[what]}: ${label[language]}`);
    const of = {
      from,
      to,
      zone: asked.zone,
      language,
      only: report === 'satisfaction' || report === 'ikm' ? [] : only,
    };
    if (format === 'xlsx') {
      const made = await deps.makeWorkbook(figureWorkbook(table, of));
      return made.ok ? file(made.bytes) : { ok: false, made };
    }
    const paper = figurePaper(table, of, { ...deps.office(), now: deps.clock.now() });
    const made = paper === null ? ({ ok: false, why: 'too_large' } as const) : await deps.makePaper(paper);
    return made.ok ? file(made.bytes) : { ok: false, made };
  };
}

function reportOf(
  figures: Figures,
  report: Exclude<ReportName, 'satisfaction' | 'ikm' | 'heat'>,
  asked: Asked<string>,
): Promise<Report<object>> {
  switch (report) {
    case 'calls':
      return figures.calls(asked as Asked<CallKey>);
    case 'cases':
      return figures.cases(asked as Asked<CaseKey>);
    case 'open':
      return figures.open(asked as Asked<CaseKey>);
    case 'messages':
      return figures.messages(asked as Asked<MessageKey>);
    case 'steps':
      return figures.steps(asked as Asked<'step'>);
    case 'agents':
      return figures.agents(asked as Asked<'agent'>);
  }
}

/** A table as lines: its parts one below the other. */
const tableLines = ({ columns, parts }: FigureTable): string[] => [
  csvLine(['', '', ...columns.map(({ name }) => name)]),
  ...parts.flatMap(({ title, rows }) => rows.map(({ head, values }) => csvLine([title, head, ...values]))),
];
