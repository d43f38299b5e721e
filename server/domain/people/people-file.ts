import { type CsvRow, readCsv } from '../shared/read-csv.ts';
import { cleaned, trimmed } from '../shared/typed.ts';
import { type PersonDraft, usernameOf } from './person.ts';
import { localeWords, meant, phoneWords, roleWords } from './written-words.ts';

/** A file of an office; more come in several. `bytes`: of the file as it is sent. */
export const peopleFileLimits = { rows: 500, bytes: 256 * 1024 } as const;

/** The words of a heading, in lower case, and what stands below them. */
const headings = {
  displayName: ['nama', 'name', 'nama lengkap', 'full name'],
  username: ['nama pengguna', 'username', 'user name', 'pengguna'],
  role: ['peran', 'role'],
  extension: ['pesawat', 'extension', 'ekstensi', 'nomor pesawat'],
  phone: ['telepon', 'phone', 'telephone'],
  locale: ['bahasa', 'language'],
} as const satisfies Readonly<Record<keyof PersonDraft, readonly string[]>>;
export type PeopleColumn = keyof typeof headings;
const columns = Object.keys(headings) as PeopleColumn[];
/** Without these nobody can be added. */
const needed = ['displayName', 'username', 'role'] as const satisfies readonly PeopleColumn[];

/** Why a file cannot be read at all. `line` from 1; null: of none. */
export interface PeopleFileFault {
  readonly code: 'file_empty' | 'quote_open' | 'column_missing' | 'column_twice' | 'too_many';
  readonly line: number | null;
  readonly column: PeopleColumn | null;
}

/** What of a row could not be read. */
export type RowReadCode = 'role_unknown' | 'phone_unknown' | 'locale_unknown' | 'cells_too_many' | 'too_long';

/** A row as read. A role that is none is empty; telephone and language that are none are those of who says nothing. */
export interface PeopleRow {
  readonly line: number;
  readonly draft: PersonDraft;
  readonly faults: readonly { readonly field: PeopleColumn; readonly code: RowReadCode; readonly written: string }[];
}

export interface PeopleFile {
  /** Whatever is said here: the file has no rows then. */
  readonly faults: readonly PeopleFileFault[];
  /** Which columns it has. */
  readonly columns: readonly PeopleColumn[];
  /** Headings that nobody knows: what stands below them is not read. */
  readonly ignored: readonly string[];
  readonly rows: readonly PeopleRow[];
}

/**
 * Reads people from CSV: a line of headings in either language and any order, then one line for each. Name, user name and
 * role are needed; who has no telephone in the file has none, who has no kind of it sits at a browser, and who has no
 * language reads Indonesian. Pure.
 */
export function readPeople(text: string): PeopleFile {
  const { rows, openQuote } = readCsv(cleaned(text));
  const refused = (...faults: PeopleFileFault[]): PeopleFile => ({ faults, columns: [], ignored: [], rows: [] });
  if (openQuote !== null) return refused({ code: 'quote_open', line: openQuote, column: null });
  const [header, ...body] = rows;
  if (header === undefined) return refused({ code: 'file_empty', line: null, column: null });
  const { places, twice, ignored } = placesOf(header);
  const missing = needed.filter((column) => places[column] === undefined);
  const faults: PeopleFileFault[] = [
    ...twice.map((column) => ({ code: 'column_twice' as const, line: header.line, column })),
    ...missing.map((column) => ({ code: 'column_missing' as const, line: header.line, column })),
  ];
  if (faults.length > 0) return refused(...faults);
  if (body.length === 0) return refused({ code: 'file_empty', line: null, column: null });
  if (body.length > peopleFileLimits.rows)
    return refused({ code: 'too_many', line: body[peopleFileLimits.rows]?.line ?? null, column: null });
  return {
    ...{ faults: [], ignored, columns: columns.filter((column) => places[column] !== undefined) },
    rows: body.map((row) => rowOf(row, places, header.cells.length)),
  };
}

type Places = Partial<Record<PeopleColumn, number>>;

function placesOf(header: CsvRow) {
  const places: Places = {};
  const twice: PeopleColumn[] = [];
  const ignored: string[] = [];
  header.cells.forEach((cell, index) => {
    const plain = trimmed(cell)
      .toLowerCase()
      .replace(/[\s_]+/g, ' ');
    const column = columns.find((name) => (headings[name] as readonly string[]).includes(plain));
    if (column === undefined) {
      if (plain !== '') ignored.push(cell.slice(0, 80));
    } else if (places[column] !== undefined) twice.push(column);
    else places[column] = index;
  });
  return { places, twice, ignored };
}

function rowOf({ line, cells }: CsvRow, places: Places, width: number): PeopleRow {
  // A name broken over two lines of its cell is one name.
  const cell = (column: PeopleColumn) => trimmed((cells[places[column] ?? -1] ?? '').replace(/[\t\n]+/g, ' '));
  const [role, phone, locale] = [cell('role'), cell('phone'), cell('locale')];
  const said = {
    role: meant(role, roleWords) ?? '',
    phone: meant(phone, phoneWords),
    locale: meant(locale, localeWords),
  };
  const draft: PersonDraft = {
    displayName: cell('displayName'),
    username: usernameOf(cell('username')),
    role: said.role,
    extension: cell('extension') || null,
    phone: said.phone ?? 'browser',
    locale: said.locale ?? 'id',
  };
  const faults: PeopleRow['faults'][number][] = [];
  const fault = (field: PeopleColumn, code: RowReadCode, written: string): void => {
    faults.push({ field, code, written: written.slice(0, 80) });
  };
  if (draft.displayName.length > 80) fault('displayName', 'too_long', draft.displayName);
  if (said.role === '' && role !== '') fault('role', 'role_unknown', role);
  if (said.phone === null && phone !== '') fault('phone', 'phone_unknown', phone);
  if (said.locale === null && locale !== '') fault('locale', 'locale_unknown', locale);
  // A comma in a name without quotation marks moves all that follows it: the rest of the row says nothing. Spreadsheets
  // leave empty cells behind the last one, which move nothing.
  const more = cells.slice(width);
  if (more.some((extra) => extra !== '') || (more.length > 0 && faults.length > 0)) {
    faults.length = 0;
    fault('displayName', 'cells_too_many', cells.join(' | '));
  }
  return { line, draft, faults };
}
