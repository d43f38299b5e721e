/** How people of the office were told of alerts, in Indonesian. */
export const idNotify = {
  notify: { open: 'Atur pemberitahuan' },
  means: { screen: 'Layar', sms: 'SMS', whatsapp: 'WhatsApp', email: 'Surel', webhook: 'Sistem kantor' },
  /** When one cause makes many late. */
  storm: {
    tickets: '{{count}} tiket',
    between: 'batas {{from}}–{{to}}',
    ackAll: 'Tandai {{count}} sudah dibaca',
    which: 'Tiket mana saja',
    closed: 'Selesai terlambat',
    announce: '{{count}} peringatan baru.',
  },
  told: {
    show: 'Siapa yang diberi tahu',
    onScreen: 'Di layar sejak {{time}}',
    notOnScreen: 'Belum tampil di layar siapa pun',
    nobody: 'Tidak ada pemberitahuan di luar layar.',
    noPerson: 'Tidak seorang pun',
    pending: 'dikirim {{time}}',
    sent: 'terkirim {{time}}',
    delivered: 'sampai {{time}}',
    failed: 'gagal ({{reason}})',
    skipped: 'tidak dikirim: {{reason}}',
    read: 'Dibaca {{name}}, {{time}}',
    readTitle: 'Peringatan yang sudah dibaca',
  },
  toldReason: {
    nobody: 'tidak ada orang dengan peran ini',
    no_address: 'alamat belum diisi',
    declined: 'tidak dikehendaki',
    not_set_up: 'belum disiapkan kantor',
    acknowledged: 'sudah dibaca lebih dulu',
    settled: 'sudah selesai lebih dulu',
    unreachable: 'tidak terhubung',
  },
} as const;
