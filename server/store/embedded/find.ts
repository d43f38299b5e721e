import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './control.ts';
import { databaseUrl } from './keeper.ts';

/**
 * The embedded database of a data folder, for whoever only looks: nothing is made, started or cleared away.
 * @returns where it is reached, by its owner; `stopped`, or `none` where it was never made
 * @throws EmbeddedPostgresError `not-our-folder` where it runs and its password cannot be read
 */
export function findEmbedded(dataDir: string): { readonly url: string } | 'stopped' | 'none' {
  let cluster: string;
  try {
    cluster = realpathSync(join(dataDir, 'postgres'));
  } catch {
    return 'none';
  }
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return 'stopped';
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 && isAlive(pid) ? { url: databaseUrl(cluster, port) } : 'stopped';
}
