import type { AgentEvent, AgentStatus, PhoneReach } from '../../domain/agent/agent.ts';
import { applyAgentEvent, loggedOut, membershipOf } from '../../domain/agent/agent.ts';
import type { PauseReason } from '../../domain/agent/choices.ts';
import { deskOf, type Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { AgentRecord, Clock, Store, StoreTransaction } from '../ports/ports.ts';
import { agentCard } from './agent-card.ts';

/** Agents at their telephones: who is ready, who talks, who still has to recap. */
export interface Agents {
  load(): Promise<void>;
  all(): readonly AgentRecord[];
  /**
   * Applies an event inside a transaction; the exchange is told through the outbox when the agent stands otherwise.
   * @param causeId the event that caused it: makes the outbox entry's id.
   * @returns what to publish after commit, or null when nothing changed.
   */
  change(tx: StoreTransaction, userId: string, event: AgentEvent, causeId: string): Promise<AgentChange | null>;
  /** To be called after commit. */
  committed(change: AgentChange | null): void;
  reachable(extension: string, reachable: boolean): void;
  /** Whether the exchange has said that it cannot reach the telephone. */
  isPhoneGone(extension: string): boolean;
  /** Whether the telephone can be rung, as the exchange told last. */
  isReachable(extension: string): boolean;
  republish(): void;
}

export interface AgentChange {
  readonly userId: string;
  readonly status: AgentStatus;
  /** The exchange is to be told, by the outbox. */
  readonly tells: boolean;
}

export interface AgentsDeps {
  readonly store: Pick<Store, 'agents'>;
  readonly directory: Directory;
  readonly topics: Topics;
  readonly clock: Clock;
  /** Ids of the queues in which somebody takes part. */
  readonly queuesOf: (userId: string) => readonly string[];
  /** The office's own reasons for not being ready. */
  readonly reasons: readonly PauseReason[];
}

export function createAgents({ store, directory, topics, clock, queuesOf, reasons }: AgentsDeps): Agents {
  const statuses = new Map<string, AgentStatus>();
  const phones = new Map<string, PhoneReach>();
  /** Whose card stands on the floor. */
  const shown = new Set<string>();

  const publish = (userId: string) => {
    const person = directory.byId(userId);
    if (!person?.extension) {
      // Who left, or gave the telephone back, stands on no screen.
      if (shown.delete(userId)) topics.replace(`agent:${userId}`, []);
      return;
    }
    shown.add(userId);
    const { displayName, extension } = person;
    const agent = { userId, displayName, extension, queues: queuesOf(userId) };
    const value = agentCard(agent, statusOf(userId), phones.get(extension) ?? null, reasons);
    const key = `agents/${userId}` as const;
    topics.replace(`agent:${userId}`, [
      { topic: 'floor', key, value },
      { topic: deskOf(userId), key, value },
    ]);
  };
  const statusOf = (userId: string) => statuses.get(userId) ?? loggedOut;
  const republish = () => {
    for (const userId of new Set([...shown, ...directory.all().map((person) => person.userId)])) publish(userId);
  };

  return {
    load: async () => {
      for (const agent of await store.agents()) statuses.set(agent.userId, agent.status);
      republish();
    },
    all: () =>
      directory
        .all()
        .flatMap(({ userId, displayName, extension }) =>
          extension ? [{ userId, displayName, extension, status: statusOf(userId) }] : [],
        ),
    change: async (tx, userId, event, causeId) => {
      const agent = await tx.lockAgent(userId);
      if (!agent) return null;
      const at = clock.now();
      const status = applyAgentEvent(agent.status, event, at);
      if (status === agent.status) return null;
      const stretch = isNoted(agent.status, status) ? { at, cause: event.type } : null;
      const tells = standsOtherwise(agent.status, status);
      await tx.saveAgent(userId, status, stretch, tells ? membershipEntry(userId, causeId) : null);
      return { userId, status, tells };
    },
    committed: (change) => {
      if (!change) return;
      statuses.set(change.userId, change.status);
      publish(change.userId);
    },
    reachable: (extension, reachable) => {
      const known = phones.get(extension);
      if (known?.reachable === reachable) return;
      // A telephone that is there when we first hear of it was there before.
      phones.set(extension, { reachable, since: known || !reachable ? clock.now() : 0 });
      const person = directory.byExtension(extension);
      if (person) publish(person.userId);
    },
    isPhoneGone: (extension) => phones.get(extension)?.reachable === false,
    isReachable: (extension) => phones.get(extension)?.reachable === true,
    republish,
  };
}

/** Another state or reason, or a wrap-up that is made longer. */
const isNoted = (before: AgentStatus, after: AgentStatus): boolean =>
  before.state !== after.state || before.reason !== after.reason || before.wrapUp?.until !== after.wrapUp?.until;

/** Whether the exchange has something to hear: who is rung, or talks, stands in its queue as before. */
const standsOtherwise = (before: AgentStatus, after: AgentStatus): boolean =>
  membershipOf(before) !== 'ready' || membershipOf(after) !== 'ready';

/** The exchange is to be told where the agent stands: what it is told is read when it is told. */
export function membershipEntry(userId: string, causeId: string): OutboxEntry {
  return { id: `${causeId}:membership:${userId}`, kind: 'agent.membership', payload: { userId } };
}
