import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { Actor } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { ActionResult } from './action-result.ts';
import type { CaseAccess } from './case-access.ts';

export interface LockedCaseDeps {
  readonly sops: SopRegistry;
  readonly access: CaseAccess;
}

interface LockedCase {
  readonly record: CaseRecord;
  /** What was done under this id before; null: nothing. */
  readonly seen: string | null;
  readonly sop: SopDefinition;
  readonly answer?: undefined;
}

/**
 * The case, locked, where the actor may see it; or what is answered instead.
 * @param id the command's own
 */
export async function lockedCase(
  { sops, access }: LockedCaseDeps,
  tx: StoreTransaction,
  actor: Actor,
  caseId: string,
  id: string,
): Promise<LockedCase | { readonly answer: ActionResult }> {
  const locked = await tx.lockCase(caseId, id);
  if (!locked) return { answer: { ok: false, kind: 'not-found' } };
  const open = await access.read(actor, locked.record, tx);
  // A case one may not see looks like one that is not there.
  if (open !== 'open') return { answer: { ok: false, kind: open === 'reason' ? 'reason-needed' : 'not-found' } };
  return { ...locked, sop: sops.get(locked.record.sopId, locked.record.sopVersion) };
}
