import { createHash, randomUUID } from 'node:crypto';
import { once } from '../files/incoming.ts';
import { previewOf } from '../files/keep-file.ts';
import type { CasePaper } from '../ports/case-papers.ts';
import type { CaseFile, FilePlace, FileReads, FileVault, FileWorkshop } from '../ports/files.ts';
import type { StoreTransaction } from '../ports/ports.ts';

export interface PaperBytesDeps {
  readonly store: Pick<FileReads, 'promiseBlob'>;
  readonly vault: FileVault;
  readonly workshop: FileWorkshop;
}

/** A paper's bytes where files lie, before anybody knows of them: kept in a transaction, or gone by themselves. */
export interface StoredBytes {
  readonly place: FilePlace;
  readonly sha256: string;
  readonly facts: Pick<
    CaseFile,
    'bytes' | 'sha256' | 'pages' | 'preview' | 'kind' | 'mediaType' | 'active' | 'scanned'
  >;
  /** Nobody will keep them. */
  discard(): Promise<void>;
}

/** Puts bytes of ours, sealed, where files lie. @throws FilesFault */
export async function storeBytes({ store, vault, workshop }: PaperBytesDeps, pdf: Uint8Array): Promise<StoredBytes> {
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const place: FilePlace = { key: vault.newKey(), store: vault.store, blob: randomUUID() };
  await store.promiseBlob(place.store, place.blob);
  const discard = async () => {
    for (const name of [place.blob, previewOf(place.blob)]) await vault.delete(name).catch(() => {});
  };
  try {
    await vault.put(place.blob, place.key, once(pdf));
    const seen = await workshop.document(pdf);
    if (seen.ok) await vault.put(previewOf(place.blob), place.key, once(seen.preview.bytes));
    const look = seen.ok ? { pages: seen.pages, preview: true } : { pages: 1, preview: false };
    const what = { kind: 'document', mediaType: 'application/pdf', active: false, scanned: false } as const;
    return { place, sha256, discard, facts: { bytes: pdf.length, sha256, ...look, ...what } };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** They become a file of the case, each look at which is audited. */
export async function keepBytes(
  tx: Pick<StoreTransaction, 'files'>,
  { fileId, caseId, number, title, certifies }: CasePaper,
  { place, facts }: Pick<StoredBytes, 'place' | 'facts'>,
  { by, at, signed = false }: { readonly by: string; readonly at: number; readonly signed?: boolean },
): Promise<void> {
  if (fileId === null) return;
  const numbered = number === null ? '' : ` ${number.replaceAll('/', '-')}`;
  const name = `${title.id}${numbered}${certifies === null ? '' : signed ? ' bertanda tangan' : ' belum bertanda tangan'}.pdf`;
  const of = { id: fileId, caseId, messageId: null, source: 'person', personId: by, name, at } as const;
  await tx.files.keep({ ...of, ...facts, personal: true }, place);
}
