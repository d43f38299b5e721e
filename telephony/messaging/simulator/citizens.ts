import type { MessageChannel } from '../port.ts';

/** Somebody invented who writes to the office. */
export interface Citizen {
  /** By telephone: nobody's number, as operators do not hand out subscriber parts that begin with zeros. */
  readonly telephone: string;
  readonly account: string;
  readonly opening: string;
  /** What is said when the office asks back. */
  readonly details: string;
}

export const citizens: readonly Citizen[] = [
  {
    telephone: '+6281200000201',
    account: 'warga.mawar',
    opening: 'Lampu jalan di Jl. Mawar RT 03 mati sudah tiga malam, gelap sekali.',
    details: 'Nama saya Rudi Hartono, Jl. Mawar no. 12 RT 03 RW 05.',
  },
  {
    telephone: '+6281300000202',
    account: 'ibu.sulastri',
    opening: 'KTP saya sudah direkam dua bulan lalu tapi belum jadi. Kapan bisa diambil?',
    details: 'Sulastri, Jl. Kenanga 7. Perekamannya di kecamatan tanggal 10.',
  },
  {
    telephone: '+6285700000203',
    account: 'anton_pasar',
    opening: 'Sampah di pasar pagi tidak diangkut sejak Senin 😷',
    details: 'Anton, pedagang di blok C. Baknya dekat pintu timur.',
  },
  {
    telephone: '+6281500000204',
    account: 'dina.w',
    opening: 'Bagaimana cara mengurus akta kelahiran anak yang terlambat?',
    details: 'Dina Wulandari, Perumahan Asri blok B2. Anak lahir tahun 2024.',
  },
  {
    telephone: '+6281900000205',
    account: 'pak_joyo',
    opening: 'Air PDAM keruh dan bau sejak kemarin sore di kampung kami.',
    details: 'Joyo, RT 01 RW 02 Kelurahan Sukamaju, dekat masjid.',
  },
  {
    telephone: '+6285600000206',
    account: 'mega.s',
    opening: 'Trotoar di depan SD rusak, anak-anak jalan di badan jalan. Mohon diperbaiki.',
    details: 'Mega, wali murid. SD Negeri 4, Jl. Pahlawan.',
  },
  {
    telephone: '+6287800000207',
    account: 'hendra_kk',
    opening: 'Saya mau pindah KK ke Surabaya, syaratnya apa saja ya?',
    details: 'Hendra Kusuma, sekarang di Sidoarjo, pindah ke Rungkut.',
  },
  {
    telephone: '+6289500000208',
    account: 'warung_yanti',
    opening: 'Ada pohon miring hampir menimpa kabel listrik di Jl. Anggrek.',
    details: 'Yanti, warung sebelah pohonnya, Jl. Anggrek 21.',
  },
];

const byTelephone: ReadonlySet<MessageChannel> = new Set(['sms', 'whatsapp']);

export const addressOf = (citizen: Citizen, channel: MessageChannel): string =>
  byTelephone.has(channel)
    ? citizen.telephone
    : channel === 'email'
      ? `${citizen.account}@example.com`
      : citizen.account;

const thanks = ['Terima kasih banyak, Pak/Bu.', 'Baik, terima kasih infonya 🙏', 'Oke, terima kasih.'];

/**
 * What somebody says to a message of the office: nothing to a ticket number, the details when asked, else thanks, once.
 * @param said how often this citizen has answered
 */
export function replyOf(citizen: Citizen, text: string, said: number): string | null {
  if (/\b[A-Z]{2,5}-20\d{6}-\d{4,}\b/.test(text)) return null;
  if (text.includes('?')) return citizen.details;
  return said < 2 ? (thanks[said % thanks.length] ?? null) : null;
}
