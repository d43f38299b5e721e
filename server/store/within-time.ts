import type { DataSource, EntityManager } from 'typeorm';

/** Reads that PostgreSQL gives up when they have taken this long, ms; see {@link isTooSlow}. Nothing is changed by them. */
export const withinTime = <T>(
  dataSource: DataSource,
  limitMs: number,
  read: (manager: EntityManager) => Promise<T>,
): Promise<T> =>
  dataSource.transaction(async (manager) => {
    await manager.query(`SELECT set_config('statement_timeout', $1, true)`, [String(limitMs)]);
    return read(manager);
  });

/** Whether PostgreSQL gave a statement up for its time. */
export const isTooSlow = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '57014';
