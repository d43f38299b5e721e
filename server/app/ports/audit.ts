import type { AuditEntry } from './ports.ts';

export interface AuditRecord extends AuditEntry {
  /** In the order in which they were written, without a gap. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
}

export interface AuditFilter {
  readonly personId?: string | undefined;
  /** An action, or its beginning. */
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** What has to be accounted for; it can only be added to. */
export interface AuditStore {
  note(entry: AuditEntry): Promise<void>;
  list(filter: AuditFilter): Promise<{ readonly entries: readonly AuditRecord[]; readonly total: number }>;
  /** How many entries there are, and the first that does not fit those before it. */
  check(): Promise<{ readonly entries: number; readonly brokenAt: number | null }>;
}
