import { figureWords } from '../../contract/figure-words.ts';
import { dayInWords, type OfficeZone, officeDay, zoneNames } from '../../domain/calendar/office-day.ts';
import { figureText, numberText } from '../../domain/figures/figure-text.ts';
import { letterheadFor, type PaperOffice } from '../../domain/papers/office.ts';
import type { Paper, Workbook } from '../ports/papers.ts';
import type { FigureRow, FigureTable, Language } from './figure-table.ts';

/** Of which days, and what alone. */
export interface TableOf {
  readonly from: string;
  readonly to: string;
  readonly zone: OfficeZone;
  readonly language: Language;
  /** Said beside the period: `Hanya layanan: 112`. */
  readonly only: readonly string[];
}

const dayMs = 86_400_000;

/**
 * A report for a calculating program: a share is a part of one, a length a part of a day, as such programs count them.
 * Pure.
 */
export function figureWorkbook({ title, columns, parts, notes }: FigureTable, of: TableOf): Workbook {
  const words = figureWords[of.language];
  const cell = (value: number | null, as: string) => (value !== null && as === 'ms' ? value / dayMs : value);
  return {
    title,
    columns: [
      { label: words.part, width: 2 },
      { label: words.row, width: 3 },
      ...columns.map(({ label, as }) => ({ label, width: 1, ...formatOf[as] })),
    ],
    rows: parts.flatMap(({ title: part, rows }) =>
      rows.map(({ head, values }) => [part, head, ...values.map((value, at) => cell(value, columns[at]?.as ?? ''))]),
    ),
    about: { title: words.about, rows: aboutOf(of).concat(notes.map((note) => ['', note] as const)) },
  };
}

const formatOf = { count: {}, ms: { as: 'length' }, share: { as: 'share' }, mean: { as: 'mean' } } as const;

/** More columns of figures stand in no line of A4 that can be read. */
const widest = 10;

/** Whose paper it is, and when it is made. */
export interface PaperIssuer {
  readonly own: PaperOffice;
  readonly named: { readonly name: string; readonly code: string };
  /** Epoch ms. */
  readonly now: number;
}

/** More would be no paper that somebody reads, nor one that is made in time. */
const mostRows = 2_000;

/** A report on paper, under the office's head. Intervals in which nothing happened are counted and left out. Null: it would be too long. Pure. */
export function figurePaper(table: FigureTable, of: TableOf, office: PaperIssuer): Paper | null {
  const { language, zone } = of;
  const words = figureWords[language];
  const parts = table.parts.flatMap(({ title, rows, quiet, shows: [begin, stop] = [0, table.columns.length] }) => {
    const bands = Math.ceil((stop - begin) / widest);
    const perBand = Math.ceil((stop - begin) / bands);
    const shown = rows.filter((_, index) => !quiet.has(index));
    const note = quiet.size === 0 ? null : words.quiet(numberText(quiet.size, language));
    return Array.from({ length: shown.length === 0 ? 1 : bands }, (_, band) => {
      const [first, end] = [begin + band * perBand, Math.min(stop, begin + (band + 1) * perBand)];
      const columns = table.columns.slice(first, end);
      const cells = ({ values, estimated }: FigureRow) =>
        columns.map(({ name, as }, at) => {
          const text = figureText(values[first + at] ?? null, as, language);
          return estimated.has(name) ? `≈ ${text}` : text;
        });
      return {
        title: bands === 1 || shown.length === 0 ? title : `${title} (${band + 1}/${bands})`,
        columns: columns.map(({ label }) => label),
        rows: shown.map((row) => [row.head, ...cells(row)]),
        note: band === bands - 1 || shown.length === 0 ? note : null,
      };
    });
  });
  if (parts.reduce((sum, { rows }) => sum + rows.length, 0) > mostRows) return null;
  return {
    ...{ template: 'figures', at: office.now },
    data: {
      head: letterheadFor(office.own, { id: '', issuer: office.named.name, letterhead: null }, office.named),
      ...{ title: table.title, language, nothing: words.nothing, parts, notes: table.notes },
      period: `${dayInWords(of.from, language)} – ${dayInWords(of.to, language)}`,
      about: aboutOf(of).map(([label, value]) => ({ label, value })),
      date: dayInWords(officeDay(office.now, zone), language),
    },
  };
}

function aboutOf({ from, to, zone, language, only }: TableOf): (readonly [label: string, value: string])[] {
  const words = figureWords[language];
  return [
    [words.period, `${dayInWords(from, language)} – ${dayInWords(to, language)}`],
    [words.zone, zoneNames[zone]],
    ...only.map((one) => ['', one] as const),
  ];
}
