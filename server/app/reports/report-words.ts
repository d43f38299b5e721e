import { figureWords } from '../../contract/figure-words.ts';
import { months } from '../../domain/calendar/names.ts';
import { dayInWords, zoneNames } from '../../domain/calendar/office-day.ts';
import { figureText, numberText } from '../../domain/figures/figure-text.ts';
import { cellText } from '../../domain/reports/days.ts';
import type { OfficeReport } from '../../domain/reports/office-report.ts';
import { figureNotes } from '../figures/figure-table.ts';

/** A table as a paper prints it: the first cell of a row is its head. */
interface PrintedTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Its last column names papers, and is no figure. */
  readonly named: boolean;
}

/** A report as its template has it, in `data.report`. */
export interface PrintedReport {
  readonly period: string;
  readonly zone: string;
  /** Nothing happened; null: something did. */
  readonly quiet: string | null;
  /** What stands where a table has no row. */
  readonly nothing: string;
  readonly tables: readonly PrintedTable[];
  /** Null: there are none. */
  readonly corrections: PrintedTable | null;
  readonly notes: readonly string[];
}

/** A day or a month as letters have it: `4 Januari 2027`, `Januari 2027`. Pure. */
export const periodInWords = (period: string): string => {
  if (period.length > 7) return dayInWords(period, 'id');
  const [year, month] = period.split('-').map(Number);
  return `${months.id[(month ?? 1) - 1]?.[0]} ${year}`;
};

/** A report in words, as its paper prints it. Pure. */
export function printedReport(report: OfficeReport): PrintedReport {
  const { scope, period, zone, sections, corrections, days, thresholdMs } = report;
  const ofDay = scope === 'day' ? 'hari' : 'bulan';
  const paperOf = new Map(days.map(({ day, paper }) => [day, paper ?? '–']));
  const estimated = sections.some(({ rows }) => rows.some((row) => row.estimated.length > 0));
  const lacking = days.filter(({ paper }) => paper === null).length;
  return {
    ...{ period: periodInWords(period), zone: zoneNames[zone], nothing: 'Tidak ada.' },
    quiet: report.quiet ? `Tidak ada kegiatan pada ${ofDay} ini.` : null,
    tables: sections.map(({ id, title, columns, rows }) => ({
      ...{ title, named: id === 'days' },
      columns: [...columns.map(({ label }) => label), ...(id === 'days' ? ['Laporan harian nomor'] : [])],
      rows: rows.map(({ key, head, values, estimated: marked }) => [
        head,
        ...columns.map((column, at) => cellText(values[at] ?? null, column, marked)),
        ...(id === 'days' ? [paperOf.get(key) ?? '–'] : []),
      ]),
    })),
    corrections:
      corrections.length === 0
        ? null
        : {
            ...{ title: 'Pembetulan atas laporan sebelumnya', named: true },
            columns: ['Angka', 'Semula', 'Menjadi', 'Laporan nomor'],
            rows: corrections.map(({ period: of, label, as, before, now, paper }) => [
              ...[periodInWords(of), label, figureText(before, as, 'id'), figureText(now, as, 'id'), paper],
            ]),
          },
    notes: [
      figureWords.id.counted,
      ...figureNotes({ language: 'id', untold: 0, thresholdMs }, estimated),
      'Panggilan iseng termasuk dalam angka panggilan, dan dipisahkan pada kolom “tanpa iseng”.',
      ...(lacking > 0 && scope === 'month'
        ? [`${numberText(lacking, 'id')} hari tanpa laporan harian pada saat laporan ini dibuat.`]
        : []),
      corrections.length === 0 ? 'Tidak ada pembetulan atas laporan sebelumnya.' : correctedLater,
    ],
  };
}

const correctedLater =
  'Laporan yang sudah dibuat tidak berubah: angka yang kemudian menjadi lain dicantumkan sebagai pembetulan di sini.';
