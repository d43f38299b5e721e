import { useLanguage } from '../shared/context.tsx';

/** The words of the archive come with it: no desk fetches them before a case is open. */
const all = {
  title: { id: 'Arsip', en: 'Archive' },
  page: { id: 'Buku dan arsip', en: 'Registers and archive' },
  lacking: { id: 'Belum dapat diarsipkan. Yang kurang:', en: 'It cannot be archived yet. What is missing:' },
  paper_unsigned: { id: 'belum ditandatangani semua', en: 'not signed by all' },
  paper_returned: { id: 'dikembalikan dan belum dibuat lagi', en: 'given back, and not made anew' },
  file_waiting: { id: 'berkas masih ditunggu atau diperiksa', en: 'file still waited for, or looked through' },
  file_gone: { id: 'berkasnya tidak ada lagi', en: 'the file is not there any more' },
  file_damaged: { id: 'berkasnya rusak', en: 'the file is damaged' },
  message_waiting: { id: 'pesan belum terkirim', en: 'message not sent yet' },
  close: { id: 'Arsipkan tiket ini', en: 'Archive this ticket' },
  closed: { id: 'Diarsipkan', en: 'Archived' },
  by: { id: 'oleh', en: 'by' },
  files: { id: 'berkas', en: 'files' },
  code: { id: 'Klasifikasi', en: 'Classification' },
  kept: { id: 'Retensi', en: 'Retention' },
  active: { id: 'aktif sampai', en: 'active until' },
  over: { id: 'sampai', en: 'until' },
  destroyed: { id: 'dimusnahkan', en: 'destroyed' },
  permanent: { id: 'permanen', en: 'permanent' },
  reviewed: { id: 'dinilai kembali', en: 'reviewed' },
  gone: { id: 'Sudah dimusnahkan', en: 'Destroyed' },
  byMinutes: { id: 'Berita acara', en: 'Minutes' },
  erased: { id: 'Dihapus atas permintaan warga', en: 'Erased at the citizen’s request' },
  take: { id: 'Unduh', en: 'Download' },
  check: { id: 'Periksa', en: 'Check' },
  right: {
    id: 'Semua berkas sama dengan daftarnya.',
    en: 'Every file is as the manifest says.',
  },
  wrong: { id: 'TIDAK sama dengan daftarnya:', en: 'NOT as the manifest says:' },
  whole: { id: 'arsip sebagai keseluruhan', en: 'the bundle as a whole' },
  registers: { id: 'Buku register', en: 'Registers' },
  register: { id: 'Buku', en: 'Register' },
  from: { id: 'Dari', en: 'From' },
  until: { id: 'Sampai', en: 'Until' },
  pdf: { id: 'PDF', en: 'PDF' },
  xlsx: { id: 'XLSX', en: 'XLSX' },
  year: { id: 'Tahun', en: 'Year' },
  ticket: { id: 'Nomor tiket', en: 'Ticket number' },
  closedOn: { id: 'Ditutup', en: 'Closed' },
  none: { id: 'Belum ada arsip.', en: 'Nothing is in the archive.' },
  nothing: { id: 'Tidak ada arsip yang cocok.', en: 'No bundle fits.' },
  export: { id: 'Unduh setahun', en: 'Download year' },
  destruction: { id: 'Pemusnahan', en: 'Destruction' },
  destructionHint: {
    id: 'Arsip yang habis masa retensinya dimusnahkan dengan berita acara, setelah dua orang yang berbeda menandatangani daftarnya, salah satunya kepala. Angka laporan tetap.',
    en: 'Bundles whose time is over go with minutes, once two different people have signed the list, one of them the head. Figures stay.',
  },
  noneDue: { id: 'Tidak ada arsip yang habis masa retensinya.', en: 'No bundle’s time is over.' },
  timeOver: { id: 'Habis masa retensinya', en: 'Whose time is over' },
  propose: { id: 'Usulkan pemusnahan', en: 'Propose destruction' },
  list: { id: 'Daftar usul', en: 'Proposed list' },
  bundles: { id: 'arsip', en: 'bundles' },
  list_proposed: { id: 'menunggu dua tanda tangan', en: 'waits for two signatures' },
  list_signed: { id: 'menunggu tanda tangan kedua', en: 'waits for the second signature' },
  list_refused: { id: 'ditolak', en: 'refused' },
  list_executed: { id: 'sudah dimusnahkan', en: 'destroyed' },
  signedBy: { id: 'Ditandatangani', en: 'Signed by' },
  signList: { id: 'Tanda tangani daftar', en: 'Sign the list' },
  signAndDestroy: { id: 'Tanda tangani dan musnahkan', en: 'Sign and destroy' },
  signFirstHint: {
    id: 'Belum ada yang dimusnahkan. Orang lain menandatangani sesudah Anda; salah satu dari kalian kepala.',
    en: 'Nothing is destroyed yet. Somebody else signs after you; one of you is the head.',
  },
  needsOther: {
    id: 'Tanda tangan kedua harus dari orang lain, dan salah satu dari keduanya kepala.',
    en: 'The second signature is another person’s, and one of the two is the head.',
  },
  willGo: {
    id: 'Ini tanda tangan kedua. Berkas arsip dan data pribadi tiket-tiket ini hilang sekarang juga, dan tidak dapat dikembalikan:',
    en: 'This is the second signature. The bundles and personal data of these tickets go at once, and cannot be brought back:',
  },
  willStay: {
    id: 'Yang tetap: nomor tiket, tanggal, sidik SHA-256, berita acara, dan angka laporan.',
    en: 'What stays: ticket numbers, days, SHA-256 digests, the minutes, and the figures.',
  },
  refusedBy: { id: 'Ditolak', en: 'Refused by' },
  proposedBy: { id: 'Diusulkan', en: 'Proposed by' },
  refuse: { id: 'Tolak daftar', en: 'Refuse the list' },
  minutes: { id: 'Unduh berita acara', en: 'Download the minutes' },
} as const;
export type ArchiveWord = keyof typeof all;

/** The words of the archive in the reader's language. */
export function useArchiveWords(): (word: ArchiveWord) => string {
  const language = useLanguage();
  return (word) => all[word][language];
}
