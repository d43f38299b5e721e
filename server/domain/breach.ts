import type { Words } from './shared/words.ts';

/** What kind of data somebody got to see, by what the audit says was done. */
export const dataKinds = {
  contents: { id: 'isi laporan, nama, alamat, dan percakapan', en: 'the report, name, address and messages' },
  phone: { id: 'nomor telepon', en: 'telephone number' },
  nik: { id: 'NIK', en: 'NIK (identity number)' },
  words: { id: 'tulisan asli dengan nomor di dalamnya', en: 'words as written, with numbers in them' },
  field: { id: 'isian tertutup lainnya', en: 'other sealed fields' },
  voice: { id: 'suara, langsung atau dari rekaman', en: 'the voice, live or recorded' },
  files: { id: 'foto, dokumen, atau berkas lain', en: 'photos, documents or other files' },
} as const satisfies Readonly<Record<string, Words>>;
export type DataKind = keyof typeof dataKinds;

/** Null: it shows no data of a citizen. A copy holds all of it. Pure. */
export function kindsOf(action: string): readonly DataKind[] {
  if (action === 'read.case' || action === 'read.reason') return ['contents'];
  if (/^(?:listen\.|supervise\.(?:listen|whisper|barge)$)/.test(action)) return ['voice'];
  if (action === 'file.looked' || action === 'file.saved') return ['files'];
  if (action === 'subject.copied') return ['contents', 'phone', 'nik', 'words', 'field'];
  if (!action.startsWith('reveal.') || action === 'reveal.refused') return [];
  const field = action.slice('reveal.'.length);
  return field === 'phone' || field === 'nik' || field === 'words' ? [field] : ['field'];
}

/** So long after it was noticed the people and the authority must have been told (UU 27/2022 art. 46). */
export const tellWithinMs = 3 * 24 * 60 * 60_000;

export interface BreachFacts {
  readonly office: string;
  /** Moments in words. */
  readonly from: string;
  readonly until: string;
  readonly tellBy: string;
  readonly kinds: readonly DataKind[];
}

/** What each person must be told: which data, when and how, and what is done about it. What only people know is left open. Pure. */
export function notice({ office, from, until, tellBy, kinds }: BreachFacts): Words {
  const list = (language: 'id' | 'en') => kinds.map((kind) => dataKinds[kind][language]).join('; ');
  return {
    id: `PEMBERITAHUAN KEGAGALAN PELINDUNGAN DATA PRIBADI (UU 27/2022 pasal 46)
${office} memberitahukan bahwa data pribadi Anda telah terbuka kepada pihak yang tidak berhak.
Data yang terbuka: ${list('id')}.
Kapan: antara ${from} dan ${until}. Bagaimana: [isi: cara terjadinya].
Penanganan dan pemulihan: [isi: yang sudah dan akan dilakukan].
Yang dapat Anda lakukan: waspadai telepon dan pesan yang mengaku dari kami; hubungi [isi: kontak pejabat pelindungan data].
Harus disampaikan tertulis kepada warga dan lembaga paling lambat ${tellBy} (3×24 jam sejak diketahui).`,
    en: `NOTICE OF A FAILURE TO PROTECT PERSONAL DATA (Law 27/2022 article 46)
${office} informs you that your personal data were open to somebody without the right to them.
Data: ${list('en')}.
When: between ${from} and ${until}. How: [fill in: how it happened].
Handling and recovery: [fill in: what was and will be done].
What you can do: be wary of calls and messages that claim to come from us; contact [fill in: the data protection officer].
To be given in writing to the persons and the authority by ${tellBy} (3×24 hours after it was noticed).`,
  };
}
