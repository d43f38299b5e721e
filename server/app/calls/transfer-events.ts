import type { CallTransfer } from '../../../telephony/events.ts';
import type { AgentEvent } from '../../domain/agent/agent.ts';
import type { Directory } from '../people/directory.ts';

/** What people are called outside of the office: the name of the office's list, by its id. */
export type OutsideNames = (id: string) => string;

/** Whose telephones a transfer is about. */
export interface TransferPeople {
  readonly fromId: string | null;
  readonly toId: string | null;
  /** A name of the office's list; null: the target is within it. */
  readonly outsideName: string | null;
}

export function transferPeople(
  { extension, target }: Pick<CallTransfer, 'extension' | 'target'>,
  directory: Directory,
  outsideName: OutsideNames,
): TransferPeople {
  const idOf = (of: string | null) => (of === null ? null : (directory.byExtension(of)?.userId ?? null));
  return {
    fromId: idOf(extension),
    toId: target.kind === 'phone' ? idOf(target.extension) : null,
    outsideName: target.kind === 'outside' ? outsideName(target.id) : null,
  };
}

/** What a consultation makes of the one consulted: rung, talking, free again. A blind one rings as a queue does. */
export function consultedAgent({ callId, mode, step, reason }: CallTransfer): AgentEvent[] {
  if (mode !== 'consult') return [];
  switch (step) {
    case 'begun':
      return [{ type: 'offered', callId }];
    case 'consulting':
      return [{ type: 'answered', callId }];
    case 'joined':
      return [];
    case 'failed':
      return [
        { type: 'lapsed', callId, missed: reason === 'no-answer' || reason === 'refused' },
        { type: 'call-ended', callId },
        { type: 'recapped', callId },
      ];
    case 'done':
      // Has been told as answered by the call itself.
      return [];
  }
}
