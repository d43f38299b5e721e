import type { CaseAccess, TiesStore } from '../app/cases/case-access.ts';
import type { Actor } from '../app/people/policies.ts';
import type { CaseRecord } from '../app/ports/cases.ts';
import type { Store } from '../app/ports/ports.ts';
import { HttpProblem } from './problem.ts';

/** That a case is none of the asker's work, and may be opened by whoever says why. */
export const reasonNeeded = () =>
  new HttpProblem(403, 'reason_needed', 'This case is not your work. It opens for a reason, which is kept.');

const restricted = () => new HttpProblem(403, 'case_restricted', 'At the wish of its citizen nobody reads this case.');

export interface ReadableCaseDeps {
  readonly store: Pick<Store, 'caseById'> & TiesStore;
  readonly access: CaseAccess;
}

/**
 * The case, where the asker may read it. `reasonGiven`: they say why, so it may be one that is not their work.
 * @throws HttpProblem; a case one may not see looks like one that is not there
 */
export const readableCase =
  ({ store, access }: ReadableCaseDeps) =>
  async (actor: Actor, caseId: string, reasonGiven = false): Promise<CaseRecord> => {
    const record = await store.caseById(caseId);
    const found = record ? await access.read(actor, record, store) : 'closed';
    if (found === 'reason' && !reasonGiven) throw reasonNeeded();
    if (found === 'restricted') throw restricted();
    if (!record || found === 'closed') throw new HttpProblem(404, 'not_found', 'There is no such case.');
    return record;
  };
