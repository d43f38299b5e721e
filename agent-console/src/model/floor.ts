import type { AgentCard, FloorCase } from '../../../server/contract/floor.ts';
import type { StepCard } from '../../../server/contract/steps.ts';
import type { CallCard } from '../../../server/contract/views.ts';
import { mostUrgent } from './steps.ts';

/** A call as the floor shows it, with the step that has the least time left where the view tells of steps. */
export interface FloorCall {
  readonly call: CallCard;
  readonly step: StepCard | null;
  /** Since when it has been in this phase, epoch ms. */
  readonly since: number;
}

/** A caller waits; whom we call does not, unless he was handed back to the queue. */
export const isWaiting = ({ phase, direction, queuedAt }: CallCard): boolean =>
  (direction === 'in' || queuedAt !== null) && (phase === 'queued' || phase === 'ringing');

export interface FloorFigures {
  readonly waiting: number;
  /** How long the caller who waits longest has waited, ms; null when nobody waits. */
  readonly longestWaitMs: number | null;
  readonly talking: number;
  readonly ready: number;
}

/** The figures that change by the second, at `now`. */
export function floorFigures(calls: readonly CallCard[], agents: readonly AgentCard[], now: number): FloorFigures {
  const waiting = calls.filter(isWaiting);
  const since = waiting.map((call) => call.queuedAt ?? call.arrivedAt);
  return {
    waiting: waiting.length,
    longestWaitMs: since.length === 0 ? null : Math.max(0, now - Math.min(...since)),
    talking: calls.filter(({ phase }) => phase === 'talking' || phase === 'held').length,
    ready: agents.filter(({ state }) => state === 'ready').length,
  };
}

/** Calls in the order a supervisor looks at them: those waiting first, longest first. */
export function floorCalls(calls: readonly CallCard[], cases: readonly FloorCase[]): FloorCall[] {
  return calls
    .map((call) => {
      const card = cases.find(({ caseId }) => caseId === call.caseId);
      return { call, step: card === undefined ? null : (mostUrgent(card) ?? null), since: sinceOf(call) };
    })
    .sort((a, b) => Number(isWaiting(b.call)) - Number(isWaiting(a.call)) || a.since - b.since);
}

function sinceOf(call: CallCard): number {
  if (call.phase === 'held') return call.heldSince ?? call.answeredAt ?? call.arrivedAt;
  if (call.phase === 'talking') return call.answeredAt ?? call.arrivedAt;
  return call.queuedAt ?? call.arrivedAt;
}

/** An agent talks on it, and nobody outside of the office. */
export const isListenable = ({ phase, agentId, outsideName }: CallCard): boolean =>
  (phase === 'talking' || phase === 'held') && agentId !== null && outsideName === null;

/** Who can be given a caller now, the free ones first; a telephone that rings or talks already cannot. */
export const freeAgents = (agents: readonly AgentCard[]): AgentCard[] =>
  agents
    .filter(({ state, phoneReachable }) => phoneReachable && givable.includes(state))
    .sort((a, b) => givable.indexOf(a.state) - givable.indexOf(b.state) || a.since - b.since);
const givable: readonly AgentCard['state'][] = ['ready', 'wrap-up', 'not-ready'];

const order: readonly AgentCard['state'][] = ['reserved', 'talking', 'ready', 'wrap-up', 'not-ready', 'logged-out'];

/** Agents by what they do, longest in their state first. */
export function floorAgents(agents: readonly AgentCard[]): AgentCard[] {
  return [...agents].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.since - b.since);
}
