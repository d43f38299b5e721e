import type { ActionResult } from '../../app/cases/action-result.ts';
import type { CaseRecord } from '../../app/ports/cases.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { reasonNeeded } from '../readable-case.ts';

/** The case after an action. @throws HttpProblem that says why it was refused */
export function recordOf(result: ActionResult): CaseRecord {
  if (result.ok) return result.record;
  switch (result.kind) {
    case 'not-found':
      throw new HttpProblem(404, 'not_found', 'There is no such case.');
    case 'reason-needed':
      throw reasonNeeded();
    case 'forbidden':
      throw new HttpProblem(403, 'not_allowed', 'This is somebody else’s to do.');
    case 'rejected':
      throw new HttpProblem(409, result.rejection, 'This cannot be done to the case now.');
    case 'invalid':
      throw invalid(
        result.faults.map(({ field, code }) => ({
          field: `fields.${field}`,
          code,
          message: code === 'required' ? 'This has to be filled in first.' : 'This is not valid.',
        })),
      );
  }
}
