/** What was recorded of calls, in Indonesian. */
export const idRecordings = {
  recordings: {
    title: 'Rekaman percakapan',
    what: '{{time}} · {{length}} menit',
    noTime: 'waktu tidak tercatat',
    listen: 'Dengarkan',
    listenTo: 'Dengarkan rekaman {{what}}',
  },
} as const;
