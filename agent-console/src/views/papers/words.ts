import { useLanguage } from '../shared/context.tsx';

/** The words of papers come with them: no desk fetches them before a case is open. */
const all = {
  title: { id: 'Surat', en: 'Papers' },
  none: { id: 'Belum ada surat.', en: 'No papers yet.' },
  toSign: { id: 'Surat menunggu Anda', en: 'Papers that wait for you' },
  choose: { id: 'Jenis surat', en: 'Kind of paper' },
  waitedFor: { id: 'ditunggu langkah ini', en: 'this step waits for it' },
  write: { id: 'Tulis surat', en: 'Write a paper' },
  happensBy: {
    id: 'Ini terjadi lewat suratnya, bukan lewat formulir ini. Yang masih kurang:',
    en: 'This happens by its paper and not by this form. What is missing:',
  },
  notYet: { id: 'belum ditulis', en: 'not written yet' },
  notSent: { id: 'sudah ditandatangani, belum dicatat terkirim', en: 'signed, its dispatch is not noted yet' },
  until_made: { id: 'Langkah selesai begitu surat ini jadi.', en: 'The step ends when this paper is made.' },
  until_returned: {
    id: 'Langkah selesai begitu surat ini dikembalikan dengan alasan.',
    en: 'The step ends when this paper is given back with a reason.',
  },
  until_signed: {
    id: 'Langkah selesai begitu surat ini ditandatangani semua.',
    en: 'The step ends when all have signed this paper.',
  },
  until_sent: {
    id: 'Langkah selesai begitu surat ini dikirim dengan buktinya.',
    en: 'The step ends when this paper has gone out with its proof.',
  },
  toPaper: { id: 'Ke suratnya', en: 'To the paper' },
  goOn: { id: 'Lanjutkan menulis', en: 'Go on writing' },
  look: { id: 'Lihat', en: 'Look' },
  initial: { id: 'Paraf', en: 'Initial' },
  sign: { id: 'Tanda tangani', en: 'Sign' },
  giveBack: { id: 'Kembalikan', en: 'Give back' },
  send: { id: 'Catat pengiriman', en: 'Note its dispatch' },
  makeVoid: { id: 'Batalkan', en: 'Make void' },
  make: { id: 'Jadikan surat', en: 'Make the paper' },
  makeHint: {
    id: 'Nomor diberikan sekarang, dan isinya tidak berubah lagi.',
    en: 'Its number is given now, and it changes no more.',
  },
  save: { id: 'Simpan draf', en: 'Keep as a draft' },
  saved: { id: 'Draf tersimpan.', en: 'The draft is kept.' },
  preview: { id: 'Pratinjau', en: 'Preview' },
  page: { id: 'Halaman', en: 'Page' },
  earlier: { id: 'Halaman sebelumnya', en: 'Page before' },
  later: { id: 'Halaman berikutnya', en: 'Next page' },
  lacks: { id: 'Belum dapat dijadikan surat:', en: 'It cannot be made yet:' },
  signer_missing: {
    id: 'penanda tangan belum ditetapkan (papers/office.yaml)',
    en: 'nobody is named to sign it (papers/office.yaml)',
  },
  no_period: {
    id: 'laporan ini hanya dapat dibuat pada tugas harian atau bulanannya',
    en: 'this report belongs to the task of a day or a month',
  },
  facts_missing: {
    id: 'sebagian panggilan atau tiket pada masa ini belum masuk hitungan (npm run facts -- rebuild)',
    en: 'some calls or tickets of this time are not counted yet (npm run facts -- rebuild)',
  },
  number_missing: {
    id: 'kode unit untuk nomornya belum ditetapkan (papers/office.yaml)',
    en: 'the unit for its number is not set (papers/office.yaml)',
  },
  by: { id: 'Dikirim dengan', en: 'Sent by' },
  courier: { id: 'Kurir atau pos', en: 'Courier or post' },
  receipt: { id: 'Diserahkan, dengan tanda terima', en: 'Handed over, against a receipt' },
  mail: { id: 'Surel, dengan suratnya terlampir', en: 'E-mail, with the paper in it' },
  mailTo: { id: 'Alamat surel', en: 'E-mail address' },
  mailHint: {
    id: 'Kosongkan bila pelapor sudah berhubungan lewat surel. Surat tercatat terkirim begitu server surel menerimanya.',
    en: 'Leave it empty where the citizen is written to by e-mail already. It counts as sent when the mail server has taken it.',
  },
  mailNow: { id: 'Kirim surel', en: 'Send the e-mail' },
  mailing: { id: 'sedang dikirim lewat surel', en: 'goes out by e-mail now' },
  reference: { id: 'Nomor resi', en: 'Number of the consignment' },
  proof: { id: 'Foto atau pindaian buktinya', en: 'Picture or scan of the proof' },
  proofHint: {
    id: 'Tambahkan dahulu di bagian Berkas.',
    en: 'Put it among the files first.',
  },
  draft: { id: 'draf', en: 'draft' },
  made: { id: 'menunggu tanda tangan', en: 'waits to be signed' },
  returned: { id: 'dikembalikan', en: 'given back' },
  signed: { id: 'sudah ditandatangani', en: 'signed' },
  complete: { id: 'sudah jadi', en: 'made' },
  sent: { id: 'sudah dikirim', en: 'sent' },
  void: { id: 'batal', en: 'void' },
  print: { id: 'Cetak berkas kasus', en: 'Print the case' },
  printSlip: { id: 'Cetak slip layanan', en: 'Print the service slip' },
  undone: { id: 'belum', en: 'not yet' },
  certified: { id: 'bersertifikat', en: 'certified' },
} as const;
export type PaperWord = keyof typeof all;

/** The words of papers in the reader's language. */
export function usePaperWords(): (word: PaperWord) => string {
  const language = useLanguage();
  return (word) => all[word][language];
}
