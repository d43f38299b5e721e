import { randomUUID } from 'node:crypto';
import type { CaseEvent } from '../../domain/case/events.ts';
import { endsPhotoStep, photoEvent } from '../../domain/case/photo-step.ts';
import type { FileRefusal, FileTrouble } from '../../domain/files/kinds.ts';
import { fileName } from '../../domain/files/name.ts';
import type { Channel } from '../../domain/sop/terms.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { CaseRecord } from '../ports/cases.ts';
import { type CaseFile, type FilePlace, type FileReads, FilesFault, type FileVault } from '../ports/files.ts';
import type { CaseChange, Clock, Log, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createTurns } from '../shared/turns.ts';
import { type IncomingDeps, measured, NotTaken, once, type Taken, takeIncoming } from './incoming.ts';

/** A file on its way to a case. */
export interface IncomingFile extends Pick<CaseFile, 'id' | 'caseId' | 'messageId' | 'source' | 'personId' | 'at'> {
  /** On which the message came; absent: with none. */
  readonly channel?: Channel;
  /** As its sender calls it. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** `not_found`: there is no such case; `case_closed`: nothing is added to it any more. */
export type KeptFile =
  | { readonly ok: true; readonly file: Pick<CaseFile, 'id' | 'name' | 'kind'> }
  | { readonly ok: false; readonly why: FileRefusal | FileTrouble | 'not_found' | 'case_closed' };

/**
 * Takes a file into a case: durable, sealed and in the history when it returns; the same id once more changes nothing.
 * Whatever is wrong with the file or its store is a word, and the case goes on.
 * @throws when the database is away
 */
export type KeepFile = (incoming: IncomingFile) => Promise<KeptFile>;

export interface KeepFileDeps extends IncomingDeps {
  readonly store: Pick<Store, 'transaction'> & FileReads;
  readonly vault: FileVault;
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files in memory at one time, and those that wait for it. */
const turns = { atOnce: 6, waiting: 40 };

export function createKeepFile(deps: KeepFileDeps): KeepFile {
  const { store, vault, limits, log } = deps;
  const line = createTurns(turns);

  const discard = async (blob: string) => {
    // What cannot be deleted now goes by what was promised before it was written.
    for (const name of [blob, previewOf(blob)]) await vault.delete(name).catch(() => {});
  };

  /** Sealed and stored, and looked through where it was not before. */
  const put = async (taken: Taken, place: FilePlace): Promise<Pick<CaseFile, 'bytes' | 'sha256' | 'scanned'>> => {
    const { blob, key } = place;
    await store.promiseBlob(place.store, blob);
    const passing = measured(taken.content);
    await vault.put(blob, key, passing.bytes);
    if (taken.preview) await vault.put(previewOf(blob), key, once(taken.preview.bytes));
    if (deps.scan && !taken.scanned) {
      const stored = await vault.open(blob, key);
      if (!stored) throw new FilesFault('away', 'a file is not where it was put');
      if ((await deps.scan(stored)) === 'infected') throw new NotTaken('file_infected');
    }
    return { ...passing.came(), scanned: deps.scan !== null };
  };

  const keep = async (incoming: IncomingFile): Promise<KeptFile> => {
    const { id, caseId, messageId, source, personId, at, channel } = incoming;
    const known = await store.fileById(id);
    if (known?.state === 'kept') return { ok: true, file: known };
    const use = await store.filesUse(caseId);
    if (use.files >= limits.perCase.files) throw new NotTaken('case_full');
    const taken = await takeIncoming(deps, incoming.bytes, limits.perCase.bytes - use.bytes);
    const place: FilePlace = { key: vault.newKey(), store: vault.store, blob: randomUUID() };
    try {
      const came = await put(taken, place);
      const { kind, mediaType, pages, active } = taken;
      const file = {
        ...{ id, caseId, messageId, source, personId, at, kind, mediaType, pages, active, ...came },
        name: fileName(incoming.name, mediaType, kind),
        preview: taken.preview !== null,
        personal: true,
      };
      const stored = await store.transaction((tx) =>
        storeFile(deps, tx, { ...file, ...(channel && { channel }) }, place),
      );
      if (!stored.ok || stored.again) await discard(place.blob);
      if (!stored.ok) return stored;
      if (stored.change) deps.publisher.committed(stored.change);
      return { ok: true, file };
    } catch (error) {
      await discard(place.blob);
      throw error;
    }
  };

  return async (incoming) => {
    const over = await line.take('files');
    if (!over) return { ok: false, why: 'files_away' };
    try {
      return await keep(incoming);
    } catch (error) {
      if (error instanceof NotTaken) return { ok: false, why: error.why };
      if (!(error instanceof FilesFault)) throw error;
      log.warn({ caseId: incoming.caseId, reason: error.message }, 'a file could not be kept now');
      return { ok: false, why: error.code === 'full' ? 'files_full' : 'files_away' };
    } finally {
      over();
    }
  };
}

/** The small picture of a file lies beside it. */
export const previewOf = (blob: string): string => `${blob}.p`;

type NewFile = Omit<CaseFile, 'state' | 'fault'> & Pick<IncomingFile, 'channel'>;
type Stored =
  | { readonly ok: true; readonly change: CaseChange | null; readonly again: boolean }
  | { readonly ok: false; readonly why: 'not_found' | 'case_closed' | 'case_full' };

async function storeFile(deps: KeepFileDeps, tx: StoreTransaction, file: NewFile, place: FilePlace): Promise<Stored> {
  const { sops, clock, limits } = deps;
  const locked = await tx.lockCase(file.caseId, eventOf(file));
  if (!locked) return { ok: false, why: 'not_found' };
  const { record } = locked;
  const open = record.state.closedAt === null;
  // What a citizen sent while it was open is kept, whatever has become of the case meanwhile.
  if (!open && file.source !== 'message') return { ok: false, why: 'case_closed' };
  const use = await tx.files.use(file.caseId);
  if (use.files >= limits.perCase.files || use.bytes + file.bytes > limits.perCase.bytes)
    return { ok: false, why: 'case_full' };
  if (!(await tx.files.keep(file, place))) return { ok: true, change: null, again: true };
  if (file.personId !== null)
    await tx.audit({
      ...{ personId: file.personId, action: 'file.added', reason: null },
      subject: `${file.id} ${file.caseId}`,
    });
  if (!open || locked.seen) return { ok: true, change: null, again: false };
  const change = changeCase(sops, record, eventsOf(deps, record, file), file.personId, clock.now());
  await tx.saveCase(change);
  return { ok: true, change, again: false };
}

const eventOf = ({ id }: Pick<CaseFile, 'id'>): string => `file:${id}`;

/** A file came; and where a photo was waited for, and this is one, it came too. */
function eventsOf({ sops, clock }: KeepFileDeps, record: CaseRecord, file: NewFile): readonly CaseEvent[] {
  const { kind, source, channel } = file;
  if (kind === null) return [];
  const at = Math.min(file.at, clock.now());
  const sop = sops.get(record.sopId, record.sopVersion);
  const came: CaseEvent = {
    id: eventOf(file),
    type: 'file.received',
    at,
    data: { fileId: file.id, kind, via: source, ...(channel && { channel }) },
  };
  if (!endsPhotoStep(sop, record.state, kind)) return [came];
  return [came, { id: `${eventOf(file)}:photo`, type: photoEvent, at, data: {} }];
}
