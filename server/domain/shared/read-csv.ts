/** One record of a CSV file. */
export interface CsvRow {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Csv {
  readonly rows: readonly CsvRow[];
  /** The line of a quotation mark that is never closed. */
  readonly openQuote: number | null;
}

/**
 * The records of a CSV file as spreadsheets write it: separated by commas, by semicolons (Excel with Indonesian
 * settings) or by tabs, whichever its first line has; cells may be quoted. Cells are trimmed, empty lines left out.
 */
export function readCsv(text: string): Csv {
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const header = body.trimStart().split('\n', 1).join();
  const separator = [';', '\t'].find((candidate) => header.includes(candidate)) ?? ',';
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let begins = 1;
  let quotedSince: number | null = null;

  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((each) => each !== '')) rows.push({ line: begins, cells });
    cells = [];
    begins = line;
  };
  for (let at = 0; at < body.length; at++) {
    const char = body.charAt(at);
    if (char === '\n') line++;
    if (quotedSince !== null) {
      if (char !== '"') cell += char;
      else if (body.charAt(at + 1) !== '"') quotedSince = null;
      else {
        cell += '"';
        at++;
      }
    } else if (char === '"' && cell.trim() === '') quotedSince = line;
    else if (char === separator) endCell();
    else if (char === '\n') endRow();
    else cell += char;
  }
  endRow();
  return { rows, openQuote: quotedSince };
}
