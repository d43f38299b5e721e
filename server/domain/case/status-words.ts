import type { Words } from '../shared/words.ts';
import type { CaseStatus } from './case.ts';

/** How a case stands, as it is told to whom it is about. */
export const statusWords: Readonly<Record<CaseStatus, Words>> = {
  waiting: { id: 'Menunggu', en: 'Waiting' },
  open: { id: 'Ditangani', en: 'In progress' },
  dispatched: { id: 'Didisposisikan', en: 'Referred' },
  forwarded: { id: 'Diteruskan', en: 'Forwarded' },
  answered: { id: 'Jawaban ada', en: 'Answer found' },
  closed: { id: 'Ditutup', en: 'Closed' },
  abandoned: { id: 'Ditinggalkan', en: 'Abandoned' },
};
