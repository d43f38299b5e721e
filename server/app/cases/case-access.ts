import type { Actor } from '../people/policies.ts';
import { mayOpenForReason, mayReveal, maySee, type Ties } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { LiveCases } from './live-cases.ts';

/**
 * How far a case is open to somebody: `reason`: it is not their work, but they may open it by saying why;
 * `restricted`: it is over, and its citizen wishes that nobody reads it.
 */
export type Access = 'open' | 'reason' | 'restricted' | 'closed';

/** Whether somebody is tied to a case by more than what the case itself says. */
export interface TiesStore {
  /**
   * Something in its history is theirs, they have an open case of the same citizen, the case they have follows from it,
   * or they opened it for a reason within the last hour.
   */
  isTied(caseId: string, userId: string): Promise<boolean>;
}

/** The one question whether a case may be read. */
export interface CaseAccess {
  /** @param ties the transaction, inside of one */
  read(actor: Actor, record: CaseRecord, ties: TiesStore): Promise<Access>;
  reveal(actor: Actor, record: CaseRecord, ties: TiesStore): Promise<boolean>;
}

export interface CaseAccessDeps {
  readonly sops: SopRegistry;
  readonly liveCases: Pick<LiveCases, 'conversationOf'>;
}

/** What the case itself says is asked first: the database only where that says no. */
export function createCaseAccess({ sops, liveCases }: CaseAccessDeps): CaseAccess {
  const holds = async (may: typeof maySee, actor: Actor, record: CaseRecord, store: TiesStore) => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const conversation = liveCases.conversationOf(record.caseId);
    // As the inbox of the agents shows it.
    const writes = conversation !== null && (conversation.waitingSince !== null || conversation.failed);
    const ask = (ties: Ties) => may(actor, record, sop, ties);
    if (ask({ writes, tied: false })) return true;
    return ask({ writes, tied: true }) && (await store.isTied(record.caseId, actor.userId));
  };
  return {
    read: async (actor, record, ties) => {
      const open = await holds(maySee, actor, record, ties);
      if (!open && !mayOpenForReason(actor)) return 'closed';
      if (isRestricted(record)) return 'restricted';
      return open ? 'open' : 'reason';
    },
    reveal: async (actor, record, ties) => !isRestricted(record) && (await holds(mayReveal, actor, record, ties)),
  };
}

/** What is not over goes on: the citizen still waits for it. */
const isRestricted = ({ restricted, state }: CaseRecord): boolean => restricted === true && state.closedAt !== null;
