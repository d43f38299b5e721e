import {
  type Column,
  callColumns,
  caseColumns,
  isEstimate,
  openColumns,
  stepColumns,
} from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { type ReportRow, type ReportSection, wholeKey } from '../../domain/reports/office-report.ts';
import { createFigureLabels } from '../figures/figure-labels.ts';
import type { Asked, FigureStore, Told } from '../ports/figures.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** Days of a procedure, both included. */
export interface SectionsOf {
  readonly sopId: string;
  readonly from: string;
  readonly to: string;
  readonly zone: OfficeZone;
  /** Answered within so many ms is in time. */
  readonly thresholdMs: number;
}

/** A table of figures, and which columns of the reports on screen stand in it. */
const callNames = ['arrived', 'offered', 'answered', 'abandoned', 'shortAbandoned', 'ofOffered', 'answerMean'];
const netNames = ['netOffered', 'netAnswered', 'estimated'];
const caseNames = ['opened', 'closed', 'abandoned', 'otherwise', 'answered', 'handedOver', 'pranks'];
const stepNames = ['met', 'breached', 'kept', 'corrected', 'estimated'];
const openNames = ['open', 'underOneDay', 'underThreeDays', 'underSevenDays', 'underThirtyDays', 'older'];

/** The tables of a report, counted from the facts as they are now. Every call throws when the database is away. */
export function createReportSections({
  store,
  sops,
}: {
  readonly store: FigureStore;
  readonly sops: Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
}) {
  const { labelOf } = createFigureLabels(sops);
  const words = figureWords.id;

  const section = <Figures>(
    id: string,
    title: string,
    by: string,
    { told, columns, names, whole }: Counted<Figures>,
  ): ReportSection => {
    const shown = names.flatMap((name) => columns.filter((column) => column.name === name));
    const row = (key: string, head: string, figures: Figures): ReportRow => ({
      ...{ key, head, values: shown.map(({ of }) => of(figures)) },
      estimated: shown.filter((column) => isEstimate(column, figures as object)).map(({ name }) => name),
    });
    const named = told.byKey.map(({ key, figures }) =>
      row(key ?? '', labelOf(by, key, new Map())?.id ?? key ?? words.nobody, figures),
    );
    return {
      ...{ id, title },
      columns: shown.map(({ name, as }) => ({ name, as, label: wordOf(name) })),
      rows: [
        ...named.sort((a, b) => a.head.localeCompare(b.head, 'id', { numeric: true })),
        ...(whole ? [row(wholeKey, words.whole, told.whole)] : []),
      ],
    };
  };

  return async ({ sopId, from, to, zone, thresholdMs }: SectionsOf): Promise<readonly ReportSection[]> => {
    const asked = <Key extends string>(by: Key): Asked<Key> => {
      return { ...{ from, to, zone, sopId, thresholdMs, by }, interval: 'month' };
    };
    const cases = { columns: caseColumns, names: caseNames };
    const titled = (what: string, by: string) => `${what} ${words.byKey(by).toLowerCase()}`;
    const [calls, services, channels, categories, steps, open] = await Promise.all([
      store.calls(asked('service')),
      store.cases(asked('service')),
      store.cases(asked('channel')),
      store.cases(asked('category')),
      store.steps(asked('step')),
      store.open(asked('service')),
    ]);
    const { reports, keys } = words;
    return [
      section('calls', titled(reports.calls, keys.service), 'service', {
        ...{ told: calls, columns: callColumns, names: [...callNames, ...netNames], whole: true },
      }),
      section('services', titled(reports.cases, keys.service), 'service', { told: services, ...cases, whole: true }),
      section('channels', titled(reports.cases, keys.channel), 'channel', { told: channels, ...cases, whole: false }),
      section('categories', titled(reports.cases, keys.category), 'category', {
        ...{ told: categories, ...cases, whole: false },
      }),
      section('steps', reports.steps, 'step', { told: steps, columns: stepColumns, names: stepNames, whole: true }),
      section('open', `${reports.open} pada akhir masa laporan`, 'service', {
        ...{ told: open, columns: openColumns, names: openNames, whole: true },
      }),
    ];
  };
}

interface Counted<Figures> {
  readonly told: Told<Figures>;
  readonly columns: readonly Column<Figures>[];
  readonly names: readonly string[];
  /** Whether the whole stands below. */
  readonly whole: boolean;
}

const wordOf = (name: string): string => (figureWords.id.columns as Readonly<Record<string, string>>)[name] ?? name;
