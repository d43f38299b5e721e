import { randomBytes } from 'node:crypto';
import type { FileStore, FileVault } from '../app/ports/files.ts';
import { opened, sealed } from './sealing.ts';

/** Seals on the way into a store, and opens on the way out; the store never sees a byte of a file. */
export function createVault(store: FileStore): FileVault {
  return {
    store: store.name,
    newKey: () => randomBytes(32),
    put: (name, key, plain) => store.put(name, sealed(key, plain)),
    open: async (name, key) => {
      const bytes = await store.get(name);
      return bytes && opened(key, bytes);
    },
    delete: (name) => store.delete(name),
  };
}
