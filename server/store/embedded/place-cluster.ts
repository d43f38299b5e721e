import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '../backup/copy.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { choosePlace } from './place.ts';

/**
 * Puts a cluster where the embedded PostgreSQL of a data folder keeps it: all of it or nothing. There must be none.
 * @param fill copies the cluster into a folder that it makes
 * @throws EmbeddedPostgresError, and what `fill` throws
 */
export async function placeCluster(dataDir: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const { cluster, account } = choosePlace(dataDir);
  if (existsSync(cluster)) throw new EmbeddedPostgresError('not-our-folder', cluster);
  const part = `${cluster}.part-${randomBytes(6).toString('hex')}`;
  try {
    await fill(part);
    if (account) {
      const own = (path: string) => chownSync(path, account.uid, account.gid);
      own(part);
      for await (const { path } of walk(part, () => false)) own(join(part, path));
    }
    renameSync(part, cluster);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
