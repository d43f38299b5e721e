import { DAY_MS } from '../calendar/day-number.ts';
import { figureText } from '../figures/figure-text.ts';
import type { ReportScope } from '../papers/kind.ts';
import { type ReportColumn, type ReportSection, wholeKey } from './office-report.ts';

const forms: Readonly<Record<ReportScope, RegExp>> = { day: /^\d{4}-\d{2}-\d{2}$/, month: /^\d{4}-\d{2}$/ };

/** Whether a case that is owed for this is owed for a day, or for a month; absent: it is a citizen's. Pure. */
export const isOf = (scope: ReportScope, period: string | undefined): period is string =>
  period !== undefined && forms[scope].test(period);

/** The days of a period, `2026-11-23` or `2026-11`, in order. Pure. */
export function daysOf(period: string): readonly string[] {
  if (forms.day.test(period)) return [period];
  const first = Date.parse(`${period}-01T00:00:00Z`);
  const month = (at: number) => new Date(at).toISOString().slice(0, 7);
  const days: string[] = [];
  for (let at = first; month(at) === period; at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** A day, so many days before another. Pure. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

/** `2026-10` of `2026-11`. Pure. */
export const monthBefore = (month: string): string => daysBefore(`${month}-01`, 1).slice(0, 7);

/** What the row of a day tells of it, each read off a table of the day's own report. */
const dayFigures = [
  ['calls', 'arrived', 'Panggilan masuk'],
  ['calls', 'answered', 'Dijawab'],
  ['calls', 'abandoned', 'Ditinggalkan'],
  ['calls', 'netOffered', 'Ditawarkan tanpa iseng'],
  ['services', 'opened', 'Tiket dibuka'],
  ['services', 'closed', 'Tiket selesai'],
  ['services', 'pranks', 'Tiket iseng'],
  ['steps', 'met', 'Langkah tepat waktu'],
  ['steps', 'breached', 'Langkah terlambat'],
  ['open', 'open', 'Terbuka akhir hari'],
] as const;

/** The table of a month's days: a row for each, of the wholes of its own tables. Pure. */
export function dayTable(
  title: string,
  days: readonly { readonly day: string; readonly head: string; readonly sections: readonly ReportSection[] }[],
): ReportSection {
  const cellOf = (sections: readonly ReportSection[], [id, name, label]: (typeof dayFigures)[number]) => {
    const section = sections.find((one) => one.id === id);
    const at = section?.columns.findIndex((column) => column.name === name) ?? -1;
    const whole = section?.rows.find(({ key }) => key === wholeKey);
    const column = section?.columns[at];
    return {
      column: column && { ...column, label },
      value: whole?.values[at] ?? null,
      estimated: whole?.estimated ?? [],
    };
  };
  const [first] = days;
  return {
    ...{ id: 'days', title },
    columns: dayFigures.flatMap((figure): ReportColumn | never[] => cellOf(first?.sections ?? [], figure).column ?? []),
    rows: days.map(({ day, head, sections }) => {
      const cells = dayFigures.map((figure) => cellOf(sections, figure));
      return {
        ...{ key: day, head, values: cells.map(({ value }) => value) },
        estimated: cells.flatMap(({ column, estimated }) =>
          column && estimated.includes(column.name) ? [column.name] : [],
        ),
      };
    }),
  };
}

/**
 * Nothing came in, ended or was judged in it, but for what the office owes to itself. Pure.
 * @param duties the keys of the steps that are no citizen's
 */
export const isQuiet = (sections: readonly ReportSection[], duties: ReadonlySet<string>): boolean =>
  sections
    .filter(({ id }) => id !== 'open' && id !== 'days')
    .every(({ id, columns, rows }) =>
      rows
        .filter(({ key }) => id !== 'steps' || (key !== wholeKey && !duties.has(key)))
        .every(({ values }) => values.every((value, at) => columns[at]?.as !== 'count' || (value ?? 0) === 0)),
    );

/** A figure as the paper shows it, `≈` before what rests on estimates. Pure. */
export const cellText = (value: number | null, { name, as }: ReportColumn, estimated: readonly string[]): string =>
  `${estimated.includes(name) ? '≈ ' : ''}${figureText(value, as, 'id')}`;
