/** Figures, in Indonesian. They come with the page, and not with the first load. */
export const idFigures = {
  title: 'Laporan angka',
  hint: 'Dihitung dari catatan kejadian. Panggilan dihitung pada saat masuk, langkah dan tiket pada saat selesai.',
  filter: 'Saring angka',
  report: 'Laporan',
  from: 'Dari tanggal',
  to: 'Sampai tanggal',
  interval: 'Selang',
  measure: 'Angka',
  by: 'Menurut',
  threshold: 'Dijawab dalam (detik)',
  take: (format: string) => `Unduh ${format}`,
  onlyThis: (name: string) => `Hanya ${name}`,
  all: 'Tampilkan semua layanan',
  tickets: (of: string) => `Tiket ${of}`,
  showOnly: (of: string) => `Tampilkan hanya ${of}`,
};
