import type { Bilingual, Channel } from '../sop/terms.ts';

/**
 * On what an office may process personal data (UU 27/2022, art. 20 (2) a to f). For a public service it is mostly
 * `public_task`; `consent` is asked for and answered expressly (art. 22), and may be taken back (art. 9).
 */
export const basisKinds = [
  'consent',
  'contract',
  'legal_obligation',
  'vital_interest',
  'public_task',
  'legitimate_interest',
] as const;
export type BasisKind = (typeof basisKinds)[number];

/**
 * What may go on of a case whose citizen does not consent: `answer`, what they asked for is still worked on and answered;
 * `nothing`, it can only be ended. Either way nobody reads it once it is over.
 */
export const withoutConsent = ['answer', 'nothing'] as const;
export type WithoutConsent = (typeof withoutConsent)[number];

/** A basis as citizens are told it; what was told is kept by its version. */
export interface LegalBasis {
  readonly id: string;
  readonly version: string;
  readonly kind: BasisKind;
  readonly text: Bilingual;
  /** Of consent; absent: it is none. */
  readonly without?: WithoutConsent;
}

/** What the history of a case calls it. */
export const basisWords: Readonly<Record<BasisKind, Bilingual>> = {
  consent: { id: 'persetujuan (pasal 20 ayat 2 a)', en: 'consent (art. 20 (2) a)' },
  contract: { id: 'perjanjian (pasal 20 ayat 2 b)', en: 'a contract (art. 20 (2) b)' },
  legal_obligation: { id: 'kewajiban hukum (pasal 20 ayat 2 c)', en: 'a legal obligation (art. 20 (2) c)' },
  vital_interest: { id: 'kepentingan vital (pasal 20 ayat 2 d)', en: 'vital interest (art. 20 (2) d)' },
  public_task: { id: 'pelayanan publik (pasal 20 ayat 2 e)', en: 'public service (art. 20 (2) e)' },
  legitimate_interest: { id: 'kepentingan yang sah (pasal 20 ayat 2 f)', en: 'legitimate interest (art. 20 (2) f)' },
};

/** That it was told, for the history of a case. */
export const basisTold = ({ id, version, kind, without }: LegalBasis) =>
  ({ type: 'basis.told', data: { basis: id, version, kind, ...(without && { without }) } }) as const;

export const consentAnswers = ['given', 'refused', 'withdrawn'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** Where a case stands with its basis. Moments in epoch ms. */
export interface BasisState {
  readonly basis: string;
  readonly version: string;
  readonly kind: BasisKind;
  readonly without?: WithoutConsent;
  readonly toldAt: number;
  /** Of consent; null: not answered yet, or it is none. */
  readonly answer: ConsentAnswer | null;
}

/** What a citizen answered to the words of a version, for the history of a case. @param via how they said it */
export const consentSaid = (
  answer: ConsentAnswer,
  { basis, version }: Pick<BasisState, 'basis' | 'version'>,
  via: Channel,
) => ({ type: `consent.${answer}`, data: { basis, version, via } }) as const;

/** The citizen does not consent, or no longer. Pure. */
export const isDenied = (state: BasisState | undefined): boolean =>
  state?.answer === 'refused' || state?.answer === 'withdrawn';

/** Whether an answer fits: what was asked is refused, what may hold is withdrawn, and it is given also after either. Pure. */
export function mayAnswer(state: BasisState | undefined, answer: ConsentAnswer): boolean {
  if (state?.kind !== 'consent') return false;
  if (answer === 'given') return state.answer !== 'given';
  return state.answer === null || (answer === 'withdrawn' && state.answer === 'given');
}
