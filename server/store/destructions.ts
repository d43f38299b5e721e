import type { DataSource, EntityManager } from 'typeorm';
import type { Destruction, DestructionStore } from '../app/ports/archive.ts';
import { hidePersonalNumbers } from '../domain/identity/personal-numbers.ts';
import type { AnonymiseDeps } from './anonymise.ts';
import { type BundleColumns, bundleColumns, bundleFrom, toBundle } from './archive.ts';
import { destroyBundles, isOpen, note } from './destroy-bundles.ts';
import { iso } from './rows.ts';

/** A row of `archive_destruction`. */
interface DestructionColumns {
  readonly id: string;
  readonly case_ids: readonly string[];
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly first_by: string | null;
  readonly first_role: string | null;
  readonly first_at: Date | null;
  readonly second_by: string | null;
  readonly second_role: string | null;
  readonly second_at: Date | null;
  readonly refused_by: string | null;
  readonly refused_at: Date | null;
  readonly refusal: string | null;
  readonly number: string | null;
  readonly sha256: string | null;
  readonly key_sealed: string | null;
  readonly store: string | null;
  readonly blob: string | null;
}

/** Of bundles that may be proposed on day `$1`. */
const dueFrom = `${bundleFrom} WHERE b.gone_at IS NULL AND b.over_on <= $1 AND c.restricted_at IS NULL
  AND NOT EXISTS (SELECT FROM archive_destruction d WHERE ${isOpen} AND d.case_ids ? b.case_id::text)`;

/** Lists of bundles that are to go, in PostgreSQL. */
export function createDestructionStore(dataSource: DataSource, deps: AnonymiseDeps): DestructionStore {
  const select = <Row>(sql: string, values: unknown[]): Promise<Row[]> => dataSource.query(sql, values);
  const changed = (sql: string, values: unknown[], told: (manager: EntityManager) => Promise<void>) =>
    dataSource.transaction(async (manager) => {
      const [rows]: [unknown[], number] = await manager.query(sql, values);
      if (rows.length > 0) await told(manager);
      return rows.length > 0;
    });
  return {
    due: async (day, limit) => {
      const rows = await select<BundleColumns>(
        `SELECT ${bundleColumns} ${dueFrom} ORDER BY b.over_on, c.ticket_number LIMIT $2`,
        [day, limit],
      );
      return rows.map(toBundle);
    },
    bundlesOf: async (caseIds) => {
      const rows = await select<BundleColumns>(
        `SELECT ${bundleColumns} ${bundleFrom} WHERE b.case_id = ANY($1) ORDER BY c.ticket_number`,
        [caseIds],
      );
      return rows.map(toBundle);
    },
    propose: ({ id, caseIds, reason: words, proposedBy, proposedAt }, day) =>
      dataSource.transaction(async (manager) => {
        // One after the other: no bundle is in two open lists.
        await manager.query("SELECT pg_advisory_xact_lock(hashtext('archive_destruction'))");
        const before: unknown[] = await manager.query('SELECT 1 FROM archive_destruction WHERE id = $1', [id]);
        if (before.length > 0) return true;
        const found: unknown[] = await manager.query(`SELECT 1 ${dueFrom} AND b.case_id = ANY($2)`, [day, caseIds]);
        if (found.length !== caseIds.length) return false;
        const reason = hidePersonalNumbers(words);
        await manager.query(
          'INSERT INTO archive_destruction (id, case_ids, reason, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5)',
          [id, JSON.stringify(caseIds), reason, proposedBy, iso(proposedAt)],
        );
        await note(manager, proposedBy, 'archive.proposed', id, reason);
        return true;
      }),
    destructions: async (limit) =>
      (
        await select<DestructionColumns>('SELECT * FROM archive_destruction ORDER BY proposed_at DESC, id LIMIT $1', [
          limit,
        ])
      ).map(toDestruction),
    destruction: async (id) => {
      const [row] = await select<DestructionColumns>('SELECT * FROM archive_destruction WHERE id = $1', [id]);
      if (!row) return null;
      const { key_sealed, store, blob } = row;
      const key = key_sealed === null ? null : Buffer.from(deps.sealer.open(key_sealed), 'base64');
      return { ...toDestruction(row), place: key && store !== null && blob !== null ? { key, store, blob } : null };
    },
    signFirst: (id, { personId, role }, at) =>
      changed(
        `UPDATE archive_destruction d SET first_by = $2, first_role = $3, first_at = $4
         WHERE id = $1 AND first_by IS NULL AND ${isOpen} RETURNING id`,
        [id, personId, role, iso(at)],
        (manager) => note(manager, personId, 'archive.signed', id, null),
      ),
    refuse: (id, by, at, words) => {
      const reason = hidePersonalNumbers(words);
      return changed(
        `UPDATE archive_destruction d SET refused_by = $2, refused_at = $3, refusal = $4
          WHERE id = $1 AND ${isOpen} RETURNING id`,
        [id, by, iso(at), reason],
        (manager) => note(manager, by, 'archive.refused', id, reason),
      );
    },
    execute: (id, by, at, minutes) => destroyBundles(dataSource, deps, id, by, at, minutes),
  };
}

const signed = (personId: string | null, role: string | null, at: Date | null) =>
  personId === null || role === null || at === null ? null : { personId, role, at: at.getTime() };
const toDestruction = (row: DestructionColumns): Destruction => ({
  ...{ id: row.id, caseIds: row.case_ids, reason: row.reason, proposedBy: row.proposed_by },
  ...{ proposedAt: row.proposed_at.getTime(), first: signed(row.first_by, row.first_role, row.first_at) },
  second: signed(row.second_by, row.second_role, row.second_at),
  ...{ refusedBy: row.refused_by, refusedAt: row.refused_at?.getTime() ?? null, refusal: row.refusal },
  ...{ number: row.number, sha256: row.sha256 },
});
