import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { FolderFacts } from './judge-machine.ts';

const modeOf = (path: string): number | null => {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return null;
  }
};

/** Whether this process may do that with the path; of a path that is not there, false. */
export function may(path: string, what: 'read' | 'write' | 'enter'): boolean {
  try {
    accessSync(path, { read: constants.R_OK, write: constants.W_OK, enter: constants.X_OK }[what]);
    return true;
  } catch {
    return false;
  }
}

/** Looks at the data folder, and changes nothing. */
export function lookAtFolder(path: string): FolderFacts {
  const base = { path, account: userInfo().username };
  const nothing = { ...base, others: null, secretsMode: null, freeBytes: null };
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return { ...nothing, state: 'not a folder' };
    if (!may(path, 'write') || !may(path, 'enter')) return { ...nothing, state: 'closed to us' };
    const { bavail, bsize } = statfsSync(path);
    const secretsMode = modeOf(join(path, 'secrets.json'));
    return { ...base, state: 'usable', others: found.mode & 0o7, secretsMode, freeBytes: bavail * bsize };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ...nothing, state: code === 'ENOENT' ? 'missing' : code === 'ENOTDIR' ? 'not a folder' : 'closed to us' };
  }
}
