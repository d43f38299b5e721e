import { useLanguage } from '../shared/context.tsx';

const id = {
  views: 'Saringan tersimpan',
  none: 'Belum dipilih',
  own: 'Milik saya',
  shared: 'Dari kantor',
  by: (name: string, owner: string) => `${name} (${owner})`,
  save: 'Simpan saringan ini',
  change: 'Ubah',
  delete: 'Hapus',
  title: 'Simpan saringan',
  changeTitle: 'Ubah saringan tersimpan',
  name: 'Nama',
  anew: 'Ganti isinya dengan saringan yang sekarang',
  share: 'Bagikan kepada semua yang melihat daftar tiket',
  sealed: 'Nama dan kata yang dicari disimpan tersegel. Nomor telepon dan NIK tidak disimpan.',
  submit: 'Simpan',
  saved: (name: string) => `“${name}” tersimpan.`,
  deleted: (name: string) => `“${name}” dihapus.`,
  gone: 'Yang berikut tersimpan di sini tetapi tidak ada lagi; tanpa itu daftarnya lebih luas:',
  goneAfter: 'Dengan menyimpan, yang tidak ada lagi itu keluar dari saringan ini.',
  filters: { serviceId: 'Layanan', sopId: 'Prosedur', channel: 'Kanal', status: 'Status' } as Readonly<
    Record<string, string>
  >,
};

const en: typeof id = {
  views: 'Saved views',
  none: 'None chosen',
  own: 'Mine',
  shared: 'Of the office',
  by: (name, owner) => `${name} (${owner})`,
  save: 'Save these filters',
  change: 'Change',
  delete: 'Delete',
  title: 'Save filters',
  changeTitle: 'Change a saved view',
  name: 'Name',
  anew: 'Put the filters as they are now into it',
  share: 'Share with everybody who lists tickets',
  sealed: 'Name and words are kept sealed. Telephone numbers and NIKs are not kept.',
  submit: 'Save',
  saved: (name) => `“${name}” is saved.`,
  deleted: (name) => `“${name}” is deleted.`,
  gone: 'This was saved in it and does not exist any more; without it the list is wider:',
  goneAfter: 'When it is saved, what does not exist any more goes out of it.',
  filters: { serviceId: 'Service', sopId: 'Procedure', channel: 'Channel', status: 'Status' },
};

/** They come with this page, and not with the first load. */
export const useViewWords = (): typeof id => (useLanguage() === 'id' ? id : en);
