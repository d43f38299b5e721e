/** Queues in words that fit every exchange. */

/**
 * Whom of those who know equally much a caller gets: whoever is next in turn, has rested longest, or has answered fewest. An
 * exchange whose queue is our own goes by rest alone.
 */
export const queueStrategies = ['turns', 'longest_idle', 'fewest_calls'] as const;
export type QueueStrategy = (typeof queueStrategies)[number];

/** Names that every exchange takes as they stand. */
export const queueNamePattern = /^[a-z][a-z0-9-]{0,39}$/;

/** A queue as an exchange is to have it. */
export interface QueueDefinition {
  readonly name: string;
  readonly strategy: QueueStrategy;
  /** How long one agent is rung before the caller is offered to the next. */
  readonly ringMs: number;
}

/** Where a caller waits. */
export interface QueuePlace {
  /** Absent: the exchange's own first one. */
  readonly queue?: string;
  /** Who has more of it is served before; 0: in his turn. */
  readonly priority: number;
  /** Where he is led on when nobody has answered, in this order, each after so long in the one before; absent: nowhere. */
  readonly leads?: readonly Lead[];
}

/** Another queue in which a caller waits on, after so long in the one before, ms. */
export interface Lead {
  readonly queue: string;
  readonly afterMs: number;
}
