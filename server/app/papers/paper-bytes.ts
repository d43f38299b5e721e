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

/** The bytes of a paper that is made; null: they are not where they were put, or not what they were. @throws FilesFault */
export async function bytesOf(
  { store, vault }: { readonly store: Pick<FileReads, 'fileById'>; readonly vault: FileVault },
  { fileId, sha256 }: Pick<CasePaper, 'fileId' | 'sha256'>,
): Promise<Buffer | null> {
  const place = fileId === null ? null : ((await store.fileById(fileId))?.place ?? null);
  const body = place && place.store === vault.store ? await vault.open(place.blob, place.key) : null;
  if (!body) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
}

/** What the file of a paper is called, without its ending. Pure. */
export const calledAs = ({ title, number }: Pick<CasePaper, 'title' | 'number'>): string =>
  number === null ? title.id : `${title.id} ${number.replaceAll('/', '-')}`;

/** They become a file of the case, each look at which is audited. */
export async function keepBytes(
  tx: Pick<StoreTransaction, 'files'>,
  { fileId, caseId, number, title, certifies }: CasePaper,
  { place, facts }: Pick<StoredBytes, 'place' | 'facts'>,
  { by, at, signed = false }: { readonly by: string; readonly at: number; readonly signed?: boolean },
): Promise<void> {
  if (fileId === null) return;
  const name = `${calledAs({ title, number })}${certifies === null ? '' : signed ? ' bertanda tangan' : ' belum bertanda tangan'}.pdf`;
  const of = { id: fileId, caseId, messageId: null, source: 'person', personId: by, name, at } as const;
  await tx.files.keep({ ...of, ...facts, personal: true }, place);
}
