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
  save(bundle: Omit<Bundle, 'ticketNumber' | 'goneAt'>, place: FilePlace): Promise<void>;
}
