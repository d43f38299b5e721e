import type { DataSource, EntityManager } from 'typeorm';
import type { CaseViewReads, CaseViewWrites, StoredView } from '../app/ports/case-views.ts';
import { iso } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface ViewColumns {
  id: string;
  owner_id: string;
  /** JSON of what was typed. */
  words_sealed: string;
  chosen: Record<string, string>;
  shared: boolean;
}
const columns = 'id, owner_id, words_sealed, chosen, shared';

const toView = (sealer: Sealer, row: ViewColumns): StoredView => {
  const { name, q }: { name: string; q: string } = JSON.parse(sealer.open(row.words_sealed));
  return { viewId: row.id, ownerId: row.owner_id, name, q, chosen: row.chosen, shared: row.shared };
};

export const createCaseViewReads = (dataSource: DataSource, sealer: Sealer): CaseViewReads => ({
  caseViews: async (ownerId) => {
    const rows: ViewColumns[] = await dataSource.query(
      `SELECT ${columns} FROM case_view WHERE owner_id = $1 OR shared`,
      [ownerId],
    );
    return rows
      .map((row) => toView(sealer, row))
      .sort((a, b) => a.name.localeCompare(b.name, 'id') || (a.viewId < b.viewId ? -1 : 1));
  },
});

export const caseViewWrites = (manager: EntityManager, sealer: Sealer): CaseViewWrites => ({
  lockViewsOf: async (ownerId) =>
    void (await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('case_view ' || $1, 0))`, [ownerId])),
  lockView: async (viewId) => {
    const [row]: ViewColumns[] = await manager.query(`SELECT ${columns} FROM case_view WHERE id = $1 FOR UPDATE`, [
      viewId,
    ]);
    return row ? toView(sealer, row) : null;
  },
  countViews: async (ownerId) => {
    const [row]: { count: number }[] = await manager.query(
      'SELECT count(*)::int AS count FROM case_view WHERE owner_id = $1',
      [ownerId],
    );
    return row?.count ?? 0;
  },
  saveView: async ({ viewId, ownerId, name, q, chosen, shared }, at) => {
    // A sealed name never looks the same twice: that there is one of it already, its fingerprint says.
    const index = sealer.index(`view ${ownerId} ${name.toLowerCase()}`);
    const rows: unknown[] = await manager.query(
      `INSERT INTO case_view (id, owner_id, name_index, words_sealed, chosen, shared, changed_at)
       SELECT $1, $2, $3, $4, $5, $6, $7
       WHERE NOT EXISTS (SELECT 1 FROM case_view WHERE owner_id = $2 AND name_index = $3 AND id <> $1)
       ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, name_index = excluded.name_index, words_sealed = excluded.words_sealed,
         chosen = excluded.chosen, shared = excluded.shared, changed_at = excluded.changed_at
       RETURNING id`,
      [viewId, ownerId, index, sealer.seal(JSON.stringify({ name, q })), JSON.stringify(chosen), shared, iso(at)],
    );
    return rows.length > 0;
  },
  deleteView: async (viewId) => void (await manager.query('DELETE FROM case_view WHERE id = $1', [viewId])),
});
