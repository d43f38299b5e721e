import writeExcelFile from 'write-excel-file/node';
import type { TableMade, Workbook } from '../app/ports/papers.ts';

/** What a cell holds at most. */
const longest = 32_767;
/** XML has no place for them. */
const controls = /[^\P{Cc}\n\t]/gu;

const formats = { share: '0.0%', length: '[h]:mm:ss', mean: '0.00' } as const;

/**
 * A sheet for calculating programs (XLSX). Numbers are numbers; words are words, whatever they begin with: `=1+1` that a citizen
 * wrote as a name is stored as text, and never as a formula.
 */
export async function makeWorkbook({ title, columns, rows, about }: Workbook): Promise<TableMade> {
  const head = columns.map(({ label }) => ({ ...words(label), fontWeight: 'bold' }) as const);
  const cells = rows.map((row) =>
    row.map((cell, at) => {
      if (cell === null) return null;
      if (typeof cell === 'string') return words(cell);
      const as = columns[at]?.as;
      return { value: cell, type: Number, ...(as && { format: formats[as] }) } as const;
    }),
  );
  const widths = columns.map(({ width }) => ({ width: Math.round(8 + width * 6) }));
  const sheet = { data: [head, ...cells], columns: widths, sheet: sheetName(title), stickyRowsCount: 1 };
  if (!about) return { ok: true, bytes: await writeExcelFile([sheet]).toBuffer() };
  const said = { data: about.rows.map((row) => row.map(words)), columns: [{ width: 20 }, { width: 100 }] };
  return { ok: true, bytes: await writeExcelFile([sheet, { ...said, sheet: sheetName(about.title) }]).toBuffer() };
}

const words = (value: string) =>
  ({ value: value.replace(controls, '').slice(0, longest), type: String, wrap: true, alignVertical: 'top' }) as const;

/** What such programs allow. */
const sheetName = (title: string): string => title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
