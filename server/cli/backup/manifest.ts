import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fingerprint } from '../../store/backup/copy.ts';
import { BackupFault } from './fault.ts';

const name = 'manifest.json';

const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  database: z.object({
    /** `dump`: by pg_dump; `cluster`: the files of the embedded PostgreSQL. */
    kind: z.enum(['dump', 'cluster']),
    /** As `180004`. */
    version: z.number(),
    migrations: z.array(z.string()),
    /** Of a dump exactly so many; of a cluster at least, as work went on while it was copied. */
    counts: z.record(z.string(), z.number()),
  }),
  /** `apart`: without the keys nobody reads what is sealed in it. */
  keys: z.enum(['apart', 'inside']),
  /** `s3`: files of cases are not in it. */
  filesIn: z.enum(['folder', 's3']),
  files: z.array(
    z.object({
      path: z.string().regex(/^(?!.*(?:^|\/)\.\.(?:\/|$))[^/].*$/),
      bytes: z.number(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof Manifest>;

/** Last of all: a folder without it is no backup. */
export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(join(folder, name), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

/**
 * The manifest of a backup all of whose files are there and hold what they held.
 * @throws BackupFault
 */
export async function verifiedManifest(folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = await fingerprint(join(folder, path)).catch(() => null);
    if (found?.bytes !== bytes || found.sha256 !== sha256)
      throw new BackupFault(
        found ? `Berkas ${path} dalam cadangan berubah.` : `Berkas ${path} tidak ada dalam cadangan.`,
        found ? `The file ${path} of the backup has changed.` : `The file ${path} of the backup is missing.`,
      );
  }
  return manifest;
}

function readManifest(folder: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch {
    throw new BackupFault(
      `Di ${folder} tidak ada ${name} yang dapat dibaca: bukan cadangan, atau cadangan yang terputus di tengah jalan.`,
      `There is no ${name} to be read in ${folder}: it is no backup, or one that was broken off.`,
    );
  }
}
