import type { PeopleColumn, PeopleFile, PeopleRow, RowReadCode } from './people-file.ts';
import { faultsOf, type KnownPerson, type PersonDraft, type PersonFaultCode } from './person.ts';

export interface PlannedFault {
  readonly field: PeopleColumn;
  readonly code: PersonFaultCode | RowReadCode | 'username_twice' | 'extension_twice';
  /** What stands there. */
  readonly written: string;
  /** The line of another row that says the same; null: of none. */
  readonly otherLine: number | null;
}

/** What comes of a row. `there`: somebody who is here already, just as it says; nothing is done. */
export interface PlannedRow {
  readonly line: number;
  readonly outcome: 'add' | 'there' | 'faulty';
  readonly draft: PersonDraft;
  readonly faults: readonly PlannedFault[];
}

/** What comes of each row of a file, beside everybody who is there and the other rows. Pure. */
export function plannedRows({ rows, columns }: PeopleFile, people: readonly KnownPerson[]): PlannedRow[] {
  const usernames = linesBy(rows, ({ username }) => username);
  const extensions = linesBy(rows, ({ extension }) => extension);
  return rows.map((row): PlannedRow => {
    const { line, draft } = row;
    const shifted = row.faults.some(({ code }) => code === 'cells_too_many');
    const other = (lines: ReadonlyMap<string, readonly number[]>, key: string | null) =>
      lines.get(key ?? '')?.find((one) => one !== line) ?? null;
    const [namesake, neighbour] = [other(usernames, draft.username), other(extensions, draft.extension)];
    const faults: PlannedFault[] = row.faults.map((fault) => ({ ...fault, otherLine: null }));
    const add = (field: PeopleColumn, code: PlannedFault['code'], otherLine: number | null = null): void => {
      faults.push({ field, code, written: (draft[field] ?? '').slice(0, 80), otherLine });
    };
    const there = faults.length === 0 && people.some((person) => isSame(person, draft, columns));
    if (!shifted) {
      if (namesake !== null) add('username', 'username_twice', namesake);
      if (neighbour !== null) add('extension', 'extension_twice', neighbour);
      if (draft.role === '' && !faults.some(({ field }) => field === 'role')) add('role', 'required');
      if (!there)
        for (const { field, code } of faultsOf(draft, people))
          if (!faults.some((fault) => fault.field === field)) add(field, code);
    }
    return { line, draft, faults, outcome: faults.length > 0 ? 'faulty' : there ? 'there' : 'add' };
  });
}

/** Of what the file says. Without a telephone its kind says nothing. */
function isSame(person: KnownPerson, draft: PersonDraft, columns: readonly PeopleColumn[]): boolean {
  const said = columns.filter((column) => column !== 'phone' || draft.extension !== null);
  return person.active && said.every((column) => person[column] === draft[column]);
}

function linesBy(rows: readonly PeopleRow[], key: (draft: PersonDraft) => string | null): Map<string, number[]> {
  const lines = new Map<string, number[]>();
  for (const { line, draft, faults } of rows) {
    const value = key(draft) ?? '';
    if (value === '' || faults.some(({ code }) => code === 'cells_too_many')) continue;
    lines.set(value, [...(lines.get(value) ?? []), line]);
  }
  return lines;
}
