import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDataDir } from '../../config/data-dir.ts';
import type { Config } from '../../config.ts';
import { createAuditStore } from '../../store/audit.ts';
import { relationsIn, withConnection } from '../../store/backup/connect.ts';
import { copyFile, walk } from '../../store/backup/copy.ts';
import { restoreDump } from '../../store/backup/dump.ts';
import { type Counts, countAll, findHoles, type Holes } from '../../store/backup/whole.ts';
import { createDataSource } from '../../store/data-source.ts';
import { findEmbedded } from '../../store/embedded/find.ts';
import { placeCluster } from '../../store/embedded/place-cluster.ts';
import { startEmbeddedPostgres } from '../../store/embedded/postgres.ts';
import { inspectDatabase } from '../../store/inspect.ts';
import { quiet } from '../with-database.ts';
import { BackupFault } from './fault.ts';
import { programOf } from './make.ts';
import { type Manifest, verifiedManifest } from './manifest.ts';

/** What was brought back, and whether it is whole. */
export interface Restored {
  readonly manifest: Manifest;
  readonly counts: Counts;
  /** Tables of which there is less than the manifest says. */
  readonly lacking: readonly string[];
  readonly holes: Holes;
  readonly audit: { readonly entries: number; readonly brokenAt: number | null };
  /** The keys of the settings open what is sealed in it. */
  readonly keysFit: boolean;
}

/**
 * Brings a backup back into an installation that has nothing yet: an empty database of the settings, or a data folder without an
 * embedded one. Everything is looked at before anything is written. The schema stays that of the backup; the next start of the server
 * brings it up to date.
 * @param read the settings; asked again at the end, as a backup may have brought keys along
 * @param now epoch milliseconds
 * @throws BackupFault, and what database, programs and disk say
 */
export async function bringBack(read: () => Config, folder: string, now: () => number): Promise<Restored> {
  const config = read();
  const manifest = await verifiedManifest(folder);
  refuseOccupied(manifest, config.dataDir);
  const { url, ownerUrl } = config.database;
  if ((manifest.database.kind === 'dump') !== (url !== undefined))
    throw url === undefined
      ? new BackupFault('Cadangan ini perlu DATABASE_URL.', 'This backup needs DATABASE_URL.')
      : new BackupFault(
          'Cadangan ini milik PostgreSQL tertanam: kosongkan DATABASE_URL.',
          'This backup is of the embedded PostgreSQL: leave DATABASE_URL empty.',
        );
  if (url === undefined) {
    if (findEmbedded(config.dataDir) !== 'none') throw occupied(join(config.dataDir, 'postgres'));
    await placeCluster(config.dataDir, (to) => copyTree(join(folder, 'cluster'), to));
    await copyTree(join(folder, 'data'), ensureDataDir(config.dataDir));
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log: quiet });
    return examined(read(), manifest, server.url, now).finally(() => server.stop());
  }
  const owner = ownerUrl ?? url;
  await refuseUsed(owner, config, now);
  const program = programOf('pg_restore', manifest.database.version);
  const dataDir = ensureDataDir(config.dataDir);
  await restoreDump(program, owner, join(folder, 'database.dump'), dataDir);
  await copyTree(join(folder, 'data'), dataDir);
  return examined(read(), manifest, owner, now);
}

const occupied = (what: string) =>
  new BackupFault(
    `${what} sudah ada: cadangan hanya dipulihkan ke tempat yang kosong, agar tidak ada yang tertimpa.`,
    `${what} is there already: a backup is brought back where there is nothing, so that nothing is lost under it.`,
  );

function refuseOccupied({ files }: Manifest, dataDir: string): void {
  for (const { path } of files) {
    const place = path.startsWith('data/') ? join(dataDir, path.slice('data/'.length)) : null;
    if (place !== null && existsSync(place)) throw occupied(place);
  }
}

/** A server that works with it is named first: that the database is not empty is then no wonder. */
async function refuseUsed(url: string, { secrets }: Config, now: () => number): Promise<void> {
  const { server } = await inspectDatabase(url, secrets, now);
  if (server)
    throw new BackupFault(
      `Server (${server.host}, pid ${server.pid}) bekerja dengan basis data ini: hentikan dahulu.`,
      `A server (${server.host}, pid ${server.pid}) works with this database: stop it first.`,
    );
  if ((await withConnection(url, relationsIn)) > 0) throw occupied(new URL(url).pathname.slice(1));
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for await (const { path, kind } of walk(from, () => false)) {
    if (kind === 'folder') await mkdir(join(to, path), { recursive: true, mode: 0o700 });
    else await copyFile(join(from, path), join(to, path));
  }
}

async function examined(config: Config, manifest: Manifest, url: string, now: () => number): Promise<Restored> {
  const { counts, holes } = await withConnection(url, async (query) => ({
    counts: await countAll(query),
    holes: await findHoles(query),
  }));
  const source = await createDataSource(url, 2).initialize();
  const { entries, brokenAt } = await createAuditStore(source)
    .check()
    .finally(() => source.destroy());
  const { keysFit } = await inspectDatabase(url, config.secrets, now);
  const { kind, counts: kept } = manifest.database;
  const lacking = Object.entries(counts)
    .filter(([table, n]) => n < (kept[table] ?? 0) || (kind === 'dump' && n !== (kept[table] ?? 0)))
    .map(([table]) => table);
  return { manifest, counts, lacking, holes, audit: { entries, brokenAt }, keysFit: keysFit ?? true };
}
