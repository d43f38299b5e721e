import type { DataSource, EntityManager } from 'typeorm';
import type { ArchiveReads, ArchiveWrites, Bundle } from '../app/ports/archive.ts';
import type { Fate } from '../domain/archive/schedule.ts';
import { iso } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

export interface BundleColumns {
  readonly case_id: string;
  readonly ticket_number: string;
  readonly closed_on: string;
  readonly class_id: string;
  readonly code: string;
  readonly title: string;
  readonly active: number;
  readonly inactive: number;
  readonly fate: Fate;
  readonly active_until: string;
  readonly over_on: string | null;
  readonly entries: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly key_sealed: string | null;
  readonly store: string;
  readonly blob: string;
  readonly made_at: Date;
  readonly made_by: string;
  readonly gone_at: Date | null;
  readonly minutes: string | null;
}

export const bundleFrom = `FROM archive_bundle b JOIN case_file c ON c.id = b.case_id
  LEFT JOIN archive_destruction m ON m.id = b.destruction_id`;
/** Of {@link bundleFrom}. */
export const bundleColumns = 'b.*, b.bytes::float8 AS bytes, c.ticket_number, m.number AS minutes';

/** What is read of the archive. */
export function createArchiveReads(dataSource: DataSource, sealer: Sealer): ArchiveReads {
  const select = <Row>(sql: string, values: unknown[]): Promise<Row[]> => dataSource.query(sql, values);
  return {
    bundleOf: async (caseId) => {
      const [row] = await select<BundleColumns>(`SELECT ${bundleColumns} ${bundleFrom} WHERE b.case_id = $1`, [caseId]);
      if (!row) return null;
      const { key_sealed, store, blob } = row;
      const place = key_sealed === null ? null : { key: Buffer.from(sealer.open(key_sealed), 'base64'), store, blob };
      return { ...toBundle(row), place };
    },
    bundles: async ({ from, until, ticket, limit }) => {
      const rows = await select<BundleColumns>(
        `SELECT ${bundleColumns} ${bundleFrom} WHERE b.closed_on BETWEEN $1 AND $2 AND starts_with(c.ticket_number, $3)
         ORDER BY b.closed_on, c.ticket_number LIMIT $4`,
        [from, until, ticket, limit],
      );
      return rows.map(toBundle);
    },
    archiveYears: () =>
      select(
        `SELECT left(closed_on, 4)::int AS year, count(*)::int AS bundles,
           coalesce(sum(bytes) FILTER (WHERE gone_at IS NULL), 0)::float8 AS bytes
         FROM archive_bundle GROUP BY 1 ORDER BY 1 DESC`,
        [],
      ),
  };
}

/** The writes of the archive in one transaction. */
export function archiveWrites(manager: EntityManager, sealer: Sealer): ArchiveWrites {
  return {
    has: async (caseId) =>
      (await manager.query('SELECT 1 FROM archive_bundle WHERE case_id = $1', [caseId])).length > 0,
    save: async (bundle, { key, store, blob }) => {
      const { caseId, closedOn, classId, code, title, active, inactive, fate, activeUntil, overOn } = bundle;
      await manager.query(
        `INSERT INTO archive_bundle (case_id, closed_on, class_id, code, title, active, inactive, fate, active_until,
           over_on, entries, bytes, sha256, key_sealed, store, blob, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
        [
          ...[caseId, closedOn, classId, code, title, active, inactive, fate, activeUntil, overOn],
          ...[bundle.entries, bundle.bytes, bundle.sha256, sealer.seal(key.toString('base64')), store, blob],
          ...[iso(bundle.madeAt), bundle.madeBy],
        ],
      );
      // Known from now on: it goes when its bundle does.
      await manager.query(`DELETE FROM outside_erasure WHERE kind = 'file' AND holder = $1 AND reference = $2`, [
        store,
        blob,
      ]);
    },
  };
}

/**
 * Lets go of the bytes of bundles of these cases: the key goes with the row's, and they are deleted where they lie. What is
 * known of them stays. @param destroyed by which minutes they go, and when, epoch ms
 */
export async function forgetBundles(
  manager: EntityManager,
  caseIds: readonly string[],
  destroyed: { readonly id: string; readonly at: number } | null = null,
): Promise<void> {
  await manager.query(
    `WITH gone AS (UPDATE archive_bundle SET key_sealed = NULL, gone_at = coalesce($3, clock_timestamp()), destruction_id = $2
       WHERE case_id = ANY($1) AND gone_at IS NULL RETURNING store, blob)
     INSERT INTO outside_erasure (kind, holder, reference) SELECT 'file', store, blob FROM gone ON CONFLICT DO NOTHING`,
    [caseIds, destroyed?.id ?? null, destroyed && iso(destroyed.at)],
  );
}

export const toBundle = (row: BundleColumns): Bundle => ({
  ...{ caseId: row.case_id, ticketNumber: row.ticket_number, closedOn: row.closed_on, classId: row.class_id },
  ...{ code: row.code, title: row.title, active: row.active, inactive: row.inactive, fate: row.fate },
  ...{ activeUntil: row.active_until, overOn: row.over_on, entries: row.entries, bytes: row.bytes },
  ...{ sha256: row.sha256, madeAt: row.made_at.getTime(), madeBy: row.made_by },
  ...{ goneAt: row.gone_at?.getTime() ?? null, minutes: row.minutes },
});
