import type { ActionResult } from '../../app/cases/action-result.ts';
import type { ActedWithPapers } from '../../app/papers/act-with-papers.ts';
import type { PaperRefusal } from '../../app/papers/paper-result.ts';
import type { CaseRecord } from '../../app/ports/cases.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { reasonNeeded } from '../readable-case.ts';

/** The case after an action. @throws HttpProblem that says why it was refused */
export function recordOf(result: ActedWithPapers): CaseRecord {
  if (result.ok) return result.record;
  throw refusal(result);
}

/** Why something was not done to a case or a paper of it, for whoever asked for it. */
export function refusal(refused: Exclude<ActionResult, { ok: true }> | PaperRefusal): HttpProblem {
  switch (refused.kind) {
    case 'not-found':
      return new HttpProblem(404, 'not_found', 'There is no such case.');
    case 'reason-needed':
      return reasonNeeded();
    case 'forbidden':
      return new HttpProblem(403, 'not_allowed', 'This is somebody else’s to do.');
    case 'rejected':
      return new HttpProblem(409, refused.rejection, 'This cannot be done to the case now.');
    case 'invalid':
    case 'incomplete':
      return invalid(
        refused.faults.map(({ field, code }) => ({
          field: `fields.${field}`,
          code,
          message: messages[code] ?? 'This is not valid.',
        })),
      );
    case 'unknown':
      return new HttpProblem(404, 'paper_unknown', 'There is no such paper.');
    case 'not_now':
      return new HttpProblem(
        409,
        'paper_not_now',
        'This cannot be done to the paper as it stands, or its proof is lacking.',
      );
    case 'changed':
      return new HttpProblem(409, 'paper_changed', 'The paper is another one than you saw. Look at it again.');
    case 'lacking': {
      const left = refused.lacking.map(({ what, name }) => `${what} (${name})`).join(', ');
      return new HttpProblem(409, 'archive_incomplete', `Not finished yet: ${left}`);
    }
    case 'signing':
      return new HttpProblem(
        503,
        'signing_away',
        'The certified signature cannot be given now; the paper waits for it.',
      );
    case 'unsendable':
      return new HttpProblem(409, refused.refusal, 'It cannot be sent by e-mail now.');
    case 'press':
      return paperProblem(refused.made);
    case 'case':
      return refusal(refused.result);
  }
}

const messages: Readonly<Record<string, string>> = {
  required: 'This has to be filled in first.',
  unchanged: 'This says what it said the last time.',
};
