const keys = { id: ['satu', 'dua', 'tiga', 'empat'], en: ['one', 'two', 'three', 'four'] };

/** What callers hear here besides what every exchange says. Whoever has chosen no language hears these in Indonesian alone. */
export const words = {
  welcome: { id: 'Selamat datang di layanan pengaduan.', en: 'Welcome to the complaint service.' },
  noted: {
    id: 'Percakapan ini dicatat untuk mutu layanan.',
    en: 'Notes are taken of this conversation, for the quality of our service.',
  },
  recorded: {
    id: 'Percakapan ini dicatat dan direkam untuk mutu layanan. Dengan tetap di saluran ini, Anda menyetujuinya.',
    en: 'Notes are taken of this conversation and it is recorded, for the quality of our service. By staying on the line you agree to it.',
  },
  ticket: (id: string, en: string) => ({
    id: `Nomor tiket Anda adalah: ${id}. Kami ulangi: ${id}.`,
    en: `Your ticket number is: ${en}. Again: ${en}.`,
  }),
  soon: {
    id: 'Mohon tunggu, petugas kami akan segera melayani Anda.',
    en: 'Please wait, our staff will be with you soon.',
  },
  place: (place: number) => ({
    id: `Anda berada di antrean nomor ${place}. Mohon tetap di saluran ini.`,
    en: `You are number ${place} in the queue. Please stay on the line.`,
  }),
  again: {
    id: 'Mohon maaf, sambungan Anda terputus sebentar. Mohon tunggu.',
    en: 'We are sorry, you were cut off for a moment. Please wait.',
  },
  held: 'Mohon tunggu sebentar.',
  /** By which key a question is answered. */
  press: (values: readonly { readonly id: string; readonly en: string }[]) => ({
    id: `Tekan ${values.map(({ id }, index) => `${keys.id[index]} bila ${id.toLowerCase()}`).join(', ')}.`,
    en: `Press ${values.map(({ en }, index) => `${keys.en[index]} for ${en.toLowerCase()}`).join(', ')}.`,
  }),
  thanks: { id: 'Terima kasih atas penilaian Anda.', en: 'Thank you for your answer.' },
  led: { id: 'Mohon tunggu, Anda kami hubungkan.', en: 'Please wait, we are connecting you.' },
};
