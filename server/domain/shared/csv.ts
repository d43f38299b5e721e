/**
 * A line of comma-separated values, quoted throughout. What a spreadsheet would take for a formula begins with an
 * apostrophe: what somebody typed must not run on the machine of whoever reads it. Pure.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(cell: string | number | null): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** Spreadsheets take a text for UTF-8 only when it begins with this. */
export const csvStart = '\ufeff';
