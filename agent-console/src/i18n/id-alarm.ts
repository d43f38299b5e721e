/** What is told of people to those in charge, in Indonesian. */
export const idAlarm = {
  alarm: {
    title: 'Peringatan tentang pembacaan data, masuk dan rekaman',
    seen: 'Sudah saya periksa',
    more: 'Tampilkan {{shown}} lagi',
    fewer: 'Ringkas',
    quiet: 'Dalam sehari terakhir, tiket dibuka dengan alasan (per orang per jam): {{shown}}',
    times: '{{shown}} kali',
    nobody: 'Seseorang yang tidak dikenal',
    machine: 'Sentral telepon',
    kind: {
      read_many: 'membaca lebih dari {{most}} tiket dalam satu jam.',
      opened_many: 'membuka lebih dari {{most}} tiket yang bukan pekerjaannya dalam satu jam.',
      searched_many: 'mencari lebih dari {{most}} kata yang berbeda di tiket dalam satu jam.',
      read_reason: 'membuka tiket yang bukan pekerjaannya:',
      reveal_refused: 'ingin melihat terlalu banyak nomor, dan ditolak.',
      login_guessing: 'memasukkan banyak kata sandi salah dari {{source}}: mungkin menebak.',
      recording_full: 'tidak merekam percakapan: tempat penyimpanan rekaman penuh.',
      recording_stalled: 'tidak merekam percakapan: perekaman gagal; lihat log dan /readyz.',
      login_emergency: 'masuk dengan akun darurat dari {{source}}.',
      second_factor_reset: 'mencabut faktor kedua seseorang, seperti tercatat di audit.',
    },
  },
} as const;
