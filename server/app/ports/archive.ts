import type { Signer } from '../../domain/archive/destruction.ts';
import type { Fate } from '../../domain/archive/schedule.ts';
import type { FilePlace } from './files.ts';

/** A file in an archive file. */
export interface ArchiveEntry {
  readonly path: string;
  readonly bytes: number;
  /** The moment it carries, epoch ms, in whole seconds. */
  readonly at: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/** One file of many, and back. The same entries have the same bytes. */
export interface ArchiveFormat {
  pack(entries: AsyncIterable<ArchiveEntry> | Iterable<ArchiveEntry>): AsyncIterable<Uint8Array>;
  /** Each entry is to be read before the next is asked for. Throws where it is no such file, or is cut off. */
  entries(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Pick<ArchiveEntry, 'path' | 'bytes' | 'body'>>;
}

/** A case's bundle: closed for good when it is made. Days are `YYYY-MM-DD` of the office. */
export interface Bundle {
  readonly caseId: string;
  readonly ticketNumber: string;
  readonly closedOn: string;
  readonly classId: string;
  readonly code: string;
  readonly title: string;
  readonly active: number;
  readonly inactive: number;
  readonly fate: Fate;
  readonly activeUntil: string;
  /** Null: it stays for ever. */
  readonly overOn: string | null;
  readonly entries: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Epoch ms. */
  readonly madeAt: number;
  readonly madeBy: string;
  /** Its bytes are gone, epoch ms: destroyed as the schedule has it, or erased at the wish of a person. */
  readonly goneAt: number | null;
  /** Number of the minutes by which it was destroyed. */
  readonly minutes: string | null;
}

export interface ArchiveReads {
  bundleOf(caseId: string): Promise<(Bundle & { readonly place: FilePlace | null }) | null>;
  /** Of files that were closed in these days, both included; the number of a ticket begins so. By the day, then the number. */
  bundles(asked: BundlesAsked): Promise<readonly Bundle[]>;
  /** How many were closed in each year, the latest first. */
  archiveYears(): Promise<readonly { readonly year: number; readonly bundles: number; readonly bytes: number }[]>;
}
export interface BundlesAsked {
  readonly from: string;
  readonly until: string;
  readonly ticket: string;
  readonly limit: number;
}

export interface ArchiveWrites {
  has(caseId: string): Promise<boolean>;
  /** Of a case that is locked and has none. */
  save(bundle: Omit<Bundle, 'ticketNumber' | 'goneAt' | 'minutes'>, place: FilePlace): Promise<void>;
}

/** A list of bundles whose time is over, on its way to being destroyed. */
export interface Destruction {
  readonly id: string;
  readonly caseIds: readonly string[];
  readonly reason: string;
  readonly proposedBy: string;
  /** Epoch ms, as the others. */
  readonly proposedAt: number;
  readonly first: (Signer & { readonly at: number }) | null;
  readonly second: (Signer & { readonly at: number }) | null;
  readonly refusedBy: string | null;
  readonly refusedAt: number | null;
  readonly refusal: string | null;
  /** Of its minutes; null: it is not executed. */
  readonly number: string | null;
  readonly sha256: string | null;
}

/** Minutes whose bytes lie where files do, to be kept with what they tell of. */
export interface Minutes {
  /** By the office's wall, `YYYY-MM-DD`. */
  readonly day: string;
  readonly year: number;
  readonly seq: number;
  readonly number: string;
  readonly sha256: string;
  readonly place: FilePlace;
}

/** What changes a list stands in the audit by the same transaction. */
export interface DestructionStore {
  /** Bundles whose time is over on this day, whose cases nobody asked to leave alone, and that no open list names. */
  due(day: string, limit: number): Promise<readonly Bundle[]>;
  bundlesOf(caseIds: readonly string[]): Promise<readonly Bundle[]>;
  /** Proposed under the same id before, it is not proposed anew. False: one of them is not {@link due} on this day. */
  propose(
    of: Pick<Destruction, 'id' | 'caseIds' | 'reason' | 'proposedBy' | 'proposedAt'>,
    day: string,
  ): Promise<boolean>;
  /** Newest first. */
  destructions(limit: number): Promise<readonly Destruction[]>;
  destruction(id: string): Promise<(Destruction & { readonly place: FilePlace | null }) | null>;
  /** False: it does not wait for it any more. */
  signFirst(id: string, by: Signer, at: number): Promise<boolean>;
  refuse(id: string, by: string, at: number, reason: string): Promise<boolean>;
  /**
   * Everything or nothing, in one transaction: the second signature, the number, the minutes, and that the bundles and whatever
   * else tells of persons in these cases are gone. `drawn`: another drew the number; `changed`: it, or a bundle of it, does not
   * stand any more as it did.
   */
  execute(id: string, by: Signer, at: number, minutes: Minutes): Promise<'done' | 'drawn' | 'changed'>;
}
