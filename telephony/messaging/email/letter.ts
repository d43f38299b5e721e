import type { OutboundMessage } from '../port.ts';
import type { Mail } from './mail.ts';
import { aboveSignature } from './quoted.ts';

/** Ours in the headers of what we send: it tells mail of ours that comes back to us. */
const ourHeader = 'X-Sigap-Message';

/** Our id of a message stands before the `@` of its Message-ID, so that answers and bounces say which it was. */
const form = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@(.+)$/i;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
const messageIdOf = (id: string, from: string): string => `${id}@${domainOf(from)}`;

/** @param addresses our own, in small letters. @returns our id by a Message-ID; null: it is none of ours. Pure. */
export function idReader(addresses: ReadonlySet<string>): (messageId: string) => string | null {
  const domains = new Set([...addresses].map(domainOf));
  return (messageId) => {
    const [, id, domain = ''] = form.exec(messageId) ?? [];
    return id !== undefined && domains.has(domain.toLowerCase()) ? id.toLowerCase() : null;
  };
}

/** Nothing that somebody wrote ends a header and begins another. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** A message of ours as a letter: plain text with what lies in it, threaded, and told to machines where a machine wrote it. Pure. */
export function letterOf({ id, from, to, text, letter, writtenAt, attachments = [] }: OutboundMessage, name: string) {
  const answers = letter?.answers ?? null;
  const reply = answers === null ? null : `<${oneLine(answers).replace(/[<>\s]/g, '')}>`;
  return {
    messageId: `<${messageIdOf(id, from)}>`,
    date: new Date(writtenAt),
    from: { name: oneLine(name), address: from },
    to: { name: '', address: to },
    subject: oneLine(letter?.subject ?? '') || name,
    text: `${text}\n`,
    ...(attachments.length > 0 && {
      attachments: attachments.map(({ name: called, mediaType, bytes }) => ({
        filename: oneLine(called),
        contentType: mediaType,
        content: Buffer.from(bytes),
      })),
    }),
    ...(reply !== null && { inReplyTo: reply, references: reply }),
    headers: {
      [ourHeader]: id,
      'List-Unsubscribe': `<mailto:${from}?subject=STOP>`,
      ...(letter?.automatic && { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }),
    },
  };
}

/** The words that a mail says, where one word may be all of it: `STOP`, also as the subject alone. Pure. */
export function saidIn({ text, subject }: Pick<Mail, 'text' | 'subject'>): string {
  const words = aboveSignature(text);
  return words === '' ? subject.trim() : text;
}
