import type { FileKind } from '../../domain/files/kinds.ts';
import type { Channel } from '../../domain/sop/terms.ts';

/**
 * Where sealed bytes lie: a folder, or a store that speaks S3. It knows names that mean nothing and bytes that nobody can
 * read. Every method throws {@link FilesFault}.
 */
export interface FileStore {
  /** Stable; kept with each file, so that one is looked for where it lies. */
  readonly name: string;
  /** Durable when it returns, or not there at all. */
  put(name: string, sealed: AsyncIterable<Uint8Array>): Promise<void>;
  /** Null: there is none of that name. */
  get(name: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** What is not there counts as deleted. */
  delete(name: string): Promise<void>;
}

/**
 * `full`: no room is left for it, or hardly any for the rest of us; `away`: nobody answers; `damaged`: the bytes are not
 * those that were sealed.
 */
export class FilesFault extends Error {
  readonly code: 'full' | 'away' | 'damaged';
  constructor(code: FilesFault['code'], reason: string) {
    super(reason);
    this.name = 'FilesFault';
    this.code = code;
  }
}

/** Keeps bytes sealed in a store, each file under a key of its own. */
export interface FileVault {
  readonly store: string;
  newKey(): Buffer;
  put(name: string, key: Buffer, plain: AsyncIterable<Uint8Array>): Promise<void>;
  /** In pieces as they are opened; a damaged one throws when it is reached. Null: it is not there. */
  open(name: string, key: Buffer): Promise<AsyncIterable<Uint8Array> | null>;
  delete(name: string): Promise<void>;
}

/** A picture as it may be shown: decoded, turned upright, and written anew without whatever lay beside its pixels. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png';
}

/** What is done with what strangers send, apart from everything else, with bounded time and memory. Never throws. */
export interface FileWorkshop {
  /** @returns the picture, and a small one of it */
  picture(bytes: Uint8Array): Promise<Worked<{ readonly picture: Picture; readonly preview: Picture }>>;
  /** @returns how many pages it has, the first as a picture, and whether it holds what a reader of PDF would run */
  document(
    bytes: Uint8Array,
  ): Promise<Worked<{ readonly pages: number; readonly active: boolean; readonly preview: Picture }>>;
  /** @param page from 1 */
  page(bytes: Uint8Array, page: number): Promise<Worked<{ readonly picture: Picture }>>;
}

/** `unreadable`: it is broken, asks too much, or takes too long; `away`: the workshop does not run or has too much to do. */
export type Worked<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly why: 'unreadable' | 'away' };

/** Looks for malware. @throws FilesFault `away` when it cannot be asked: then nobody knows. */
export type ScanFile = (bytes: AsyncIterable<Uint8Array>) => Promise<'clean' | 'infected'>;

/** By whom or what a file came: somebody of the office, a message, or the citizens' page. */
export type FileSource = 'person' | 'message' | 'page';

/** A file of a case. `waiting`: it is still to be fetched; `refused`: it was not taken, and `fault` says why. */
export interface CaseFile {
  readonly id: string;
  readonly caseId: string;
  readonly messageId: string | null;
  readonly source: FileSource;
  readonly personId: string | null;
  readonly state: 'waiting' | 'kept' | 'refused';
  /** Null until it is kept. */
  readonly kind: FileKind | null;
  readonly mediaType: string | null;
  readonly name: string;
  /** Of what is kept: its length and digest. */
  readonly bytes: number;
  readonly sha256: string | null;
  readonly pages: number | null;
  /** It holds what a reader of PDF would run, so that it is shown as pictures and not handed out. */
  readonly active: boolean;
  readonly preview: boolean;
  readonly scanned: boolean;
  /** Each look at it is an entry of the audit. */
  readonly personal: boolean;
  readonly fault: string | null;
  /** Epoch ms: when it came. */
  readonly at: number;
}

/** What is needed to open a file, besides the store. */
export interface FilePlace {
  readonly key: Buffer;
  readonly store: string;
  readonly blob: string;
}

/** A file that a message named and that is still to be fetched. */
export interface WantedFile {
  readonly id: string;
  readonly caseId: string;
  readonly messageId: string;
  /** On which the message came; null: it is gone. */
  readonly channel: Channel | null;
  readonly gateway: string;
  readonly url: string;
  readonly at: number;
  readonly tries: number;
}

export interface FileReads {
  /** Oldest first. */
  filesOf(caseId: string): Promise<readonly CaseFile[]>;
  fileById(fileId: string): Promise<(CaseFile & { readonly place: FilePlace | null }) | null>;
  /** How many files a case keeps, and their bytes. */
  filesUse(caseId: string): Promise<{ readonly files: number; readonly bytes: number }>;
  /**
   * Notes, before anything is put there, that a name of the store is to be deleted in an hour: unless its file is kept
   * by then, nobody knows of it.
   */
  promiseBlob(store: string, blob: string): Promise<void>;
  /** Those that are due, the oldest first; nobody else is given them for five minutes. */
  claimWanted(atMost: number): Promise<readonly WantedFile[]>;
}

export interface FileWrites {
  /** As {@link FileReads.filesUse}, under the lock of the case. */
  use(caseId: string): Promise<{ readonly files: number; readonly bytes: number }>;
  /** Stores a file that is kept, in the place of one that was waited for where it has its id; false: it is kept already. */
  keep(file: Omit<CaseFile, 'state' | 'fault'>, place: FilePlace): Promise<boolean>;
  /** Files that messages named. Known ones stay as they are. */
  want(files: readonly Omit<WantedFile, 'tries' | 'channel'>[]): Promise<void>;
  refuse(fileId: string, fault: string): Promise<void>;
  /** It is tried again after so long. */
  later(fileId: string, fault: string, afterMs: number): Promise<void>;
}
