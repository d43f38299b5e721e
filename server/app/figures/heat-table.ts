import { heatMeasures, isEstimate } from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import type { heatMeasureNames } from '../../contract/figures.ts';
import { numberText } from '../../domain/figures/figure-text.ts';
import { csvLine } from '../../domain/shared/csv.ts';
import type { Asked, HeatFigures } from '../ports/figures.ts';
import { type FigureRow, type FigureTable, figureNotes, type Language } from './figure-table.ts';
import { type Heat, type HeatTotals, noHeat } from './heat.ts';

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
  const { before } = heat;
  const hourBefore = new Map(before.byHour.map(({ hour, figures }) => [hour, figures]));
  return {
    title: words.title(words.reports.heat),
    columns: [...heat.byWeekday.map(({ weekday, days }) => name(weekday, days)), ...[words.whole, words.before]].map(
      (head, at) => ({ name: String(at + 1), as: column.as, label: head }),
    ),
    parts: [
      {
        title: label,
        rows: [
          ...heat.byHour.map(({ hour, figures }) =>
            rowOf(words.hour(String(hour).padStart(2, '0')), [
              ...heat.cells.filter((cell) => cell.hour === hour).map((cell) => cell.figures),
              figures,
              hourBefore.get(hour) ?? null,
            ]),
          ),
          rowOf(words.whole, [...heat.byWeekday.map(({ figures }) => figures), heat.whole, before.whole]),
          rowOf(words.before, [...before.byWeekday.map(({ figures }) => figures), before.whole]),
        ],
        quiet: new Set(),
      },
    ],
    notes: [
      words.heatCounted,
      words.heatBefore,
      ...figureNotes({ language, untold, thresholdMs: asked.thresholdMs }, column.byEnds),
    ],
  };
}

/** As lines: each weekday and hour with all its figures and those of the period before; a total has no weekday, no hour, or neither. Pure. */
export function heatLines({ before, ...heat }: Heat): string[] {
  const past = new Map(cellsOf(before).map(({ weekday, hour, figures }) => [`${weekday} ${hour}`, figures]));
  return [
    csvLine(['weekday', 'hour', ...figureNames, ...figureNames.map((name) => `before.${name}`)]),
    ...cellsOf(heat).map(({ weekday, hour, figures }) =>
      csvLine([weekday, hour, ...valuesOf(figures), ...valuesOf(past.get(`${weekday} ${hour}`) ?? null)]),
    ),
  ];
}

const cellsOf = ({ whole, byWeekday, byHour, cells }: HeatTotals) => [
  { weekday: null, hour: null, figures: whole },
  ...byWeekday.map(({ weekday, figures }) => ({ weekday, hour: null, figures })),
  ...byHour.map(({ hour, figures }) => ({ weekday: null, hour, figures })),
  ...cells,
];

const counts = ['arrived', 'offered', 'answered', 'abandoned', 'inTime'] as const;
const figureNames = [...counts, 'answer.mean', 'answer.median', 'answer.p90', 'estimated'];

function valuesOf(figures: HeatFigures | null): (number | null)[] {
  const { answer, estimated, ...rest } = figures ?? noHeat;
  return [...counts.map((name) => rest[name]), answer.mean, answer.median, answer.p90, estimated];
}
