import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createDataSource } from '../../../server/store/data-source.ts';
import { startEmbeddedPostgres } from '../../../server/store/embedded/postgres.ts';
import { migrateAsOwner } from '../../../server/store/owner.ts';

/** The embedded PostgreSQL as production starts it, waiting for the disk; migrated. */
export interface BenchDatabase {
  /** Of the role that owns everything, for what fills in and counts. */
  readonly url: string;
  /** Of the role that the server works as. */
  readonly appUrl: string;
  /** Folder of the database itself. */
  readonly cluster: string;
  readonly dataSource: ReturnType<typeof createDataSource>;
  /** What its durability rests on, for the report. */
  readonly settings: string;
  close(): Promise<void>;
}

/**
 * @param dataDir kept for the next run; absent: a temporary folder that goes when closed.
 * @param poolSize connections of `dataSource`.
 */
export async function openBenchDatabase(dataDir: string | undefined, poolSize: number): Promise<BenchDatabase> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'sigap-bench-'));
  // As root the database runs under another account, which must pass through.
  if (!dataDir) chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    log: { info: () => {}, warn: console.warn, error: console.error },
  });
  const dataSource = createDataSource(server.url, poolSize);
  await dataSource.initialize();
  const app = await createDataSource(server.appUrl, 1).initialize();
  await migrateAsOwner(server.url, app);
  await app.destroy();
  const shown = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];
  const settings: { name: string; setting: string }[] = await dataSource.query(
    "SELECT name, coalesce(current_setting(name), '') AS setting FROM unnest($1::text[]) AS name",
    [shown],
  );
  return {
    url: server.url,
    appUrl: server.appUrl,
    cluster: server.cluster,
    dataSource,
    settings: settings.map(({ name, setting }) => `${name}=${setting}`).join(' '),
    close: async () => {
      await dataSource.destroy();
      await server.stop();
      if (dataDir) return;
      rmSync(dirname(server.cluster), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
