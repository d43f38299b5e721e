import type { Actor } from '../people/policies.ts';
import {
  type CaseFile,
  type FilePlace,
  type FileReads,
  FilesFault,
  type FileVault,
  type FileWorkshop,
} from '../ports/files.ts';
import type { Store } from '../ports/ports.ts';
import { collected, once } from './incoming.ts';
import { previewOf } from './keep-file.ts';

/** What is shown of a file: a small picture of it, itself, or (of a document) a page. */
export type Shown = 'preview' | 'whole' | 'save';

type Found = CaseFile & { readonly place: FilePlace | null };

export interface FileLooks {
  /** Notes who looks, before the first byte. */
  noted(actor: Actor, file: CaseFile, what: Shown): Promise<void>;
  /**
   * The bytes. Null: they are not there any more, or such a page is not.
   * @throws FilesFault
   */
  bytes(file: Found, what: Shown, page: number): Promise<{ type: string; body: AsyncIterable<Uint8Array> } | null>;
}

export interface FileLooksDeps {
  readonly store: Pick<Store, 'transaction'> & FileReads;
  readonly vault: FileVault;
  readonly workshop: FileWorkshop;
}

/** Showing what is kept: documents as pictures of their pages, whose programs run nowhere. */
export function createFileLooks({ store, vault, workshop }: FileLooksDeps): FileLooks {
  return {
    noted: async ({ userId }, { id, caseId, personal }, what) => {
      if (!personal) return;
      const action = what === 'save' ? 'file.saved' : 'file.looked';
      await store.transaction((tx) => tx.audit({ personId: userId, action, subject: `${id} ${caseId}`, reason: null }));
    },
    bytes: async ({ place, mediaType, kind }, what, page) => {
      if (!place || place.store !== vault.store || mediaType === null) return null;
      const small = what === 'preview';
      const body = await vault.open(small ? previewOf(place.blob) : place.blob, place.key);
      if (!body) return null;
      if (small) return { type: 'image/jpeg', body };
      if (kind !== 'document' || what === 'save') return { type: mediaType, body };
      const made = await workshop.page(await collected(body), page);
      if (made.ok) return { type: made.picture.mediaType, body: once(made.picture.bytes) };
      if (made.why === 'away') throw new FilesFault('away', 'nobody can show the file now');
      return null;
    },
  };
}
