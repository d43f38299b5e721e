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
  const current = basis !== null && known?.basis === basis.id && known.version === basis.version;
  if (answer === 'told') return basis && !current ? [{ id, at, ...basisTold(basis) }] : null;
  // What was consented to in earlier words is taken back all the same.
  if (known && mayAnswer(known, answer) && (current || answer === 'withdrawn'))
    return [{ id, at, ...consentSaid(answer, known, via) }];
  if (current || basis?.kind !== 'consent' || answer === 'withdrawn') return null;
  const asked = { basis: basis.id, version: basis.version };
  return [
    { id: `${id}:told`, at, ...basisTold(basis) },
    { id, at, ...consentSaid(answer, asked, via) },
  ];
}

/** What a citizen may answer now. Pure. */
export const answersNow = (basis: LegalBasis | null, state: Pick<CaseState, 'basis'>): readonly ConsentAnswer[] =>
  consentAnswers.filter((answer) => basisEvents(basis, state, answer, { id: '', at: 0, via: 'website' }) !== null);
