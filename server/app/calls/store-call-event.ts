import type { CallEvent } from '../../../telephony/events.ts';
import type { AgentEvent } from '../../domain/agent/agent.ts';
import { type CallState, outcomeOf } from '../../domain/call/call.ts';
import { type EventPeople, fromCallEvent } from '../../domain/case/events.ts';
import { inWrapUp } from '../../domain/case/waiting.ts';
import type { AgentChange, Agents } from '../agents/agents.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseChange, Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createStoreDialledEvent } from './store-dialled-event.ts';
import { consultedAgent, type OutsideNames, transferPeople } from './transfer-events.ts';

export interface StoreCallEventDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly directory: Directory;
  readonly agents: Agents;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly kickOutbox: () => void;
  readonly outsideName: OutsideNames;
}

/** How an event is taken that nobody heard when it happened. */
interface Taken {
  /**
   * Judged as if it were then, epoch ms; now when absent. In a resync the next event of the call is known already, and
   * what it settles in time must not be announced as late before it.
   */
  readonly asOf?: number | undefined;
  /** The call is over: it is no agent's any more. */
  readonly past?: boolean;
}

/** @param call as it is after the event. */
export type StoreCallEvent = (event: CallEvent, call: CallState, taken?: Taken) => Promise<void>;

/** Stores an event of a call, with all it means for its cases and the agent, in one transaction; then shows it. */
export function createStoreCallEvent(deps: StoreCallEventDeps): StoreCallEvent {
  const { store, sops, directory, agents, publisher, clock } = deps;
  const storeDialledEvent = createStoreDialledEvent(deps);
  return async (event, call, { asOf, past = false } = {}) => {
    if (call.dialled) return storeDialledEvent(event, call, asOf);
    const agentId = agentOf(event, call, directory);
    const people: EventPeople = {
      agentId,
      takesCases: takers.has(directory.byId(agentId)?.role ?? 'agent'),
      ...(event.type === 'call.transfer' && { transfer: transferPeople(event, directory, deps.outsideName) }),
    };
    const now = clock.now();
    const judgedAt = asOf === undefined ? now : Math.min(asOf, now);
    const outcome = await store.transaction(async (tx) => {
      const changes: CaseChange[] = [];
      const agentChanges = new Map<string, AgentChange>();
      const nothing = { changes, agentChanges };
      // Told again after a restart, or by a second server that hears the same exchange: it is stored already.
      const stored = await tx.lockCall(event.callId);
      if (!stored || stored.ended) return nothing;
      const cases = await tx.lockCasesOfCall(event.callId, event.id);
      if (cases.some((found) => found.seen)) return nothing;
      for (const { record } of cases) {
        const change = changeCase(sops, record, [fromCallEvent(event, people)], null, now, judgedAt);
        await tx.saveCase(change);
        changes.push(change);
      }
      for (const [userId, told] of past ? [] : agentEvents(event, people, changes, deps)) {
        const change = await agents.change(tx, userId, told, event.id);
        if (change) agentChanges.set(userId, change);
      }
      await tx.saveCall(call, answererOf(call, directory), outcomeOf(call));
      return { changes, agentChanges };
    });
    for (const change of outcome.agentChanges.values()) agents.committed(change);
    for (const change of outcome.changes) publisher.committed(change);
    if (outcome.agentChanges.size > 0) deps.kickOutbox();
  };
}

/** Whose work callers' cases are; anybody else who answers helps on the line. */
const takers: ReadonlySet<string> = new Set(['agent', 'supervisor']);

/** @param call as the exchange's log has it, from its arrival to its end */
export type CorrectEnd = (call: CallState) => Promise<void>;

/**
 * Puts a call right whose end was estimated while the log could not be read. What was judged by then stands, and so does
 * the history of its case, which says that it is an estimate.
 */
export function createCorrectEnd({ store, directory }: Pick<StoreCallEventDeps, 'store' | 'directory'>): CorrectEnd {
  return (call) =>
    store.transaction(async (tx) => {
      const stored = await tx.lockCall(call.callId);
      if (!stored?.estimated || call.ended?.source !== 'log') return;
      await tx.saveCall(call, answererOf(call, directory), outcomeOf(call));
    });
}

const answererOf = (call: CallState, directory: Directory): string | null =>
  call.answered ? (directory.byExtension(call.answered.extension)?.userId ?? null) : null;

/** Whose telephone the event is about. */
function agentOf(event: CallEvent, call: CallState, directory: Directory): string | null {
  switch (event.type) {
    case 'call.offered':
    case 'offer.lapsed':
    case 'call.answered':
    case 'call.released':
      return directory.byExtension(event.extension)?.userId ?? null;
    case 'call.ended':
      return answererOf(call, directory);
    default:
      return null;
  }
}

function agentEvents(
  event: CallEvent,
  { agentId, transfer }: EventPeople,
  changes: readonly CaseChange[],
  { sops, agents }: Pick<StoreCallEventDeps, 'sops' | 'agents'>,
): (readonly [userId: string, event: AgentEvent])[] {
  const { callId } = event;
  const of = (userId: string | null | undefined, ...events: AgentEvent[]) =>
    userId ? events.map((told) => [userId, told] as const) : [];
  switch (event.type) {
    case 'call.offered':
      return of(agentId, { type: 'offered', callId });
    case 'offer.lapsed': {
      // Nobody misses what a dead telephone never rang.
      const missed = event.reason === 'no-answer' && !agents.isPhoneGone(event.extension);
      return of(agentId, { type: 'lapsed', callId, missed: missed || event.reason === 'refused' });
    }
    case 'call.answered':
      return of(agentId, { type: 'answered', callId });
    case 'call.transfer':
      return of(transfer?.toId, ...consultedAgent(event));
    case 'call.released':
      // Free for the next caller: what is still to be recapped is there when this one has gone.
      return of(agentId, { type: 'call-ended', callId }, { type: 'recapped', callId });
    case 'call.ended': {
      // Nothing to do after the call, as in a procedure that asks for nothing, or after a restart that missed it: free at once.
      const owing = changes.filter(({ record }) => inWrapUp(sops.get(record.sopId, record.sopVersion), record.state));
      const owers = new Set(owing.map(({ record }) => record.state.agentId));
      const over = { type: 'call-ended', callId } as const;
      const free = owers.has(agentId) ? [] : of(agentId, over, { type: 'recapped', callId });
      // Whoever owes it may have handed the caller on, and be free since.
      return [...free, ...[...owers].flatMap((userId) => of(userId, over, { type: 'owes', callId }))];
    }
    default:
      return [];
  }
}
