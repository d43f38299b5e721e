import {
  basisTold,
  type ConsentAnswer,
  consentAnswers,
  consentSaid,
  type LegalBasis,
  mayAnswer,
} from '../service/legal-basis.ts';
import type { Channel } from '../sop/terms.ts';
import type { CaseState } from './case.ts';
import type { CaseEvent } from './events.ts';

/** The basis was told in these very words. */
const isCurrent = (basis: LegalBasis | null, known: CaseState['basis']): boolean =>
  basis !== null && known?.basis === basis.id && known.version === basis.version;

/** The words that an answer is to, and whether they are to be told first. Null: it does not fit. */
function answered(basis: LegalBasis | null, known: CaseState['basis'], answer: ConsentAnswer) {
  const current = isCurrent(basis, known);
  // What was consented to in earlier words is taken back all the same.
  if (known && mayAnswer(known, answer) && (current || answer === 'withdrawn')) return { told: null, to: known };
  if (current || basis?.kind !== 'consent' || answer === 'withdrawn') return null;
  return { told: basis, to: { basis: basis.id, version: basis.version } };
}

/**
 * What comes into the history when a citizen was told of the basis, or answers. Whoever answers was asked: where that is not noted
 * yet, it is noted first. Null: it does not fit. Pure.
 * @param basis of the service now; null: it has none
 * @param via how they said it
 */
export function basisEvents(
  basis: LegalBasis | null,
  { basis: known }: Pick<CaseState, 'basis'>,
  answer: 'told' | ConsentAnswer,
  { id, at, via }: { readonly id: string; readonly at: number; readonly via: Channel },
): CaseEvent[] | null {
  if (answer === 'told') return basis && !isCurrent(basis, known) ? [{ id, at, ...basisTold(basis) }] : null;
  const fits = answered(basis, known, answer);
  if (fits === null) return null;
  return [
    ...(fits.told ? [{ id: `${id}:told`, at, ...basisTold(fits.told) }] : []),
    { id, at, ...consentSaid(answer, fits.to, via) },
  ];
}

/** What a citizen may answer now. Pure. */
export const answersNow = (
  basis: LegalBasis | null,
  { basis: known }: Pick<CaseState, 'basis'>,
): readonly ConsentAnswer[] => consentAnswers.filter((answer) => answered(basis, known, answer) !== null);
