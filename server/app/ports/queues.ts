import type { AgentPlaces, CallQueue } from '../../domain/agent/queues.ts';

export interface QueueStore {
  /** Those that somebody has set, the oldest first. */
  queues(): Promise<readonly CallQueue[]>;
  /** Of those of whom something is set. */
  agentPlaces(): Promise<ReadonlyMap<string, AgentPlaces>>;
}

export interface QueueTransaction {
  /** Nobody else changes queues or places until the end of the transaction. To be asked first. */
  lockQueues(): Promise<readonly CallQueue[]>;
  saveQueue(queue: CallQueue): Promise<void>;
  removeQueue(id: string): Promise<void>;
  /** Null: nothing is set. */
  placesOfAgent(userId: string): Promise<AgentPlaces | null>;
  savePlaces(userId: string, places: AgentPlaces): Promise<void>;
}
