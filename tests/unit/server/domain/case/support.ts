import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import { type CaseCommand, decide } from '../../../../../server/domain/case/commands.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';

export const intake = {
  callerName: 'Bu Ani',
  address: null,
  kind: 'complaint',
  category: 'ktp_el',
  complaint: 'rusak',
};

/** What a case goes through, by the names used in the tests, each in a second of its own. */
const happenings = {
  arrived: { type: 'call.arrived', data: {} },
  offered: { type: 'call.offered', data: { offerId: 'o1', agentId: 'siti' } },
  answered: { type: 'call.answered', data: { offerId: 'o1', agentId: 'siti' } },
  ended: { type: 'call.ended', data: { endedBy: 'caller' } },
  linked: {
    type: 'case.linked',
    data: { live: true, agentId: 'siti', caller: { callerId: 'p1', callerName: 'Bu Ani', address: 'Jl. Tunjungan' } },
  },
  started: { type: 'intake.started', data: {} },
  intake: { type: 'intake.saved', data: intake },
  analysed: { type: 'analysis.saved', data: { problemFrame: 'frame' } },
  solved: { type: 'solution.saved', data: { solution: 'come by' } },
  solvedOtherwise: { type: 'solution.saved', data: { solution: 'write to us' } },
  unsolved: { type: 'solution.not_found', data: {} },
  dispatched: { type: 'case.dispatched', data: { note: 'please look' } },
  forwarded: { type: 'case.forwarded', data: { officialId: 'hadi', note: 'urgent' } },
  given: { type: 'solution.given', data: { solution: 'deleted' } },
  confirmed: { type: 'confirmation.saved', data: { confirmed: true } },
  denied: { type: 'confirmation.saved', data: { confirmed: false } },
  another: { type: 'confirmation.another', data: { confirmed: true } },
  recapped: { type: 'recap.saved', data: { disposition: 'resolved', summary: 'sum' } },
  recappedDispatched: { type: 'recap.saved', data: { disposition: 'dispatched', summary: 'sum' } },
  recappedPrank: { type: 'recap.saved', data: { disposition: 'prank', summary: 'sum' } },
  timer: { type: 'timer', data: {} },
} as const;
export type What = keyof typeof happenings;

/** The case after all that, the n-th of it at second n. */
export function caseAfter(...whats: readonly What[]): CaseState {
  return whats.reduce((state, what, index) => {
    const at = (index + 1) * 1_000;
    const event = { id: `e${index}`, at, ...happenings[what] } as CaseEvent;
    return applyCaseEvent(surabaya, state, event, at, wallClock).state;
  }, newCase);
}

/** The types of what a command makes happen to a case, or why it is refused. */
export function decided(state: CaseState, command: CaseCommand): readonly string[] | string {
  const decision = decide(state, command, 'c1', 50_000);
  return decision.ok ? decision.events.map(({ type }) => type) : decision.rejection;
}
