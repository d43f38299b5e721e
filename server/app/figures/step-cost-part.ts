import { stepCostColumns } from '../../contract/figure-columns.ts';
import { figureWords } from '../../contract/figure-words.ts';
import type { StepCost } from '../../contract/surveys.ts';
import type { FigureRow, FigureTable, Language } from './figure-table.ts';

/**
 * A table of how satisfied citizens were, with what late steps go together with below it. Its columns come after the
 * table's own ones, so that whoever reads those by their places goes on reading the same. Pure.
 */
export function withStepCosts(table: FigureTable, steps: readonly StepCost[], language: Language): FigureTable {
  const words = figureWords[language];
  const own = table.columns.length;
  const wider = (row: FigureRow): FigureRow => ({
    ...row,
    values: [...row.values, ...stepCostColumns.map(() => null)],
  });
  const columns = [
    ...table.columns,
    ...stepCostColumns.map(({ name, as }) => ({ name, as, label: words.columns[name as 'cost'] })),
  ];
  const costs: FigureTable['parts'][number] = {
    title: words.stepCosts,
    rows: steps.map((step) => ({
      head: step.name[language],
      values: [...table.columns.map(() => null), ...stepCostColumns.map(({ of }) => of(step))],
      estimated: new Set(),
    })),
    shows: [own, columns.length],
    quiet: new Set(),
  };
  const said = table.parts.length === 0 ? [] : [steps.length === 0 ? words.noStepCosts : words.stepCostsHint];
  return {
    ...table,
    columns,
    parts: [
      ...table.parts.map((part) => ({ ...part, rows: part.rows.map(wider), shows: [0, own] as const })),
      ...(steps.length === 0 ? [] : [costs]),
    ],
    notes: [...table.notes, ...said],
  };
}
