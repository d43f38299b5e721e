import { join } from 'node:path';
import { createFetchMedia } from '../app/files/fetch-media.ts';
import { createKeepFile, previewOf } from '../app/files/keep-file.ts';
import { createFileLooks } from '../app/files/look.ts';
import type { FileStore, FileVault, FileWorkshop } from '../app/ports/files.ts';
import type { Clock, Log, Store } from '../app/ports/ports.ts';
import type { Config } from '../config.ts';
import { createClamd } from '../files/clamd.ts';
import { createDisk } from '../files/disk.ts';
import { headBytes, mediaTypeOf } from '../files/media-type.ts';
import { createS3 } from '../files/s3.ts';
import { createVault } from '../files/vault.ts';
import type { Core } from './core.ts';
import type { MessagingWiring } from './messaging.ts';

/** Where this server keeps files: a folder of its own, or the office's store. */
export function createFileVault({ files, dataDir }: Pick<Config, 'files' | 'dataDir'>): FileVault {
  const store: FileStore = files.s3
    ? createS3(files.s3)
    : createDisk({ folder: join(dataDir, 'files'), reserveBytes: files.reserveBytes });
  return createVault(store);
}

/** Deletes what lies under a name in the store of files, and the small picture beside it. */
export const forgetBlob = (vault: FileVault) => async (blob: string) => {
  try {
    for (const name of [blob, previewOf(blob)]) await vault.delete(name);
    return { ok: true } as const;
  } catch (error) {
    return { ok: false, reason: (error as Error).message } as const;
  }
};

export interface FilesDeps {
  readonly config: Config;
  readonly core: Pick<Core, 'sops' | 'publisher'>;
  readonly store: Store;
  readonly vault: FileVault;
  readonly workshop: FileWorkshop;
  readonly messaging: Pick<MessagingWiring, 'gateways'>;
  readonly clock: Clock;
  readonly log: Log;
}

export type Files = ReturnType<typeof createFiles>;

/** Files of cases, wired. Nothing is fetched before `start`. */
export function createFiles({ config, core, store, vault, workshop, messaging, clock, log }: FilesDeps) {
  const { limits, clamd } = config.files;
  const { sops, publisher } = core;
  const keep = createKeepFile({
    ...{ store, vault, workshop, sops, publisher, clock, log, limits, mediaTypeOf, headBytes },
    scan: clamd === null ? null : createClamd({ address: clamd }),
  });
  const fetching = createFetchMedia({ store, gateways: messaging.gateways, keep, log });
  return {
    keep,
    limits,
    looks: createFileLooks({ store, vault, workshop }),
    start: fetching.start,
    stop: fetching.stop,
  };
}
