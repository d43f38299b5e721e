import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import type { ExchangeSnapshot } from '../../../telephony/events.ts';
import { membershipOf, type QueueMembership } from '../../domain/agent/agent.ts';
import type { AgentRecord, Store } from '../ports/ports.ts';
import type { Agents } from './agents.ts';

export interface QueueMembershipDeps {
  readonly store: Pick<Store, 'agentById'>;
  readonly agents: Agents;
  readonly queue: string;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
}

/**
 * Brings the exchange's queue in line with where our agents stand. It says what should be, not what changed, so doing
 * it twice, late or after a restart does no harm.
 */
export interface MembershipKeeper {
  /**
   * Aligns one agent by what is stored, which the memory of this process may not hold yet: an effect can be read
   * between the commit that left it and what is done after that commit.
   * @returns what the exchange said of the first command it did not carry out.
   */
  align(userId: string): Promise<CommandOutcome>;
  /** Aligns everybody whose membership in the snapshot differs. */
  repair(snapshot: ExchangeSnapshot): Promise<void>;
}

export function createQueueMembership({ store, agents, queue, execute }: QueueMembershipDeps): MembershipKeeper {
  const bring = async ({ extension, displayName: name, status }: AgentRecord): Promise<CommandOutcome> => {
    const membership = membershipOf(status);
    if (membership === 'out') return execute({ type: 'agent.leave', extension, queue });
    const paused = membership === 'paused';
    const joined = await execute({ type: 'agent.join', extension, name, queue, paused });
    if (!joined.ok) return joined;
    return execute(
      paused
        ? { type: 'agent.pause', extension, reason: status.reason ?? status.state }
        : { type: 'agent.resume', extension },
    );
  };

  return {
    align: async (userId) => {
      const agent = await store.agentById(userId);
      return agent ? bring(agent) : { ok: true };
    },
    repair: async (snapshot) => {
      for (const agent of agents.all()) {
        const { extension, status } = agent;
        const member = snapshot.members.find(
          (candidate) => candidate.queue === queue && candidate.extension === extension,
        );
        const seen: QueueMembership = !member ? 'out' : member.paused ? 'paused' : 'ready';
        if (seen !== membershipOf(status)) await bring(agent);
      }
    },
  };
}
