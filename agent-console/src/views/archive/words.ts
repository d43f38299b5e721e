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
  gone: { id: 'sudah dimusnahkan', en: 'destroyed' },
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
  export: { id: 'Unduh setahun', en: 'Download the year' },
} as const;
export type ArchiveWord = keyof typeof all;

/** The words of the archive in the reader's language. */
export function useArchiveWords(): (word: ArchiveWord) => string {
  const language = useLanguage();
  return (word) => all[word][language];
}
