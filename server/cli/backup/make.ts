import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { copyCluster } from '../../store/backup/cluster.ts';
import { migrationsOf, withConnection } from '../../store/backup/connect.ts';
import { type CopiedFile, copyFile, fingerprint, walk } from '../../store/backup/copy.ts';
import { dump, findProgram } from '../../store/backup/dump.ts';
import { countAll, type Query } from '../../store/backup/whole.ts';
import { findEmbedded } from '../../store/embedded/find.ts';
import { startEmbeddedPostgres } from '../../store/embedded/postgres.ts';
import { quiet } from '../with-database.ts';
import { BackupFault } from './fault.ts';
import { type Manifest, writeManifest } from './manifest.ts';

export interface BackupOptions {
  /** `secrets.json` comes along, where there is one. */
  readonly keys: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

type Part = Pick<Manifest, 'database' | 'files'>;

/**
 * Makes a backup in a folder, while the server works or not; changes nothing of the installation. The database comes first: a
 * file of a case is there before its row is, and so no row lacks its file.
 * @throws BackupFault, and what database, programs and disk say
 */
export async function makeBackup(config: Config, to: string, { keys, now }: BackupOptions): Promise<Manifest> {
  const folder = emptyFolder(to, config.dataDir);
  const { url, ownerUrl } = config.database;
  const { database, files } =
    url === undefined ? await ofCluster(config.dataDir, folder) : await ofDump(ownerUrl ?? url, folder);
  const manifest: Manifest = {
    format: 1,
    madeAt: new Date(now).toISOString(),
    database,
    keys: keys && existsSync(join(config.dataDir, 'secrets.json')) ? 'inside' : 'apart',
    filesIn: config.files.s3 ? 's3' : 'folder',
    files: [...files, ...(await copyData(config.dataDir, join(folder, 'data'), keys))],
  };
  writeManifest(folder, manifest);
  return manifest;
}

function emptyFolder(to: string, dataDir: string): string {
  const folder = resolve(to);
  const inside = relative(dataDir, folder);
  if (inside === '' || !inside.startsWith('..'))
    throw new BackupFault(
      'Cadangan tidak boleh di dalam folder data: yang merusak satu merusak keduanya.',
      'A backup must not lie in the data folder: what damages one damages both.',
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0)
    throw new BackupFault(`${folder} tidak kosong; pakai folder baru.`, `${folder} is not empty; use a new folder.`);
  return folder;
}

async function factsOf(query: Query): Promise<Omit<Manifest['database'], 'kind'>> {
  const migrations = await migrationsOf(query);
  if (migrations.length === 0)
    throw new BackupFault(
      'Basis data masih kosong: tidak ada yang dicadangkan.',
      'The database is empty: there is nothing to keep.',
    );
  const [server] = await query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version");
  return { version: server?.version ?? 0, migrations, counts: await countAll(query) };
}

async function ofCluster(dataDir: string, folder: string): Promise<Part> {
  if (findEmbedded(dataDir) === 'none')
    throw new BackupFault(
      `Di ${dataDir} belum ada basis data, dan DATABASE_URL kosong.`,
      `There is no database in ${dataDir} yet, and DATABASE_URL is empty.`,
    );
  const server = await startEmbeddedPostgres({ dataDir, log: quiet });
  try {
    const facts = await withConnection(server.url, factsOf);
    const copied = await copyCluster(server.url, server.cluster, join(folder, 'cluster'));
    return { database: { kind: 'cluster', ...facts }, files: below('cluster', copied) };
  } finally {
    await server.stop();
  }
}

/** Counted and dumped as of one moment. */
const ofDump = (url: string, folder: string): Promise<Part> =>
  withConnection(url, async (query) => {
    await query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const facts = await factsOf(query);
    const [exported] = await query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
    const path = join(folder, 'database.dump');
    await dump(programOf('pg_dump', facts.version), url, exported?.snapshot ?? '', path);
    chmodSync(path, 0o600);
    return {
      database: { kind: 'dump', ...facts },
      files: [{ path: 'database.dump', ...(await fingerprint(path)) }],
    };
  });

/** @param version of the server, as `180004`. @throws BackupFault where no program is new enough */
export function programOf(name: 'pg_dump' | 'pg_restore', version: number): string {
  const major = Math.floor(version / 10_000);
  const { path, newest } = findProgram(name, major);
  if (path !== null) return path;
  const found =
    newest === 0 ? ['tidak ditemukan', 'was not found'] : [`hanya versi ${newest}`, `is of version ${newest} only`];
  throw new BackupFault(
    `${name} ${found[0]}, sedangkan PostgreSQL ini versi ${major}. Pasang postgresql-client-${major} (apt.postgresql.org), atau cadangkan basis data menurut deploy/backup.md.`,
    `${name} ${found[1]}, and this PostgreSQL is of version ${major}. Install postgresql-client-${major} (apt.postgresql.org), or back the database up by deploy/backup.md.`,
  );
}

/** The embedded PostgreSQL has been copied already, and keys that lie beside what they open protect nothing. */
const left = (keys: boolean) => (path: string) =>
  /^postgres(?:$|[./-])/.test(path) || path.endsWith('.part') || (!keys && path === 'secrets.json');

async function copyData(dataDir: string, to: string, keys: boolean): Promise<CopiedFile[]> {
  const copied: CopiedFile[] = [];
  for await (const { path, kind } of walk(dataDir, left(keys))) {
    const found = kind === 'file' ? await copyFile(join(dataDir, path), join(to, path)) : null;
    if (found) copied.push({ path, ...found });
  }
  return below('data', copied);
}

const below = (folder: string, files: readonly CopiedFile[]): CopiedFile[] =>
  files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
