import type { CallEvent } from '../../../telephony/events.ts';
import { type CallState, dialOutcomeOf } from '../../domain/call/call.ts';
import { fromDialledEvent } from '../../domain/case/called.ts';
import type { Agents } from '../agents/agents.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';

export interface StoreDialledEventDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly agents: Agents;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly kickOutbox: () => void;
}

/**
 * Stores an event of a call that we placed: the call itself, a line in the history of its case, and that its agent is free
 * again. It opens no ticket and moves no step, so nothing is wrap-up of it.
 * @param call as it is after the event
 * @returns takes one; what was stored already is passed over
 */
export function createStoreDialledEvent({ store, sops, agents, publisher, clock, kickOutbox }: StoreDialledEventDeps) {
  return async (event: CallEvent, call: CallState, asOf?: number): Promise<void> => {
    const now = clock.now();
    const judgedAt = asOf === undefined ? now : Math.min(asOf, now);
    const outcome = await store.transaction(async (tx) => {
      const stored = await tx.lockCall(event.callId);
      if (!stored || stored.ended || stored.caseId === null) return null;
      const { agentId } = stored;
      const told = fromDialledEvent(event, call, agentId);
      const of = told && (await tx.lockCase(stored.caseId, event.id));
      const change = of && !of.seen ? changeCase(sops, of.record, [told], null, now, judgedAt) : null;
      if (change) await tx.saveCase(change);
      const agentChange =
        event.type === 'call.ended' && agentId
          ? await agents.change(tx, agentId, { type: 'call-ended', callId: event.callId }, event.id)
          : null;
      await tx.saveCall(call, agentId, dialOutcomeOf(call));
      return { change, agentChange };
    });
    if (!outcome) return;
    agents.committed(outcome.agentChange);
    if (outcome.change) publisher.committed(outcome.change);
    if (outcome.agentChange) kickOutbox();
  };
}
