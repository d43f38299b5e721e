import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file of a backup: its path below it, and what it holds. */
export interface CopiedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const isGone = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * Copies a file to the disk, closed to everybody else, and says what was written.
 * @returns null where the file went away meanwhile
 */
export async function copyFile(from: string, to: string): Promise<Omit<CopiedFile, 'path'> | null> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  try {
    await pipeline(createReadStream(from), counted, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** What a file holds now. @throws what the file system says */
export async function fingerprint(path: string): Promise<Omit<CopiedFile, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest('hex') };
}

export interface Entry {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/**
 * Files and folders below a root, folders before what is in them. Links and sockets are passed over.
 * @param leaves paths that are left out with all below them
 */
export async function* walk(root: string, leaves: (path: string) => boolean, below = ''): AsyncGenerator<Entry> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (leaves(path)) continue;
    if (entry.isFile()) yield { path, kind: 'file' };
    if (!entry.isDirectory()) continue;
    yield { path, kind: 'folder' };
    yield* walk(root, leaves, path);
  }
}
