import type { CaseState } from '../case/case.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { Channel } from '../sop/terms.ts';
import type { FactCase } from './step-fact.ts';

/** A case that is over. No person of the public is in it. Moments in epoch ms. */
export interface CaseFact {
  readonly caseId: string;
  /** The call by which it came; null: it came otherwise. */
  readonly callId: string | null;
  readonly serviceId: string;
  readonly channel: Channel;
  readonly sopId: string;
  readonly sopVersion: string;
  readonly kind: string;
  readonly category: string | null;
  readonly agentId: string | null;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly endedAs: CaseEnd;
  /** What it was recapped as; null: nothing, or it ended before. */
  readonly disposition: string | null;
  /** There was no matter of a citizen's in it. */
  readonly prank: boolean;
  /** It follows from another ticket. */
  readonly follows: boolean;
  /** The citizen got an answer. */
  readonly answered: boolean;
  /** Somebody else than the agents had to do with it. */
  readonly handedOver: boolean;
  /** Answered in the contact by which it came: nobody else had to do with it, and the office did not call. */
  readonly firstContact: boolean;
}

/** By its procedure, by a caller who gave up, or before its procedure did. */
export type CaseEnd = 'closed' | 'abandoned' | NonNullable<CaseState['endedAs']>;

const answers = new Set(['solution.saved', 'solution.given', 'answer.sent']);
const handOvers = new Set(['case.dispatched', 'case.forwarded', 'case.passed_on']);

/** The fact of a case that is over; null: it goes on, or the office owes it to itself. Pure. */
export function caseFact(of: FactCase, sop: SopDefinition): CaseFact | null {
  const { caseId, callId, serviceId, sopId, sopVersion, openedAt, state } = of;
  const { closedAt, channel, kind, category, agentId, officialId, disposition } = state;
  if (closedAt === null || of.task !== undefined) return null;
  const endedBy = state.sop.runs.flatMap(({ endedBy }) => endedBy?.type ?? []);
  const answered = endedBy.some((type) => answers.has(type));
  const handedOver = officialId !== null || endedBy.some((type) => handOvers.has(type));
  return {
    ...{ caseId, callId, serviceId, channel, sopId, sopVersion, kind, category, agentId, openedAt, closedAt },
    endedAs: state.endedAs ?? (state.status === 'abandoned' ? 'abandoned' : 'closed'),
    ...{ disposition, prank: isPrank(sop, state), follows: of.linkedTo !== null, answered, handedOver },
    firstContact: answered && !handedOver && state.called === null && state.endedAs === null,
  };
}

/** The office's words for a call with no matter of a citizen's in it, whatever its procedure. */
const pranks = new Set(['prank', 'ghost', 'junk']);

/** Nobody was served by it: so says what it ended as, in the office's words or in the procedure's own. Pure. */
function isPrank({ steps }: SopDefinition, { endedAs, disposition }: CaseState): boolean {
  if (endedAs === 'junk') return true;
  if (disposition === null) return false;
  return (
    pranks.has(disposition) ||
    steps.some(({ closes }) => closes?.field === 'disposition' && closes.drops?.includes(disposition) === true)
  );
}
