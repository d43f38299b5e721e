import writeExcelFile from 'write-excel-file/node';
import type { TableMade, Workbook } from '../app/ports/papers.ts';

/** What a cell holds at most. */
const longest = 32_767;
/** XML has no place for them. */
const controls = /[^\P{Cc}\n\t]/gu;

/**
 * A sheet for calculating programs (XLSX). Numbers are numbers; words are words, whatever they begin with: `=1+1` that a citizen
 * wrote as a name is stored as text, and never as a formula.
 */
export async function makeWorkbook({ title, columns, rows }: Workbook): Promise<TableMade> {
  const words = (value: string) =>
    ({ value: value.replace(controls, '').slice(0, longest), type: String, wrap: true, alignVertical: 'top' }) as const;
  const head = columns.map(({ label }) => ({ ...words(label), fontWeight: 'bold' }) as const);
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? ({ value: cell, type: Number } as const) : words(cell))),
  );
  const sheet = title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
  const widths = columns.map(({ width }) => ({ width: Math.round(8 + width * 6) }));
  const bytes = await writeExcelFile([head, ...cells], { columns: widths, sheet, stickyRowsCount: 1 }).toBuffer();
  return { ok: true, bytes };
}
