/** The words of verdicts, in Indonesian. */
export const idVerdicts = {
  verdicts: {
    title: 'Hasil menurut SOP',
    whole: {
      running: 'Masih berjalan, belum ada yang terlambat',
      met: 'Terpenuhi seluruhnya',
      breached: 'Ada yang lewat waktu',
      cancelled: 'Tidak ada yang dikerjakan',
      abandoned: 'Penelepon menutup sebelum dilayani',
    },
    counts: '{{met}} terpenuhi · {{breached}} lewat waktu · {{cancelled}} batal · {{running}} berjalan',
    skipped: 'Tidak dilalui: {{steps}}',
    corrected: 'dikoreksi',
    overdue: 'berjalan, sudah lewat waktu',
    step: 'Langkah',
    verdict: 'Hasil',
    elapsed: 'Lama',
    of: 'dari',
    who: 'Pelaksana',
    endedBy: 'Diakhiri oleh',
    days: '{{shown}} hari kerja',
    hours: '{{shown}} jam',
    minutes: '{{shown}} menit',
    seconds: '{{shown}} detik',
  },
} as const;
