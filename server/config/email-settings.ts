import { z } from 'zod';
import { parseEmail } from '../domain/identity/email.ts';
import { address, decimal, defaulted, line, optional, wholeNumber } from './setting.ts';

/** `imaps://name:password@host/folder`, each with a log-in; the folder may be left out. */
const boxes = line
  .transform((text) => text.split(/\s+/))
  .refine((all) => all.every((one) => isBox(one)))
  .refine((all) => new Set(all).size === all.length);

function isBox(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, searchParams } = new URL(text);
  const own = searchParams.get('address');
  if (own !== null && parseEmail(own) === null) return false;
  return (protocol === 'imap:' || protocol === 'imaps:') && hostname !== '' && username !== '' && password !== '';
}

/** What becomes of a mail in its box when its case has it. */
const handled = line.refine((text) => /^(?:left|seen|moved:[^"\\*%]{1,100})$/.test(text));

/** E-mail of citizens. The services of services.yaml say which addresses are theirs. */
export const emailSettings = {
  EMAIL_BOXES: optional(boxes, {
    meaning: {
      id: 'Kotak surat warga (IMAP), dipisah spasi; di mesin lain hanya lewat TLS. ?address= menyebut alamatnya bila nama masuknya bukan alamat',
      en: 'Mailboxes of citizens (IMAP), separated by spaces; on another machine by TLS alone. ?address= names its address where the log-in is none',
    },
    expects: {
      id: 'alamat imap:// atau imaps:// dengan nama dan sandi',
      en: 'imap:// or imaps:// addresses with name and password',
    },
    example: 'imaps://pengaduan%40kota.go.id:PASSWORD@mail.kota.go.id/INBOX',
    secret: true,
  }),
  EMAIL_SMTP_URL: optional(address(['smtp', 'smtps']), {
    meaning: {
      id: 'Server surel untuk membalas warga; kosong berarti SMTP_URL. Di mesin lain hanya lewat TLS',
      en: 'Mail server by which citizens are answered; empty means SMTP_URL. On another machine by TLS alone',
    },
    expects: { id: 'alamat smtp:// atau smtps://', en: 'an smtp:// or smtps:// address' },
    example: 'smtps://pengaduan%40kota.go.id:PASSWORD@mail.kota.go.id',
    secret: true,
  }),
  EMAIL_GATEWAY: defaulted(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), 'email', {
    meaning: { id: 'Nama surel itu di services.yaml', en: 'What services.yaml calls that e-mail' },
    expects: { id: 'satu nama gateway', en: 'the name of one gateway' },
  }),
  EMAIL_HANDLED: defaulted(handled, 'seen', {
    meaning: {
      id: 'Surel yang sudah diambil: ditandai dibaca (seen), dibiarkan (left), atau dipindah (moved:Nama folder)',
      en: 'Mail that was taken: marked as read (seen), left as it is (left), or moved (moved:Name of the folder)',
    },
    expects: { id: 'seen, left atau moved:Folder', en: 'seen, left or moved:Folder' },
  }),
  EMAIL_MAX_MB: defaulted(wholeNumber(1, 100), '40', {
    meaning: {
      id: 'Ukuran surel terbesar yang diambil, MB; yang lebih besar disisihkan',
      en: 'The largest mail that is taken, in MB; larger ones are set aside',
    },
    expects: { id: 'bilangan 1 sampai 100', en: 'a number from 1 to 100' },
  }),
  EMAIL_PER_SECOND: defaulted(decimal(0.01, 1_000), '2', {
    meaning: { id: 'Surel per detik yang dikirim', en: 'Mails a second that are sent' },
    expects: { id: 'bilangan 0.01 sampai 1000', en: 'a number from 0.01 to 1000' },
  }),
};
