import { constants } from 'node:fs';
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FileStore, FilesFault } from '../app/ports/files.ts';

export interface DiskOptions {
  /** Made where it is missing, for nobody else to read. */
  readonly folder: string;
  /** So many bytes are left for the database and the log, which lie on the same disk as a rule. */
  readonly reserveBytes: number;
}

const full: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const faultOf = (error: unknown): unknown => {
  const { code } = error as { code?: string };
  if (code === undefined || error instanceof FilesFault) return error;
  return new FilesFault(full.has(code) ? 'full' : 'away', `the folder of files answered ${code}`);
};

/**
 * Files in a folder of the data folder, a subfolder for each first two letters. One is written beside its place and
 * moved there when it is on the disk, so that none is ever half there.
 */
export function createDisk({ folder, reserveBytes }: DiskOptions): FileStore {
  const placeOf = (name: string) => {
    if (!/^[0-9a-f-]{36}(?:\.p)?$/.test(name)) throw new Error('no name of a file of ours');
    return { inside: join(folder, name.slice(0, 2)), path: join(folder, name.slice(0, 2), name) };
  };
  const checkRoom = async () => {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < reserveBytes) throw new FilesFault('full', 'hardly any room is left on the disk of files');
  };
  return {
    name: 'disk',
    put: async (name, sealed) => {
      const { inside, path } = placeOf(name);
      const part = `${path}.part`;
      try {
        await mkdir(inside, { recursive: true, mode: 0o700 });
        await checkRoom();
        const file = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
        try {
          await pipeline(sealed, file.createWriteStream({ flush: true }));
        } finally {
          await file.close().catch(() => {});
        }
        await rename(part, path);
        await synced(inside);
      } catch (error) {
        await rm(part, { force: true }).catch(() => {});
        throw faultOf(error);
      }
    },
    get: async (name) => {
      try {
        const file = await open(placeOf(name).path, constants.O_RDONLY | constants.O_NOFOLLOW);
        return file.createReadStream();
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null;
        throw faultOf(error);
      }
    },
    delete: async (name) => {
      try {
        const { path } = placeOf(name);
        for (const one of [path, `${path}.part`]) await rm(one, { force: true });
      } catch (error) {
        throw faultOf(error);
      }
    },
  };
}

/** A name is durable when its folder is. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
