import { createTransport } from 'nodemailer';
import type { OutboundMessage, SendOutcome } from '../port.ts';
import { letterOf } from './letter.ts';

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with the log-in in it where the server asks for one. */
  readonly url: string;
  /** Whose letters they are, as citizens read it. */
  readonly name: string;
  /** How long the server may be silent, ms. */
  readonly timeoutMs?: number;
}

export interface Smtp {
  /** Never throws. */
  send(message: OutboundMessage): Promise<SendOutcome>;
  close(): void;
}

/** A server on this machine is spoken to as it is; any other by TLS, or not at all. */
export const ofThisMachine = (hostname: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(hostname);

/**
 * Letters over SMTP, accepted when the server answered 250 to all of it. SMTP cannot be asked whether a letter went out: one
 * that is sent again has the same Message-ID, by which mail servers and programs show it once.
 */
export function createSmtp({ url, name, timeoutMs = 20_000 }: SmtpOptions): Smtp {
  const { hostname } = new URL(url);
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    requireTLS: !ofThisMachine(hostname),
    ignoreTLS: ofThisMachine(hostname) && url.startsWith('smtp:'),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (message) => {
      const { id, to } = message;
      try {
        await transport.sendMail({
          ...letterOf(message, name),
          // A bounce names the envelope's id, which is ours.
          dsn: { id, return: 'headers', notify: ['failure', 'delay'], recipient: `rfc822;${to}` },
        });
        return { ok: true, reference: id, status: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/**
 * By the server's reply where there is one: 5xx to the recipient or the letter is for good, 4xx for now, and what it says to
 * log-in and greeting is nothing about the letter. Without one, only what broke off while the letter itself was sent may have
 * gone out. Of the server's words nothing is passed on: they name addresses.
 */
function outcomeOf(error: unknown): SendOutcome {
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string };
  const named = responseCode === undefined ? (code ?? null) : String(responseCode);
  const failure = { ok: false, reason: `the mail server: ${named ?? 'no answer'}`, code: named } as const;
  const ofLetter = command !== undefined && /^(?:MAIL FROM|RCPT TO|DATA)/.test(command);
  if (responseCode !== undefined && responseCode >= 500 && ofLetter) return { ...failure, kind: 'rejected' };
  if (responseCode !== undefined && responseCode >= 400 && ofLetter) return { ...failure, kind: 'busy' };
  if (responseCode !== undefined || code === 'EAUTH') return { ...failure, kind: 'unreachable' };
  if (code === 'EENVELOPE') return { ...failure, kind: 'rejected' };
  return { ...failure, kind: command === 'DATA' ? 'unknown' : 'unreachable' };
}
