import { createHash } from 'node:crypto';
import { createGatewayHealth } from '../gateway-health.ts';
import type { AsideReason, MessageGateway, MessageReceived, MessagingHooks } from '../port.ts';
import { type Handled, type MailAt, type MailCursors, watchBox } from './box.ts';
import { createFilesAgain } from './files-again.ts';
import { type MailBox, nameOf } from './imap.ts';
import { kindOf } from './kind.ts';
import { idReader, saidIn } from './letter.ts';
import type { Mail, MailReader } from './mail.ts';
import { createSenderPace } from './sender-pace.ts';
import { createSmtp } from './smtp.ts';

export interface EmailGatewayOptions {
  readonly name: string;
  /** The office's addresses, the first of which writes where a service names none. */
  readonly addresses: readonly string[];
  readonly boxes: readonly MailBox[];
  /** Null: mail comes and none goes. */
  readonly smtpUrl: string | null;
  /** Whose letters they are, as citizens read it. */
  readonly officeName: string;
  readonly reader: MailReader;
  readonly cursors: MailCursors;
  readonly handled: Handled;
  /** Letters a second. */
  readonly perSecond: number;
  /** What is larger is not fetched. */
  readonly mostBytes: number;
  readonly pollMs?: number;
  readonly timeoutMs?: number;
  readonly now: () => number;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * E-mail: boxes over IMAP, letters over SMTP. What no person wrote is told as such and never answered; what breaks its reader
 * is set aside, and the next one goes on.
 * @throws when there is no address
 */
export function createEmailGateway(options: EmailGatewayOptions): MessageGateway {
  const { name, addresses, boxes, smtpUrl, officeName, reader, cursors, handled, perSecond, mostBytes, now, log } =
    options;
  const { pollMs = 60_000, timeoutMs = 20_000 } = options;
  const [first] = addresses;
  if (first === undefined) throw new Error(`the e-mail gateway ${name} has no address`);
  const own = new Set(addresses.map((address) => address.toLowerCase()));
  const ours = { addresses: own, idOf: idReader(own) };
  const smtp = smtpUrl === null ? null : createSmtp({ url: smtpUrl, name: officeName, timeoutMs });
  const health = createGatewayHealth(now, boxes.length === 0);
  const pace = createSenderPace(now);
  const again = createFilesAgain({ boxes, handled, mostBytes, timeoutMs, reader, now });
  const away = new Set<string>();
  let hooks: MessagingHooks | null = null;
  let watches: readonly { stop(): Promise<void> }[] = [];

  const take = async (at: MailAt): Promise<void> => {
    if (hooks === null) throw new Error('stopping');
    const { raw, head } = at;
    const reading = await reader.mail(raw ?? head ?? new Uint8Array());
    if (!reading.ok && reading.why === 'away') throw new Error('nobody can read mail now');
    const mail = reading.ok ? reading.read : null;
    if (!mail) log.warn({ gateway: name, uid: at.uid }, 'a mail broke what reads it and is set aside');
    if (!mail || raw === null) health.strange();
    if (!mail) return hooks.received(received(at, null, '', raw === null ? 'too_large' : 'unreadable'));
    const kind = kindOf(mail, ours);
    if (kind.kind === 'outcome') return outcome(mail, kind, at);
    const flood = kind.kind === 'words' && pace.tooMany(kind.from) ? 'flood' : null;
    const aside = raw === null ? 'too_large' : kind.kind === 'aside' ? kind.reason : flood;
    await hooks.received(received(at, mail, kind.from, aside));
  };

  const outcome = async (
    mail: Mail,
    {
      messageId,
      status,
      code,
    }: { messageId: string; status: 'failed' | 'delivered' | 'read' | null; code: string | null },
    { at }: MailAt,
  ) => {
    if (status === null) return;
    await hooks?.reported({
      gateway: name,
      messageId,
      reference: messageId,
      status,
      at,
      errorCode: code ?? (mail.report ? 'bounced' : 'returned'),
    });
  };

  const received = (at: MailAt, mail: Mail | null, from: string, aside: AsideReason | null): MessageReceived => {
    const to = mail?.to.find((one) => own.has(one.toLowerCase())) ?? at.box.address;
    return {
      id: idOf(name, at, mail, from),
      gateway: name,
      channel: 'email',
      at: Math.min(at.at, now()),
      from,
      to: to.toLowerCase(),
      text: mail ? saidIn(mail) : '',
      media: aside === null || aside === 'auto_reply' ? again.media(at, mail) : [],
      mail: {
        messageId: mail?.messageId ?? null,
        subject: mail?.subject ?? '',
        answersOurs: (mail?.answers ?? []).flatMap((id) => ours.idOf(id) ?? []),
        answers: (mail?.answers ?? []).filter((id) => ours.idOf(id) === null),
        quoted: mail?.quoted ?? '',
      },
      ...(aside !== null && { aside }),
    };
  };

  return {
    name,
    channels: ['email'],
    perSecond,
    start(given) {
      hooks = given;
      watches = boxes.map((box) => {
        const key = nameOf(box);
        away.add(key);
        return watchBox({
          ...{ box, cursors, handled, mostBytes, pollMs, timeoutMs, now, take },
          heard: () => {
            away.delete(key);
            if (away.size === 0) health.heard();
          },
          lost: () => {
            if (!away.has(key)) log.warn({ gateway: name }, 'a mailbox is away; trying again');
            away.add(key);
            health.lost();
          },
        });
      });
    },
    async stop() {
      hooks = null;
      await Promise.all(watches.map((watch) => watch.stop()));
      smtp?.close();
    },
    status: health.status,
    send: async (message) => {
      if (!smtp) return { ok: false, kind: 'rejected', reason: 'no mail server to send by', code: 'no_smtp' };
      return smtp.send({ ...message, from: message.from === '' ? first : message.from });
    },
    media: again.fetch,
  };
}

/**
 * The same mail in two boxes, or fetched twice, is one: by its Message-ID, sender and words. Mailers that give all their mail
 * one Message-ID lose none by it. Of what cannot be read the bytes say what it is.
 */
function idOf(name: string, { raw, head, uid, validity }: MailAt, mail: Mail | null, from: string): string {
  const hash = createHash('sha256');
  if (mail?.messageId) hash.update(JSON.stringify([mail.messageId, from, mail.subject, mail.text, mail.files]));
  else if (raw) hash.update(raw);
  else hash.update(head ?? `${validity} ${uid}`);
  return `${name}-${hash.digest('hex').slice(0, 40)}`;
}
