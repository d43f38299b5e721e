import { z } from 'zod';
import { emailSettings } from './email-settings.ts';
import { address, decimal, defaulted, line, optional, token } from './setting.ts';

const word = /^[a-z][a-z0-9-]{0,39}$/;
const gatewayNames = line
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((names) => names.every((name) => word.test(name)));
const gatewayWords = {
  id: 'nama gateway di services.yaml, dipisah koma',
  en: 'names of gateways in services.yaml, separated by commas',
};
/** `modem1=+628…`: the modems of the daemon by their PhoneID. */
const modems = line
  .transform((text) => text.split(',').map((part) => part.trim().split('=')))
  .refine((pairs) => pairs.every(([id, number, rest]) => id && number && rest === undefined))
  .transform((pairs) => pairs.map(([id = '', number = '']) => ({ id, number })));
const rate = { id: 'bilangan 0.01 sampai 1000', en: 'a number from 0.01 to 1000' };

const hosts = line
  .transform((text) => (text === 'none' ? [] : text.split(',').map((one) => one.trim())))
  .refine((all) => all.every((one) => /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/.test(one)));

/** What carries messages. The services of services.yaml say by which gateway theirs go. */
export const messageSettings = {
  ...emailSettings,
  GAMMU_DATABASE_URL: optional(address(['postgres', 'postgresql']), {
    meaning: {
      id: 'PostgreSQL milik gammu-smsd: SMS lewat modem GSM',
      en: 'PostgreSQL of gammu-smsd: SMS through GSM modems',
    },
    expects: { id: 'alamat postgres://', en: 'a postgres:// address' },
    example: 'postgres://smsd:PASSWORD@127.0.0.1:5432/smsd',
    secret: true,
  }),
  GAMMU_GATEWAY: defaulted(z.string().regex(word), 'sms', {
    meaning: { id: 'Nama modem itu di services.yaml', en: 'What services.yaml calls those modems' },
    expects: { id: 'satu nama gateway', en: 'the name of one gateway' },
  }),
  GAMMU_MODEMS: optional(modems, {
    meaning: {
      id: 'Bila modemnya lebih dari satu: PhoneID dan nomor kartunya',
      en: 'When there are several modems: PhoneID and number of the card',
    },
    expects: { id: 'PhoneID=nomor, dipisah koma', en: 'PhoneID=number, separated by commas' },
    example: 'modem1=+628111631500,modem2=+628111631501',
  }),
  GAMMU_PER_SECOND: defaulted(decimal(0.01, 1_000), '2', {
    meaning: {
      id: 'SMS per detik yang diserahkan kepada gammu-smsd',
      en: 'SMS a second that gammu-smsd is given',
    },
    expects: rate,
  }),
  HTTP_GATEWAY_URL: optional(address(['http', 'https']), {
    meaning: {
      id: 'Alamat agregator atau jembatan (Facebook, X, situs web) yang menerima pesan kami',
      en: 'Address of the aggregator or bridge (Facebook, X, website) that takes our messages',
    },
    expects: { id: 'alamat http:// atau https://', en: 'an http:// or https:// address' },
    example: 'https://bridge.example.go.id/sigap',
  }),
  HTTP_GATEWAY_SECRET: optional(line.min(16), {
    meaning: {
      id: 'Rahasia bersama: kedua pihak menandatangani pesan dengannya',
      en: 'Shared secret: both sides sign messages with it',
    },
    expects: token,
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  HTTP_GATEWAYS: defaulted(gatewayNames, 'pages', {
    meaning: { id: 'Gateway yang dilayani alamat itu', en: 'The gateways that this address serves' },
    expects: gatewayWords,
  }),
  HTTP_GATEWAY_MEDIA_HOSTS: defaulted(hosts, 'none', {
    meaning: {
      id: 'Host lain tempat lampiran warga boleh diambil (https), selain host alamat itu',
      en: 'Other hosts from which what citizens sent may be fetched (https), besides that of the address',
    },
    expects: { id: 'nama host dipisah koma, atau "none"', en: 'names of hosts with commas between, or "none"' },
    example: 'media.example.go.id',
  }),
  HTTP_GATEWAY_PER_SECOND: defaulted(decimal(0.01, 1_000), '10', {
    meaning: { id: 'Pesan per detik ke alamat itu', en: 'Messages a second to that address' },
    expects: rate,
  }),
  TWILIO_MESSAGE_GATEWAYS: defaulted(gatewayNames, 'sms,whatsapp', {
    meaning: {
      id: 'Gateway yang dilayani Twilio, bila akunnya diisi dan tidak dilayani yang lain',
      en: 'The gateways that Twilio serves, when its account is set and nothing else serves them',
    },
    expects: gatewayWords,
  }),
  TWILIO_SMS_PER_SECOND: defaulted(decimal(0.01, 1_000), '1', {
    meaning: {
      id: 'SMS per detik yang diizinkan Twilio untuk nomornya',
      en: 'SMS a second that Twilio allows the number',
    },
    expects: rate,
  }),
};
