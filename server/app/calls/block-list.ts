import { readDoor } from '../../../telephony/menu.ts';
import type { BlockCard } from '../../contract/blocked.ts';
import { parsePhone } from '../../domain/identity/phone.ts';
import { type Actor, mayBlock } from '../people/policies.ts';
import type { Blocked } from '../ports/blocked.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock, Store } from '../ports/ports.ts';

/** How often a number must have been a prank before its callers can be kept from the queue. */
const fewestPranks = 3;

const dayMs = 86_400_000;

export type BlockResult = 'done' | 'not_allowed' | 'no_number' | 'too_few_pranks';

/** Numbers for whose callers nobody is rung. Nobody is on it but by a person's decision, and for a while. */
export interface BlockList {
  /** Asked with each ticket number, from memory. */
  blocks(dnis: string, phone: string | null): boolean;
  /** What somebody may know of the number of a case; null: nothing, or it has none. */
  of(actor: Actor, record: CaseRecord): Promise<BlockCard | null>;
  /** @throws when the database is away */
  block(
    actor: Actor,
    caseId: string,
    asked: { readonly days: number; readonly atEmergency: boolean; readonly reason: string },
  ): Promise<BlockResult>;
  unblock(actor: Actor, caseId: string, reason: string): Promise<BlockResult>;
  /** Reads the list anew. @throws when the database is away: what was known stays, and ends by itself */
  look(): Promise<void>;
}

export interface BlockListDeps {
  readonly store: Pick<Store, 'transaction' | 'blocked' | 'blockOf' | 'fingerprint'>;
  readonly clock: Clock;
}

export function createBlockList({ store, clock }: BlockListDeps): BlockList {
  let known: ReadonlyMap<string, Blocked> = new Map();
  const look = async () => {
    known = await store.blocked();
  };
  return {
    blocks: (dnis, phone) => {
      if (phone === null || known.size === 0) return false;
      const blocked = known.get(store.fingerprint(phone));
      if (!blocked || blocked.until <= clock.now()) return false;
      return blocked.atEmergency || parsePhone(readDoor(dnis).number)?.kind !== 'short';
    },
    of: async (actor, record) => {
      const stands = mayBlock(actor) ? await store.blockOf(record.caseId) : null;
      if (!stands) return null;
      const { pranks, blocked } = stands;
      return {
        pranks,
        fewest: fewestPranks,
        until: blocked?.until ?? null,
        atEmergency: blocked?.atEmergency ?? false,
      };
    },
    block: async (actor, caseId, { days, atEmergency, reason }) => {
      if (!mayBlock(actor)) return 'not_allowed';
      const stands = await store.blockOf(caseId);
      if (!stands) return 'no_number';
      if (stands.pranks < fewestPranks) return 'too_few_pranks';
      const { userId: setBy } = actor;
      const setAt = clock.now();
      await store.transaction(async (tx) => {
        await tx.block(caseId, { until: setAt + days * dayMs, atEmergency, setBy, setAt });
        await tx.audit({ personId: setBy, action: 'caller.blocked', subject: caseId, reason: `${days} d: ${reason}` });
      });
      await look();
      return 'done';
    },
    unblock: async (actor, caseId, reason) => {
      if (!mayBlock(actor)) return 'not_allowed';
      const found = await store.transaction(async (tx) => {
        const there = await tx.block(caseId, null);
        if (there) await tx.audit({ personId: actor.userId, action: 'caller.unblocked', subject: caseId, reason });
        return there;
      });
      await look();
      return found ? 'done' : 'no_number';
    },
    look,
  };
}
