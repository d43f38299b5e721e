import type { ForceState } from '../../contract/people.ts';
import type { PauseReason } from '../../domain/agent/choices.ts';
import { HttpProblem } from '../problem.ts';

/** @throws HttpProblem when the reason is not in the office's list */
export function requireKnownReason(asked: ForceState, reasons: readonly PauseReason[]): void {
  if (asked.state === 'not-ready' && !reasons.some(({ id }) => id === asked.reason))
    throw new HttpProblem(422, 'unknown_reason', 'The reason is not in the list of agents.yaml.');
}
