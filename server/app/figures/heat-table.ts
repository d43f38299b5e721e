import { heatMeasures, isEstimate } from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import type { heatMeasureNames } from '../../contract/figures.ts';
import { numberText } from '../../domain/figures/figure-text.ts';
import { csvLine } from '../../domain/shared/csv.ts';
import type { Asked, HeatFigures } from '../ports/figures.ts';
import { type FigureRow, type FigureTable, figureNotes, type Language } from './figure-table.ts';
import { type Heat, noHeat } from './heat.ts';

export type HeatMeasure = (typeof heatMeasureNames)[number];

/** One of its figures: a line for each hour, a column for each weekday, and what both come to. Pure. */
export function heatTable(
  heat: Heat,
  measure: HeatMeasure,
  asked: Asked<string>,
  { language, untold }: { readonly language: Language; readonly untold: number },
): FigureTable {
  const words = figureWords[language];
  const column = heatMeasures.find(({ name }) => name === measure);
  if (!column) throw new Error(`no figure ${measure}`);
  const rowOf = (head: string, parts: readonly (HeatFigures | null)[]): FigureRow => ({
    head,
    values: parts.map((figures) => column.of(figures ?? noHeat)),
    estimated: new Set(parts.flatMap((figures, at) => (isEstimate(column, figures) ? [String(at + 1)] : []))),
  });
  const name = (weekday: number, days: number) =>
    `${words.weekdays[weekday % 7]} (${words.days(numberText(days, language))})`;
  const label = words.columns[measure];
  return {
    title: words.title(words.reports.heat),
    columns: [...heat.byWeekday.map(({ weekday, days }) => name(weekday, days)), words.whole].map((head, at) => ({
      ...{ name: String(at + 1), as: column.as, label: head },
    })),
    parts: [
      {
        title: label,
        rows: [
          ...heat.byHour.map(({ hour, figures }) =>
            rowOf(words.hour(String(hour).padStart(2, '0')), [
              ...heat.cells.filter((cell) => cell.hour === hour).map((cell) => cell.figures),
              figures,
            ]),
          ),
          rowOf(words.whole, [...heat.byWeekday.map(({ figures }) => figures), heat.whole]),
        ],
        quiet: new Set(),
      },
    ],
    notes: [words.heatCounted, ...figureNotes({ language, untold, thresholdMs: asked.thresholdMs }, column.byEnds)],
  };
}

/** As lines: each weekday and hour with all its figures; a total has no weekday, no hour, or neither. Pure. */
export function heatLines({ whole, byWeekday, byHour, cells }: Heat): string[] {
  const line = (weekday: number | null, hour: number | null, figures: HeatFigures | null) => {
    const { arrived, offered, answered, abandoned, inTime, answer, estimated } = figures ?? noHeat;
    const spread = [answer.mean, answer.median, answer.p90];
    return csvLine([weekday, hour, arrived, offered, answered, abandoned, inTime, ...spread, estimated]);
  };
  const counts = ['arrived', 'offered', 'answered', 'abandoned', 'inTime'];
  return [
    csvLine(['weekday', 'hour', ...counts, 'answer.mean', 'answer.median', 'answer.p90', 'estimated']),
    line(null, null, whole),
    ...byWeekday.map(({ weekday, figures }) => line(weekday, null, figures)),
    ...byHour.map(({ hour, figures }) => line(null, hour, figures)),
    ...cells.map(({ weekday, hour, figures }) => line(weekday, hour, figures)),
  ];
}
