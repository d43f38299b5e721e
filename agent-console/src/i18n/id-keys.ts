/** What each key does, in Indonesian. */
export const idKeys = {
  keys: {
    title: 'Tombol pintas',
    answer: 'Jawab panggilan',
    hangup: 'Tutup panggilan',
    callBack: 'Telepon warga dari tiket yang terbuka',
    hold: 'Tahan atau lanjutkan',
    mute: 'Bisukan atau bersuara',
    answers: 'Cari jawaban',
    likeCases: 'Ke kasus serupa',
    pauseRecording: 'Jeda atau lanjutkan rekaman',
    transfer: 'Alihkan penelepon',
    emergency: 'Serahkan langsung ke nomor darurat',
    callHelp: 'Minta bantuan supervisor, atau batalkan',
    finishWrapUp: 'Akhiri rekap sekarang',
    extendWrapUp: 'Perpanjang rekap',
    save: 'Simpan bagian yang sedang diisi',
    lock: 'Kunci layar',
    help: 'Tampilkan daftar ini',
  },
} as const;
