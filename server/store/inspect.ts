import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import type { Held } from './lease.ts';
import { laterThanOurs, type Powers, powersOf } from './owner.ts';
import { type Keys, keysFit } from './secrets/keyring.ts';

/** What somebody who only looks finds of the database. */
export interface DatabaseFacts {
  /** As `180004`. */
  readonly version: number;
  /** How far its clock is ahead of ours, ms. */
  readonly clockAheadMs: number;
  /** It takes no changes: a replica, or one that was told so. */
  readonly readOnly: boolean;
  /** Connections that it takes at most. */
  readonly mostConnections: number;
  /** Of ours that it has not run, and that it has run and we do not know. Both empty with `migrated` 0: a new database. */
  readonly migrated: number;
  readonly behind: readonly string[];
  readonly ahead: readonly string[];
  /** Whether our keys open what is sealed in it, and what our role may besides its work; null: nothing is there yet. */
  readonly keysFit: boolean | null;
  readonly powers: Powers | null;
  /** The server that works for the office now. */
  readonly server: Held['holder'] | null;
  /** It archives its log of changes; failing: the last try did not succeed. */
  readonly archiving: 'off' | 'on' | 'failing';
}

/**
 * Looks at a database in one transaction that can change nothing.
 * @param now epoch milliseconds of this machine
 * @throws what `pg` throws; `code` says why it could not be reached
 */
export async function inspectDatabase(url: string, keys: Keys, now: () => number): Promise<DatabaseFacts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 15_000 });
  // What happens to it is told by the question that was under way.
  client.on('error', () => {});
  await client.connect();
  try {
    const query = async <R>(sql: string, values: unknown[] = []): Promise<R[]> =>
      (await client.query(sql, values)).rows as R[];
    await query('BEGIN READ ONLY');
    const asked = now();
    const [clock] = await query<{ at: number }>('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS at');
    const clockAheadMs = Math.round(Number(clock?.at) - (asked + now()) / 2);
    const [server] = await query<{ version: number; most: number; closed: boolean; archive: string; failing: boolean }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('max_connections')::int AS most,
         pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS closed,
         current_setting('archive_mode') AS archive,
         coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) AS failing
       FROM pg_stat_archiver`,
    );
    const [tables] = await query<{ migrations: boolean; lease: boolean; keys: boolean; audit: boolean }>(
      `SELECT to_regclass('migrations') IS NOT NULL AS migrations, to_regclass('server_lease') IS NOT NULL AS lease,
         to_regclass('key_check') IS NOT NULL AS keys, to_regclass('audit_entry') IS NOT NULL AS audit`,
    );
    const ran = tables?.migrations ? await query<{ name: string }>('SELECT name FROM migrations ORDER BY id') : [];
    const names = ran.map(({ name }) => name);
    const ours = migrations.map(({ name }) => name);
    const lease = tables?.lease
      ? await query<{ holder: Held['holder'] }>(
          "SELECT holder FROM server_lease WHERE name = 'office' AND expires_at > clock_timestamp()",
        )
      : [];
    return {
      version: server?.version ?? 0,
      clockAheadMs,
      readOnly: server?.closed ?? false,
      mostConnections: server?.most ?? 0,
      migrated: names.length,
      behind: names.length === 0 ? [] : ours.filter((name) => !names.includes(name)),
      ahead: laterThanOurs(names),
      keysFit: tables?.keys ? await keysFit(query, keys) : null,
      powers: tables?.audit ? await powersOf({ query }) : null,
      server: lease[0]?.holder ?? null,
      archiving: server?.archive === 'off' ? 'off' : server?.failing ? 'failing' : 'on',
    };
  } finally {
    await client.end();
  }
}
