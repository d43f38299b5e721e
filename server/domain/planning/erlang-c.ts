/**
 * Callers who come as they like (Poisson), one queue, first come first served, agents who are all alike, handling times that
 * are as good as exponential. Callers per second and seconds per call; a load of 1 erlang keeps one agent busy.
 */
export interface Traffic {
  /** Callers in a second; not negative. */
  readonly callsPerSecond: number;
  /** Mean time for which a call keeps its agent, in seconds; above 0. */
  readonly handleSeconds: number;
}

/** What Erlang C says: nobody gives up. */
export interface ErlangC {
  /** Share of callers who wait at all, 0 to 1. */
  readonly waits: number;
  /** Share of callers who are answered within the threshold, 0 to 1. */
  readonly inTime: number;
  /** Mean wait of all callers in seconds; null: the queue grows without end. */
  readonly waitSeconds: number | null;
  /** Share of their time for which agents are busy, 0 to 1. */
  readonly occupancy: number;
}

/** How many agents at most the models are asked about. */
export const agentsAtMost = 1_000;

/** The load in erlangs: how many agents it would keep busy without a pause. Pure. */
export const loadOf = ({ callsPerSecond, handleSeconds }: Traffic): number => callsPerSecond * handleSeconds;

/**
 * Erlang B by its recursion in 1/B, in which nothing overflows before it says 0 anyway: the share of callers who find all
 * agents busy where nobody waits. Pure.
 * @param agents whole, 0 or more
 */
function erlangB(agents: number, load: number): number {
  if (load <= 0) return agents === 0 ? 1 : 0;
  let inverse = 1;
  for (let n = 1; n <= agents; n += 1) inverse = 1 + (inverse * n) / load;
  return 1 / inverse;
}

/** Erlang C for a whole number of agents. A load that they cannot carry is answered in time by nobody. Pure. */
export function erlangC(agents: number, traffic: Traffic, thresholdSeconds: number): ErlangC {
  const load = loadOf(traffic);
  if (load === 0) return { waits: 0, inTime: 1, waitSeconds: 0, occupancy: 0 };
  if (load >= agents) return { waits: 1, inTime: 0, waitSeconds: null, occupancy: agents === 0 ? 0 : 1 };
  const blocked = erlangB(agents, load);
  const occupancy = load / agents;
  const waits = blocked / (1 - occupancy * (1 - blocked));
  const spare = (agents - load) / traffic.handleSeconds;
  return {
    ...{ waits, occupancy },
    inTime: Math.min(1, Math.max(0, 1 - waits * Math.exp(-spare * thresholdSeconds))),
    waitSeconds: waits / spare,
  };
}
