import type { AgentCard } from '../../contract/floor.ts';
import { type AgentStatus, type PhoneReach, shownAgent } from '../../domain/agent/agent.ts';

/** An agent as people see one. Pure. @param phone null while the exchange has not said */
export function agentCard(
  agent: { readonly userId: string; readonly displayName: string; readonly extension: string },
  stored: AgentStatus,
  phone: PhoneReach | null,
): AgentCard {
  const status = shownAgent(stored, phone);
  return {
    userId: agent.userId,
    displayName: agent.displayName,
    extension: agent.extension,
    state: status.state,
    reason: status.reason,
    since: status.since,
    callId: status.callId,
    pendingState: status.pending?.state ?? null,
    phoneReachable: phone?.reachable ?? false,
  };
}
