import type { Log } from '../app/ports/ports.ts';
import type { Config } from '../config.ts';
import type { Shutdown } from '../shutdown.ts';
import { createDataSource, type Door } from '../store/data-source.ts';
import { startEmbeddedPostgres } from '../store/embedded/postgres.ts';
import { mayUse, migrateAsOwner, type Powers, powersOf, refuseNewer } from '../store/owner.ts';
import { openKeyring } from '../store/secrets/keyring.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { Tell } from './welcome.ts';

export interface OpenDatabase {
  readonly dataSource: ReturnType<typeof createDataSource>;
  /** Of its personal values. */
  readonly sealer: Sealer;
}

/**
 * PostgreSQL, connected and migrated: the one configured, or the embedded one.
 * @param tell hears what is being done that may take a while
 * @param alone the server's way to be the only one, done before anything is changed where the database knows of servers
 * @throws WrongKeyError when its values are sealed under another key; UnsafeDatabaseError in production; NewerDatabaseError
 */
export async function openDatabase(
  config: Pick<Config, 'production' | 'database' | 'dataDir' | 'secrets'>,
  log: Log,
  shutdown: Pick<Shutdown, 'add'>,
  tell: Tell = () => {},
  alone?: { readonly door: Door; become(dataSource: OpenDatabase['dataSource']): Promise<void> },
): Promise<OpenDatabase> {
  tell(config.database.url ? doing.connecting : doing.starting);
  const { url, ownerUrl } = config.database.url
    ? { url: config.database.url, ownerUrl: config.database.ownerUrl }
    : await startEmbedded(config.dataDir, log, shutdown);
  const dataSource = createDataSource(url, config.database.poolSize, alone?.door);
  await dataSource.initialize();
  shutdown.add('database connections', () => dataSource.destroy());
  await refuseNewer(dataSource);
  const knowsServers = await mayUse(dataSource, 'server_lease', 'UPDATE');
  if (alone && knowsServers) {
    // Whoever stands by for weeks is to be told now that it could not take over.
    await openKeyring(dataSource, config.secrets);
    await alone.become(dataSource);
    // The one before may have been of a later version.
    await refuseNewer(dataSource);
  }
  if (ownerUrl !== undefined) {
    tell(doing.migrating);
    await migrateAsOwner(ownerUrl, dataSource);
  } else {
    if (await dataSource.showMigrations()) tell(doing.migrating);
    await dataSource.runMigrations();
  }
  if (alone && !knowsServers) await alone.become(dataSource);
  checkPowers(await powersOf(dataSource), config.production, log);
  return { dataSource, sealer: await openKeyring(dataSource, config.secrets) };
}

function checkPowers({ superuser, mayChangeAudit }: Powers, production: boolean, log: Log): void {
  if (superuser && production) throw new UnsafeDatabaseError();
  if (mayChangeAudit && production)
    log.warn({}, 'the role of DATABASE_URL could change the audit: give the tables to another in DATABASE_OWNER_URL');
}

/** The application would work as somebody whom the database refuses nothing; fit to print. */
export class UnsafeDatabaseError extends Error {
  constructor() {
    super(
      'DATABASE_URL memakai superuser; dalam production ditolak, karena siapa pun yang menembus aplikasi menguasai ' +
        'basis data. Pakai peran biasa, dan DATABASE_OWNER_URL untuk pemilik tabelnya.\n' +
        'DATABASE_URL is of a superuser; in production that is refused, since whoever breaks into the application would ' +
        'own the database. Use an ordinary role, and DATABASE_OWNER_URL for the owner of its tables.',
    );
    this.name = 'UnsafeDatabaseError';
  }
}

const doing = {
  starting: { id: 'Menyalakan PostgreSQL…', en: 'Starting PostgreSQL…' },
  connecting: { id: 'Menghubungi PostgreSQL…', en: 'Connecting to PostgreSQL…' },
  migrating: { id: 'Memperbarui susunan basis data…', en: 'Bringing the database up to date…' },
};

async function startEmbedded(dataDir: string, log: Log, shutdown: Pick<Shutdown, 'add'>) {
  const server = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('embedded database', () => server.stop(), 15_000);
  return { url: server.appUrl, ownerUrl: server.url };
}
