import { address, defaulted, host, hostName, line, name, optional, token, wholeNumber } from './setting.ts';

const port = { id: 'bilangan 1 sampai 65535', en: 'a number from 1 to 65535' };
const word = { id: 'huruf, angka, "-" dan "_"', en: 'letters, digits, "-" and "_"' };

/** Names that stand for something else, or would make a setting that there is already. */
const taken = ['asterisk', 'agi', 'ami', 'simulator', 'twilio'];

const exchanges = line
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((names) => names.every((name) => /^[a-z][a-z0-9]{0,19}$/.test(name) && !taken.includes(name)))
  .refine((names) => new Set(names).size === names.length);

export const asteriskSettings = {
  ASTERISK_HOST: optional(host, {
    meaning: { id: 'Host Asterisk', en: 'Host of Asterisk' },
    expects: hostName,
    example: '127.0.0.1',
  }),
  ASTERISK_AMI_PORT: defaulted(wholeNumber(1, 65_535), '5038', {
    meaning: { id: 'Porta AMI', en: 'Port of its manager interface (AMI)' },
    expects: port,
  }),
  ASTERISK_AMI_USER: optional(name, {
    meaning: { id: 'Pengguna AMI (manager.conf)', en: 'AMI user (manager.conf)' },
    expects: word,
    example: 'sigap',
  }),
  ASTERISK_AMI_SECRET: optional(line, {
    meaning: { id: 'Sandi pengguna AMI', en: 'Password of the AMI user' },
    expects: { id: 'satu baris, seperti di manager.conf', en: 'one line, as in manager.conf' },
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  ASTERISK_QUEUE: defaulted(name, 'hotline', {
    meaning: { id: 'Antrean hotline (queues.conf)', en: 'Queue of the hotline (queues.conf)' },
    expects: word,
  }),
  ASTERISK_HOTLINE_CONTEXT: defaulted(name, 'hotline', {
    meaning: {
      id: 'Konteks dialplan tempat penelepon masuk (extensions.conf)',
      en: 'Dialplan context where callers arrive (extensions.conf)',
    },
    expects: word,
  }),
  ASTERISK_AGI_HOST: defaulted(host, '127.0.0.1', {
    meaning: {
      id: 'Alamat kita tempat dialplan meminta nomor tiket (SIGAP_AGI di site.conf)',
      en: 'Address of ours where the dialplan asks for ticket numbers (SIGAP_AGI in site.conf)',
    },
    expects: hostName,
  }),
  ASTERISK_AGI_PORT: defaulted(wholeNumber(1, 65_535), '4573', {
    meaning: { id: 'Porta untuk itu', en: 'Port for it' },
    expects: port,
  }),
  ASTERISK_REGISTRATION_TOKEN: optional(line.min(16), {
    meaning: {
      id: 'Tanda pengenal dialplan saat meminta nomor tiket',
      en: 'What the dialplan shows when it asks for a ticket number',
    },
    expects: token,
    example: '$(openssl rand -hex 24)',
    secret: true,
  }),
  ASTERISK_WEBSOCKET_URL: optional(address(['ws', 'wss']), {
    meaning: {
      id: 'WebSocket Asterisk untuk telepon di peramban; kosong berarti hanya telepon meja',
      en: 'Asterisk’s WebSocket for telephones in the browser; empty means desk phones only',
    },
    expects: { id: 'alamat ws:// atau wss://', en: 'a ws:// or wss:// address' },
    example: 'wss://pbx.example.go.id:8089/ws',
  }),
  ASTERISK_SIP_DOMAIN: optional(host, {
    meaning: {
      id: 'Domain SIP agen; bawaannya ASTERISK_HOST',
      en: 'SIP domain of the agents; by default ASTERISK_HOST',
    },
    expects: hostName,
    example: 'pbx.example.go.id',
  }),
  ASTERISK_CALL_LOG: optional(line, {
    meaning: {
      id: 'Berkas catatan panggilan Asterisk (cel_custom.conf), untuk membaca kembali yang terjadi selagi kita mati; kosong berarti diperkirakan',
      en: 'Asterisk’s file of what happened to each call (cel_custom.conf), to read back what happened while we were away; empty means that it is estimated',
    },
    expects: { id: 'nama berkas yang boleh kita baca', en: 'the name of a file that we may read' },
    example: '/var/log/asterisk/cel-custom/sigap.csv',
  }),
  ASTERISK_RECORDINGS: optional(line, {
    meaning: {
      id: 'Folder tempat Asterisk merekam (RECORDINGS di site.conf); kosong berarti tidak ada percakapan yang direkam',
      en: 'The folder into which Asterisk records (RECORDINGS in site.conf); empty means that no conversation is recorded',
    },
    expects: {
      id: 'nama folder yang boleh kita baca dan kosongkan',
      en: 'the name of a folder that we may read and empty',
    },
    example: '/var/spool/asterisk/sigap',
  }),
  ASTERISK_QUEUES_FILE: optional(line, {
    meaning: {
      id: 'Berkas antrean yang dibaca queues.conf, agar antrean dapat dibuat di halaman administrasi; kosong berarti hanya antrean yang ada',
      en: 'File of queues that queues.conf reads, so that queues can be made in the administration; empty means the one there is',
    },
    expects: { id: 'nama berkas yang boleh kita tulis', en: 'the name of a file that we may write' },
    example: '/etc/asterisk/sigap/queues.conf',
  }),
  ASTERISK_EXCHANGES: optional(exchanges, {
    meaning: {
      id: 'Nama sentral Asterisk lain yang juga dikerjakan; setelannya ASTERISK_NAMA_HOST dan seterusnya, dengan ASTERISK_NAMA_PREFIX di depan nomor pesawatnya',
      en: 'Names of further Asterisk exchanges that are worked too; their settings are ASTERISK_NAME_HOST and so on, with ASTERISK_NAME_PREFIX before the numbers of their telephones',
    },
    expects: {
      id: 'nama dari huruf kecil dan angka, dipisah koma',
      en: 'names of small letters and digits, with commas between',
    },
    example: 'selatan,timur',
  }),
};
