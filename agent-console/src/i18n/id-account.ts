/** One's own account, in Indonesian. */
export const idAccount = {
  account: {
    menu: 'Akun Anda: {{name}}',
    password: 'Ganti kata sandi',
    current: 'Kata sandi sekarang',
    next: 'Kata sandi baru',
    nextHint: 'Paling sedikit 12 huruf. Beberapa kata yang mudah Anda ingat sudah cukup.',
    look: 'Perlihatkan atau sembunyikan ketikan',
    save: 'Ganti',
    changed: 'Kata sandi Anda sudah diganti. Di perangkat lain Anda sudah dikeluarkan; di sini Anda tetap masuk.',
  },
} as const;
