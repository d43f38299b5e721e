import { assertNever } from '../shared/never.ts';
import type { WrapUpRule } from '../sop/step-definition.ts';

/** An agent at the telephone, by the standard states of call centers. */
export interface AgentStatus {
  readonly state: 'logged-out' | 'not-ready' | 'ready' | 'reserved' | 'talking' | 'wrap-up';
  /** Why not ready: what the agent chose, `missed_call`, or as it is shown `phone_unreachable`. */
  readonly reason: string | null;
  readonly since: number;
  readonly callId: string | null;
  /** A change asked for in mid-call, taken up after the wrap-up. */
  readonly pending: { readonly state: 'ready' | 'not-ready' | 'logged-out'; readonly reason: string | null } | null;
  /** Rings in a row that this agent let lapse. */
  readonly missed: number;
  /**
   * Talks on a call that the agent placed, or waits for it; `owes`: the call whose recap has still to be written after
   * it. Absent: no such call.
   */
  readonly dials?: { readonly owes: string | null; readonly wrapUp?: WrapUpRule };
  /** How the wrap-up ends by itself: at `until`, epoch ms, made longer so often already. Absent: with the recap alone. */
  readonly wrapUp?: { readonly rule: WrapUpRule; readonly until: number; readonly extended: number };
}

export type AgentEvent =
  | { readonly type: 'ask'; readonly state: 'ready' | 'not-ready' | 'logged-out'; readonly reason: string | null }
  | { readonly type: 'offered'; readonly callId: string }
  | { readonly type: 'lapsed'; readonly callId: string; readonly missed: boolean }
  | { readonly type: 'answered'; readonly callId: string }
  /** Calls somebody: from the first ring of the agent's own telephone on, nobody else is put through. */
  | { readonly type: 'dials'; readonly callId: string }
  | { readonly type: 'call-ended'; readonly callId: string; readonly wrapUp?: WrapUpRule }
  /** A call that was handed on has ended, and what follows it is this agent's all the same. */
  | { readonly type: 'owes'; readonly callId: string; readonly wrapUp?: WrapUpRule }
  /** Every case of the call is recapped. */
  | { readonly type: 'recapped'; readonly callId: string }
  /** Takes calls again before the recap is written, which stays owed. */
  | { readonly type: 'finish' }
  | { readonly type: 'extend' }
  /** Its time is over. */
  | { readonly type: 'lapse-wrap-up' };

/** What the exchange must be told for the agent to stand in the queue as the state says. */
export type QueueMembership = 'out' | 'paused' | 'ready';

/** Why an agent is not ready who did not say so. Whoever answers a call is back at the desk. */
const missedCall = 'missed_call';

/** As {@link shownAgent} says it. */
const phoneUnreachable = 'phone_unreachable';

/** After this many missed rings in a row the agent is taken to be away from the desk. */
const missedLimit = 2;

export const loggedOut: AgentStatus = {
  state: 'logged-out',
  reason: null,
  since: 0,
  callId: null,
  pending: null,
  missed: 0,
};

/** The agent after the event; the same object when nothing changes. Moments are epoch ms. */
export function applyAgentEvent(agent: AgentStatus, event: AgentEvent, now: number): AgentStatus {
  switch (event.type) {
    case 'ask':
      return asked(agent, event, now);
    case 'offered':
      if (agent.state !== 'ready') return agent;
      return { ...agent, state: 'reserved', since: now, callId: event.callId };
    case 'lapsed':
      return lapsed(agent, event, now);
    case 'answered':
      if (agent.state === 'talking' && agent.callId === event.callId) return agent;
      return { state: 'talking', reason: null, since: now, callId: event.callId, pending: wishOf(agent), missed: 0 };
    case 'dials':
      if (!isFree(agent)) return agent;
      return {
        ...{ state: 'talking', reason: null, since: now, callId: event.callId, pending: wishOf(agent), missed: 0 },
        dials: {
          owes: agent.state === 'wrap-up' ? agent.callId : null,
          ...(agent.wrapUp && { wrapUp: agent.wrapUp.rule }),
        },
      };
    case 'call-ended':
      if (agent.callId !== event.callId || agent.state !== 'talking') return agent;
      if (agent.dials) return dialled(agent, agent.dials, now);
      return { ...agent, state: 'wrap-up', since: now, ...wrapsUp(event.wrapUp, now) };
    case 'owes':
      // Whoever talks or writes already finds it on the desk afterwards.
      if (agent.state !== 'ready') return agent;
      return {
        ...{ ...agent, state: 'wrap-up', since: now, callId: event.callId, pending: null },
        ...wrapsUp(event.wrapUp, now),
      };
    case 'recapped':
      if (agent.dials?.owes === event.callId) return { ...agent, dials: { owes: null } };
      if (agent.callId !== event.callId || agent.state !== 'wrap-up') return agent;
      return { ...settled(agent, now), missed: 0 };
    case 'finish':
      return agent.state === 'wrap-up' ? { ...settled(agent, now), missed: 0 } : agent;
    case 'extend':
      return extended(agent);
    case 'lapse-wrap-up':
      if (agent.state !== 'wrap-up' || !agent.wrapUp || agent.wrapUp.until > now) return agent;
      return { ...settled(agent, now), missed: 0 };
    default:
      return assertNever(event);
  }
}

/** How often the wrap-up may still be made longer. */
export const extensionsLeft = ({ state, wrapUp }: AgentStatus): number =>
  state === 'wrap-up' && wrapUp ? Math.max(0, wrapUp.rule.extensions - wrapUp.extended) : 0;

/**
 * How the agent should stand in the queue. A telephone that talks is not rung anyway, and the exchange by itself leaves
 * it in peace for a while afterwards: no pause, which only we could lift, unless the agent has asked for one.
 */
export function membershipOf(agent: AgentStatus): QueueMembership {
  switch (agent.state) {
    case 'logged-out':
      return 'out';
    case 'ready':
    case 'reserved':
      return 'ready';
    case 'talking':
      // Nothing tells the exchange's queue of a call that it did not bring.
      if (agent.dials) return agent.pending?.state === 'logged-out' ? 'out' : 'paused';
      return agent.pending === null || agent.pending.state === 'ready' ? 'ready' : 'paused';
    default:
      return 'paused';
  }
}

/** Whether the exchange can reach a telephone, and since when, epoch ms. */
export interface PhoneReach {
  readonly reachable: boolean;
  readonly since: number;
}

/**
 * The agent as people see one. Nobody is ready whose telephone cannot be rung; what was asked for stays, so that it holds
 * again as soon as the telephone is back.
 * @param phone null while the exchange has not said
 */
export function shownAgent(agent: AgentStatus, phone: PhoneReach | null): AgentStatus {
  if (agent.state !== 'ready' || phone === null) return agent;
  const since = Math.max(agent.since, phone.since);
  return phone.reachable ? { ...agent, since } : { ...agent, state: 'not-ready', reason: phoneUnreachable, since };
}

/** Whether the agent may place a call: nobody rings, nobody talks. After a call the recap waits. */
export const isFree = ({ state }: AgentStatus): boolean => state !== 'reserved' && state !== 'talking';

/** After a call that the agent placed: back to what was before it, or what was asked for meanwhile. */
function dialled(
  { dials: _, ...agent }: AgentStatus,
  { owes, wrapUp }: NonNullable<AgentStatus['dials']>,
  now: number,
) {
  if (owes === null) return settled(agent, now);
  return { ...agent, state: 'wrap-up' as const, since: now, callId: owes, ...wrapsUp(wrapUp, now) };
}

const wrapsUp = (rule: WrapUpRule | undefined, now: number): Pick<AgentStatus, 'wrapUp'> =>
  rule ? { wrapUp: { rule, until: now + rule.ms, extended: 0 } } : {};

function extended(agent: AgentStatus): AgentStatus {
  const { wrapUp } = agent;
  if (!wrapUp || extensionsLeft(agent) === 0) return agent;
  const { rule, until, extended } = wrapUp;
  return { ...agent, wrapUp: { rule, until: until + rule.extendMs, extended: extended + 1 } };
}

function asked(agent: AgentStatus, ask: Extract<AgentEvent, { type: 'ask' }>, now: number): AgentStatus {
  const { state, reason } = ask;
  if (agent.state === 'talking' || agent.state === 'wrap-up') {
    if (agent.pending?.state === state && agent.pending.reason === reason) return agent;
    return { ...agent, pending: { state, reason } };
  }
  // A telephone that rings rings because its agent is ready.
  if (agent.state === 'reserved' && state === 'ready') return agent;
  if (agent.state === state && agent.reason === reason) return agent;
  return { state, reason, since: now, callId: null, pending: null, missed: 0 };
}

function lapsed(agent: AgentStatus, event: Extract<AgentEvent, { type: 'lapsed' }>, now: number): AgentStatus {
  if (agent.state !== 'reserved' || agent.callId !== event.callId) return agent;
  const missed = event.missed ? agent.missed + 1 : agent.missed;
  if (missed < missedLimit) return { ...agent, state: 'ready', since: now, callId: null, missed };
  return { ...agent, state: 'not-ready', reason: missedCall, since: now, callId: null, missed: 0 };
}

/** What an agent who answers has asked to be afterwards: one who asked for a break while it rang still wants it. */
function wishOf({ state, reason, pending }: AgentStatus): AgentStatus['pending'] {
  if (pending) return pending;
  if (state === 'logged-out') return { state, reason };
  return state === 'not-ready' && reason !== missedCall ? { state, reason } : null;
}

function settled({ wrapUp: _, ...agent }: AgentStatus, now: number): AgentStatus {
  const next = agent.pending ?? { state: 'ready', reason: null };
  return { ...agent, state: next.state, reason: next.reason, since: now, callId: null, pending: null };
}
