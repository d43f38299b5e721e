/** How everybody logs in, as the administrator sees it, in Indonesian. */
export const idAccounts = {
  accounts: {
    title: 'Akun',
    hint: 'Bila seseorang kehilangan ponsel atau kuncinya, pastikan dulu itu benar orangnya, lalu cabut faktor keduanya. Semua sesinya berakhir, ia diberi tahu saat masuk lagi, dan audit mencatatnya. Milik Anda sendiri hanya dapat dicabut administrator lain.',
    who: 'Siapa',
    factor: 'Faktor kedua',
    sessions: 'Sesi',
    deeds: 'Tindakan',
    code: 'kode aplikasi',
    passkeys: 'kunci sandi: {{shown}}',
    none: 'tanpa faktor kedua',
    sessionsNow: '{{shown}} sesi',
    ask: { resetSecondFactor: 'Cabut faktor kedua', endSessionsOf: 'Akhiri sesi' },
    sure: { resetSecondFactor: 'Cabut sekarang', endSessionsOf: 'Akhiri sekarang' },
    done: { resetSecondFactor: 'Faktor kedua dicabut.', endSessionsOf: 'Sesi diakhiri.' },
  },
} as const;
