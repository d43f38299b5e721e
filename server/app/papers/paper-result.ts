import type { Lacking } from '../../domain/archive/lacking.ts';
import type { ActionResult } from '../cases/action-result.ts';
import type { CasePaper } from '../ports/case-papers.ts';
import type { PaperMade } from '../ports/papers.ts';
import type { Unsendable } from '../ports/to-citizen.ts';
import type { PaperFault } from './paper-data.ts';

/** Why a paper was not made, or what was asked of it not done. */
export type PaperRefusal =
  | { readonly ok: false; readonly kind: 'unknown' | 'not_now' | 'changed' | 'forbidden' }
  /** Nobody signs by a certificate now: it waits as it is. */
  | { readonly ok: false; readonly kind: 'signing' }
  | { readonly ok: false; readonly kind: 'incomplete'; readonly faults: readonly PaperFault[] }
  /** It cannot be archived as it stands. */
  | { readonly ok: false; readonly kind: 'lacking'; readonly lacking: readonly Lacking[] }
  /** It cannot go out by e-mail. */
  | { readonly ok: false; readonly kind: 'unsendable'; readonly refusal: Unsendable }
  | { readonly ok: false; readonly kind: 'press'; readonly made: Exclude<PaperMade, { ok: true }> }
  | { readonly ok: false; readonly kind: 'case'; readonly result: Exclude<ActionResult, { ok: true }> };
export type PaperResult = { readonly ok: true; readonly paper: CasePaper } | PaperRefusal;

/** What is written in a paper or a form, by the names of its fields. */
export type Fields = Readonly<Record<string, string>>;
