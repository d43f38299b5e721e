import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { QueuePlace } from '../../../telephony/queues.ts';
import { priorities, type Way } from '../../domain/agent/queues.ts';
import type { CallState } from '../../domain/call/call.ts';
import type { Queues } from '../agents/queues.ts';
import type { LiveCalls } from './live-calls.ts';

export interface CallPlacesDeps {
  readonly liveCalls: Pick<LiveCalls, 'get'>;
  /** Whether nobody has answered an earlier call of this number, and he is still to be called back. */
  readonly isMissed: (phone: string | null) => boolean;
  readonly queues: Pick<Queues, 'first'>;
  /** By the doors, so that both go by the same moment. */
  readonly wayOf: (dnis: string, exchange: string) => Pick<Way, 'queue' | 'leads'>;
  readonly ofCall: Exchanges['ofCall'];
}

const over = ['closed', 'abandoned'];

/**
 * Where a caller waits and how many he is served before, by what is known of his number when he is given his ticket. Waits
 * for nothing. Undefined: in the exchange's own queue, in his turn.
 */
export const createCallPlaces =
  ({ liveCalls, isMissed, queues, wayOf, ofCall }: CallPlacesDeps) =>
  ({ dnis, callId }: Pick<CallState, 'dnis' | 'callId'>, phone: string | null): QueuePlace | undefined => {
    const tickets = liveCalls.get(callId)?.context.tickets ?? [];
    const hasOpen = tickets.some(({ status }) => !over.includes(status));
    const priority = isMissed(phone) ? priorities.lost_place : hasOpen ? priorities.open_ticket : priorities.none;
    const { queue, leads } = wayOf(dnis, ofCall(callId));
    const on = leads.length > 0 ? { leads } : {};
    if (queue !== queues.first) return { queue, priority, ...on };
    return priority === priorities.none && leads.length === 0 ? undefined : { priority, ...on };
  };
