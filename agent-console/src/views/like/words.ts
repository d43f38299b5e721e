import { useLanguage } from '../shared/context.tsx';

const id = {
  title: 'Kasus serupa',
  earlier: 'Tiket lain dari nomor ini',
  none: 'Belum ada kasus yang serupa.',
  same: { category: 'kategori', place: 'tempat', words: 'kata-kata' },
  sameIn: (things: string) => `sama: ${things}`,
  notMine: 'Bukan pekerjaan Anda: dibuka dengan alasan.',
  open: 'Buka tiket',
  unanswered: 'Belum dijawab.',
};

const en: typeof id = {
  title: 'Cases like this one',
  earlier: 'Other tickets of this number',
  none: 'No case is like it so far.',
  same: { category: 'subject', place: 'place', words: 'words' },
  sameIn: (things) => `same ${things}`,
  notMine: 'Not your work: it opens for a reason.',
  open: 'Open ticket',
  unanswered: 'Not answered yet.',
};

/** They come with this list, and not with the first load. */
export const useLikeWords = (): typeof id => (useLanguage() === 'id' ? id : en);
