import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAlive, readPostmaster } from './control.ts';
import { type EmbeddedLog, type EmbeddedPostgres, startEmbeddedPostgres } from './postgres.ts';

const NAME = /^sigap-temporary-(\d+)-/;

/** Linux keeps it in memory: to make a database there takes a seventh of the time that it takes on a disk. */
const MEMORY = '/dev/shm';
/** A test run was seen with a tenth of a gigabyte, and its log of changes may grow to one; containers often have 64 MiB. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * A database for a check or a test run: in a temporary folder, without waiting for the disk, and gone with `stop`.
 * Whatever earlier runs left behind because they were killed is removed first.
 */
export async function startTemporaryPostgres(log: EmbeddedLog): Promise<EmbeddedPostgres> {
  for (const folder of [MEMORY, tmpdir()]) if (existsSync(folder)) sweep(folder);
  const dataDir = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), `sigap-temporary-${process.pid}-`));
  // As root the database runs under another account, which must pass through.
  chmodSync(dataDir, 0o711);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres({ dataDir, log, settings });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(dirname(server.cluster), { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    // The programs may have to be copied beside the data, and to run there.
    const closed = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .some(([, at, , options = '']) => at === folder && options.split(',').includes('noexec'));
    const { bavail, bsize } = statfsSync(folder);
    return !closed && bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/** Ends the servers, and removes the folders, whose owner is no more. */
function sweep(folder: string): void {
  for (const entry of readdirSync(folder)) {
    const owner = NAME.exec(entry)?.[1];
    if (!owner || isAlive(Number(owner))) continue;
    const dataDir = join(folder, entry);
    try {
      const cluster = clusterOf(dataDir);
      const server = readPostmaster(cluster);
      // Not fast but at once: nobody will want these data again.
      if (server) process.kill(server.pid, 'SIGQUIT');
      rmSync(dirname(cluster), { recursive: true, force: true });
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or being written to at this moment: the next run tries again.
    }
  }
}

function clusterOf(dataDir: string): string {
  const entry = join(dataDir, 'postgres');
  try {
    return readlinkSync(entry);
  } catch {
    return entry;
  }
}
