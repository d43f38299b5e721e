import type { Log } from '../app/ports/ports.ts';
import type { Config } from '../config.ts';
import type { Shutdown } from '../shutdown.ts';
import { createDataSource } from '../store/data-source.ts';
import { startEmbeddedPostgres } from '../store/embedded/postgres.ts';

/** PostgreSQL, connected and migrated: the one configured, or the embedded one. */
export async function openDatabase(
  config: Pick<Config, 'database' | 'dataDir'>,
  log: Log,
  shutdown: Pick<Shutdown, 'add'>,
): Promise<ReturnType<typeof createDataSource>> {
  const url = config.database.url ?? (await startEmbedded(config.dataDir, log, shutdown));
  const dataSource = createDataSource(url, config.database.poolSize);
  await dataSource.initialize();
  shutdown.add('database connections', () => dataSource.destroy());
  await dataSource.runMigrations();
  return dataSource;
}

async function startEmbedded(dataDir: string, log: Log, shutdown: Pick<Shutdown, 'add'>): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('embedded database', () => server.stop(), 15_000);
  return server.url;
}
