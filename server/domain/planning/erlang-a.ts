import { erlangC, type Traffic } from './erlang-c.ts';

/** What Erlang A says: callers give up when their patience, as good as exponential, is over. */
export interface ErlangA {
  /** Share of callers who are answered within the threshold, of all who call; 0 to 1. */
  readonly inTime: number;
  /** Share of callers who give up, 0 to 1. */
  readonly abandoned: number;
  /** Mean wait of all callers, answered or not, in seconds; null: the queue grows without end. */
  readonly waitSeconds: number | null;
  /** Share of their time for which agents are busy, 0 to 1. */
  readonly occupancy: number;
}

/** Less than this of the whole is nothing. */
const nothing = 1e-17;

/**
 * Erlang A for a whole number of agents. Pure.
 * @param patienceSeconds mean patience, above 0; Infinity: nobody gives up, as with Erlang C
 */
export function erlangA(agents: number, traffic: Traffic, patienceSeconds: number, thresholdSeconds: number): ErlangA {
  const { callsPerSecond, handleSeconds } = traffic;
  if (callsPerSecond === 0) return { inTime: 1, abandoned: 0, waitSeconds: 0, occupancy: 0 };
  if (patienceSeconds === Number.POSITIVE_INFINITY) {
    const { inTime, waitSeconds, occupancy } = erlangC(agents, traffic, thresholdSeconds);
    return { inTime, abandoned: 0, waitSeconds, occupancy };
  }
  if (agents === 0) return { inTime: 0, abandoned: 1, waitSeconds: patienceSeconds, occupancy: 0 };

  const served = agents / handleSeconds;
  const leave = (k: number) => Math.min(k, agents) / handleSeconds + Math.max(0, k - agents) / patienceSeconds;
  const { states, first } = chainOf(callsPerSecond, leave);
  const answered = answeredInTime(served, patienceSeconds, thresholdSeconds);
  let [inTime, waiting, busy] = [0, 0, 0];
  states.forEach((share, index) => {
    const k = first + index;
    busy += share * Math.min(k, agents);
    waiting += share * Math.max(0, k - agents);
    // Whoever comes finds this state, and is answered at once, or behind `k - agents` others, or not at all.
    inTime += share * (k < agents ? 1 : answered(k - agents));
  });
  return {
    inTime: Math.min(1, Math.max(0, inTime)),
    // Of those who wait, each gives up at the same rate.
    abandoned: Math.min(1, Math.max(0, waiting / patienceSeconds / callsPerSecond)),
    waitSeconds: waiting / callsPerSecond,
    occupancy: Math.min(1, busy / agents),
  };
}

/**
 * How likely each number of callers within is: from the likeliest one outward, so that nothing overflows and what is left
 * out is nothing.
 */
function chainOf(arrive: number, leave: (k: number) => number): { states: Float64Array; first: number } {
  let [low, high] = [0, 1];
  while (leave(high) < arrive) high *= 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (leave(middle + 1) >= arrive) high = middle;
    else low = middle + 1;
  }
  const [down, up]: [number[], number[]] = [[], [1]];
  let sum = 1;
  let share = 1;
  for (let k = low; k > 0; k -= 1) {
    share *= leave(k) / arrive;
    if (share < nothing * sum) break;
    down.push(share);
    sum += share;
  }
  share = 1;
  for (let k = low + 1; ; k += 1) {
    share *= arrive / leave(k);
    if (share < nothing * sum) break;
    up.push(share);
    sum += share;
  }
  const states = Float64Array.from([...down.reverse(), ...up], (weight) => weight / sum);
  return { states, first: low - down.length };
}

/**
 * The share of callers answered in time who find all agents busy and so many others waiting. The wait V of one who stays is
 * a sum of exponentials of the rates s·θ, (s+1)·θ, … (s+ahead)·θ, with θ of patience and s·θ of service: exp(−θ·V) is
 * beta-distributed (s, ahead+1), and who is answered in time is E[exp(−θ·V); V ≤ T] = s/(s+ahead+1) · (1 − I(s+1, ahead+1)).
 * That I is the distribution of a negative binomial, of which each term follows from the one before. Asked in ascending order.
 */
function answeredInTime(served: number, patienceSeconds: number, thresholdSeconds: number): (ahead: number) => number {
  const stages = served * patienceSeconds;
  const part = -Math.expm1(-thresholdSeconds / patienceSeconds);
  let logTerm = -(served + 1 / patienceSeconds) * thresholdSeconds;
  let tooLate = Math.exp(logTerm);
  let at = 0;
  return (ahead) => {
    for (; at < ahead; at += 1) {
      logTerm += Math.log((part * (stages + at + 1)) / (at + 1));
      tooLate += Math.exp(logTerm);
    }
    return (stages / (stages + ahead + 1)) * Math.max(0, 1 - tooLate);
  };
}
