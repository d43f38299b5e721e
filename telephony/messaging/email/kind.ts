import type { AsideReason } from '../port.ts';
import type { Mail } from './mail.ts';

/** What a mail is. `outcome`: it tells what became of one of ours, by our id. */
export type MailKind =
  | { readonly kind: 'words'; readonly from: string }
  | {
      readonly kind: 'outcome';
      readonly messageId: string;
      readonly status: 'failed' | 'delivered' | 'read' | null;
      readonly code: string | null;
    }
  /** @param from its sender as far as it tells one. */
  | { readonly kind: 'aside'; readonly reason: AsideReason; readonly from: string };

export interface Ours {
  /** Our own addresses, in small letters. */
  readonly addresses: ReadonlySet<string>;
  /** Our id of a message by its Message-ID; null: it is none of ours. */
  readonly idOf: (messageId: string) => string | null;
}

/** Longer ways are loops: RFC 5321, 6.3. */
const hopsAtMost = 60;
/** What mail programs write before the subject when they answer by themselves. */
const byItself =
  /^\s*(?:automatic reply|auto(?:matic)?[ -]?response|autoreply|auto:|balasan otomatis|jawaban otomatis|out of (?:the )?office|di luar kantor|vacation reply|sedang cuti)\b/i;
/** These are accounts of machines. */
const machine = /^(?:mailer-daemon|postmaster|mail-daemon|bounces?|no-?reply|do-?not-?reply)(?:[+@-]|$)/i;

/**
 * Whether somebody wrote to us, or a machine did: what is not a person's is never answered, since two machines that answer
 * each other do not end. Pure.
 */
export function kindOf(mail: Mail, ours: Ours): MailKind {
  const { headers, from: senders, report, returned, answers } = mail;
  const from = senders[0] ?? '';
  const about = [...returned, ...(report ? answers : [])].map(ours.idOf).find((id) => id !== null) ?? null;
  if (report || isReturned(mail)) {
    if (about === null) return { kind: 'aside', reason: 'report', from };
    return { kind: 'outcome', messageId: about, ...outcomeOf(mail) };
  }
  const aside = (reason: AsideReason): MailKind => ({ kind: 'aside', reason, from });
  if (senders.some((one) => ours.addresses.has(one.toLowerCase()))) return aside('loop');
  if (headers['x-sigap-message'] !== undefined || mail.hops > hopsAtMost) return aside('loop');
  if (isYes(headers['x-spam-flag']) || isYes(headers['x-spam-status'])) return aside('spam');
  if (wroteItself(mail)) return aside('auto_reply');
  if (isBulk(headers)) return aside('bulk');
  if (new Set(senders.map((one) => one.toLowerCase())).size !== 1) return aside('no_sender');
  return machine.test(from) ? aside('auto_reply') : { kind: 'words', from };
}

const isYes = (value: string | undefined) => /^\s*yes\b/i.test(value ?? '');

/** Mail that came back from a server which writes no report. */
function isReturned({ headers, from, returned }: Mail): boolean {
  if (headers['x-failed-recipients'] !== undefined) return true;
  const byMachine = headers['return-path']?.trim() === '<>' || /^(?:mailer-daemon|postmaster)@/i.test(from[0] ?? '');
  return byMachine && returned.length > 0;
}

function outcomeOf({ report, headers }: Mail): { status: 'failed' | 'delivered' | 'read' | null; code: string | null } {
  if (report === null) return { status: 'failed', code: headers['x-failed-recipients'] === undefined ? null : '5.0.0' };
  if (report.kind === 'disposition') return { status: report.action === 'displayed' ? 'read' : null, code: null };
  if (report.action === 'failed') return { status: 'failed', code: report.status };
  return { status: report.action === 'delivered' ? 'delivered' : null, code: null };
}

/** RFC 3834, and what programs did before it. */
function wroteItself({ headers, subject }: Mail): boolean {
  const submitted = headers['auto-submitted'];
  if (submitted !== undefined && !/^\s*no\b/i.test(submitted)) return true;
  if (headers['return-path']?.trim() === '<>') return true;
  if (/\bauto[_-]?reply\b/i.test(headers.precedence ?? '')) return true;
  return (
    ['x-autoreply', 'x-autorespond', 'x-auto-reply'].some((name) => headers[name] !== undefined) ||
    byItself.test(subject)
  );
}

function isBulk(headers: Mail['headers']): boolean {
  if (/^\s*(?:bulk|list|junk)\b/i.test(headers.precedence ?? '')) return true;
  return ['list-id', 'list-post', 'list-unsubscribe', 'feedback-id'].some((name) => headers[name] !== undefined);
}
