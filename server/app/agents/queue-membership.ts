import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import type { ExchangeSnapshot } from '../../../telephony/events.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import { membershipOf } from '../../domain/agent/agent.ts';
import type { Place } from '../../domain/agent/queues.ts';
import type { AgentRecord, Clock, Store } from '../ports/ports.ts';
import type { Agents } from './agents.ts';
import type { Queues } from './queues.ts';

export interface QueueMembershipDeps {
  readonly store: Pick<Store, 'agentById'>;
  readonly agents: Agents;
  readonly queues: Pick<Queues, 'all' | 'places' | 'define'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly exchanges: Pick<Exchanges, 'names' | 'ofPhone'>;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
}

/**
 * Brings the exchange's queues in line with where our agents stand. It says what should be, not what changed, so doing
 * it twice, late or after a restart does no harm.
 */
export interface MembershipKeeper {
  /**
   * Aligns one agent by what is stored, which the memory of this process may not hold yet: an effect can be read
   * between the commit that left it and what is done after that commit.
   * @returns what the exchange said of the first command it did not carry out.
   */
  align(userId: string): Promise<CommandOutcome>;
  /** Gives the exchange its queues, then aligns everybody whose membership in the snapshot differs. */
  repair(snapshot: ExchangeSnapshot): Promise<void>;
  /**
   * Has nobody ring a telephone whose talk has just ended, before that is stored: the database may be away or slow, and the
   * next caller is not. What is stored then says how the agent stands.
   */
  afterTalk(extension: string): void;
  /**
   * Asks anew for the pauses of those who still write their recap, or are on a call that they placed. To be
   * done every `renewEveryMs`.
   */
  renew(): Promise<void>;
}

/**
 * How long the exchange by itself lets nobody ring a telephone that has talked: time for our pause to arrive when events
 * come late, and a breath for the agent when we are away, when no recap can be written.
 */
const ownWrapUpMs = 10_000;
/**
 * A pause for the recap lapses so long after we last asked for it: whoever recaps when we die is lost to the callers for
 * no longer. Two renewals in a row have to fail before somebody is rung in the middle of a recap.
 */
const leaseMs = 9_000;
export const renewEveryMs = 3_000;

export function createQueueMembership(deps: QueueMembershipDeps): MembershipKeeper {
  const { store, agents, queues, clock, exchanges, execute } = deps;
  /** The queues in which a telephone may be, by extension; of one that is not here, in any. */
  const perhapsIn = new Map<string, Set<string>>();

  const pauseOf = ({ extension, status }: AgentRecord): ExchangeCommand => {
    const pause = { type: 'agent.pause', extension } as const;
    if (status.state === 'wrap-up') return { ...pause, reason: 'wrap-up', until: clock.now() + leaseMs };
    const wish = status.pending;
    // The same for a call that the agent places: killed in the middle of it, we take nobody out of the queue.
    if (status.dials && (wish === null || wish.state === 'ready'))
      return { ...pause, reason: 'call-back', until: clock.now() + leaseMs };
    const { state, reason } = status.state === 'talking' ? (status.pending ?? status) : status;
    return { ...pause, reason: reason ?? state };
  };

  /** Out of every queue in which the agent may be, but for those wanted. */
  const leave = async (extension: string, wanted: readonly Place[]): Promise<CommandOutcome> => {
    const there = perhapsIn.get(extension) ?? new Set(queues.all().map(({ id }) => id));
    perhapsIn.set(extension, there);
    for (const queue of [...there]) {
      if (wanted.some((place) => place.queue === queue)) continue;
      const left = await execute({ type: 'agent.leave', extension, queue });
      if (!left.ok) return left;
      there.delete(queue);
    }
    return { ok: true };
  };

  const join = async (agent: AgentRecord, places: readonly Place[], paused: boolean): Promise<CommandOutcome> => {
    const { extension, displayName: name } = agent;
    for (const place of places) {
      perhapsIn.get(extension)?.add(place.queue);
      const joined = await execute({ type: 'agent.join', extension, name, ...place, paused, wrapUpMs: ownWrapUpMs });
      if (!joined.ok) return joined;
    }
    return { ok: true };
  };

  const bring = async (agent: AgentRecord): Promise<CommandOutcome> => {
    const { extension, userId, status } = agent;
    const membership = membershipOf(status);
    const places = membership === 'out' ? [] : queues.places(userId);
    const left = await leave(extension, places);
    if (!left.ok || places.length === 0) return left;
    const paused = membership === 'paused';
    const joined = await join(agent, places, paused);
    if (!joined.ok) return joined;
    if (paused) return execute(pauseOf(agent));
    // While it rings or talks there is nothing to end before its time.
    return status.state === 'ready' ? execute({ type: 'agent.resume', extension }) : joined;
  };

  /** As text, so that two can be compared: each queue with the penalty and whether it is paused. */
  const placesText = (places: readonly Place[], paused: boolean) =>
    places
      .map(({ queue, penalty }) => `${queue} ${penalty} ${paused}`)
      .sort()
      .join();

  return {
    align: async (userId) => {
      const agent = await store.agentById(userId);
      return agent ? bring(agent) : { ok: true };
    },
    repair: async (snapshot) => {
      await queues.define();
      const ours = new Set(queues.all().map(({ id }) => id));
      const of = snapshot.exchange ?? exchanges.names[0];
      for (const agent of agents.all()) {
        const { extension, userId, status } = agent;
        if (exchanges.ofPhone(extension) !== of) continue;
        const found = snapshot.members.filter((member) => member.extension === extension && ours.has(member.queue));
        perhapsIn.set(extension, new Set(found.map(({ queue }) => queue)));
        const seen = found.map(({ queue, penalty = 0, paused }) => placesText([{ queue, penalty }], paused)).sort();
        const membership = membershipOf(status);
        const wanted = membership === 'out' ? [] : queues.places(userId);
        if (seen.join() !== placesText(wanted, membership === 'paused')) await bring(agent);
      }
    },
    afterTalk: (extension) => {
      const agent = agents.all().find((candidate) => candidate.extension === extension);
      // Whoever asked for a break in mid-call is paused already, and for longer than a lease.
      if (!agent || membershipOf(agent.status) !== 'ready') return;
      const until = clock.now() + leaseMs;
      void execute({ type: 'agent.pause', extension, reason: 'wrap-up', until });
    },
    renew: async () => {
      const due = agents.all().filter(({ status }) => status.state === 'wrap-up' || status.dials);
      // One that is silent holds up nobody of another.
      await Promise.all(
        exchanges.names.map(async (name) => {
          for (const agent of due.filter(({ extension }) => exchanges.ofPhone(extension) === name))
            await execute(pauseOf(agent));
        }),
      );
    },
  };
}
