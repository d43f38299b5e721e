import { z } from 'zod';
import { defaulted } from './setting.ts';

/** Null: kept. */
const days = z
  .string()
  .regex(/^(?:always|[1-9]\d{0,4})$/)
  .transform((text) => (text === 'always' ? null : Number(text)));

const keep = (id: string, en: string) =>
  defaulted(days, 'always', {
    meaning: {
      id: `Retensi (npm run retention): ${id}`,
      en: `Retention (npm run retention): ${en}`,
    },
    expects: { id: '"always", atau jumlah hari', en: '"always", or a number of days' },
    example: '1825',
  });

/** How long what is kept; by default all of it, since an archive's law and the office decide. */
export const retentionSettings = {
  SIGAP_KEEP_CASES_DAYS: keep(
    'berapa hari setelah ditutup sebuah tiket dianonimkan',
    'how many days after it was closed a ticket is made anonymous',
  ),
  SIGAP_KEEP_MESSAGES_DAYS: keep(
    'berapa hari isi pesan tiket yang sudah ditutup disimpan',
    'how many days the words of messages of closed tickets are kept',
  ),
  SIGAP_KEEP_RECORDINGS_DAYS: keep(
    'berapa hari rekaman dapat didengar dari sini; suaranya sendiri dihapus di sentral atau penyedia',
    'how many days recordings can be heard from here; the sound itself is deleted at the exchange or provider',
  ),
  SIGAP_KEEP_DRAFTS_DAYS: keep(
    'berapa hari setelah tiket ditutup isian setengah jadi disimpan',
    'how many days after the ticket was closed half-written forms are kept',
  ),
};
