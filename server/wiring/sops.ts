import { join } from 'node:path';
import type { Clock, Log } from '../app/ports/ports.ts';
import { keepFiles, readAnew } from '../app/procedures/keeping.ts';
import type { PastCases } from '../app/procedures/preview.ts';
import { createPublishedProcedures, type PublishedProcedures } from '../app/procedures/published.ts';
import type { RefusedFile, SopVersionStore } from '../app/procedures/store.ts';
import { faultLine } from '../domain/shared/file-fault.ts';
import type { readSopFiles } from './sop-file.ts';

export interface SopsDeps {
  readonly store: SopVersionStore;
  readonly cases: PastCases;
  /** The office's own procedures lie in its folder `sops`. */
  readonly dataDir: string;
  readonly readFiles: typeof readSopFiles;
  readonly clock: Clock;
  readonly log: Log;
}

/** The procedures of this server: what is stored of them, what is at hand, and which files were not taken. */
export interface Sops {
  readonly store: SopVersionStore;
  readonly cases: PastCases;
  readonly published: PublishedProcedures;
  readonly refused: readonly RefusedFile[];
}

/** Takes up the files found and reads what is in force. A file that is refused leaves the last good version there. */
export async function openSops({ store, cases, dataDir, readFiles, clock, log }: SopsDeps): Promise<Sops> {
  const files = readFiles(join(dataDir, 'sops'));
  const { put, refused } = await store.change(async (tx) => {
    for (const version of readAnew(await tx.all(), files)) await tx.put(version);
    const keeping = keepFiles(await tx.all(), files, clock.now());
    for (const version of keeping.put) await tx.put(version);
    return keeping;
  });
  for (const { id, version, status } of put) {
    if (status === 'draft') log.warn({ sop: id, version }, 'a new version of a procedure waits as a draft: publish it');
  }
  for (const { file, faults } of refused) {
    for (const fault of faults) {
      log.error(
        { id: faultLine(fault, file, 'id') },
        `refused, the last good version stays: ${faultLine(fault, file, 'en')}`,
      );
    }
  }
  const published = createPublishedProcedures({ store, clock, log });
  await published.refresh();
  return { store, cases, published, refused };
}
