import { figureText } from '../figures/figure-text.ts';
import type { Correction, OfficeReport, ReportMeasure, ReportSection } from './office-report.ts';

/** A report that was made, and the number of its paper. */
export interface ToldReport {
  readonly report: OfficeReport;
  readonly paper: string;
}
/** What of such a report can be told otherwise later. */
interface ToldFigures {
  readonly report: Pick<OfficeReport, 'period' | 'sections'>;
  readonly paper: string;
}

interface Cell {
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly label: string;
  readonly as: ReportMeasure;
  readonly value: number | null;
}

/**
 * What is otherwise now than a report told it, or than a later one corrected it to: each figure once, in the order of the
 * tables. Told is what people read: a figure that looks as it did is no correction. Pure.
 * @param later reports made after it, the oldest first
 * @param now the same tables, counted anew
 */
export function correctionsOf(
  { report, paper }: ToldFigures,
  later: readonly ToldReport[],
  now: readonly ReportSection[],
): readonly Correction[] {
  const told = new Map(cellsOf(report.sections).map((cell) => [keyOf(cell), { ...cell, paper }]));
  for (const one of later)
    for (const correction of one.report.corrections)
      if (correction.period === report.period)
        told.set(keyOf(correction), { ...correction, value: correction.now, paper: one.paper });
  const counted = new Map(cellsOf(now).map((cell) => [keyOf(cell), cell]));
  return [...new Set([...counted.keys(), ...told.keys()])].flatMap((key): Correction[] => {
    const [before, after] = [told.get(key), counted.get(key)];
    const cell = after ?? before;
    if (!cell) return [];
    const { section, row, column, label, as } = cell;
    // What stands in no table happened never.
    const none = as === 'count' ? 0 : null;
    const values = { before: before ? before.value : none, now: after ? after.value : none };
    if (figureText(values.before, as, 'id') === figureText(values.now, as, 'id')) return [];
    return [{ period: report.period, section, row, column, label, as, ...values, paper: before?.paper ?? paper }];
  });
}

const keyOf = ({ section, row, column }: Pick<Cell, 'section' | 'row' | 'column'>): string =>
  JSON.stringify([section, row, column]);

const cellsOf = (sections: readonly ReportSection[]): readonly Cell[] =>
  sections.flatMap(({ id: section, title, columns, rows }) =>
    rows.flatMap(({ key: row, head, values }) =>
      columns.map(({ name: column, label, as }, at) => ({
        ...{ section, row, column, as, label: `${title}: ${head}, ${label}` },
        value: values[at] ?? null,
      })),
    ),
  );
