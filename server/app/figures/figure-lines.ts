import { momentText, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { csvLine } from '../../domain/shared/csv.ts';
import type { Report } from './figures.ts';

const rowNames = {
  id: { of: 'Baris', whole: 'Seluruhnya', before: 'Periode sebelumnya', nobody: 'Tanpa' },
  en: { of: 'Row', whole: 'Whole', before: 'Period before', nobody: 'None' },
} as const;

/** One line for each row; columns are named as the interface names them, `answer.median` for what is inside. Pure. */
export function figureLines(report: Report<object>, zone: OfficeZone, language: 'id' | 'en'): string[] {
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
