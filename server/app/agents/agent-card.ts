import type { AgentCard } from '../../contract/floor.ts';
import { type AgentStatus, extensionsLeft, type PhoneReach, shownAgent } from '../../domain/agent/agent.ts';
import type { PauseReason } from '../../domain/agent/choices.ts';

/** An agent as people see one. Pure. @param phone null while the exchange has not said */
export function agentCard(
  agent: Readonly<Record<'userId' | 'displayName' | 'extension', string>> & { readonly queues: readonly string[] },
  stored: AgentStatus,
  phone: PhoneReach | null,
  reasons: readonly PauseReason[],
): AgentCard {
  const status = shownAgent(stored, phone);
  const reason = status.state === 'not-ready' ? reasons.find(({ id }) => id === status.reason) : undefined;
  return {
    userId: agent.userId,
    displayName: agent.displayName,
    extension: agent.extension,
    queues: [...agent.queues],
    state: status.state,
    reason: status.reason,
    reasonName: reason?.name ?? null,
    limitAt: reason?.limitMs ? status.since + reason.limitMs : null,
    missed: status.missed,
    wrapUp:
      status.state === 'wrap-up'
        ? { until: status.wrapUp?.until ?? null, extensionsLeft: extensionsLeft(status) }
        : null,
    since: status.since,
    callId: status.callId,
    pendingState: status.pending?.state ?? null,
    phoneReachable: phone?.reachable ?? false,
  };
}
