/** A file in a mail. */
export interface MailFile {
  readonly name: string;
  readonly contentType: string;
}

/** What a delivery or disposition report (RFC 3464, RFC 8098) says, and what returned mail without one shows. */
export interface MailReport {
  readonly kind: 'delivery' | 'disposition';
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; of a disposition `displayed`, `deleted`… */
  readonly action: string;
  /** RFC 3463, such as `5.1.1`; null: none was told. */
  readonly status: string | null;
}

/** A mail as it was read. Nothing in it is trusted: it is what its sender wrote. */
export interface Mail {
  /** Without `<>`. */
  readonly messageId: string | null;
  /** The addresses in From, as written; several fields and several addresses in one are several. */
  readonly from: readonly string[];
  /** Where it was addressed to: Delivered-To and its like first, then To and Cc. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Message-IDs that it answers, the nearest first. */
  readonly answers: readonly string[];
  /** The headers that tell what kind of mail it is ({@link tellingHeaders}), in small letters; the first of each name. */
  readonly headers: Readonly<Record<string, string>>;
  /** How many servers it went through. */
  readonly hops: number;
  /** What its writer wrote now. */
  readonly text: string;
  /** What was written before, of which it is an answer. */
  readonly quoted: string;
  readonly files: readonly MailFile[];
  readonly report: MailReport | null;
  /** Message-IDs of mail that came back in it. */
  readonly returned: readonly string[];
}

/** Reads mail where it can do no harm. `unreadable`: it broke its reader; `away`: nobody can read it now. */
export type MailReading<T> =
  | { readonly ok: true; readonly read: T }
  | { readonly ok: false; readonly why: 'unreadable' | 'away' };
export interface MailReader {
  mail(raw: Uint8Array): Promise<MailReading<Mail>>;
  /** The bytes of its files, in order. */
  files(raw: Uint8Array): Promise<MailReading<readonly Uint8Array[]>>;
}

/** By these it is known whether a person wrote it. */
export const tellingHeaders = [
  'auto-submitted',
  'content-type',
  'feedback-id',
  'list-id',
  'list-post',
  'list-unsubscribe',
  'precedence',
  'return-path',
  'x-autoreply',
  'x-autorespond',
  'x-auto-reply',
  'x-failed-recipients',
  'x-sigap-message',
  'x-spam-flag',
  'x-spam-status',
] as const;

/** The Message-IDs in a header, without their `<>`; no more than 50, none longer than 300. Pure. */
export function idsIn(header: string | null | undefined): readonly string[] {
  const found = header?.slice(0, 20_000).match(/<[^<>\s]{3,300}>/g) ?? [];
  return [...new Set(found.map((id) => id.slice(1, -1)))].slice(-50);
}
