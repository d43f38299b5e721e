import type { AuditAction } from '../../contract/audit.ts';

export interface AuditRecord extends Omit<AuditEntry, 'action'> {
  /** Also one that an earlier version wrote. */
  readonly action: string;
  /** In the order in which they were written, without a gap. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  /** Also of one who left. Null: nobody of the office. */
  readonly personName: string | null;
  /** Of the case that it is about. */
  readonly ticketNumber: string | null;
  /** Whom of the office it is about. */
  readonly aboutName: string | null;
}

/** What is looked for; left out: all. */
export interface AuditFilter {
  readonly personId?: string | undefined;
  /** An action, or its beginning. */
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** What was done with the case of this number, and with the recordings of its call. */
  readonly ticket?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** An entry and its hash, which binds it to all before it. */
export interface ChainEnd {
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/** What has to be accounted for; it can only be added to. */
export interface AuditStore {
  note(entry: AuditEntry): Promise<void>;
  /** The newest first. */
  list(filter: AuditFilter, part: { readonly limit: number; readonly offset: number }): Promise<readonly AuditRecord[]>;
  count(filter: AuditFilter): Promise<number>;
  /** Those older than the entry of this number, the newest first; null: from the newest of all. */
  before(filter: AuditFilter, seq: number | null, limit: number): Promise<readonly AuditRecord[]>;
  /** Everybody who works here or did. */
  people(): Promise<
    readonly {
      readonly personId: string;
      readonly displayName: string;
      readonly role: string;
      readonly active: boolean;
    }[]
  >;
  /**
   * How many entries were looked at, page by page, and the first that does not fit those before it.
   * @param known an entry that was written down elsewhere: without it nobody can tell that the newest were taken away
   * @param tell how many were looked at, after each page
   */
  check(
    known?: ChainEnd,
    tell?: (entries: number) => void,
  ): Promise<{
    readonly entries: number;
    readonly brokenAt: number | null;
    readonly last: ChainEnd;
  }>;
}

export interface AuditEntry {
  readonly personId: string | null;
  readonly action: AuditAction;
  /** What it was about, such as a case id; never the data itself. */
  readonly subject: string;
  readonly reason: string | null;
}
