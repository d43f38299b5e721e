import type { AgentCard, QueueCard } from '../../../server/contract/floor.ts';
import type { CallCard } from '../../../server/contract/views.ts';

/** How a queue stands now. */
export interface QueueLoad {
  readonly queue: QueueCard;
  readonly waiting: number;
  /** Of who waits longest, ms; null: nobody does. */
  readonly longestMs: number | null;
  readonly tooLong: boolean;
  /** At work, whatever they do; `ready`: of them, who could be rung now. */
  readonly agents: number;
  readonly ready: number;
}

/** The load of each queue at `now`. Pure. */
export function queueLoads(
  queues: readonly QueueCard[],
  calls: readonly CallCard[],
  agents: readonly AgentCard[],
  now: number,
): QueueLoad[] {
  return queues.map((queue) => {
    const waits = calls.filter(
      (call) =>
        call.queue === queue.queueId &&
        call.direction === 'in' &&
        (call.phase === 'queued' || call.phase === 'ringing'),
    );
    const since = waits.map((call) => call.queuedAt ?? call.arrivedAt);
    const longestMs = since.length === 0 ? null : Math.max(0, now - Math.min(...since));
    const here = agents.filter((agent) => agent.queues.includes(queue.queueId) && agent.state !== 'logged-out');
    return {
      queue,
      waiting: waits.length,
      longestMs,
      tooLong: longestMs !== null && queue.maxWaitMs !== null && longestMs > queue.maxWaitMs,
      agents: here.length,
      ready: here.filter(({ state }) => state === 'ready').length,
    };
  });
}

/** Whether there is more to see than the floor's own figures say. */
export const showsQueues = (loads: readonly QueueLoad[]): boolean =>
  loads.length > 1 || loads.some(({ agents, waiting }) => agents === 0 && waiting > 0);
