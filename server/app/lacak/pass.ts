import { createSealedToken, type Sealer } from '../shared/sealed-token.ts';

/** How long a pass opens its case: long enough to write, or to look for a photo. */
export const passMs = 30 * 60_000;

/** A pass for one case, which a citizen shows with each thing that they do on their page. */
export const createPass = (sealer: Sealer, now: () => number) =>
  createSealedToken<{ readonly caseId: string }>({ sealer, now, of: 'lacak', ms: passMs });
