/** What was recorded of calls, in Indonesian. */
export const idRecordings = {
  recordings: {
    title: 'Rekaman percakapan',
    what: '{{time}} · {{length}} menit',
    noTime: 'waktu tidak tercatat',
    listen: 'Dengarkan',
    listenTo: 'Dengarkan rekaman {{what}}',
    gone: 'Rekaman ini tidak ada lagi di penyedia telepon.',
    away: 'Penyedia telepon belum dapat dihubungi. Coba lagi sebentar lagi.',
  },
} as const;
