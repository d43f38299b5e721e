import { z } from 'zod';
import { parseEmail } from '../domain/identity/email.ts';
import { parseQuietHours } from '../domain/notification/quiet.ts';
import { address, defaulted, line, optional, token } from './setting.ts';

const mailbox = line.max(254).refine((text) => {
  const bare = /^[^<>"]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return parseEmail(bare) !== null;
});

const quietHours = z
  .string()
  .refine((text) => text === 'none' || parseQuietHours(text) !== null)
  .transform((text) => (text === 'none' ? null : parseQuietHours(text)));

/** How the office's people are told of what is late, besides their screens. */
export const notifySettings = {
  SIGAP_QUIET_HOURS: defaulted(quietHours, '21:00-06:00', {
    meaning: {
      id: 'Jam tenang: pemberitahuan yang tidak mendesak menunggu sampai berakhir; tiap orang dapat mengaturnya sendiri',
      en: 'Quiet hours: notifications that are not urgent wait for their end; everybody can set their own',
    },
    expects: { id: 'jam seperti 21:00-06:00, atau "none"', en: 'hours like 21:00-06:00, or "none"' },
  }),
  SMTP_URL: optional(address(['smtp', 'smtps']), {
    meaning: {
      id: 'Server surel untuk pemberitahuan; kosong berarti tanpa surel',
      en: 'Mail server for notifications; empty means no e-mail',
    },
    expects: { id: 'alamat smtp:// atau smtps://', en: 'an smtp:// or smtps:// address' },
    example: 'smtps://sigap:PASSWORD@mail.example.go.id',
    secret: true,
  }),
  MAIL_FROM: optional(mailbox, {
    meaning: { id: 'Pengirim surel pemberitahuan', en: 'Sender of the e-mails' },
    expects: { id: 'satu alamat surel, boleh dengan nama', en: 'one e-mail address, with a name or without' },
    example: 'Sigap <sigap@example.go.id>',
  }),
  ALERT_WEBHOOK_URL: optional(address(['http', 'https']), {
    meaning: {
      id: 'Sistem kantor yang diberi tahu eskalasi lewat POST bertanda tangan; kosong berarti tidak ada',
      en: 'A system of the office that is told of escalations by a signed POST; empty means none',
    },
    expects: { id: 'alamat http:// atau https://', en: 'an http:// or https:// address' },
    example: 'https://alarm.example.go.id/sigap',
    secret: true,
  }),
  ALERT_WEBHOOK_SECRET: optional(line.min(16), {
    meaning: {
      id: 'Rahasia bersama penerima, untuk tanda tangan X-Sigap-Signature',
      en: 'Secret shared with the receiver, for the signature X-Sigap-Signature',
    },
    expects: token,
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  ALERT_WHATSAPP_TEMPLATE: optional(line.max(120), {
    meaning: {
      id: 'Templat WhatsApp untuk pemberitahuan: variabel 1 adalah kalimatnya. Tanpa itu WhatsApp menolak pesan kepada orang yang tidak menulis dalam 24 jam terakhir',
      en: 'WhatsApp template for notifications: variable 1 is the sentence. Without it WhatsApp refuses messages to whoever has not written within 24 hours',
    },
    expects: { id: 'nama atau id templat di penyedia', en: 'the template’s name or id at the provider' },
    example: 'HX0123456789abcdef0123456789abcdef',
  }),
};
