/** The register in which minutes of destructions are numbered, and nothing else. */
export const destructionRegister = 'pemusnahan-arsip';

/** Somebody of the office who signs for it that bundles go. */
export interface Signer {
  readonly personId: string;
  readonly role: string;
}

/** How a list proposed for destruction stands. */
export interface ProposalStanding {
  /** Settled one way or the other. */
  readonly over: boolean;
  readonly first: Signer | null;
}

/**
 * What a signature does: two different people sign, one of whom is the head (the approval that a destruction needs, of the
 * head of the region or whoever acts for it). `first`: another's is waited for; `last`: it is executed by it. Pure.
 */
export function signingOf({ over, first }: ProposalStanding, by: Signer): 'over' | 'somebody_else' | 'first' | 'last' {
  if (over) return 'over';
  if (first === null) return 'first';
  if (first.personId === by.personId) return 'somebody_else';
  return first.role === 'head' || by.role === 'head' ? 'last' : 'somebody_else';
}
