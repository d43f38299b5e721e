/** What was recorded of calls, in Indonesian. */
export const idRecordings = {
  recordings: {
    title: 'Rekaman percakapan',
    what: '{{time}} · {{length}} menit',
    noTime: 'waktu tidak tercatat',
    listen: 'Dengarkan',
    listenTo: 'Dengarkan rekaman {{what}}',
    message: 'Pesan suara',
    messages: 'Pesan suara warga',
    hear: 'Dengarkan pesan suara {{what}}',
    pause: 'Jeda rekaman',
    resume: 'Lanjutkan rekaman',
    notPaused: 'Rekaman tidak berubah.',
    state: {
      on: 'Percakapan ini direkam.',
      paused: 'Rekaman dijeda: yang diucapkan sekarang tidak terekam.',
    },
    failed: {
      full: 'Percakapan ini tidak direkam: tempat penyimpanan rekaman penuh. Lanjutkan melayani.',
      stalled: 'Percakapan ini tidak direkam: perekaman gagal. Lanjutkan melayani.',
    },
    notWhole: 'tidak lengkap',
    pausedFrom: 'dijeda {{from}}–{{to}}',
    pausedToEnd: 'dijeda sejak {{from}} sampai akhir',
  },
} as const;
