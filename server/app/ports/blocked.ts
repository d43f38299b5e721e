/** A number whose callers nobody is rung for, for a while. */
export interface Blocked {
  /** Epoch ms. */
  readonly until: number;
  /** Also at 112 and its like. */
  readonly atEmergency: boolean;
}

export interface BlockedStore {
  /** By the keyed fingerprints of their numbers; those whose time is over may be among them. */
  blocked(): Promise<ReadonlyMap<string, Blocked>>;
  /** The fingerprint of a number, E.164. */
  fingerprint(phone: string): string;
  /** How the number of a case stands: how often it was a prank or junk, and whether it is blocked. Null: it has none. */
  blockOf(caseId: string): Promise<{ readonly pranks: number; readonly blocked: Blocked | null } | null>;
}

export interface BlockedTransaction {
  /** Blocks the number of a case, or blocks it otherwise; null: no more. False: the case has no number. */
  block(
    caseId: string,
    blocked: (Blocked & { readonly setBy: string; readonly setAt: number }) | null,
  ): Promise<boolean>;
}
