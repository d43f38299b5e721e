/** Why something was not done on a page that no desk waits for, or that is not the console's, in Indonesian. */
export const idPageProblems = {
  problem: {
    too_many_wallboards: 'Layar sudah terlalu banyak. Cabut dulu yang tidak dipakai lagi.',
    shared_number: 'Nomor ini dipakai beberapa orang. Pilih dulu data siapa yang dimaksud.',
    nobody_known: 'Tidak ada orang yang dikenal dengan ini.',
    lacak_unknown: 'Nomor tiket dan empat angka terakhir ini tidak cocok.',
    lacak_wait: 'Terlalu banyak percobaan. Tunggu sebentar.',
    lacak_over: 'Waktunya habis. Masukkan lagi nomor tiketnya.',
    not_asked: 'Pertanyaan ini tidak sedang diajukan untuk tiket ini.',
    lapor_wait: 'Terlalu banyak laporan. Tunggu sebentar.',
    lapor_over: 'Formulirnya kedaluwarsa. Buka lagi.',
    lapor_machine: 'Kirim sekali lagi.',
    unknown_skill: 'Keahlian ini tidak ada dalam daftar kantor (agents.yaml).',
    unknown_service: 'Layanan ini tidak ada dalam daftar kantor (services.yaml).',
    service_taken: 'Sebuah layanan sudah menunggu di antrean lain. Keluarkan dahulu dari sana.',
    queues_not_here: 'Sentral telepon belum disiapkan untuk antrean baru (ASTERISK_QUEUES_FILE).',
    queue_is_first: 'Antrean utama tetap ada: setiap penelepon harus ada yang melayani.',
    queue_has_callers: 'Masih ada yang menunggu di antrean ini. Hapus setelah kosong.',
    queue_is_led_to: 'Penelepon antrean lain dialihkan ke antrean ini. Ubah antrean itu lebih dahulu.',
    overflow_unknown: 'Antrean tujuan pengalihan sudah tidak ada. Pilih antrean lain.',
    overflow_round:
      'Penelepon akan dialihkan berputar-putar. Pilih antrean yang tidak mengalihkan kembali ke antrean ini.',
    bad_queue_name: 'Hanya huruf kecil, angka, dan tanda hubung, diawali huruf.',
    sop_published_already: 'Versi ini sudah diterbitkan.',
    sop_retired_already: 'Versi ini sudah dicabut.',
    sop_last_in_force: 'Ini versi terakhir yang dibutuhkan layanan; terbitkan versi lain dulu.',
    sop_catalogue_lacks:
      'Versi ini menawarkan atau bergantung pada pilihan yang tidak ada di daftar layanannya; tambahkan di katalog, lalu mulai ulang server.',
    sop_channel_missing: 'Ada layanan yang salurannya tidak disebut versi ini; tambahkan di “channels”.',
    preview_running: 'Pratinjau lain sedang dihitung; coba lagi sebentar lagi.',
  },
} as const;
