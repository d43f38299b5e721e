import { convert } from 'html-to-text';
import PostalMime, { type Address, type Attachment, addressParser, type Email } from 'postal-mime';
import { wellFormed } from '../../well-formed.ts';
import { idsIn, type Mail, type MailFile, tellingHeaders } from './mail.ts';
import { unfold } from './quoted.ts';
import { reportIn } from './report.ts';

const limits = { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024, maxRfc822NestingDepth: 3 };
/** What a letter says in words; the rest is cut, and lies in the mailbox. */
const mostLetters = 100_000;
const mostQuoted = 8_000;
const mostFiles = 50;
const mostAddresses = 100;

/** Headers of ours by which servers and lists say for whom a mail came here. */
const forWhom = ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'];

/**
 * Reads a mail whole. It may be anything: this runs in a process of its own, bounded in time and memory.
 * @throws when it is nested too deep or its headers are too long
 */
export async function readMail(raw: Uint8Array): Promise<Mail> {
  const email = await PostalMime.parse(raw, { ...limits, forceRfc822Attachments: true });
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value;
  const all = (name: string) => email.headers.flatMap(({ key, value }) => (key === name ? [value] : []));
  const reports = email.attachments.flatMap((part) => reportIn(part.mimeType, textOf(part)) ?? []);
  const whole = reports.length > 0 ? email : await withForwarded(raw, email);
  const { words, quoted } = unfold(bodyOf(whole));
  return {
    messageId: idsIn(header('message-id')).at(-1) ?? null,
    from: all('from').flatMap((value) => addressesIn(addressParser(value.slice(0, 10_000)))),
    to: [
      ...forWhom.flatMap(all).flatMap((value) => addressesIn(addressParser(value.slice(0, 1_000)))),
      ...addressesIn([...(email.to ?? []), ...(email.cc ?? [])]),
    ].slice(0, mostAddresses),
    subject: oneLine(email.subject ?? '').slice(0, 300),
    answers: [...new Set([...idsIn(header('in-reply-to')), ...[...idsIn(header('references'))].reverse()])],
    headers: Object.fromEntries(
      tellingHeaders.flatMap((name) => {
        const value = header(name);
        return value === undefined ? [] : [[name, wellFormed(value.slice(0, 500))]];
      }),
    ),
    hops: all('received').length,
    text: wellFormed(words),
    quoted: wellFormed(quoted.slice(0, mostQuoted)),
    files: filesOf(whole).map(
      ({ filename, mimeType }): MailFile => ({
        name: wellFormed(oneLine(filename ?? '').slice(0, 200)),
        contentType: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(mimeType) ? mimeType : 'application/octet-stream',
      }),
    ),
    report: reports[0] ?? null,
    returned: returnedIn(email),
  };
}

/** The bytes of its files, in the order of {@link Mail.files}. */
export async function filesIn(raw: Uint8Array): Promise<readonly Uint8Array[]> {
  const email = await PostalMime.parse(raw, { ...limits, forceRfc822Attachments: true });
  return filesOf(await withForwarded(raw, email)).map(({ content }) =>
    typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
  );
}

/** A mail that somebody forwards as a file is read with the one that carries it. */
async function withForwarded(raw: Uint8Array, email: Email): Promise<Email> {
  const carries = email.attachments.some(({ mimeType }) => mimeType === 'message/rfc822');
  return carries ? PostalMime.parse(raw, { ...limits, forceRfc822Attachments: false }) : email;
}

/** Signatures, calendars and keys are no files of a complaint. */
const machinery =
  /^(?:application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|ics|ms-tnef)|text\/(?:calendar|rfc822-headers)|message\/.+)$/;

const filesOf = ({ attachments }: Email): readonly Attachment[] =>
  attachments.filter(({ mimeType }) => !machinery.test(mimeType)).slice(0, mostFiles);

function bodyOf({ text, html }: Email): string {
  const plain = text?.slice(0, mostLetters).trim() ?? '';
  return plain === '' ? fromHtml(html ?? '') : plain;
}

/** Words alone: no picture is fetched, nothing runs, and a link shows where it leads. */
function fromHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 1_000_000, maxDepth: 60, maxChildNodes: 5_000 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'form', format: 'block' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: 'blockquote', format: 'blockquote', options: { trimEmptyLines: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  }).slice(0, mostLetters);
}

const textOf = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(new Uint8Array(content).subarray(0, 50_000));

/** Of returned mail its Message-ID, whether it came back whole, or its headers alone, or as text. */
function returnedIn({ attachments, text }: Email): readonly string[] {
  const parts = attachments.filter(({ mimeType }) => /^(?:message\/|text\/rfc822-headers)/.test(mimeType)).map(textOf);
  return [...parts, text?.slice(0, 50_000) ?? ''].flatMap((part) =>
    [...part.matchAll(/^(?:original-)?message-id:\s*(<[^<>\s]{3,300}>)/gim)].flatMap(([, id]) => idsIn(id)),
  );
}

const addressesIn = (given: readonly Address[]): readonly string[] =>
  given
    .flatMap((one) => (one.group ? one.group.map(({ address }) => address) : [one.address]))
    .map((address) => wellFormed(oneLine(address).slice(0, 300)))
    .filter((address) => address !== '')
    .slice(0, mostAddresses);

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
