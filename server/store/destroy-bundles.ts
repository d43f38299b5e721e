import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { DestructionStore, Minutes } from '../app/ports/archive.ts';
import type { AuditAction } from '../contract/audit.ts';
import { destructionRegister, type Signer } from '../domain/archive/destruction.ts';
import { type AnonymiseDeps, anonymise } from './anonymise.ts';
import { forgetBundles } from './archive.ts';
import { AuditEntity } from './entities/people.ts';
import { paperWrites } from './papers.ts';
import { type CaseColumns, caseColumns, iso, toCase } from './rows.ts';

/** Of `archive_destruction d`: neither refused nor executed. */
export const isOpen = 'd.refused_by IS NULL AND d.second_by IS NULL';

interface List {
  readonly id: string;
  readonly case_ids: readonly string[];
}

/** As {@link DestructionStore.execute} has it. */
export function destroyBundles(
  dataSource: DataSource,
  deps: AnonymiseDeps,
  id: string,
  { personId, role }: Signer,
  at: number,
  { day, year, seq, number, sha256, place }: Minutes,
): ReturnType<DestructionStore['execute']> {
  return dataSource
    .transaction(async (manager) => {
      const [list]: List[] = await manager.query(
        `SELECT id, case_ids FROM archive_destruction d WHERE id = $1 AND ${isOpen} AND first_by IS NOT NULL FOR UPDATE`,
        [id],
      );
      if (!list) throw new Undone('changed');
      await letGo(manager, deps, list, day, at);
      const drawn = await paperWrites(manager, deps.sealer).draw(destructionRegister, year);
      if (drawn !== seq) throw new Undone('drawn');
      await manager.query(
        `UPDATE archive_destruction SET second_by = $2, second_role = $3, second_at = $4, year = $5, seq = $6,
           number = $7, sha256 = $8, key_sealed = $9, store = $10, blob = $11 WHERE id = $1`,
        [
          ...[id, personId, role, iso(at), year, seq, number, sha256],
          ...[deps.sealer.seal(place.key.toString('base64')), place.store, place.blob],
        ],
      );
      // Kept from now on.
      await manager.query(`DELETE FROM outside_erasure WHERE kind = 'file' AND holder = $1 AND reference = $2`, [
        place.store,
        place.blob,
      ]);
      await note(manager, personId, 'archive.signed', id, null);
      for (const caseId of list.case_ids) await note(manager, personId, 'archive.destroyed', caseId, number);
      return 'done' as const;
    })
    .catch((error: unknown) => {
      if (error instanceof Undone) return error.why;
      throw error;
    });
}

/** An entry of the audit in the transaction of what it tells. */
export async function note(
  manager: EntityManager,
  personId: string,
  action: AuditAction,
  subject: string,
  reason: string | null,
): Promise<void> {
  await manager.insert(AuditEntity, { id: randomUUID(), personId, action, subject, reason });
}

class Undone extends Error {
  readonly why: 'drawn' | 'changed';
  constructor(why: 'drawn' | 'changed') {
    super(why);
    this.why = why;
  }
}

/** All of the list as it was signed, or none of it. */
async function letGo(
  manager: EntityManager,
  deps: AnonymiseDeps,
  { id, case_ids: ids }: List,
  day: string,
  at: number,
) {
  const rows: (CaseColumns & { caller_id: string | null })[] = await manager.query(
    `SELECT ${caseColumns}, c.caller_id FROM case_file c LEFT JOIN call k ON k.id = c.call_id
     JOIN archive_bundle b ON b.case_id = c.id
     WHERE c.id = ANY($1) AND b.gone_at IS NULL AND b.over_on <= $2 AND c.restricted_at IS NULL AND c.closed_at IS NOT NULL
     ORDER BY c.opened_at, c.id FOR UPDATE OF c, b`,
    [ids, day],
  );
  if (rows.length !== ids.length) throw new Undone('changed');
  await anonymise(
    manager,
    deps,
    rows.map((row) => ({ ...toCase(row), callerId: row.caller_id })),
  );
  await forgetBundles(manager, ids, { id, at });
}
