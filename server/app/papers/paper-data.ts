import { dayInWords, type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import { contentsOf } from '../../domain/case/contents.ts';
import type { PaperKind } from '../../domain/papers/kind.ts';
import type { NamedSigner } from '../../domain/papers/life.ts';
import { type Letterhead, letterheadFor, officialsFor, type PaperOffice, titleOf } from '../../domain/papers/office.ts';
import type { OfficeReport } from '../../domain/reports/office-report.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Paper } from '../ports/papers.ts';
import type { ReportFault } from '../reports/office-reports.ts';
import { periodInWords, printedReport } from '../reports/report-words.ts';
import type { Dossier } from './dossier.ts';
import type { Slip } from './slip.ts';
import { type SaidBy, valueWordsOf } from './values.ts';

export interface FillingIn {
  readonly sop: SopDefinition;
  readonly choose: SaidBy['choose'];
  readonly zone: OfficeZone;
  /** Epoch ms. */
  readonly now: number;
  /** The server's address, as others know it. */
  readonly site: string | null;
  /** What a form says just now, before what the case says. */
  readonly written?: Readonly<Record<string, string>>;
}

/** What stands in the fields of a paper before anybody writes: what the case says. Pure. */
export function filledFields(
  { fields }: PaperKind,
  record: CaseRecord,
  { sop, choose, zone, now, site, written = {} }: FillingIn,
): Readonly<Record<string, string>> {
  const said = new Map([
    ...valueWordsOf({ sop, choose }, new Map([...contentsOf(record.state), ...Object.entries(written)])),
    ['ticket', record.ticketNumber],
    ['site', site ?? ''],
    ['today', dayInWords(officeDay(now, zone), 'id')],
    ['opened', dayInWords(officeDay(record.openedAt, zone), 'id')],
    ['period', record.task === undefined ? '' : periodInWords(record.task)],
  ]);
  return Object.fromEntries(fields.map(({ name, fill }) => [name, filled(fill, said)]));
}

/** A sentence with its names filled in; one that names what nobody has said stays empty in that place. Pure. */
const filled = (sentence: string, said: ReadonlyMap<string, string>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => said.get(name) ?? '');

export interface PaperFault {
  /** A field of the paper, or `signers.ROLE`, or `number`, or `report`. */
  readonly field: string;
  readonly code: 'required' | 'signer_missing' | 'number_missing' | 'too_long' | 'unchanged' | ReportFault;
}

export interface PaperAbout {
  readonly kind: PaperKind;
  readonly office: PaperOffice;
  readonly sop: SopDefinition;
  readonly fields: Readonly<Record<string, string>>;
  /** What the office is called in the settings. */
  readonly named: { readonly name: string; readonly code: string };
  /** To whom the case was forwarded: of several in a role it is that one who signs. */
  readonly assignedId: string | null;
  /** Who works here, by log-in. */
  readonly logIns: ReadonlyMap<string, string>;
  readonly zone: OfficeZone;
  /** Epoch ms. */
  readonly now: number;
  /** The case as a whole; null: the kind does not show it. */
  readonly dossier: Dossier | null;
  /** What is promised and how it was kept; null: the kind does not say it. */
  readonly promise: Slip | null;
  /** What it reports; null: nothing, or it is not counted. */
  readonly report: OfficeReport | null;
  /** Why what it is to report cannot be counted; null: it can, or there is nothing. */
  readonly reportLacks: ReportFault | null;
}

const lengths = { line: 300, text: 8_000 } as const;

/** Whatever keeps the paper from being made, before a number is drawn for it. Pure. */
export function paperFaults(about: PaperAbout): readonly PaperFault[] {
  const { kind, fields } = about;
  const empty = kind.fields.flatMap(({ name, required, type }): PaperFault[] => {
    const value = fields[name]?.trim() ?? '';
    if (required && value === '') return [{ field: name, code: 'required' }];
    return value.length > lengths[type] ? [{ field: name, code: 'too_long' }] : [];
  });
  const named = signersOf(about);
  const unsigned = kind.signers.flatMap((signer, index): PaperFault[] =>
    named[index] ? [] : [{ field: `signers.${signer.role}`, code: 'signer_missing' }],
  );
  const unit = kind.number === null || headOf(about).unit !== '';
  const uncounted = about.reportLacks === null ? [] : [{ field: 'report', code: about.reportLacks }];
  return [...uncounted, ...empty, ...unsigned, ...(unit ? [] : [{ field: 'number', code: 'number_missing' } as const])];
}

const headOf = ({ office, sop, named }: PaperAbout): Letterhead => letterheadFor(office, sop, named);

/** Who is to sign, in order; null where the office has named nobody who works here. */
function signersOf({ kind, office, sop, assignedId, logIns, zone, now }: PaperAbout): readonly (NamedSigner | null)[] {
  const day = officeDay(now, zone);
  return kind.signers.map((signer) => {
    const named = officialsFor(office, signer, sop.id, day).flatMap((official) => {
      const personId = logIns.get(official.login);
      return personId === undefined ? [] : [{ official, personId }];
    });
    const found = named.find((one) => one.personId === assignedId) ?? named[0];
    if (!found) return null;
    const { official, personId } = found;
    const { name, rank, nip } = official;
    return { act: signer.act, personId, title: titleOf(official), name, rank, nip, at: null };
  });
}

/** Those who are to sign a paper that lacks nothing. */
export const namedSigners = (about: PaperAbout): readonly NamedSigner[] =>
  signersOf(about).flatMap((signer) => signer ?? []);

/** Whose paper it is, in a line. */
export const officeOf = (about: PaperAbout): string => headOf(about).lines.join(', ');
export const unitOf = (about: PaperAbout): string => headOf(about).unit;

export interface PaperMarks {
  /** Null: it has none, or none yet. */
  readonly number: string | null;
  /** By which it is found; null of a draft. */
  readonly code: string | null;
  /** Where; null: the server has no address that others know. */
  readonly url: string | null;
  readonly ticket: string;
  readonly source: string | undefined;
  /** What it says of the certificates that it is to be signed by; null: none. */
  readonly certified: string | null;
  /** A copy of what there is: without a number or a code, and no draft either. */
  readonly copy?: true;
}

/** The paper as the typesetter takes it: the same of the same. Pure. */
export function paperOf(about: PaperAbout, { number, code, url, ticket, source, copy, certified }: PaperMarks): Paper {
  const { kind, fields, zone, now } = about;
  const said = new Map(Object.entries(fields));
  // What a form leads to, or where a citizen looks, goes before what it is checked by.
  const link = about.promise === null ? fields.link?.trim() || url : about.promise.link;
  return {
    template: kind.template,
    at: now,
    ...(source !== undefined && { source }),
    ...(link !== null && { link }),
    data: {
      language: 'id',
      draft: code === null && copy !== true,
      ...{ title: kind.title.id, english: kind.title.en },
      nature: kind.nature?.id ?? null,
      head: headOf(about),
      ...{ number, code, url, ticket, certified },
      date: dayInWords(officeDay(now, zone), 'id'),
      numbered: kind.number !== null,
      fields: Object.fromEntries(kind.fields.map(({ name }) => [name, fields[name]?.trim() ?? ''])),
      rows: kind.fields.map(({ name, label }) => ({
        ...{ name, label: label.id, english: label.en, value: fields[name]?.trim() ?? '' },
      })),
      words: Object.fromEntries(Object.entries(kind.words).map(([name, text]) => [name, filled(text, said)])),
      signers: namedSigners(about).map(({ act, title, name, rank, nip }) => ({ act, title, name, rank, nip })),
      copies: kind.copies,
      ...(about.dossier !== null && { dossier: about.dossier }),
      ...(about.promise !== null && { promise: about.promise }),
      ...(about.report !== null && { report: printedReport(about.report) }),
    },
  };
}
