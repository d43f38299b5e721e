import type { CallEvent } from '../../../telephony/events.ts';
import { type CallState, dialOutcomeOf } from '../../domain/call/call.ts';
import { fromDialledEvent } from '../../domain/case/called.ts';
import type { EventPeople } from '../../domain/case/events.ts';
import type { WrapUpRule } from '../../domain/sop/step-definition.ts';
import type { AgentChange, Agents } from '../agents/agents.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import { agentEvents } from './agent-events.ts';
import { ofTalk, openTalk, type TalkDeps } from './call-back-talk.ts';
import type { MissedCallers } from './missed-callers.ts';

export interface StoreDialledEventDeps extends TalkDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly agents: Agents;
  readonly publisher: CasePublisher;
  readonly missed: Pick<MissedCallers, 'afterCallBack' | 'committed'>;
  readonly clock: Clock;
  /** How the wrap-up ends by itself; undefined: with the recap. @param queue from which the caller came; null: from none */
  readonly wrapUpOf: (record: CaseRecord, queue: string | null) => WrapUpRule | undefined;
  readonly kickOutbox: () => void;
}

/**
 * Stores an event of a call that we placed: the call itself, a line in the history of its case, and that its agent is free
 * again. It moves no step of that case. Where its citizen had called and nobody had answered, the talk begins a case of
 * its own, which goes the way of any call. Whoever the citizen is handed on to talks and is rung as on any call.
 * @param call as it is after the event
 * @param people whose telephones it is about
 * @returns takes one; what was stored already is passed over
 */
export function createStoreDialledEvent(deps: StoreDialledEventDeps) {
  const { store, sops, agents, publisher, missed, clock, kickOutbox } = deps;

  /** The cases that the talk began, after the event. */
  const talksAfter = async (tx: StoreTransaction, event: CallEvent, people: EventPeople, judgedAt: number) => {
    const changes: CaseChange[] = [];
    const told = ofTalk(event, people);
    for (const { record, seen } of told ? await tx.lockCasesOfCall(event.callId, [event.id]) : []) {
      if (seen.length > 0 || !told) continue;
      const change = changeCase(sops, record, [told], null, clock.now(), judgedAt);
      await tx.saveCase(change);
      changes.push(change);
    }
    return changes;
  };

  return async (event: CallEvent, call: CallState, people: EventPeople, asOf?: number): Promise<void> => {
    const now = clock.now();
    const judgedAt = asOf === undefined ? now : Math.min(asOf, now);
    const outcome = await store.transaction(async (tx) => {
      const stored = await tx.lockCall(event.callId);
      if (!stored || stored.ended || stored.caseId === null) return null;
      const { agentId } = stored;
      const told = fromDialledEvent(event, call, agentId, people, stored.talked);
      const of = told && (await tx.lockCase(stored.caseId, event.id));
      const change = of && !of.seen ? changeCase(sops, of.record, [told], null, now, judgedAt) : null;
      if (change) await tx.saveCase(change);
      const talks = await talksAfter(tx, event, people, judgedAt);
      const begins =
        change &&
        told?.type === 'callback.answered' &&
        event.type === 'call.answered' &&
        change.record.state.status === 'abandoned';
      const opened = begins ? await openTalk(tx, deps, change.record, event, { agentId, now, asOf: judgedAt }) : null;
      const agentChanges = await agentsAfter(tx, event, { ...people, agentId: people.agentId ?? agentId }, talks);
      const listed = await missed.afterCallBack(tx, event, call, agentId);
      await tx.saveCall(call, agentId, dialOutcomeOf(call));
      return { changes: [...(change ? [change] : []), ...talks], opened, agentChanges, listed };
    });
    if (!outcome) return;
    const { changes, opened, agentChanges, listed } = outcome;
    for (const change of agentChanges) agents.committed(change);
    for (const change of changes) publisher.committed(change);
    // Who it may be is a help and no more.
    if (opened) publisher.committed(opened, await store.callerContext(opened.record.caseId).catch(() => undefined));
    missed.committed(listed);
    if (agentChanges.length > 0) kickOutbox();
  };

  async function agentsAfter(
    tx: StoreTransaction,
    event: CallEvent,
    people: EventPeople,
    talks: readonly CaseChange[],
  ): Promise<readonly AgentChange[]> {
    const ofWrapUp = (record: CaseRecord) => deps.wrapUpOf(record, null);
    const last = new Map<string, AgentChange>();
    for (const [userId, told] of agentEvents(event, people, talks, { sops, agents, wrapUpOf: ofWrapUp })) {
      const change = await agents.change(tx, userId, told, event.id);
      if (change) last.set(userId, change);
    }
    return [...last.values()];
  }
}
