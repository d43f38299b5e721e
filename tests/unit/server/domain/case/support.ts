import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import {
  type ActionContext,
  type ActionDecision,
  decideAction,
} from '../../../../../server/domain/case/decide-action.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';
import { hotlineUnder } from '../../../../support/sops.ts';

/** What an agent writes down. */
export const intake = {
  callerName: 'Bu Ani',
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
  intake: { type: 'intake.saved', data: { fields: intake } },
  analysed: { type: 'analysis.saved', data: { fields: { problemFrame: 'frame' } } },
  solved: { type: 'solution.saved', data: { fields: { solution: 'come by' } } },
  unsolved: { type: 'solution.not_found', data: { fields: {} } },
  dispatched: { type: 'case.dispatched', data: { fields: { dispatchNote: 'please look' } } },
  forwarded: { type: 'case.forwarded', data: { fields: { assigneeId: 'hadi', forwardNote: 'urgent' } } },
  returned: { type: 'case.returned', data: { fields: { reason: 'not mine' } } },
  given: { type: 'solution.given', data: { fields: { solution: 'deleted' } } },
  confirmed: { type: 'confirmation.saved', data: { fields: { confirmed: 'yes' } } },
  another: { type: 'confirmation.another', data: { fields: { confirmed: 'yes' } } },
  refused: { type: 'confirmation.refused', data: { fields: { reason: 'still wrong' } } },
  told: { type: 'answer.sent', data: { fields: { solution: 'deleted' }, via: 'message' } },
  recapped: { type: 'recap.saved', data: { fields: { disposition: 'resolved', recapSummary: 'sum' } } },
  recappedDispatched: { type: 'recap.saved', data: { fields: { disposition: 'dispatched', recapSummary: 'sum' } } },
  recappedPrank: { type: 'recap.saved', data: { fields: { disposition: 'prank', recapSummary: 'sum' } } },
  timer: { type: 'timer', data: {} },
} as const;
export type What = keyof typeof happenings;

/** How far a case has come. */
export const talking: readonly What[] = ['arrived', 'offered', 'answered'];
export const noted: readonly What[] = [...talking, 'started', 'intake'];
export const dispatched: readonly What[] = [...noted, 'unsolved', 'dispatched'];
export const handedOn: readonly What[] = [...dispatched, 'ended', 'recappedDispatched'];

/** The case after all that, the n-th of it at second n. */
export function caseAfter(...whats: readonly What[]): CaseState {
  return whats.reduce((state, what, index) => {
    const at = (index + 1) * 1_000;
    const event = { id: `e${index}`, at, ...happenings[what] } as CaseEvent;
    return applyCaseEvent(surabaya, state, event, at, wallClock).state;
  }, newCase);
}

const catalogue = (name: string) => hotlineUnder(surabaya).choicesOf('hotline', name);

/** As an agent whose citizen's number is known does it, unless told otherwise. */
export const context: ActionContext = {
  by: { userId: 'siti', role: 'agent' },
  id: 'c1',
  messageId: 'm1',
  at: 50_000,
  reach: { message: true, call: false },
  sealed: new Set(['phone']),
  catalogue,
  papers: [],
  isPerson: (userId, role) => userId === 'hadi' && role === 'official',
};

/** What an action makes happen to a case of Surabaya, or why not. */
export const decided = (
  state: CaseState,
  event: string,
  fields: Readonly<Record<string, string>> = {},
  of: Partial<ActionContext> = {},
): ActionDecision => decideAction(surabaya, state, { event, fields }, { ...context, ...of });
