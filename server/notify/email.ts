import { createTransport } from 'nodemailer';
import type { NoticeOutcome, Notifier, OutgoingNotice } from '../app/ports/notifications.ts';
import type { SendReport } from '../app/ports/report-schedules.ts';
import { letterOf } from './letter.ts';
import { reportLetterOf } from './report-letter.ts';

export interface EmailOptions {
  /** `smtp://` or `smtps://`, with the log-in in it where the server asks for one. */
  readonly url: string;
  /** The address that letters come from, with a name or without. */
  readonly from: string;
  /** Where the office's people open Sigap; null: letters name no page. */
  readonly console: string | null;
  /** How long the server may be silent, ms. */
  readonly timeoutMs?: number;
}

export interface EmailNotifier extends Notifier {
  /** A report to one person, by the same server. */
  readonly sendReport: SendReport;
  /** Ends the connections. */
  close(): void;
}

/**
 * E-mail over SMTP.
 *
 * SMTP cannot be asked whether a letter went out: a server killed after the last byte and before it noted that sends the
 * letter again. Both have one Message-ID, made from the message's id, by which mail servers and programs show it once.
 */
export function createEmailNotifier({ url, from, console, timeoutMs = 15_000 }: EmailOptions): EmailNotifier {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // Nothing that a setting names may be fetched into a letter.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'sigap';

  const post = async (mail: Parameters<typeof transport.sendMail>[0]): Promise<NoticeOutcome> => {
    try {
      await transport.sendMail(mail);
      return { ok: true, delivered: false, reference: null };
    } catch (error) {
      return outcomeOf(error);
    }
  };

  return {
    means: 'email',
    atOnce: 40,
    send: async (notice) => {
      if (notice.to === null) return { ok: false, kind: 'rejected', code: 'no_address' };
      return post({ ...letterOf(notice, console), to: notice.to, ...headersOf(notice, domain) });
    },
    sendReport: (letter) => post({ ...reportLetterOf(letter), to: letter.to, ...headersOf(letter, domain) }),
    close: () => transport.close(),
  };
}

const headersOf = ({ id, writtenAt }: Pick<OutgoingNotice, 'id' | 'writtenAt'>, domain: string) => ({
  messageId: `<${id}@${domain}>`,
  date: new Date(writtenAt),
  // No holiday reply and no bounce loop.
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
});

/**
 * By the server's reply where there is one: 5xx is for good, 4xx for now. Without one, only what broke off while the
 * letter itself was sent may have gone out. The code names no address and none of the server's words, which may.
 */
function outcomeOf(error: unknown): NoticeOutcome {
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string };
  if (code === 'EAUTH') return { ok: false, kind: 'unreachable', code: 'EAUTH' };
  if (responseCode !== undefined && responseCode >= 500)
    return { ok: false, kind: 'rejected', code: String(responseCode) };
  if (responseCode !== undefined && responseCode >= 400) return { ok: false, kind: 'busy', code: String(responseCode) };
  return { ok: false, kind: command === 'DATA' ? 'unknown' : 'unreachable', code: code ?? null };
}
