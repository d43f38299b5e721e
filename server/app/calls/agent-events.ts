import type { CallEvent } from '../../../telephony/events.ts';
import type { AgentEvent } from '../../domain/agent/agent.ts';
import type { CallState } from '../../domain/call/call.ts';
import type { EventPeople } from '../../domain/case/events.ts';
import { inWrapUp } from '../../domain/case/waiting.ts';
import type { WrapUpRule } from '../../domain/sop/step-definition.ts';
import type { Agents } from '../agents/agents.ts';
import type { Directory } from '../people/directory.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { consultedAgent, type OutsideNames, transferPeople } from './transfer-events.ts';

/** Whose work callers' cases are; anybody else who answers helps on the line. */
const takers: ReadonlySet<string> = new Set(['agent', 'supervisor']);

/** Whose telephones an event of a call is about. @param call as it is after the event */
export function peopleOf(
  event: CallEvent,
  call: CallState,
  { directory, outsideName }: { readonly directory: Directory; readonly outsideName: OutsideNames },
): EventPeople {
  const agentId = agentOf(event, call, directory);
  return {
    agentId,
    takesCases: takers.has(directory.byId(agentId)?.role ?? 'agent'),
    ...(event.type === 'call.transfer' && { transfer: transferPeople(event, directory, outsideName) }),
  };
}

/** Who talks to the caller, or talked last. */
export const answererOf = (call: CallState, directory: Directory): string | null =>
  call.answered ? (directory.byExtension(call.answered.extension)?.userId ?? null) : null;

/** Whose telephone the event is about. */
function agentOf(event: CallEvent, call: CallState, directory: Directory): string | null {
  switch (event.type) {
    case 'call.offered':
    case 'offer.lapsed':
    case 'call.answered':
    case 'call.released':
      return directory.byExtension(event.extension)?.userId ?? null;
    case 'call.ended':
      return answererOf(call, directory);
    default:
      return null;
  }
}

interface AgentEventsDeps {
  readonly sops: Pick<SopRegistry, 'get'>;
  readonly agents: Pick<Agents, 'isPhoneGone'>;
  /** How the wrap-up of a case ends by itself; undefined: with the recap. */
  readonly wrapUpOf: (record: CaseRecord) => WrapUpRule | undefined;
}

/** What an event of a call is to the agents, after what it was to its cases. */
export function agentEvents(
  event: CallEvent,
  { agentId, transfer }: EventPeople,
  changes: readonly CaseChange[],
  { sops, agents, wrapUpOf }: AgentEventsDeps,
): (readonly [userId: string, event: AgentEvent])[] {
  const { callId } = event;
  const of = (userId: string | null | undefined, ...events: AgentEvent[]) =>
    userId ? events.map((told) => [userId, told] as const) : [];
  switch (event.type) {
    case 'call.offered':
      return of(agentId, { type: 'offered', callId });
    case 'offer.lapsed': {
      // Nobody misses what a dead telephone never rang.
      const missed = event.reason === 'no-answer' && !agents.isPhoneGone(event.extension);
      return of(agentId, { type: 'lapsed', callId, missed: missed || event.reason === 'refused' });
    }
    case 'call.answered':
      return of(agentId, { type: 'answered', callId });
    case 'call.transfer':
      return of(transfer?.toId, ...consultedAgent(event));
    case 'call.released':
      // Free for the next caller: what is still to be recapped is there when this one has gone.
      return of(agentId, { type: 'call-ended', callId }, { type: 'recapped', callId });
    case 'call.ended': {
      // Nothing to do after the call, as in a procedure that asks for nothing, or after a restart that missed it: free at once.
      const owing = changes.filter(({ record }) => inWrapUp(sops.get(record.sopId, record.sopVersion), record.state));
      const owers = new Set(owing.map(({ record }) => record.state.agentId));
      const wrapUp = owing[0] && wrapUpOf(owing[0].record);
      const rule = wrapUp && { wrapUp };
      const over = { type: 'call-ended', callId, ...rule } as const;
      const free = owers.has(agentId) ? [] : of(agentId, over, { type: 'recapped', callId });
      // Whoever owes it may have handed the caller on, and be free since.
      return [...free, ...[...owers].flatMap((userId) => of(userId, over, { type: 'owes', callId, ...rule }))];
    }
    default:
      return [];
  }
}
