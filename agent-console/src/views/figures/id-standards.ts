/** Reports on service standards, in Indonesian. */
export const idStandards = {
  open: 'Standar pelayanan…',
  title: 'Laporan standar pelayanan',
  hint: 'Komponen standar pelayanan (UU 25/2009 pasal 21), waktu yang dijanjikan dan yang ditepati tiap langkah, dan cara pengaduan berakhir, dalam bentuk yang diminta Ombudsman. Laporannya berbahasa Indonesia.',
  from: 'Dari tanggal',
  to: 'Sampai tanggal',
  procedure: 'SOP',
  all: 'Semua SOP yang dipakai',
  draft: 'Unduh konsep (PDF)',
  make: 'Buat laporan bernomor',
  sure: 'Yakin buat? Tidak dapat diubah lagi',
  fixed:
    'Laporan bernomor disimpan tetap dengan angka dan SHA-256-nya. Koreksi sesudahnya muncul di laporan berikutnya.',
  made: (number: string) => `Laporan ${number} dibuat.`,
  list: 'Laporan yang sudah dibuat',
  none: 'Belum ada laporan.',
  of: (from: string, to: string) => `Masa ${from} – ${to}`,
  by: (name: string, at: string) => `dibuat oleh ${name}, ${at}`,
  corrections: (n: string) => `${n} angka laporan sebelumnya dibetulkan`,
  take: 'Unduh PDF',
  gone: 'seseorang',
};
