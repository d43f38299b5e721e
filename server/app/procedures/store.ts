import type { Fault } from '../../domain/shared/file-fault.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { VersionLife } from '../../domain/sop-life/versions.ts';
import type { AuditEntry } from '../ports/audit.ts';

/** Where a version came from: a file shipped or of the office's own, the page of the console, the command line. */
export type SopOrigin = 'shipped' | 'own' | 'console' | 'command';

/** A version as stored, without its contents. */
export interface SopVersionRecord extends VersionLife {
  readonly origin: SopOrigin;
  readonly title: Bilingual;
  /** SHA-256 of the text as written; null: kept by a server that did not keep the text. */
  readonly digest: string | null;
  readonly loadedAt: number;
  /** Null, here and below: nobody at a page, but a file or the command line. */
  readonly savedBy: string | null;
  readonly publishedBy: string | null;
  readonly retiredAt: number | null;
  readonly retiredBy: string | null;
}

export interface StoredSop extends Omit<SopVersionRecord, 'title'> {
  readonly body: SopDefinition;
  /** The YAML as written. */
  readonly source: string | null;
}

/** An SOP file as found. Without `sop` it has faults. */
export interface SopFile {
  /** Its name, for people. */
  readonly file: string;
  readonly origin: 'shipped' | 'own';
  readonly text: string;
  readonly sop: SopDefinition | null;
  readonly faults: readonly Fault[];
}

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly file: string;
  readonly faults: readonly Fault[];
}

export interface SopVersionTransaction {
  all(): Promise<readonly StoredSop[]>;
  /** Stores the version, or what has become of it. */
  put(version: StoredSop): Promise<void>;
  audit(entry: AuditEntry): Promise<void>;
}

/** The versions in PostgreSQL. */
export interface SopVersionStore {
  list(): Promise<readonly SopVersionRecord[]>;
  bodies(versions: readonly Pick<VersionLife, 'id' | 'version'>[]): Promise<readonly SopDefinition[]>;
  one(id: string, version: string): Promise<StoredSop | null>;
  /** One change at a time, of all servers together. */
  change<T>(work: (tx: SopVersionTransaction) => Promise<T>): Promise<T>;
}
