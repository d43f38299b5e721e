import type { Words } from '../shared/words.ts';
import type { PaperKind } from './kind.ts';
import { type PaperState, stateWords } from './life.ts';

/** A paper as a register has it. */
export interface RegisterEntry {
  readonly kind: string;
  readonly seq: number;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly ticket: string;
  readonly state: PaperState;
  /** What is written in it, by the names of its fields; null: the reader may not read the case, or it was made anonymous. */
  readonly fields: Readonly<Record<string, string>> | null;
}

/** A register over some time, as it is printed: a row for each number, also for those that count for nothing. */
export interface RegisterBook {
  readonly title: Words;
  readonly columns: readonly RegisterColumn[];
  /** As many cells as columns. A number is one, and sorts as one. */
  readonly rows: readonly (readonly (string | number)[])[];
}
export interface RegisterColumn {
  readonly label: Words;
  /** How much room it takes beside the others. */
  readonly width: number;
}

const withheld = '(tidak untuk pembaca ini)';
const column = (id: string, en: string, width: number): RegisterColumn => ({ label: { id, en }, width });

/** The registers that there are, each with the kinds of papers that are numbered in it. Pure. */
export function registersOf(kinds: readonly PaperKind[]): ReadonlyMap<string, readonly PaperKind[]> {
  const registers = new Map<string, PaperKind[]>();
  for (const kind of kinds) {
    if (kind.number === null) continue;
    registers.set(kind.number.register, [...(registers.get(kind.number.register) ?? []), kind]);
  }
  return registers;
}

/**
 * The book of a register. One that has a single kind of paper shows what is written in each, as a register book or an
 * improvement register does; one of several kinds is an agenda. Pure.
 */
export function registerBook(kinds: readonly PaperKind[], entries: readonly RegisterEntry[]): RegisterBook {
  const [only, ...others] = kinds;
  const title = joined(kinds.map((kind) => kind.title));
  if (only && others.length === 0) {
    const { fields } = only;
    return {
      title,
      columns: [
        ...[column('No.', 'No.', 1), column('Nomor', 'Number', 2)],
        ...fields.map(({ label, type }) => ({ label, width: type === 'text' ? 5 : 2.5 })),
        column('Keadaan', 'State', 1.6),
      ],
      rows: entries.map(({ seq, number, fields: said, state }) => [
        ...[seq, number],
        ...fields.map(({ name }, index) => (said ? (said[name] ?? '') : index === 0 ? withheld : '')),
        stateWords[state],
      ]),
    };
  }
  return {
    title,
    columns: [
      ...[column('No.', 'No.', 1), column('Nomor', 'Number', 3), column('Tanggal', 'Date', 2)],
      ...[column('Jenis', 'Kind', 4), column('Nomor tiket', 'Ticket number', 3), column('Keadaan', 'State', 2)],
    ],
    rows: entries.map(({ seq, number, day, kind, ticket, state }) => [
      ...[seq, number, day],
      ...[kinds.find(({ id }) => id === kind)?.title.id ?? kind, ticket, stateWords[state]],
    ]),
  };
}

const joined = (titles: readonly Words[]): Words => ({
  id: titles.map(({ id }) => id).join(', '),
  en: titles.map(({ en }) => en).join(', '),
});
