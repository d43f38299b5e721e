import type { CallEvent } from '../../../telephony/events.ts';
import { type CallState, outcomeOf } from '../../domain/call/call.ts';
import { type CaseEvent, fromCallEvent } from '../../domain/case/events.ts';
import { basisTold } from '../../domain/service/legal-basis.ts';
import type { Service } from '../../domain/service/service.ts';
import type { AgentChange } from '../agents/agents.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange } from '../ports/ports.ts';
import { agentEvents, answererOf, peopleOf } from './agent-events.ts';
import type { MissedCallers, MissedChange } from './missed-callers.ts';
import { createStoreDialledEvent, type StoreDialledEventDeps } from './store-dialled-event.ts';
import type { OutsideNames } from './transfer-events.ts';

export interface StoreCallEventDeps extends StoreDialledEventDeps {
  readonly directory: Directory;
  readonly missed: MissedCallers;
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

/** An event, and its call as it is after it. */
export interface ToldOfCall {
  readonly event: CallEvent;
  readonly call: CallState;
}

/** @param told events of one call, in their order; of a call that we placed a single one. */
export type StoreCallEvents = (told: readonly [ToldOfCall, ...ToldOfCall[]], taken?: Taken) => Promise<void>;

/** Stores events of a call, with all they mean for its cases and the agents, in one transaction; then shows it. */
export function createStoreCallEvents(deps: StoreCallEventDeps): StoreCallEvents {
  const { store, sops, directory, agents, publisher, missed, clock } = deps;
  const storeDialledEvent = createStoreDialledEvent(deps);
  return async (told, { asOf, past = false } = {}) => {
    const [{ event: first }] = told;
    const { call } = told.at(-1) ?? told[0];
    if (call.dialled) return storeDialledEvent(first, call, peopleOf(first, call, deps), asOf);
    const now = clock.now();
    const judgedAt = asOf === undefined ? now : Math.min(asOf, now);
    const outcome = await store.transaction(async (tx) => {
      const changes: CaseChange[] = [];
      const agentChanges = new Map<string, AgentChange>();
      let tells = false;
      const nothing = { changes, agentChanges, tells, listed: null };
      // Told again after a restart, or by a second server that hears the same exchange: it is stored already.
      const stored = await tx.lockCall(call.callId);
      if (!stored || stored.ended) return nothing;
      const ids = told.map(({ event }) => event.id);
      const cases = await tx.lockCasesOfCall(call.callId, ids);
      const seen = new Set(cases.flatMap((found) => found.seen));
      const fresh = told
        // Nor twice in here: what happens once has one id.
        .filter(({ event }, index) => !seen.has(event.id) && ids.indexOf(event.id) === index)
        .map((one) => ({ ...one, people: peopleOf(one.event, one.call, deps) }));
      if (fresh.length === 0) return nothing;
      for (const { record } of cases) {
        const events = fresh.flatMap(({ event, people }) => [
          fromCallEvent(event, people),
          ...basisSpoken(event, sops.services, record.serviceId),
        ]);
        const change = changeCase(sops, record, events, null, now, judgedAt);
        await tx.saveCase(change);
        changes.push(change);
      }
      const wrapUpOf = (record: CaseRecord) => deps.wrapUpOf(record, call.queue);
      for (const { event, people } of past ? [] : fresh)
        for (const [userId, what] of agentEvents(event, people, changes, { sops, agents, wrapUpOf })) {
          const change = await agents.change(tx, userId, what, event.id);
          if (!change) continue;
          agentChanges.set(userId, change);
          tells ||= change.tells;
        }
      await tx.saveCall(call, answererOf(call, directory), outcomeOf(call));
      let listed: MissedChange | null = null;
      for (const { event, call: after } of fresh)
        listed = (await missed.afterCall(tx, event, after, changes[0]?.record ?? null)) ?? listed;
      return { changes, agentChanges, tells, listed };
    });
    for (const change of outcome.agentChanges.values()) agents.committed(change);
    for (const change of outcome.changes) publisher.committed(change);
    missed.committed(outcome.listed);
    if (outcome.tells) deps.kickOutbox();
  };
}

/** What the greeting says of the citizen's data, it says before the number: who has heard the one has heard the other. */
function basisSpoken(event: CallEvent, services: readonly Service[], serviceId: string): CaseEvent[] {
  const service = services.find(({ id }) => id === serviceId);
  if (event.type !== 'call.number_told' || !service?.spoken || !service.basis) return [];
  return [{ id: `${event.id}:basis`, at: event.at, ...basisTold(service.basis) }];
}

/** @param call as the exchange's log has it, from its arrival to its end */
export type CorrectEnd = (call: CallState) => Promise<void>;

/**
 * Puts a call right whose end was estimated while the log could not be read. What was judged by then stands, and so does
 * the history of its case, which says that it is an estimate.
 */
export function createCorrectEnd({
  store,
  directory,
  missed,
}: Pick<StoreCallEventDeps, 'store' | 'directory' | 'missed'>): CorrectEnd {
  return async (call) => {
    const listed = await store.transaction(async (tx) => {
      const stored = await tx.lockCall(call.callId);
      if (!stored?.estimated || call.ended?.source !== 'log') return null;
      await tx.saveCall(call, answererOf(call, directory), outcomeOf(call));
      return missed.afterCorrection(tx, call);
    });
    missed.committed(listed);
  };
}
