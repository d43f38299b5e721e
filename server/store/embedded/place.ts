import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureDataDir } from '../../config/data-dir.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { type Account, canEnter } from './run.ts';

/** Where a root whose data folder is closed to the database keeps the cluster. Not a temporary folder: those are swept. */
const SYSTEM_HOME = '/var/lib/sigap';

export type Place = {
  /** Folder that holds the cluster and, when they had to be copied, the programs. */
  home: string;
  /** The cluster itself (PGDATA). */
  cluster: string;
  /** Whom the database runs as; absent: as ourselves. */
  account?: Account;
  /** True when the cluster could not live in the data folder itself. */
  moved: boolean;
};

/**
 * Decides where the cluster lives and who runs it.
 *
 * An ordinary user runs it in `<dataDir>/postgres`. PostgreSQL refuses root, so root runs it as the owner of an
 * existing cluster, else as `postgres`, else as `nobody`. If that account cannot reach the data folder (a project
 * below /root, say), we neither loosen the folders of other people nor fail: the cluster moves to /var/lib/sigap,
 * and `<dataDir>/postgres` becomes a link to it, which is how the next start finds it.
 *
 * @throws EmbeddedPostgresError `no-system-user`, `unreachable-folder`
 */
export function choosePlace(dataDir: string): Place {
  const path = ensureDataDir(dataDir);
  const entry = join(path, 'postgres');
  const cluster = linkTarget(entry) ?? entry;
  if (!isRoot()) return { home: dirname(cluster), cluster, moved: cluster !== entry };

  const account = ownerOf(cluster) ?? accountNamed('postgres') ?? accountNamed('nobody');
  if (!account) throw new EmbeddedPostgresError('no-system-user', '');
  if (cluster !== entry) {
    makePassable(dirname(cluster));
    return { home: dirname(cluster), cluster, account, moved: true };
  }
  if (canEnter(path, account)) return { home: path, cluster, account, moved: false };
  if (existsSync(entry)) {
    // An existing cluster is never abandoned for an empty one.
    throw new EmbeddedPostgresError('unreachable-folder', `${entry} ✗ ${account.name}`);
  }
  return moveAway(entry, account);
}

function moveAway(entry: string, account: Account): Place {
  // A name of its own: a new data folder at an old path must not find the old one's data.
  let cluster = join(SYSTEM_HOME, randomBytes(6).toString('hex'), 'postgres');
  try {
    makePassable(SYSTEM_HOME);
    makePassable(dirname(cluster));
    if (!canEnter(dirname(cluster), account)) throw new Error(`${cluster} ✗ ${account.name}`);
    cluster = link(cluster, entry);
  } catch (cause) {
    throw new EmbeddedPostgresError('unreachable-folder', String(cause), cause);
  }
  return { home: dirname(cluster), cluster, account, moved: true };
}

/** Of two first starts at once, the second follows the link of the first. */
function link(cluster: string, entry: string): string {
  try {
    symlinkSync(cluster, entry);
    return cluster;
  } catch (error) {
    const known = linkTarget(entry);
    if (!known) throw error;
    rmdirSync(dirname(cluster));
    return known;
  }
}

/** Whatever the umask is. */
function makePassable(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? resolve(dirname(path), readlinkSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

function ownerOf(cluster: string): Account | undefined {
  try {
    const { uid, gid } = statSync(cluster);
    return uid === 0 ? undefined : { uid, gid, name: `uid ${uid}` };
  } catch {
    return undefined;
  }
}

function accountNamed(name: string): Account | undefined {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid && gid ? { uid: Number(uid), gid: Number(gid), name } : undefined;
  } catch {
    return undefined;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
