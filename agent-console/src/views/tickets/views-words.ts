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
  deleteSure: 'Ya, hapus',
  deleteShared: 'Ya, hapus untuk semua',
  title: 'Simpan saringan',
  changeTitle: 'Ubah saringan tersimpan',
  name: 'Nama',
  anew: 'Ganti isinya dengan saringan yang sekarang',
  share: 'Bagikan kepada semua yang melihat daftar tiket',
  sealed: 'Nama dan kata yang dicari disimpan tersegel. Nomor telepon dan NIK tidak disimpan.',
  submit: 'Simpan',
  saved: (name: string) => `“${name}” tersimpan.`,
  deleted: (name: string) => `“${name}” dihapus.`,
  lost: (name: string) =>
    `Saringan “${name}” tidak ada lagi: dihapus, atau tidak dibagikan lagi. Isinya masih ada di bawah dan dapat disimpan sebagai milik Anda.`,
  lostAddress:
    'Saringan pada alamat ini tidak ada (lagi): dihapus, atau tidak dibagikan kepada Anda. Yang terlihat adalah daftar tiket tanpa saringan itu.',
  understood: 'Mengerti',
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
  deleteSure: 'Yes, delete',
  deleteShared: 'Yes, delete for everybody',
  title: 'Save filters',
  changeTitle: 'Change a saved view',
  name: 'Name',
  anew: 'Put the filters as they are now into it',
  share: 'Share with everybody who lists tickets',
  sealed: 'Name and words are kept sealed. Telephone numbers and NIKs are not kept.',
  submit: 'Save',
  saved: (name) => `“${name}” is saved.`,
  deleted: (name) => `“${name}” is deleted.`,
  lost: (name) =>
    `“${name}” is there no more: it was deleted, or is shared no more. What it says still stands below, and can be saved as yours.`,
  lostAddress:
    'The view in this address is not there (any more): it was deleted, or is not shared with you. The list is shown without it.',
  understood: 'Understood',
  gone: 'This was saved in it and does not exist any more; without it the list is wider:',
  goneAfter: 'When it is saved, what does not exist any more goes out of it.',
  filters: { serviceId: 'Service', sopId: 'Procedure', channel: 'Channel', status: 'Status' },
};

/** They come with this page, and not with the first load. */
export const useViewWords = (): typeof id => (useLanguage() === 'id' ? id : en);
