import type { Response } from '../../../server/contract/api.ts';
import { dayOf } from './figures.ts';

type Interval = Response<'planning'>['intervals'][number];
export type RosterColumn = 'calls' | 'agents';
export type ErlangModel = 'c' | 'a';

/** What stands in a half hour before anybody types. */
export interface RosterRow {
  /** Epoch ms at which it begins. */
  readonly at: number;
  /** The forecast; where there is none, the calls that came; 0: neither. */
  readonly calls: number;
  /** Agents who reach the goal by a model, by Erlang C where it cannot say; null: it is not known. */
  readonly agents: number | null;
}

const halfHourMs = 1_800_000;
/** As many as the server takes of each. */
export const mostOf = { calls: 10_000, agents: 1_000 } as const;
export const columnsTyped = ['calls', 'agents'] as const satisfies readonly RosterColumn[];

/** The days of a plan, `2026-12-31`, and the one that people plan first: the first that is not over. Null: there is none. */
export function rosterDays(
  intervals: readonly Pick<Interval, 'at' | 'happened'>[],
  zone: string,
): { readonly days: readonly string[]; readonly first: string | null } {
  const days = [...new Set(intervals.map(({ at }) => dayOf(at, zone)))];
  const coming = intervals.find(({ happened }) => happened === null);
  return { days, first: coming ? dayOf(coming.at, zone) : (days.at(-1) ?? null) };
}

/** Every half hour of a day from its first of which a plan tells to its last, those without calls between them too. */
export function rosterOf(
  intervals: readonly Pick<Interval, 'at' | 'forecast' | 'happened' | 'needed'>[],
  { zone, day, model }: { readonly zone: string; readonly day: string; readonly model: ErlangModel },
): readonly RosterRow[] {
  const told = new Map(intervals.filter(({ at }) => dayOf(at, zone) === day).map((one) => [one.at, one]));
  const [from, to] = [Math.min(...told.keys()), Math.max(...told.keys())];
  const rows: RosterRow[] = [];
  for (let at = from; at <= to; at += halfHourMs) {
    const one = told.get(at);
    const calls = one?.forecast ?? one?.happened?.offered ?? 0;
    rows.push({ at, calls, agents: one?.needed ? (one.needed[model] ?? one.needed.c) : calls === 0 ? 0 : null });
  }
  return rows;
}

/**
 * A number as it is typed or pasted, with a comma or a point. Nothing is 0: nobody is there.
 * @returns null: none, or above what is taken. `1.000` is none: it is a thousand to some and one to others.
 */
export function numberTyped(text: string, column: RosterColumn): number | null {
  const plain = text.trim();
  if (plain === '') return 0;
  if (!/^\d{1,5}([.,]\d{1,2})?$/.test(plain)) return null;
  const value = Number(plain.replace(',', '.'));
  return value <= mostOf[column] ? value : null;
}

/** The cells of what was copied from a table or typed in lines. Null: it is one value, which is pasted as ever. */
export function cellsPasted(text: string): readonly (readonly string[])[] | null {
  const lines = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  const cells = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  return cells.length === 1 && cells[0]?.length === 1 ? null : cells;
}

/** Where cells come to stand from one on, downwards and to the right; `left`: how many have no place. */
export function placed(
  cells: readonly (readonly string[])[],
  from: { readonly row: number; readonly column: RosterColumn },
  rows: number,
): { readonly put: readonly { row: number; column: RosterColumn; text: string }[]; readonly left: number } {
  const first = columnsTyped.indexOf(from.column);
  const all = cells.flatMap((line, down) =>
    line.map((text, right) => ({ row: from.row + down, column: columnsTyped[first + right], text })),
  );
  const put = all.flatMap(({ row, column, text }) => (column && row < rows ? [{ row, column, text }] : []));
  return { put, left: all.length - put.length };
}

/** Those that miss the goal, worst first: with the smallest share, of equal ones the one in which more call. */
export function worstOf<Row extends { readonly calls: number; readonly inTime: number }>(
  rows: readonly Row[],
  share: number,
): readonly Row[] {
  return rows
    .filter(({ calls, inTime }) => calls > 0 && inTime < share)
    .sort((a, b) => a.inTime - b.inTime || b.calls - a.calls);
}
