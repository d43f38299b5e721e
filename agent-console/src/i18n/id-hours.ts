/** Hours in a form, in Indonesian. */
export const idHours = {
  hours: {
    change: 'Ubah jam',
    title: 'Jam: {{title}}',
    hint: 'Tulis seperti 07.30-12.00, 13.00-16.00; “24 jam” untuk sepanjang hari; kosongkan bila tutup. Giliran malam ditulis dua: sampai 24.00, lalu dari 00.00 pada hari berikutnya.',
    effect:
      'Langsung berlaku untuk pintu layanan dan janji baru, tanpa menyalakan ulang; panggilan yang berlangsung tidak terputus. Janji yang sudah dibuat tidak bergeser, kecuali yang masih sementara.',
    from: 'Berlaku mulai',
    fromHint: 'Hari ini atau sesudahnya.',
    open: 'Buka, {{day}}',
    breaks: 'Istirahat, {{day}}',
    copy: 'Samakan Selasa–Jumat dengan Senin',
    copied: 'Selasa–Jumat disamakan dengan Senin.',
    unreadable: 'Ini bukan jam. Tulis seperti 07.30-16.00, dari 00.00 sampai 24.00.',
    services: 'Dipakai oleh: {{names}}',
    since: 'Sejak {{day}}',
    ahead: 'Mulai {{day}}',
    of: '{{title}}, mulai {{day}}',
    breakOf: 'istirahat {{spans}}',
    periods: 'Jam pada masa tertentu, seperti Ramadan, tetap menurut berkas kalender dan didahulukan pada tanggalnya.',
  },
} as const;
