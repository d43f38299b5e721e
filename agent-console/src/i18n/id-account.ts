/** One's own account, in Indonesian. */
export const idAccount = {
  account: {
    menu: 'Akun Anda: {{name}}',
    password: 'Ganti kata sandi',
    current: 'Kata sandi sekarang',
    next: 'Kata sandi baru',
    nextHint: 'Paling sedikit 12 huruf. Beberapa kata yang mudah Anda ingat sudah cukup.',
    firstTitle: 'Pilih kata sandi Anda',
    firstHint:
      'Kata sandi yang Anda terima hanya untuk sekali masuk. Ketik sekali lagi, lalu pilih kata sandi Anda sendiri.',
    given: 'Kata sandi yang Anda terima',
    look: 'Perlihatkan atau sembunyikan ketikan',
    save: 'Ganti',
    changed: 'Kata sandi Anda sudah diganti. Di perangkat lain Anda sudah dikeluarkan; di sini Anda tetap masuk.',
    sessions: 'Tempat Anda masuk',
    sessionsHint: 'Akhiri yang tidak Anda kenal atau yang Anda lupa tutup. Yang diakhiri langsung keluar.',
    here: 'di sini',
    watches: 'papan pantau',
    unknownBrowser: 'Peramban tak dikenal',
    source: 'dari {{source}}',
    begun: 'masuk {{time}}',
    used: 'terakhir dipakai {{time}}',
    end: 'Akhiri',
    endThis: 'Akhiri sesi {{name}}, masuk {{time}}',
    endOthers: 'Akhiri semua yang lain',
    sessionEnded: 'Sudah diakhiri.',
  },
} as const;
