import { z } from 'zod';
import { Role, roles } from '../contract/people.ts';
import { officeZones } from '../domain/calendar/office-day.ts';
import { asteriskSettings } from './asterisk-settings.ts';
import { diallingSettings } from './dialling-settings.ts';
import { fileSettings } from './file-settings.ts';
import { groupSettings } from './group-roles.ts';
import { ldapSettings } from './ldap-settings.ts';
import { messageSettings } from './message-settings.ts';
import { notifySettings } from './notify-settings.ts';
import { oidcSettings } from './oidc-settings.ts';
import { retentionSettings } from './retention-settings.ts';
import { address, decimal, defaulted, host, hostName, line, optional, token, wholeNumber } from './setting.ts';
import { signSettings } from './sign-settings.ts';
import { twilioSettings } from './twilio-settings.ts';

/**
 * The simulator's days; a test keeps this list equal to the simulator's own.
 * @internal exported for its tests
 */
export const simulatorScenarios = ['empty', 'quiet', 'normal', 'storm', 'pranks'] as const;
/** `provider`: of a rented database or disk; `hardware`: drives that encrypt themselves and are unlocked at the start. */
const encryptedStores = ['luks', 'provider', 'hardware'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const oneOf = (values: readonly string[]) => ({
  id: `salah satu dari: ${values.join(', ')}`,
  en: `one of: ${values.join(', ')}`,
});

/** Behind which proxies we stand, as Express takes it. `true` (anybody may claim any address) is not offered. */
const trustProxy = z
  .string()
  .regex(
    /^(no|[1-9]|(loopback|linklocal|uniquelocal|[0-9A-Fa-f.:]+(\/\d{1,3})?)(,(loopback|linklocal|uniquelocal|[0-9A-Fa-f.:]+(\/\d{1,3})?))*)$/,
  )
  .transform((text): false | number | string => (text === 'no' ? false : /^\d$/.test(text) ? Number(text) : text));

const secretKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => new Set(key).size > 8);

const minutesOrNone: z.ZodType<number | null, string> = z.union([
  z.literal('none').transform(() => null),
  wholeNumber(1, 240),
]);

const secretKeys = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(secretKey));

const rolesOrNone = z
  .string()
  .transform((text) => (text === 'none' ? [] : text === 'all' ? [...roles] : text.split(',').map((one) => one.trim())))
  .pipe(z.array(Role));

/** Every setting there is, in the order of `.env.example`. */
export const settings = {
  NODE_ENV: defaulted(z.enum(['development', 'test', 'production']), 'development', {
    meaning: {
      id: 'Mode kerja; "production" menolak simulator dan rahasia bawaan',
      en: 'Mode of work; "production" refuses the simulator and generated secrets',
    },
    expects: oneOf(['development', 'test', 'production']),
  }),
  HOST: defaulted(host, '127.0.0.1', {
    meaning: { id: 'Alamat tempat server mendengarkan', en: 'Address the server listens on' },
    expects: hostName,
  }),
  PORT: defaulted(wholeNumber(0, 65_535), '3000', {
    meaning: { id: 'Porta server; 0 berarti porta bebas mana pun', en: 'Port of the server; 0 means any free one' },
    expects: { id: 'bilangan 0 sampai 65535', en: 'a number from 0 to 65535' },
  }),
  PUBLIC_URL: optional(address(['http', 'https']), {
    meaning: {
      id: 'Alamat yang dipakai orang di peramban, bila berbeda (misalnya di belakang proksi)',
      en: 'Address people use in the browser, when it differs (behind a proxy, say)',
    },
    expects: { id: 'alamat http:// atau https://', en: 'an http:// or https:// address' },
    example: 'https://sigap.example.go.id',
  }),
  TRUST_PROXY: defaulted(trustProxy, 'no', {
    meaning: {
      id: 'Proksi yang dipercaya memberi alamat pengunjung: "no", jumlah lapis, atau daftar alamat',
      en: 'Proxies trusted to tell the visitor’s address: "no", how many, or a list of addresses',
    },
    expects: {
      id: '"no", angka 1–9, atau alamat dipisah koma ("true" tidak aman)',
      en: '"no", a digit 1–9, or addresses separated by commas ("true" is not safe)',
    },
    example: 'loopback',
  }),
  DATABASE_URL: optional(address(['postgres', 'postgresql']), {
    meaning: {
      id: 'PostgreSQL milik Anda; kosong berarti basis data tertanam di SIGAP_DATA_DIR',
      en: 'A PostgreSQL of your own; empty means the embedded database in SIGAP_DATA_DIR',
    },
    expects: { id: 'alamat postgres://', en: 'a postgres:// address' },
    example: 'postgres://sigap:PASSWORD@db.example.go.id:5432/sigap',
    secret: true,
  }),
  DATABASE_OWNER_URL: optional(address(['postgres', 'postgresql']), {
    meaning: {
      id: 'Peran pemilik tabel di basis data yang sama, untuk migrasi; dengan itu peran DATABASE_URL tidak dapat mengubah audit',
      en: 'The role that owns the tables of the same database, for migrations; with it the role of DATABASE_URL cannot change the audit',
    },
    expects: { id: 'alamat postgres://', en: 'a postgres:// address' },
    example: 'postgres://sigap_owner:PASSWORD@db.example.go.id:5432/sigap',
    secret: true,
  }),
  DATABASE_POOL_SIZE: defaulted(wholeNumber(2, 200), '20', {
    meaning: { id: 'Jumlah terbanyak sambungan ke basis data', en: 'Most connections to the database' },
    expects: { id: 'bilangan 2 sampai 200', en: 'a number from 2 to 200' },
  }),
  SIGAP_STANDBY: defaulted(z.enum(['yes', 'no']), 'no', {
    meaning: {
      id: 'Bila server lain bekerja dengan basis data ini: "no" menolak menyala, "yes" bersiaga dan mengambil alih bila ia berhenti; perlu DATABASE_URL, lihat deploy/standby.md',
      en: 'While another server works with this database: "no" refuses to start, "yes" stands by and takes over when it ends; needs DATABASE_URL, see deploy/standby.md',
    },
    expects: oneOf(['yes', 'no']),
  }),
  SIGAP_DATA_DIR: defaulted(line, './data', {
    meaning: {
      id: 'Folder basis data tertanam, rahasia yang dibuat sendiri, dan berkas kantor sendiri (services.yaml, calendars/)',
      en: 'Folder of the embedded database, of generated secrets and of the office’s own files (services.yaml, calendars/)',
    },
    expects: { id: 'nama folder', en: 'the name of a folder' },
    example: '/srv/sigap',
  }),
  SIGAP_OFFICE_CODE: defaulted(z.string().regex(/^[A-Z]{2,5}$/), 'SBY', {
    meaning: { id: 'Kode kantor di depan nomor tiket', en: 'Code of the office, first part of ticket numbers' },
    expects: { id: '2 sampai 5 huruf kapital', en: '2 to 5 capital letters' },
  }),
  SIGAP_OFFICE_NAME: defaulted(line.max(120), 'Pemerintah Kota Surabaya', {
    meaning: { id: 'Nama kantor di layar', en: 'Name of the office on the screens' },
    expects: { id: 'satu baris, paling banyak 120 karakter', en: 'one line of at most 120 characters' },
  }),
  SIGAP_TIME_ZONE: defaulted(z.enum(officeZones), 'Asia/Jakarta', {
    meaning: { id: 'Zona waktu kantor (WIB, WITA, WIT)', en: 'Time zone of the office (WIB, WITA, WIT)' },
    expects: oneOf(officeZones),
  }),
  SIGAP_LOCALE: defaulted(z.enum(['id', 'en']), 'id', {
    meaning: { id: 'Bahasa bawaan layar', en: 'Default language of the screens' },
    expects: oneOf(['id', 'en']),
  }),
  SIGAP_SECRET_KEY: optional(secretKey, {
    meaning: {
      id: 'Kunci untuk data pribadi di basis data; bila hilang, data itu tidak dapat dibaca lagi. Dibuat sendiri di luar production',
      en: 'Key of the personal data in the database; lost, that data cannot be read again. Generated outside production',
    },
    expects: { id: '32 bita acak dalam base64', en: '32 random bytes in base64' },
    example: '$(openssl rand -base64 32)',
    secret: true,
  }),
  SIGAP_OTHER_KEYS: optional(secretKeys, {
    meaning: {
      id: 'Kunci lain yang masih membuka data pribadi: kunci lama sampai "npm run keys -- rotate" selesai, dan kunci berikutnya sebelum semua server memakainya',
      en: 'Other keys that still open personal data: the former one until "npm run keys -- rotate" is done, and the next one before all servers use it',
    },
    expects: {
      id: 'kunci seperti SIGAP_SECRET_KEY, dipisah koma',
      en: 'keys as SIGAP_SECRET_KEY, with commas between',
    },
    example: '$(openssl rand -base64 32)',
    secret: true,
  }),
  SIGAP_ENCRYPTED_STORE: optional(z.enum(encryptedStores), {
    meaning: {
      id: 'Pernyataan pengelola: dengan apa disk basis data, folder data dan cadangannya dienkripsi, karena nama, alamat dan laporan warga tidak disegel; wajib dalam production, lihat deploy/privacy/encrypted-store.md',
      en: 'The operator’s statement: by what the disk of the database, the data folder and their backups are encrypted, as names, addresses and complaints are not sealed; required in production, see deploy/privacy/encrypted-store.md',
    },
    expects: oneOf(encryptedStores),
    example: 'luks',
  }),
  SIGAP_SECOND_FACTOR: defaulted(rolesOrNone, 'none', {
    meaning: {
      id: 'Peran yang wajib memakai kode dari ponsel saat masuk; disarankan dalam production',
      en: 'Roles that have to log in with a code from their telephone as well; recommended in production',
    },
    expects: { id: 'peran dipisah koma, "all" atau "none"', en: 'roles with commas between, "all" or "none"' },
    example: 'admin,supervisor,head',
  }),
  SIGAP_LOCK_AFTER: defaulted(minutesOrNone, '15', {
    meaning: {
      id: 'Layar yang tidak disentuh dikunci setelah sekian menit; panggilan berjalan terus',
      en: 'A screen that nobody touches is locked after so many minutes; calls go on',
    },
    expects: { id: 'bilangan 1 sampai 240, atau "none"', en: 'a number from 1 to 240, or "none"' },
  }),
  ...oidcSettings,
  ...ldapSettings,
  ...groupSettings,
  SESSION_SECRET: optional(line.min(32), {
    meaning: {
      id: 'Rahasia penanda sesi masuk. Dibuat sendiri di luar production',
      en: 'Secret that signs log-in sessions. Generated outside production',
    },
    expects: { id: 'sedikitnya 32 karakter acak', en: 'at least 32 random characters' },
    example: '$(openssl rand -hex 32)',
    secret: true,
  }),
  EXCHANGE: optional(z.enum(['simulator', 'asterisk', 'twilio']), {
    meaning: {
      id: 'Sentral telepon; bawaannya asterisk bila ASTERISK_HOST diisi, selain itu simulator',
      en: 'Telephone exchange; by default asterisk if ASTERISK_HOST is set, else simulator',
    },
    expects: oneOf(['simulator', 'asterisk', 'twilio']),
    example: 'asterisk',
  }),
  ...asteriskSettings,
  ...diallingSettings,
  ...twilioSettings,
  ...messageSettings,
  SIMULATOR_SEED: defaulted(line.max(64), 'sigap', {
    meaning: {
      id: 'Benih simulator: benih sama, penelepon sama',
      en: 'Seed of the simulator: same seed, same callers',
    },
    expects: { id: 'teks apa saja sampai 64 karakter', en: 'any text of up to 64 characters' },
  }),
  SIMULATOR_SCENARIO: defaulted(z.enum(simulatorScenarios), 'normal', {
    meaning: { id: 'Hari seperti apa yang disimulasikan', en: 'What kind of day is simulated' },
    expects: oneOf(simulatorScenarios),
  }),
  SIMULATOR_CALLS_PER_MINUTE: optional(decimal(0, 60_000), {
    meaning: {
      id: 'Panggilan per menit, menggantikan laju skenario',
      en: 'Calls a minute, instead of the scenario’s rate',
    },
    expects: { id: 'bilangan 0 sampai 60000', en: 'a number from 0 to 60000' },
    example: '2.5',
  }),
  SIMULATOR_SPEED: defaulted(decimal(0.1, 1_000), '1', {
    meaning: { id: 'Kecepatan dunia simulasi', en: 'Speed of the simulated world' },
    expects: { id: 'bilangan 0.1 sampai 1000', en: 'a number from 0.1 to 1000' },
  }),
  ...notifySettings,
  ...retentionSettings,
  ...fileSettings,
  ...signSettings,
  LOG_LEVEL: defaulted(z.enum(logLevels), 'info', {
    meaning: { id: 'Tingkat catatan log', en: 'Level of the log' },
    expects: oneOf(logLevels),
  }),
  METRICS_TOKEN: optional(line.min(16), {
    meaning: {
      id: 'Token Bearer untuk /metrics; kosong berarti hanya dari mesin ini, dan dalam production tertutup',
      en: 'Bearer token for /metrics; empty means from this machine only, and in production closed',
    },
    expects: token,
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
};

export type SettingName = keyof typeof settings;

/** What each setting reads as; undefined when it is not set and has no default. */
export type Values = {
  [Name in SettingName]: (typeof settings)[Name] extends { fallback: string }
    ? z.output<(typeof settings)[Name]['schema']>
    : z.output<(typeof settings)[Name]['schema']> | undefined;
};
