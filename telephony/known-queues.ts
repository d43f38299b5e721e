import type { QueueDefinition } from './queues.ts';

/** The queues of an exchange that keeps them itself; the first one is always there. */
export interface KnownQueues {
  has(name: string): boolean;
  /** How long one telephone is rung for it, ms; null: as the exchange does by itself. */
  ringMs(name: string): number | null;
  define(queues: readonly QueueDefinition[]): void;
}

export function createKnownQueues(first: string): KnownQueues {
  let defined: ReadonlyMap<string, QueueDefinition> = new Map();
  return {
    has: (name) => name === first || defined.has(name),
    ringMs: (name) => defined.get(name)?.ringMs ?? null,
    define: (queues) => {
      defined = new Map(queues.map((queue) => [queue.name, queue]));
    },
  };
}
