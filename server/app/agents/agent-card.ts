import type { AgentCard } from '../../contract/views.ts';
import type { AgentStatus } from '../../domain/agent/agent.ts';

/** An agent as people see one. Pure. */
export function agentCard(
  agent: { readonly userId: string; readonly displayName: string; readonly extension: string },
  status: AgentStatus,
  phoneReachable: boolean,
): AgentCard {
  return {
    userId: agent.userId,
    displayName: agent.displayName,
    extension: agent.extension,
    state: status.state,
    reason: status.reason,
    since: status.since,
    callId: status.callId,
    pendingState: status.pending?.state ?? null,
    phoneReachable,
  };
}
