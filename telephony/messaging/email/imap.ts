import { ImapFlow } from 'imapflow';
import { ofThisMachine } from './smtp.ts';

/** A mailbox that is looked into. */
export interface MailBox {
  /** `imap://` or `imaps://`, with the log-in in it; the path is the folder, INBOX when there is none. */
  readonly url: string;
  /** The office's address whose box it is, where a mail does not tell for which it came. */
  readonly address: string;
}

export interface Connected {
  readonly client: ImapFlow;
  /** Its UIDVALIDITY; numbers of mails mean nothing under another. */
  readonly validity: string;
  /** Resolves when the connection is over, whoever ended it. */
  readonly over: Promise<void>;
}

export const folderOf = ({ url }: MailBox): string => decodeURIComponent(new URL(url).pathname.slice(1)) || 'INBOX';

/** What a box is called where its place is kept; no password in it. */
export const nameOf = (box: MailBox): string => {
  const { username, host } = new URL(box.url);
  return `${decodeURIComponent(username)}@${host}/${folderOf(box)}`;
};

/** @param mostBytes no more is taken of one mail. @throws whatever the server or the way to it says */
export async function connect(box: MailBox, mostBytes: number, timeoutMs: number): Promise<Connected> {
  const { protocol, hostname, port, username, password } = new URL(box.url);
  const secure = protocol === 'imaps:';
  const client = new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 993 : 143) : Number(port),
    secure,
    // A server on this machine is spoken to as it is; any other by TLS, or not at all.
    ...(!secure && { doSTARTTLS: !ofThisMachine(hostname) }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    // Its log names addresses.
    logger: false,
    autoIdleDelay: 500,
    maxIdleTime: 4 * 60_000,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    maxLiteralSize: mostBytes + 1024 * 1024,
    maxResponseSize: mostBytes + 4 * 1024 * 1024,
    maxLineLength: 8 * 1024 * 1024,
  });
  let ended = () => {};
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  client.on('close', () => ended());
  // What went wrong is told by whatever was under way, or by the end of the connection.
  client.on('error', () => ended());
  try {
    await client.connect();
    const opened = await client.mailboxOpen(folderOf(box));
    return { client, over, validity: String(opened.uidValidity) };
  } catch (error) {
    client.close();
    throw error;
  }
}
