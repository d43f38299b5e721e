import type { PeoplePreview } from '../../../server/contract/people-import.ts';

/** How many rows come to what. */
export function countsOf({ rows }: Pick<PeoplePreview, 'rows'>): Readonly<Record<'add' | 'there' | 'faulty', number>> {
  const of = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return { add: of('add'), there: of('there'), faulty: of('faulty') };
}

/**
 * CSV for a spreadsheet, which takes a text for UTF-8 only when it begins with the mark, and what begins with a sign of
 * calculation for a formula.
 */
export function sheetOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${(/^[=+\-@]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}
