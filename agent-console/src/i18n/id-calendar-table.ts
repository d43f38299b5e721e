/** A year's table of holidays by a file, in Indonesian. */
export const idCalendarTable = {
  calendarTable: {
    open: 'Impor daftar (CSV)',
    title: 'Impor daftar hari libur dari berkas CSV',
    hint: 'Baris pertama memuat judul kolom: tanggal, jenis (libur nasional, cuti bersama, atau libur lokal), nama; bila perlu juga hari dan name (bahasa Inggris). Satu hari per baris, satu tahun per berkas. Tanggal seperti 2027-01-01, 1/1/2027, 01-01-2027, atau 1 Januari 2027; pemisahnya koma, titik koma, atau tab.',
    counts: '{{year}}: {{add}} hari libur baru, {{change}} berubah, {{same}} sudah sama.',
    wrong: '{{shown}} dari {{all}} baris perlu diperbaiki. Belum ada yang ditulis.',
    nothing: 'Semuanya sudah sama: tidak ada yang perlu ditulis.',
    whole:
      'Dengan daftar ini hari libur {{year}} diketahui semuanya: janji ke tahun itu tidak sementara lagi, dan yang sementara dihitung ulang.',
    notNational: 'Daftar ini tidak memuat libur nasional, jadi {{year}} belum dianggap lengkap karenanya.',
    onlyGood: 'Ambil {{shown}} baris yang benar saja',
    onlyGoodHint:
      'Atau ambil baris yang benar saja. {{year}} belum dianggap lengkap, dan tidak ada hari libur yang dihapus.',
    removed: 'Tidak ada di daftar ini, jadi bukan hari libur lagi:',
    doubts: 'Libur nasional setiap tahun, tetapi tidak ada di daftar ini. Periksa apakah berkasnya lengkap:',
    preview: 'Yang akan terjadi dengan tiap baris',
    outcomes: { add: 'hari libur baru', change: 'berubah', same: 'sudah sama', faulty: 'perlu diperbaiki' },
    confirm: 'Ambil alih daftar {{year}}',
    changed: 'Hari libur berubah sejak daftar ini diperiksa, dan belum ada yang ditulis. Periksa sekali lagi.',
    complete: 'Daftar {{year}} sudah lengkap',
    completeSure: 'Ya, tidak ada hari libur lain di {{year}}',
    saidHere: 'Di sini dikatakan bahwa hari libur {{year}} diketahui semuanya.',
    reopen: 'Daftar belum lengkap',
    reopenSure: 'Ya, masih ada yang kurang',
    days: '{{shown}} perubahan: {{first}}, …',
  },
} as const;
