import { z } from 'zod';
import { type ArchiveClass, fates, usualSchedule } from '../archive/schedule.ts';
import { FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import type { SopDefinition } from '../sop/definition.ts';
import { actors } from '../sop/terms.ts';
import type { PaperSigner } from './kind.ts';

const said = z.string().trim().min(1).max(200);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD');
const Official = z.strictObject({
  login: said,
  role: z.enum(actors),
  /** Such as "Camat Bandungan". */
  title: said,
  /** With academic titles, as letters have it (Permendagri 1/2023, art. 44). */
  name: said,
  rank: said.nullable().default(null),
  nip: z
    .string()
    .regex(/^\d{18}$/, 'NIP: 18 angka / digits')
    .nullable()
    .default(null),
  /** Acts for another: Plh. for days, Plt. until somebody is appointed. */
  as: z.enum(['plh', 'plt']).nullable().default(null),
  from: day.nullable().default(null),
  until: day.nullable().default(null),
  sops: z.array(said).min(1).optional(),
});
const Head = z.strictObject({
  sops: z.array(said).min(1).optional(),
  /** Tiers from the region down to the unit. */
  lines: z.array(said).min(1).max(4),
  address: said.nullable().default(null),
  place: said,
  unit: z.string().regex(/^[A-Za-z0-9.-]{1,30}$/),
});
const years = z.int().min(0).max(100);
const Kept = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** The code of classification, Permendagri 83/2022. */
  code: z.string().regex(/^[0-9.]{3,20}$/),
  title: said,
  active: years,
  inactive: years,
  fate: z.enum(fates),
});
const File = z.strictObject({
  letterheads: z.array(Head).default([]),
  officials: z.array(Official).default([]),
  schedule: z
    .array(Kept)
    .min(1)
    .default([...usualSchedule]),
});

/** Who signs for the office, and as what. Days are inclusive; null: no beginning, or no end. */
export type Official = z.output<typeof Official>;
export interface PaperOffice {
  readonly letterheads: readonly z.output<typeof Head>[];
  readonly officials: readonly Official[];
  /** How long which papers are kept, and what becomes of them. */
  readonly schedule: readonly ArchiveClass[];
}

export const noOffice: PaperOffice = { letterheads: [], officials: [], schedule: usualSchedule };

/**
 * Reads `papers/office.yaml`: the heads of the office's letters, and who signs them.
 * @throws FileFault with every fault, its line and what to do
 */
export function parsePaperOffice(text: string, file: string): PaperOffice {
  const { value, lineOf } = readYaml(text, file);
  const parsed = File.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new FileFault(
    file,
    parsed.error.issues.map((issue) => ({
      ...{ line: lineOf(issue.path), place: issue.path.join('.') || 'file' },
      id: `isinya kurang atau tidak sesuai: letterheads perlu lines, place, unit; officials perlu login, role, title, name; schedule perlu id, code, title, active, inactive, fate (${issue.message})`,
      en: `missing, or not what is expected: letterheads need lines, place, unit; officials need login, role, title, name; schedule needs id, code, title, active, inactive, fate (${issue.message})`,
    })),
  );
}

/** Who may act for a role on a day: whoever stands in goes before whoever holds it. Pure. */
export function officialsFor(
  { officials }: PaperOffice,
  { role }: PaperSigner,
  sopId: string,
  on: string,
): readonly Official[] {
  const named = officials.filter(
    (one) =>
      one.role === role &&
      (one.sops?.includes(sopId) ?? true) &&
      (one.from === null || one.from <= on) &&
      (one.until === null || one.until >= on),
  );
  return [...named.filter(({ as }) => as !== null), ...named.filter(({ as }) => as === null)];
}

/** What stands above a signature: "Plh. Camat Bandungan". */
export const titleOf = ({ as, title }: Pick<Official, 'as' | 'title'>): string =>
  as === null ? title : `${as === 'plh' ? 'Plh.' : 'Plt.'} ${title}`;

export interface Letterhead {
  readonly lines: readonly string[];
  readonly address: string | null;
  readonly place: string;
  readonly unit: string;
}

/** The head of the office's letters: the office's own, else what its procedure prints of it. Pure. */
export function letterheadFor(
  { letterheads }: PaperOffice,
  sop: Pick<SopDefinition, 'id' | 'issuer' | 'letterhead'>,
  office: { readonly name: string; readonly code: string },
): Letterhead {
  const own = letterheads.find(({ sops }) => sops?.includes(sop.id)) ?? letterheads.find(({ sops }) => !sops);
  if (own) return own;
  const printed = sop.letterhead;
  const place = printed?.place?.split(/\s[–-]\s/)[0] ?? '';
  const contact = [
    printed?.address,
    printed?.place,
    printed?.phone && `Telepon ${printed.phone}`,
    printed?.fax && `Faksimile ${printed.fax}`,
  ];
  return {
    lines: sop.issuer.split(', '),
    address: contact.filter(Boolean).join(', ') || null,
    place: place === place.toUpperCase() ? capitalised(place) : place,
    unit: office.code,
  };
}

const capitalised = (text: string): string =>
  text.toLowerCase().replaceAll(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase());
