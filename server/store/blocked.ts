import type { DataSource, EntityManager } from 'typeorm';
import type { BlockedStore, BlockedTransaction } from '../app/ports/blocked.ts';
import { iso } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface BlockedColumns {
  phone_index: string;
  until: Date;
  at_emergency: boolean;
}

const toBlocked = ({ until, at_emergency: atEmergency }: BlockedColumns) => ({ until: until.getTime(), atEmergency });

/** Numbers for whose callers nobody is rung; by their fingerprints alone. */
export const createBlockedStore = (dataSource: DataSource, sealer: Sealer): BlockedStore => ({
  blocked: async () => {
    const rows: BlockedColumns[] = await dataSource.query(
      'SELECT phone_index, until, at_emergency FROM blocked_caller WHERE until > clock_timestamp()',
    );
    return new Map(rows.map((row) => [row.phone_index, toBlocked(row)]));
  },
  fingerprint: (phone) => sealer.index(phone),
  blockOf: async (caseId) => {
    const [row]: (BlockedColumns & { pranks: number; blocked: boolean })[] = await dataSource.query(
      `SELECT b.phone_index IS NOT NULL AS blocked, b.until, b.at_emergency,
         (SELECT count(*)::int FROM case_file x WHERE x.phone_index = c.phone_index
            AND x.disposition IN ('prank', 'junk')) AS pranks
       FROM case_file c LEFT JOIN blocked_caller b ON b.phone_index = c.phone_index
       WHERE c.id = $1 AND c.phone_index IS NOT NULL`,
      [caseId],
    );
    return row ? { pranks: row.pranks, blocked: row.blocked ? toBlocked(row) : null } : null;
  },
});

export const blockedWrites = (manager: EntityManager): BlockedTransaction => ({
  block: async (caseId, blocked) => {
    const [row]: { phone_index: string | null }[] = await manager.query(
      'SELECT phone_index FROM case_file WHERE id = $1',
      [caseId],
    );
    const index = row?.phone_index ?? null;
    if (index === null) return false;
    if (blocked === null) {
      await manager.query('DELETE FROM blocked_caller WHERE phone_index = $1', [index]);
      return true;
    }
    const { until, atEmergency, setBy, setAt } = blocked;
    await manager.query(
      `INSERT INTO blocked_caller (phone_index, until, at_emergency, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (phone_index) DO UPDATE SET until = excluded.until, at_emergency = excluded.at_emergency,
         set_by = excluded.set_by, set_at = excluded.set_at`,
      [index, iso(until), atEmergency, setBy, iso(setAt)],
    );
    return true;
  },
});
