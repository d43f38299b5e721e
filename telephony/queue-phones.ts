import type { ExchangeSnapshot } from './events.ts';

/** An agent's telephone on an exchange that keeps its queues itself. */
export interface QueuePhone {
  readonly extension: string;
  /** Takes part in these queues, by their penalties; null: in none. */
  readonly member: { readonly paused: boolean; readonly queues: ReadonlyMap<string, number> } | null;
  /** Epoch ms since when it could have been rung. */
  readonly idleSince: number;
}

/**
 * Whom a caller of the queue gets: of its members those who missed this call least often, of these those with the least
 * penalty, of these the one idle the longest, and of equals the one known first. `misses` says how often an extension let
 * this call ring in vain.
 */
export function choosePhone<P extends QueuePhone>(
  ready: readonly P[],
  queue: string,
  misses: ReadonlyMap<string, number>,
): P | undefined {
  const missed = ({ extension }: P) => misses.get(extension) ?? 0;
  const penalty = ({ member }: P) => member?.queues.get(queue) ?? 0;
  return ready
    .filter(({ member }) => member?.queues.has(queue))
    .sort((a, b) => missed(a) - missed(b) || penalty(a) - penalty(b) || a.idleSince - b.idleSince)[0];
}

/** Who takes part in which queue, as a snapshot shows it. */
export const membersOf = (phones: Iterable<QueuePhone>): ExchangeSnapshot['members'] =>
  [...phones].flatMap(({ extension, member }) =>
    [...(member?.queues ?? [])].map(([queue, penalty]) => ({
      ...{ extension, queue, paused: member?.paused ?? false },
      ...(penalty > 0 && { penalty }),
    })),
  );
