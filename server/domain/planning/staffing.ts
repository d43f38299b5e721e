import { type ErlangA, erlangA } from './erlang-a.ts';
import { agentsAtMost, type ErlangC, erlangC, loadOf, type Traffic } from './erlang-c.ts';

/** What an office wants: so large a share of callers answered within so many seconds. */
export interface Goal {
  /** Above 0, below 1. */
  readonly share: number;
  readonly seconds: number;
}

/** What both models say of one interval. */
export interface Modelled {
  readonly c: ErlangC;
  /** Null: how patient callers are is not known. */
  readonly a: ErlangA | null;
}

export interface Callers extends Traffic {
  /** Mean; null: not known. */
  readonly patienceSeconds: number | null;
}

/**
 * Both models for any number of agents: where part of an interval had one more, as for the parts of it. Pure.
 * @param agents 0 to {@link agentsAtMost}, not always whole; more counts as that
 */
export function modelled(agents: number, callers: Callers, thresholdSeconds: number): Modelled {
  const there = Math.min(agentsAtMost, Math.max(0, agents));
  const fewer = Math.floor(there);
  const part = there - fewer;
  const { patienceSeconds: patience } = callers;
  const at = (n: number): Modelled => ({
    c: erlangC(n, callers, thresholdSeconds),
    a: patience === null ? null : erlangA(n, callers, patience, thresholdSeconds),
  });
  const low = at(fewer);
  if (part < 1e-9) return low;
  const high = at(fewer + 1);
  const mix = (of: number, and: number) => of + (and - of) * part;
  const wait = (of: number | null, and: number | null) => (of === null || and === null ? null : mix(of, and));
  const both = <Of extends Pick<ErlangA, 'inTime' | 'waitSeconds' | 'occupancy'>>(one: Of, other: Of) => ({
    inTime: mix(one.inTime, other.inTime),
    waitSeconds: wait(one.waitSeconds, other.waitSeconds),
    occupancy: mix(one.occupancy, other.occupancy),
  });
  return {
    c: { ...both(low.c, high.c), waits: mix(low.c.waits, high.c.waits) },
    a: low.a && high.a && { ...both(low.a, high.a), abandoned: mix(low.a.abandoned, high.a.abandoned) },
  };
}

/** How many agents reach the goal at least, by each model; null: not even {@link agentsAtMost} do, or patience is not known. Pure. */
export function agentsNeeded(callers: Callers, goal: Goal): { readonly c: number | null; readonly a: number | null } {
  const { patienceSeconds: patience } = callers;
  if (callers.callsPerSecond === 0) return { c: 0, a: 0 };
  const byC = least(Math.floor(loadOf(callers)) + 1, (n) => erlangC(n, callers, goal.seconds).inTime >= goal.share);
  return {
    c: byC,
    a: patience === null ? null : least(1, (n) => erlangA(n, callers, patience, goal.seconds).inTime >= goal.share),
  };
}

/** The first number from `from` on for which it holds, where it holds for all above; null: for none. */
function least(from: number, holds: (n: number) => boolean): number | null {
  let [low, step] = [from, 1];
  while (!holds(Math.min(agentsAtMost, low + step - 1))) {
    if (low + step - 1 >= agentsAtMost) return null;
    low += step;
    step *= 2;
  }
  let high = Math.min(agentsAtMost, low + step - 1);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}
