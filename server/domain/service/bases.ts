import { z } from 'zod';
import type { Fault } from '../shared/file-fault.ts';
import { twice, unknown } from './faults.ts';
import { type BasisKind, basisKinds, type LegalBasis, type WithoutConsent, withoutConsent } from './legal-basis.ts';

const told = z.string().trim().min(1).max(160);
/** An entry of `bases` in `services.yaml`. */
export const Basis = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  version: z.string().regex(/^[\w.-]{1,20}$/),
  kind: z.string(),
  without: z.string().optional(),
  text: z.strictObject({ id: told, en: told }),
});
type Basis = z.output<typeof Basis>;

/** As an entry of `services` names it. */
interface Stating {
  readonly basis: string | null;
  readonly channel: string;
  readonly spoken: string | null;
}

export function basisNamed(name: string | null, bases: readonly Basis[]): LegalBasis | null {
  const basis = bases.find(({ id }) => id === name);
  if (!basis) return null;
  const { without, kind, ...rest } = basis;
  return { ...rest, kind: kind as BasisKind, ...(without !== undefined && { without: without as WithoutConsent }) };
}

/** What is wrong with what a service says of its basis. */
export function unstated(
  { basis, channel, spoken }: Stating,
  bases: readonly Basis[],
  at: (field: string) => number,
): Fault[] {
  const ids = bases.map(({ id }) => id);
  const named = bases.find(({ id }) => id === basis);
  if (basis !== null && !named) return [unknown(at('basis'), basis, ids)];
  if (spoken === null) return [];
  if (channel !== 'phone' || !named) return [unspoken(at('spoken'))];
  return spoken === named.version ? [] : [otherSpoken(at('spoken'), spoken, named.version)];
}

/** What is wrong with a basis, beside those before it. */
export function basisFaults(
  { id, kind, without }: Basis,
  before: readonly Basis[],
  at: (field: string) => number,
): Fault[] {
  const known: readonly string[] = basisKinds;
  const ways: readonly string[] = withoutConsent;
  return [
    ...(before.some((one) => one.id === id) ? [twice(at('id'), id)] : []),
    ...(known.includes(kind) ? [] : [unknown(at('kind'), kind, known)]),
    ...(kind === 'consent' && without === undefined ? [unsaid(at('kind'))] : []),
    ...(kind !== 'consent' && without !== undefined ? [notAsked(at('without'))] : []),
    ...(kind === 'consent' && without !== undefined && !ways.includes(without)
      ? [unknown(at('without'), without, ways)]
      : []),
  ];
}

const unsaid = (line: number): Fault => ({
  line,
  id: 'persetujuan dapat ditolak dan dicabut (UU 27/2022 pasal 9 dan 22): tulis without, apa yang tetap berjalan tanpanya: answer (permintaannya tetap dijawab) atau nothing (hanya dapat diakhiri)',
  en: 'consent can be refused and taken back (Law 27/2022 art. 9 and 22): write without, what goes on without it: answer (what was asked is still answered) or nothing (it can only be ended)',
});
const notAsked = (line: number): Fault => ({
  line,
  id: 'without hanya untuk dasar consent: hapus baris ini',
  en: 'without is for the basis consent alone: take this line out',
});
const unspoken = (line: number): Fault => ({
  line,
  id: 'spoken hanya untuk layanan telepon yang menyebut basis: hapus baris ini',
  en: 'spoken is for services by telephone that name a basis: take this line out',
});
const otherSpoken = (line: number, spoken: string, version: string): Fault => ({
  line,
  id: `salam pembuka mengucapkan versi ${spoken}, sedangkan basis sudah versi ${version}: rekam ulang (make-sounds.sh), lalu tulis versinya di sini`,
  en: `the greeting speaks version ${spoken}, and the basis is of version ${version}: record it anew (make-sounds.sh), then write its version here`,
});
