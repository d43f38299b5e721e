import type { CaseRecord, LoggedEvent } from './cases.ts';
import type { CaseFile } from './files.ts';

/** By what somebody is looked for, and its keyed fingerprint. */
export interface PersonKey {
  readonly by: 'phone' | 'nik' | 'email';
  readonly index: string;
  /** Of a number that several share: whose; null: all of it. */
  readonly callerId: string | null;
}

/** Somebody whom the office knows under that number or NIK. */
export interface KnownPerson {
  readonly callerId: string;
  readonly name: string | null;
  readonly address: string | null;
  readonly tickets: number;
  /** Epoch ms. */
  readonly lastContactAt: number;
}

/** All that the office has of a case of theirs, in the clear. */
export interface PersonCase {
  readonly record: CaseRecord;
  readonly phone: string | null;
  readonly nik: string | null;
  readonly secrets: readonly { readonly field: string; readonly value: string }[];
  readonly hidden: readonly { readonly field: string; readonly words: string }[];
  readonly events: readonly LoggedEvent[];
  readonly messages: readonly {
    readonly direction: string;
    readonly channel: string;
    readonly at: number;
    readonly text: string;
  }[];
  readonly files: readonly CaseFile[];
  /** That by which it came, and those that we placed for it. */
  readonly calls: readonly { readonly arrivedAt: number; readonly endedAt: number | null }[];
  readonly recordings: readonly { readonly startedAt: number | null; readonly lengthMs: number }[];
  /** What the audit has of who looked: when, and what was done. */
  readonly looks: readonly { readonly at: number; readonly action: string }[];
}

export interface Erasure {
  readonly id: string;
  readonly key: PersonKey;
  readonly masked: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly outcome: 'done' | 'refused' | null;
  readonly cases: number | null;
}

/** What the rights of a person need of the store; each change is one transaction with its audit rows. */
export interface PersonRightsStore {
  /** @param value a number as E.164, a whole NIK, or an e-mail address in small letters */
  indexOf(value: string): string;
  people(key: PersonKey): Promise<readonly KnownPerson[]>;
  /** The cases, oldest first. */
  cases(key: PersonKey): Promise<readonly (CaseRecord & { readonly callerId: string | null })[]>;
  /** How many messages from there lie in no case. */
  aside(key: PersonKey): Promise<number>;
  /** @param by who reads, and why: a row for each case before anything is read */
  file(key: PersonKey, by: By): Promise<readonly PersonCase[]>;
  restrict(key: PersonKey, restricted: boolean, by: By): Promise<number>;
  /** Names and addresses everywhere: contents, history, search and the list of callers. */
  correct(key: PersonKey, fields: Corrected, by: By): Promise<number>;
  ask(erasure: Pick<Erasure, 'id' | 'key' | 'masked' | 'reason'>, by: By): Promise<void>;
  erasures(): Promise<readonly Erasure[]>;
  /**
   * Decides once. Confirmed, every case of the person is made anonymous in the same transaction, and
   * messages from there that lie in no case are emptied; those from a number that several share are left to their retention.
   * @returns null: somebody else decided meanwhile; `open`: a case of theirs is not over, nothing was done
   */
  decide(id: string, by: By, confirmed: boolean): Promise<{ readonly cases: number } | 'open' | null>;
}

export interface By {
  readonly userId: string;
  readonly reason: string;
}

export type Corrected = Readonly<Partial<Record<'callerName' | 'address', string>>>;
