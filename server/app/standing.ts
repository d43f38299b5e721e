import type { CommandOutcome, ExchangeCommand } from '../../telephony/commands.ts';
import type { ExchangeSnapshot } from '../../telephony/events.ts';
import { type QueueStanding, standingOf } from '../domain/agent/agent.ts';
import type { Agents } from './agents.ts';
import type { Directory } from './directory.ts';

export interface StandingDeps {
  readonly agents: Agents;
  readonly directory: Directory;
  readonly queue: string;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
}

/**
 * Brings the exchange's queue in line with where our agents stand. It says what should be, not what changed, so doing
 * it twice, late or after a restart does no harm.
 */
export interface Standing {
  /** @returns what the exchange said of the first command it did not carry out. */
  align(userId: string): Promise<CommandOutcome>;
  /** Aligns everybody whose membership in the snapshot differs. */
  repair(snapshot: ExchangeSnapshot): Promise<void>;
}

export function createStanding({ agents, directory, queue, execute }: StandingDeps): Standing {
  const align = async (userId: string): Promise<CommandOutcome> => {
    const person = directory.byId(userId);
    if (!person?.extension) return { ok: true };
    const { extension, displayName: name } = person;
    const status = agents.statusOf(userId);
    const standing = standingOf(status);
    if (standing === 'out') return execute({ type: 'agent.leave', extension, queue });
    const paused = standing === 'paused';
    const joined = await execute({ type: 'agent.join', extension, name, queue, paused });
    if (!joined.ok) return joined;
    return execute(
      paused
        ? { type: 'agent.pause', extension, reason: status.reason ?? status.state }
        : { type: 'agent.resume', extension },
    );
  };

  return {
    align,
    repair: async (snapshot) => {
      for (const { userId, extension, status } of agents.all()) {
        const member = snapshot.members.find(
          (candidate) => candidate.queue === queue && candidate.extension === extension,
        );
        const seen: QueueStanding = !member ? 'out' : member.paused ? 'paused' : 'ready';
        if (seen !== standingOf(status)) await align(userId);
      }
    },
  };
}
