import { dayInWords, type OfficeZone } from '../../domain/calendar/office-day.ts';
import type { PaperKind, ReportScope } from '../../domain/papers/kind.ts';
import { correctionsOf, type ToldReport } from '../../domain/reports/corrections.ts';
import { daysBefore, daysOf, dayTable, isOf, isQuiet, monthBefore } from '../../domain/reports/days.ts';
import type { Correction, OfficeReport, ReportSection } from '../../domain/reports/office-report.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { FigureStore } from '../ports/figures.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createReportSections } from './report-sections.ts';

/** Why there is no report: the case is owed for no such period, or calls or cases of it are not counted yet. */
export type ReportFault = 'no_period' | 'facts_missing';

/** What the office owes of its days and months, counted from the facts. Every method throws when the database is away. */
export interface OfficeReports {
  /** What keeps it from being counted; null: nothing. */
  lacks(record: CaseRecord, scope: ReportScope): Promise<ReportFault | null>;
  /** @throws RangeError of a case that is owed for no such period */
  of(record: CaseRecord, scope: ReportScope): Promise<OfficeReport>;
}

export interface OfficeReportsDeps {
  readonly figures: FigureStore;
  readonly store: Pick<PaperReads, 'reportsOf'>;
  readonly sops: Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
  readonly kinds: { readonly all: readonly PaperKind[] };
  readonly zone: OfficeZone;
}

/** What the page of figures takes for in time by itself. */
const thresholdMs = 30_000;
/** A daily report looks back so many days for what was corrected since; the monthly one has all of its month's. */
const looksBackDays = 7;

export function createOfficeReports({ figures, store, sops, kinds, zone }: OfficeReportsDeps): OfficeReports {
  const count = createReportSections({ store: figures, sops });
  const counted = (sopId: string, period: string) => {
    const days = daysOf(period);
    return count({ sopId, from: days[0] ?? period, to: days.at(-1) ?? period, zone, thresholdMs });
  };
  const dutiesOf = (sopId: string): ReadonlySet<string> =>
    new Set(sops.current(sopId).steps.flatMap(({ id, scope }) => (scope === 'case' ? [] : [`${sopId}/${id}`])));
  const made = async (sopId: string, scope: ReportScope, from: string, to: string): Promise<readonly ToldReport[]> => {
    const of = kinds.all.filter(({ reports }) => reports === scope).map(({ id }) => id);
    return (await store.reportsOf(sopId, of, from, to)).flatMap(toldBy);
  };

  const ofDay = async (sopId: string, day: string): Promise<OfficeReport> => {
    const sections = await counted(sopId, day);
    const before = await made(sopId, 'day', daysBefore(day, looksBackDays), daysBefore(day, 1));
    const corrections: Correction[] = [];
    for (const told of before) {
      const later = before.filter((one) => one !== told);
      corrections.push(...correctionsOf(told, later, await counted(sopId, told.report.period)));
    }
    const of = { scope: 'day', period: day, zone, thresholdMs, quiet: isQuiet(sections, dutiesOf(sopId)) } as const;
    return { ...of, sections, corrections, days: [] };
  };

  const ofMonth = async (sopId: string, month: string): Promise<OfficeReport> => {
    const days = daysOf(month);
    const daily = await made(sopId, 'day', days[0] ?? month, days.at(-1) ?? month);
    const whole = await counted(sopId, month);
    const rows: { day: string; head: string; sections: readonly ReportSection[] }[] = [];
    const corrections: Correction[] = [];
    for (const told of await made(sopId, 'month', monthBefore(month), monthBefore(month)))
      corrections.push(...correctionsOf(told, [], withDaysOf(told, await counted(sopId, told.report.period))));
    for (const day of days) {
      const sections = await counted(sopId, day);
      rows.push({ day, head: dayInWords(day, 'id'), sections });
      // Of a day the month tells everything that is otherwise now than its own report had it.
      const told = daily.findLast(({ report }) => report.period === day);
      if (told) corrections.push(...correctionsOf(told, [], sections));
    }
    const sections = [dayTable('Menurut hari', rows), ...whole];
    const paperOf = (day: string) => daily.findLast(({ report }) => report.period === day)?.paper ?? null;
    const of = { scope: 'month', period: month, zone, thresholdMs, quiet: isQuiet(whole, dutiesOf(sopId)) } as const;
    return { ...of, sections, corrections, days: days.map((day) => ({ day, paper: paperOf(day) })) };
  };

  return {
    lacks: async ({ task, sopId }, scope) => {
      if (!isOf(scope, task)) return 'no_period';
      const days = daysOf(task);
      const period = { from: days[0] ?? task, to: days.at(-1) ?? task, zone, interval: 'month' } as const;
      return (await figures.untold(period, sopId)) > 0 ? 'facts_missing' : null;
    },
    of: async ({ task, sopId }, scope) => {
      if (!isOf(scope, task)) throw new RangeError(`owed for no ${scope}`);
      return scope === 'day' ? ofDay(sopId, task) : ofMonth(sopId, task);
    },
  };
}

const toldBy = ({ figures, number, title }: CasePaper): readonly ToldReport[] =>
  figures === null ? [] : [{ report: figures, paper: number ?? title.id }];

/** The days of a month that is over are told by its own table and counted no more: its daily reports' are corrected there. */
const withDaysOf = ({ report }: ToldReport, sections: readonly ReportSection[]): readonly ReportSection[] => [
  ...report.sections.filter(({ id }) => id === 'days'),
  ...sections,
];
