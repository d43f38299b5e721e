import type { CommandOutcome } from '../../../telephony/commands.ts';
import { HttpProblem } from '../problem.ts';

/** What an exchange did not do, as an answer. */
export function exchangeRefusal(outcome: Extract<CommandOutcome, { ok: false }>): HttpProblem {
  switch (outcome.kind) {
    case 'rejected':
    case 'unwritable':
      return new HttpProblem(409, 'exchange_refused', outcome.reason);
    case 'unsupported':
      return new HttpProblem(409, 'do_it_on_the_telephone', 'This exchange cannot do it; use the telephone itself.');
    case 'unreachable':
      return new HttpProblem(503, 'exchange_away', 'The exchange cannot be reached; the call goes on.');
    case 'timeout':
      return new HttpProblem(504, 'exchange_silent', 'The exchange did not answer in time.');
  }
}
