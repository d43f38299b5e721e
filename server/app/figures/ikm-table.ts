import { ikmColumns } from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import type { IkmFigures, IkmReport } from '../../contract/surveys.ts';
import type { FigureRow, FigureTable, Language } from './figure-table.ts';
import { withStepCosts } from './step-cost-part.ts';

/** The index of citizens' satisfaction, of all and by service, each with its grade. Pure. */
export function ikmTable({ all, services, steps }: IkmReport, language: Language): FigureTable {
  const words = figureWords[language];
  const row = (of: string, figures: IkmFigures): FigureRow => ({
    head: figures.grade === null ? of : words.ikmGrade(of, words.ikmGrades[figures.grade]),
    values: ikmColumns.map((column) => column.of(figures)),
    estimated: new Set(),
  });
  const quiet = new Set<number>();
  const table: FigureTable = {
    title: words.title(words.reports.ikm),
    columns: ikmColumns.map(({ name, as }) => ({ name, as, label: words.columns[name as 'index'] })),
    parts: [
      { title: words.whole, rows: [row(words.whole, all)], quiet },
      {
        title: words.byKey(words.keys.service),
        ...{ rows: services.map((one) => row(one.name[language], one)), quiet },
      },
    ],
    notes: [words.ikmCounted],
  };
  return withStepCosts(table, steps, language);
}
