/** What the web form says, in plain words: as the server writes it, and as its script goes on. */
const id = {
  title: 'Buat laporan',
  follow: 'Sudah punya nomor tiket? Lacak laporan',
  service: 'Layanan',
  subject: 'Tentang apa',
  anySubject: 'Belum tahu',
  name: 'Nama Anda (boleh dikosongkan)',
  contact: 'Nomor telepon atau surel',
  contactHint:
    'Jawaban dikirim ke sana. Dengan empat angka terakhir telepon, atau kode lewat surel, laporan dapat dilacak.',
  place: 'Di mana (boleh dikosongkan)',
  text: 'Apa yang terjadi',
  photo: 'Pilih atau ambil foto',
  photoHint: 'Letak pengambilan foto tidak ikut dikirim.',
  chosen: 'Terpilih: {0}',
  consent: 'Saya setuju',
  send: 'Kirim laporan',
  sending: 'Mengirim…',
  none: 'Formulir ini belum dibuka. Telepon atau datang ke kantor kami.',
  done: 'Laporan Anda kami terima: {0}',
  doneWords:
    'Catat nomor ini. Dengan nomor ini dan empat angka terakhir telepon Anda, laporan dapat dilacak dan ditambah.',
  doneMail:
    'Catat nomor ini. Dengan nomor ini dan kode yang kami kirim ke surel Anda, laporan dapat dilacak dan ditambah.',
  doneAlone: 'Catat nomor ini. Jawaban kami kirim ke surel Anda; sebut nomor ini bila menulis kepada kami.',
  followIt: 'Lacak laporan ini',
  photoAlone: 'Foto tidak dapat dikirim dari halaman ini tanpa JavaScript. Tulis saja laporannya; foto dapat menyusul.',
  followWhere: 'Di halaman itu terlihat sampai di mana laporan Anda, dan keterangan dapat ditambahkan.',
  gone: 'Tidak ada laporan untuk ditampilkan di sini. Bila baru saja mengirim, laporan itu sudah masuk; peramban ini tidak menyimpan kuki, jadi nomornya hanya ada di pesan dari kami.',
  again: 'Buat laporan lain',
  photosFailed: 'Laporan sudah masuk, tetapi foto belum terkirim. Kirim lagi lewat halaman lacak.',
  required: 'Isi bagian ini.',
  phone_invalid: 'Ini bukan nomor telepon. Contoh: 0812 3456 7890.',
  email_address: 'Ini bukan alamat surel. Contoh: nama@contoh.id.',
  unknown: 'Pilih salah satu yang tersedia.',
  too_big: 'Terlalu panjang.',
  wrong: 'Periksa lagi bagian ini.',
  invalid: 'Ada yang perlu diperbaiki; tulisan Anda masih ada.',
  lapor_wait: 'Terlalu banyak laporan dari sambungan ini. Tunggu {0} menit, atau telepon kami; tulisan Anda masih ada.',
  lapor_over: 'Formulir ini dibuka terlalu lama. Tekan kirim sekali lagi; tulisan Anda masih ada.',
  lapor_machine: 'Terlalu cepat. Periksa laporan Anda, lalu tekan kirim sekali lagi.',
  forged: 'Laporan ini tidak datang dari halaman kami. Periksa, lalu tekan kirim sekali lagi.',
  database_away:
    'Belum dapat disimpan sekarang. Tunggu sebentar, lalu tekan kirim sekali lagi; tulisan Anda masih ada.',
  offline: 'Tidak ada sambungan. Coba lagi; tulisan Anda masih ada.',
} as const;

export type LaporWord = keyof typeof id;

const en: Readonly<Record<LaporWord, string>> = {
  title: 'Make a report',
  follow: 'Have a ticket number? Follow your report',
  service: 'Service',
  subject: 'What about',
  anySubject: 'Not known yet',
  name: 'Your name (may be left empty)',
  contact: 'Telephone number or e-mail',
  contactHint:
    'You are answered there. By the last four digits of a telephone number, or a code by e-mail, the report can be followed.',
  place: 'Where (may be left empty)',
  text: 'What happened',
  photo: 'Choose or take a photo',
  photoHint: 'Where the photo was taken is not sent along.',
  chosen: 'Chosen: {0}',
  consent: 'I agree',
  send: 'Send the report',
  sending: 'Sending…',
  none: 'This form is not open yet. Call us or come to our office.',
  done: 'We have your report: {0}',
  doneWords:
    'Write this number down. With it and the last four digits of your telephone number you can follow the report and add to it.',
  doneMail:
    'Write this number down. With it and a code that we send to your e-mail address you can follow the report and add to it.',
  doneAlone: 'Write this number down. We answer by e-mail; name it when you write to us.',
  followIt: 'Follow this report',
  photoAlone: 'Photos cannot be sent from this page without JavaScript. Write the report; photos can follow.',
  followWhere: 'That page says where your report stands, and takes what you want to add.',
  gone: 'There is no report to show here. If you have just sent one, we have it; this browser keeps no cookies, so its number stands in our message to you alone.',
  again: 'Make another report',
  photosFailed: 'We have the report, but a photo did not arrive. Send it again on the page to follow reports.',
  required: 'Fill this in.',
  phone_invalid: 'This is no telephone number. Such as: 0812 3456 7890.',
  email_address: 'This is no e-mail address. Such as: name@example.id.',
  unknown: 'Choose one of those given.',
  too_big: 'Too long.',
  wrong: 'Look at this once more.',
  invalid: 'Something has to be put right; what you wrote is still there.',
  lapor_wait: 'Too many reports from this connection. Wait {0} minutes, or call us; what you wrote is still there.',
  lapor_over: 'This form was open too long. Press send once more; what you wrote is still there.',
  lapor_machine: 'Too fast. Look at your report, then press send once more.',
  forged: 'This report did not come from our page. Look at it, then press send once more.',
  database_away: 'It cannot be kept now. Wait a moment, then press send once more; what you wrote is still there.',
  offline: 'There is no connection. Try again; what you wrote is still there.',
};

export const laporWords: Readonly<Record<'id' | 'en', Readonly<Record<LaporWord, string>>>> = { id, en };

/** What is said of a fault by its code; of one that has no words of its own, `otherwise`. */
export const laporWordOf = (code: string, otherwise: LaporWord): LaporWord =>
  Object.hasOwn(id, code) ? (code as LaporWord) : otherwise;

/** What is said of how a report is followed. */
export const followedWord = (by: 'digits' | 'mail' | null): LaporWord =>
  by === null ? 'doneAlone' : by === 'mail' ? 'doneMail' : 'doneWords';
