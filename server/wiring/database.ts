import type { Log } from '../app/ports/ports.ts';
import type { Config } from '../config.ts';
import type { Shutdown } from '../shutdown.ts';
import { createDataSource } from '../store/data-source.ts';
import { startEmbeddedPostgres } from '../store/embedded/postgres.ts';
import { checkKey } from '../store/secrets/key-check.ts';
import { createSealer } from '../store/secrets/sealed.ts';
import type { Tell } from './welcome.ts';

/**
 * PostgreSQL, connected and migrated: the one configured, or the embedded one.
 * @param tell hears what is being done that may take a while
 * @throws WrongKeyError when its values are sealed under another key
 */
export async function openDatabase(
  config: Pick<Config, 'database' | 'dataDir' | 'secrets'>,
  log: Log,
  shutdown: Pick<Shutdown, 'add'>,
  tell: Tell = () => {},
): Promise<ReturnType<typeof createDataSource>> {
  tell(config.database.url ? doing.connecting : doing.starting);
  const url = config.database.url ?? (await startEmbedded(config.dataDir, log, shutdown));
  const dataSource = createDataSource(url, config.database.poolSize);
  await dataSource.initialize();
  shutdown.add('database connections', () => dataSource.destroy());
  if (await dataSource.showMigrations()) tell(doing.migrating);
  await dataSource.runMigrations();
  await checkKey(dataSource, createSealer(config.secrets.key));
  return dataSource;
}

const doing = {
  starting: { id: 'Menyalakan PostgreSQL…', en: 'Starting PostgreSQL…' },
  connecting: { id: 'Menghubungi PostgreSQL…', en: 'Connecting to PostgreSQL…' },
  migrating: { id: 'Memperbarui susunan basis data…', en: 'Bringing the database up to date…' },
};

async function startEmbedded(dataDir: string, log: Log, shutdown: Pick<Shutdown, 'add'>): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('embedded database', () => server.stop(), 15_000);
  return server.appUrl;
}
