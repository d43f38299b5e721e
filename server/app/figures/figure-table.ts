import {
  agentColumns,
  type Column,
  callColumns,
  caseColumns,
  isEstimate,
  messageColumns,
  openColumns,
  stepColumns,
} from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import { momentText, officeDay } from '../../domain/calendar/office-day.ts';
import { numberText } from '../../domain/figures/figure-text.ts';
import type { Period } from '../../domain/figures/period.ts';
import type { Asked } from '../ports/figures.ts';
import type { Report } from './figures.ts';

export type Language = 'id' | 'en';

export interface FigureRow {
  readonly head: string;
  readonly values: readonly (number | null)[];
  /** Names of the columns that rest on estimates here. */
  readonly estimated: ReadonlySet<string>;
}

/** A report in the words of a language, as its page shows it: what spreadsheets and papers are made from. */
export interface FigureTable {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly label: string; readonly as: Column<never>['as'] }[];
  readonly parts: readonly {
    readonly title: string;
    readonly rows: readonly FigureRow[];
    /** Which of the columns it has, from the first on and up to the end; absent: all of them. Of others its rows have null. */
    readonly shows?: readonly [first: number, end: number];
    /** Rows of intervals in which nothing happened: `values` are what nothing comes to. */
    readonly quiet: ReadonlySet<number>;
  }[];
  /** What is to be known beside the figures. */
  readonly notes: readonly string[];
}

const columnsOf = {
  calls: callColumns,
  cases: caseColumns,
  open: openColumns,
  messages: messageColumns,
  steps: stepColumns,
  agents: agentColumns,
} as const;
const noneQuiet: ReadonlySet<number> = new Set();

/** A report that is counted from facts. Pure. */
export function figureTable(
  kind: keyof typeof columnsOf,
  report: Report<object>,
  asked: Asked<string>,
  { language, untold }: { readonly language: Language; readonly untold: number },
): FigureTable {
  const words = figureWords[language];
  const columns = columnsOf[kind] as readonly Column<object>[];
  const rowOf = (head: string, figures: object | null): FigureRow => ({
    head,
    values: columns.map(({ as, of }) => (figures === null ? (as === 'count' ? 0 : null) : of(figures))),
    estimated: new Set(columns.filter((column) => isEstimate(column, figures)).map(({ name }) => name)),
  });
  const by = kind === 'agents' ? 'agent' : asked.by;
  const keyed = report.byKey.map(({ key, label, figures }) => rowOf(label?.[language] ?? key ?? words.nobody, figures));
  const timed = report.byInterval.map(({ figures }, index) => rowOf(intervalName(report, index, asked), figures));
  const sums = [rowOf(words.whole, report.whole), rowOf(words.before, report.before)];
  const quiet = new Set(report.byInterval.flatMap(({ figures }, index) => (figures === null ? [index] : [])));
  return {
    title: words.title(words.reports[kind]),
    columns: columns.map(({ name, as }) => ({ name, as, label: wordOf(name, language) })),
    parts: [
      { title: words.whole, rows: sums, quiet: noneQuiet },
      {
        title: by === 'step' ? words.byStep : words.byKey(words.keys[by as keyof typeof words.keys]),
        ...{ rows: keyed, quiet: noneQuiet },
      },
      // How agents stood, and what was open at the end, is told of the period as a whole.
      ...(kind === 'agents' || kind === 'open'
        ? []
        : [{ title: words.byInterval(words.intervals[asked.interval]), rows: timed, quiet }]),
    ],
    notes: [
      kind === 'open' ? words.openCounted : kind === 'messages' ? words.messagesCounted : words.counted,
      ...figureNotes(
        { language, untold, thresholdMs: kind === 'calls' ? asked.thresholdMs : null },
        columns.some(({ name }) => name === 'estimated'),
      ),
    ],
  };
}

/** What is to be known beside any figures; `thresholdMs` null: nothing is told to be in time. Pure. */
export function figureNotes(
  of: { readonly language: Language; readonly untold: number; readonly thresholdMs: number | null },
  byEnds = false,
): string[] {
  const { language, untold, thresholdMs } = of;
  const words = figureWords[language];
  return [
    ...(thresholdMs === null ? [] : [words.thresholdIs(numberText(thresholdMs / 1_000, language, 1))]),
    ...(byEnds ? [words.estimates] : []),
    ...(untold > 0 ? [words.untold(numberText(untold, language))] : []),
  ];
}

const wordOf = (name: string, language: Language): string =>
  figureWords[language].columns[name as keyof (typeof figureWords)['id']['columns']];

/** Its days, or where it begins: `2026-11-02 – 2026-11-08`, `2026-11-02 08:30 WIB`. */
function intervalName(report: Report<object>, index: number, { zone, interval, to }: Period): string {
  const at = report.byInterval[index]?.at ?? 0;
  if (interval === '15m' || interval === '30m' || interval === 'hour') return momentText(at, zone);
  const next = report.byInterval[index + 1]?.at;
  const [first, last] = [officeDay(at, zone), next === undefined ? to : officeDay(next - 1, zone)];
  return first === last ? first : `${first} – ${last}`;
}
