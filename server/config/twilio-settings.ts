import { z } from 'zod';
import { address, defaulted, line, optional } from './setting.ts';

const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-f]{32}$`));
const sidWords = (prefix: string) => ({
  id: `${prefix} diikuti 32 angka heksadesimal`,
  en: `${prefix} followed by 32 hexadecimal digits`,
});

const e164 = /^\+[1-9]\d{6,14}$/;
/** Numbers in E.164, separated by commas. */
const numbers = line
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => e164.test(part)));

/** `101=+628…,102=sip:102@…`: telephones of agents who do not sit at a browser, by extension. */
const agentPhones = line
  .transform((text) => text.split(',').map((part) => part.trim().split('=')))
  .refine((pairs) =>
    pairs.every(
      ([extension = '', phone = '', rest]) =>
        rest === undefined &&
        /^\d{2,6}$/.test(extension) &&
        (e164.test(phone) || /^sips?:[\w.+-]+@[\w.-]+(:\d{1,5})?$/.test(phone)),
    ),
  )
  .transform((pairs): ReadonlyMap<string, string> => new Map(pairs as [string, string][]))
  .refine((phones) => new Set(phones.values()).size === phones.size);

/** The account's own are shared by all that runs on Twilio; the others are for calls. */
export const twilioSettings = {
  TWILIO_ACCOUNT_SID: optional(sid('AC'), {
    meaning: { id: 'Akun Twilio', en: 'Twilio account' },
    expects: sidWords('AC'),
    example: 'AC00000000000000000000000000000000',
  }),
  TWILIO_AUTH_TOKEN: optional(line.min(16), {
    meaning: {
      id: 'Auth Token akun Twilio: dengannya kami meminta, dan Twilio menandatangani webhook',
      en: 'Auth token of the Twilio account: we ask with it, and Twilio signs its webhooks with it',
    },
    expects: { id: 'token dari konsol Twilio', en: 'the token of the Twilio console' },
    example: '00000000000000000000000000000000',
    secret: true,
  }),
  TWILIO_API_KEY_SID: optional(sid('SK'), {
    meaning: {
      id: 'API key Twilio untuk telepon agen di peramban',
      en: 'Twilio API key for agents’ telephones in the browser',
    },
    expects: sidWords('SK'),
    example: 'SK00000000000000000000000000000000',
  }),
  TWILIO_API_KEY_SECRET: optional(line.min(16), {
    meaning: { id: 'Rahasia API key itu', en: 'Secret of that API key' },
    expects: { id: 'rahasia dari konsol Twilio', en: 'the secret of the Twilio console' },
    example: '00000000000000000000000000000000',
    secret: true,
  }),
  TWILIO_VOICE_NUMBERS: optional(numbers, {
    meaning: {
      id: 'Nomor hotline di Twilio; kosong berarti semua nomor akun itu hotline',
      en: 'Hotline numbers at Twilio; empty means that every number of the account is one',
    },
    expects: {
      id: 'nomor dengan + dan kode negara, dipisah koma',
      en: 'numbers with + and country code, separated by commas',
    },
    example: '+622150001234',
  }),
  TWILIO_AGENT_PHONES: optional(agentPhones, {
    meaning: {
      id: 'Telepon agen yang tidak memakai peramban, menurut ekstensi',
      en: 'Telephones of agents who do not use the browser, by extension',
    },
    expects: {
      id: 'ekstensi=nomor atau ekstensi=sip:alamat, dipisah koma, tiap telepon sekali',
      en: 'extension=number or extension=sip:address, separated by commas, each telephone once',
    },
    example: '103=+622150009999,104=sip:104@pbx.example.go.id',
    secret: true,
  }),
  TWILIO_RECORD_CALLS: defaulted(z.enum(['no', 'yes']), 'no', {
    meaning: {
      id: 'Apakah percakapan direkam di Twilio; penelepon diberi tahu lebih dahulu',
      en: 'Whether Twilio records conversations; the caller is told before',
    },
    expects: { id: '"yes" atau "no"', en: '"yes" or "no"' },
  }),
  TWILIO_MUSIC_URL: defaulted(
    address(['http', 'https']),
    'http://com.twilio.music.classical.s3.amazonaws.com/BusyStrings.mp3',
    {
      meaning: { id: 'Musik tunggu (mp3 atau wav)', en: 'Music while waiting (mp3 or wav)' },
      expects: { id: 'alamat http:// atau https://', en: 'an http:// or https:// address' },
      example: 'https://sigap.example.go.id/tunggu.mp3',
    },
  ),
};
