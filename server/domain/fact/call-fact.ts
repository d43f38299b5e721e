import { type CallOutcome, type CallState, type DialOutcome, dialOutcomeOf, outcomeOf } from '../call/call.ts';
import type { CaseEvent } from '../case/events.ts';
import { type Ring, ringsOf } from './rings.ts';

/** What is known of a call that is over, beside what the exchange showed of it. */
export interface FactCall {
  /** As it ended. */
  readonly call: CallState;
  /** Who talked last, or placed it. */
  readonly agentId: string | null;
  /** The case that began with it, or that it was placed for. */
  readonly caseId: string | null;
  readonly serviceId: string | null;
  readonly sopId: string | null;
  /** Its events in the histories of its cases, each once, in their order. */
  readonly events: readonly CaseEvent[];
}

/** A call that is over. No number is in it. Moments in epoch ms. */
export interface CallFact {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  readonly caseId: string | null;
  readonly serviceId: string | null;
  readonly sopId: string | null;
  readonly queue: string | null;
  /** Who answered first, or placed it; null: nobody did. */
  readonly agentId: string | null;
  readonly arrivedAt: number;
  /** When it first came to a queue; null: it did not. */
  readonly queuedAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number;
  /** How it ended; null: nobody can say. */
  readonly outcome: CallOutcome | DialOutcome | null;
  readonly endedBy: NonNullable<CallState['ended']>['by'];
  readonly offers: number;
  readonly transfers: number;
  /** With anybody of the office, without holds. */
  readonly talkMs: number;
  readonly holds: number;
  readonly heldMs: number;
  /** How it ended nobody heard, and its end is our estimate. */
  readonly estimated: boolean;
  /** False: we were away for a part of it, in which holds are not known of. */
  readonly heard: boolean;
}

/** One ring of one agent. Moments in epoch ms. */
export interface OfferFact extends Ring {
  readonly callId: string;
  readonly serviceId: string | null;
}

export interface CallFacts {
  readonly call: CallFact;
  readonly offers: readonly OfferFact[];
}

/**
 * The facts of a call that is over. What the exchange said of it as a whole goes before its history, which stops where its
 * case was closed in mid-call, and keeps an estimated end that the exchange's log has put right since. Pure.
 * @throws when the call goes on: a bug
 */
export function callFacts({ call, agentId, caseId, serviceId, sopId, events }: FactCall): CallFacts {
  const { callId, ended, dialled } = call;
  if (!ended) throw new Error(`call ${callId} is not over`);
  const of = { callId, caseId, serviceId, sopId };
  const what = {
    ...{ queue: call.queue, arrivedAt: call.arrivedAt, queuedAt: call.queuedAt, endedAt: ended.at, endedBy: ended.by },
    estimated: ended.source === 'estimate' || events.some(({ data }) => sourceIn(data) === 'estimate' && !isEnd(data)),
  };
  if (dialled) {
    const answeredAt = call.answered?.at ?? null;
    const talkMs = answeredAt === null ? 0 : Math.max(0, ended.at - answeredAt);
    // Holds of calls that we place stand in no history.
    const unknown = { offers: 0, transfers: 0, holds: 0, heldMs: 0, heard: answeredAt === null };
    const outcome = dialOutcomeOf(call);
    return { call: { ...of, direction: 'out', agentId, answeredAt, outcome, talkMs, ...what, ...unknown }, offers: [] };
  }
  const { rings, transfers, holds } = ringsOf(call, events);
  const talks = rings.filter(({ result }) => result === 'answered');
  const [first] = talks;
  const sum = (name: 'talkMs' | 'heldMs') => talks.reduce((all, ring) => all + ring[name], 0);
  const untold =
    events.some(({ data }) => sourceIn(data) !== undefined) || !events.some(({ type }) => type === endType);
  return {
    call: {
      ...of,
      ...{ direction: 'in', agentId: first?.agentId ?? (first ? agentId : null), outcome: outcomeOf(call) },
      ...{ answeredAt: first?.answeredAt ?? null, ...what, offers: rings.length, transfers },
      ...{ talkMs: sum('talkMs'), holds, heldMs: sum('heldMs'), heard: !untold },
    },
    offers: rings.map((ring) => ({ callId, serviceId, ...ring })),
  };
}

const endType = 'call.ended';

const sourceIn = (data: object): string | undefined => (data as { readonly source?: string }).source;

/** Whether it is the end, of which the call itself knows best. */
const isEnd = (data: object): boolean => 'endedBy' in data;
